package org.osteon.workflow.desk;

import java.util.Locale;
import java.util.Optional;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Rule;

/// How soon somebody has to see to a patient, as the pathway's own result `priority` says; not the
/// decision word: a review may be due at once. From the most urgent on.
public enum Priority {
    NOW("Now", Tone.STOP),
    TODAY("Today", Tone.HOLD),
    THIS_WEEK("This week", Tone.ADVICE),
    ROUTINE("Routine", Tone.NONE),
    NONE("Nothing open", Tone.NONE);

    private static final String RESULT = "priority";
    private static final String REASON = "priorityReason";

    private final String title;
    private final Tone tone;

    Priority(String title, Tone tone) {
        this.title = title;
        this.tone = tone;
    }

    /// What an assessment says; [#NONE] where it says nothing.
    public static Priority of(Assessment assessment) {
        if (assessment.results().get(RESULT) instanceof String word) {
            for (Priority priority : values()) {
                if (priority.word().equals(word)) {
                    return priority;
                }
            }
        }
        return NONE;
    }

    /// What made an assessment say so: the code of an alert, the id of something of the plan, or
    /// words.
    public static Optional<String> reason(Assessment assessment) {
        return assessment.results().get(REASON) instanceof String reason
                ? Optional.of(reason)
                : Optional.empty();
    }

    static boolean isOf(Rule rule) {
        return rule.id().equals(RESULT) || rule.id().equals(REASON);
    }

    public String title() {
        return title;
    }

    public Tone tone() {
        return tone;
    }

    /// What FHIR's word for how soon a request is wanted stands for; an unknown one is routine.
    public static Priority ofRequest(String word) {
        return switch (word) {
            case "stat" -> NOW;
            case "asap" -> TODAY;
            case "urgent" -> THIS_WEEK;
            default -> ROUTINE;
        };
    }

    /// FHIR's word for how soon a request is wanted.
    public String request() {
        return switch (this) {
            case NOW -> "stat";
            case TODAY -> "asap";
            case THIS_WEEK -> "urgent";
            case ROUTINE, NONE -> "routine";
        };
    }

    /// As pathways write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
