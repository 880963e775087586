package org.osteon.records.cards;

import java.util.Optional;
import java.util.stream.Stream;

/// Why somebody did not follow a card. CDS Hooks asks for reasons to choose from; these fit any
/// rule.
public enum OverrideReason {
    BENEFIT_OUTWEIGHS_RISK("benefit-outweighs-risk", "The benefit outweighs the risk"),
    KNOWN_ELSEWHERE("known-elsewhere", "The missing facts are known, not in here"),
    DATA_WRONG("data-wrong", "The facts shown are wrong or outdated"),
    DOES_NOT_APPLY("does-not-apply", "Does not apply to this patient"),
    OTHER("other", "Another reason, in the comment");

    /// The code system of these.
    public static final String SYSTEM = "urn:osteon:override-reason";

    private final String code;
    private final String display;

    OverrideReason(String code, String display) {
        this.code = code;
        this.display = display;
    }

    /// Its code in [#SYSTEM].
    public String code() {
        return code;
    }

    /// As people read it.
    public String display() {
        return display;
    }

    /// The reason of that code.
    public static Optional<OverrideReason> of(String code) {
        return Stream.of(values()).filter(one -> one.code.equals(code)).findFirst();
    }
}
