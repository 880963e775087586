package org.osteon.workflow.desk;

import java.util.List;
import java.util.Optional;

/// The decision as it may stand on top of a page: never better than the worst gate, and its reason
/// in one sentence.
///
/// @param reason why; empty where nothing stands in the way
/// @param code of the rule that is the reason; empty where a gate alone is
/// @param clears the value or the day from which it would no longer hold; may be empty
/// @param waiting gates that somebody has to look at, the loudest first
public record Headline(
        Tone tone, String title, String reason, String code, String clears, List<Gate> waiting) {

    /// What stands on top.
    ///
    /// @param instead what stands there where nothing is decided; empty: that nothing is planned
    public static Headline of(ReleaseSheet sheet, String instead) {
        List<Gate> waiting = sheet.gatesOf(Tone.STOP, Tone.HOLD, Tone.UNKNOWN);
        Optional<Gate> worst = waiting.stream().findFirst();
        Optional<Gate.Finding> first = sheet.obstacles().stream().findFirst();
        String code = first.map(Gate.Finding::code).orElse("");
        String clears = first.map(Gate.Finding::clears).orElse("");
        String reason = first.map(Headline::said).or(() -> worst.map(Headline::said)).orElse("");
        if (sheet.tone() == Tone.NONE) {
            return new Headline(
                    instead.isEmpty() ? Tone.NONE : loudest(Tone.ADVICE, worst),
                    instead.isEmpty() ? sheet.decision() : instead,
                    reason,
                    code,
                    clears,
                    waiting);
        }
        Tone tone = loudest(sheet.tone(), worst);
        return new Headline(
                tone,
                tone == sheet.tone() || sheet.tone().compareTo(Tone.ADVICE) < 0
                        ? sheet.decision()
                        : sheet.decision() + open(sheet),
                reason,
                code,
                clears,
                waiting);
    }

    private static Tone loudest(Tone tone, Optional<Gate> worst) {
        return worst.map(Gate::tone).filter(gate -> gate.compareTo(tone) < 0).orElse(tone);
    }

    /// `, but 1 gate is not met`; `, 2 gates are not known`.
    private static String open(ReleaseSheet sheet) {
        long blocked = sheet.blocked();
        return blocked > 0
                ? ", but " + Wording.count(blocked, "gate is", "gates are") + " not met"
                : ", "
                        + Wording.count(sheet.count(Tone.UNKNOWN), "gate is", "gates are")
                        + " not known";
    }

    private static String said(Gate.Finding finding) {
        return finding.summary() + "." + (finding.action().isBlank() ? "" : " " + finding.action());
    }

    private static String said(Gate gate) {
        String open =
                gate.missing().isEmpty()
                        ? gate.summary()
                        : "Needed to tell: " + String.join(", ", gate.missing());
        return gate.label() + (open.isBlank() ? "" : ": " + open) + ".";
    }
}
