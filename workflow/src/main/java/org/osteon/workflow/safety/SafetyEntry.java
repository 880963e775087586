package org.osteon.workflow.safety;

import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormDeeds;
import org.osteon.workflow.forms.FormEntry;

/// What people do to a report, as answers of the form R2, or why it cannot be done: keep what they
/// wrote, sign it, say that it was sent, or that it is not to be reported and why.
///
/// @param when the moment, as FHIR writes it
public record SafetyEntry(SafetyDraft draft, String when) {
    /// The form in which it is kept.
    public static final String FORM = SafetyDeeds.FORM;

    private static final int LONGEST = 4000;

    private FormAnswers begun(String step) {
        SafetyReport report = draft.report();
        return FormAnswers.none()
                .with(Form.WHEN, when)
                .with(SafetyDeeds.REPORT, report.rule().id())
                .with(SafetyDeeds.TITLE, report.title())
                .with(SafetyDeeds.EVENT, report.event().resource().reference())
                .with(SafetyDeeds.VERSION, report.event().version())
                .with(FormDeeds.SEQUENCE, Integer.toString(report.done().size() + 1))
                .with(SafetyDeeds.STEP, step);
    }

    private FormEntry written(String step, Map<String, String> given) {
        Map<String, String> typed = new LinkedHashMap<>(draft.typed(given));
        Optional<String> tooLong =
                typed.entrySet().stream()
                        .filter(one -> one.getValue().length() > LONGEST)
                        .map(Map.Entry::getKey)
                        .findFirst();
        if (tooLong.isPresent()) {
            return new FormEntry.Refused(
                    "“"
                            + draft.field(tooLong.get()).map(SafetyDraft.Field::label).orElse("")
                            + "” has more than "
                            + LONGEST
                            + " characters.");
        }
        FormAnswers answers = begun(step);
        for (Map.Entry<String, String> one : typed.entrySet()) {
            answers = answers.with(one.getKey(), one.getValue());
        }
        return new FormEntry.Answers(answers);
    }

    /// Keeps what was written.
    public FormEntry keep(Map<String, String> given) {
        return written(SafetyDeeds.DRAFT, given);
    }

    /// Signs it: reviewed.
    public FormEntry sign(Map<String, String> given) {
        Map<String, String> typed = draft.typed(given);
        String missing =
                draft.fields().stream()
                        .filter(SafetyDraft.Field::least)
                        .filter(one -> one.fact().isEmpty() && !typed.containsKey(one.key()))
                        .map(SafetyDraft.Field::label)
                        .collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? written(SafetyDeeds.SIGNED, given)
                : new FormEntry.Refused(
                        "Not ready: no report is complete without reporter, patient, event and"
                                + " suspect. Missing: "
                                + missing
                                + ".");
    }

    /// Says that it was sent: somebody did that elsewhere, nothing leaves from here.
    public FormEntry submitted(ZonedDateTime on, String number, String by, ZonedDateTime now) {
        if (draft.report().state() != SafetyReport.State.SIGNED) {
            return new FormEntry.Refused(
                    "Not yet: it is signed first, as it is now ("
                            + draft.report().state().words()
                            + ").");
        }
        if (on.isAfter(now)) {
            return new FormEntry.Refused("It cannot have been sent later than now.");
        }
        FormAnswers answers =
                begun(SafetyDeeds.SUBMITTED)
                        .with(SafetyDeeds.SENT_ON, on.withNano(0).toOffsetDateTime().toString());
        if (!number.isBlank()) {
            answers = answers.with(SafetyDeeds.SENT_NUMBER, number.strip());
        }
        if (!by.isBlank()) {
            answers = answers.with(SafetyDeeds.SENT_BY, by.strip());
        }
        return new FormEntry.Answers(answers);
    }

    /// Says that it is not to be reported.
    public FormEntry notDue(String because) {
        return because.isBlank()
                ? new FormEntry.Refused(
                        "Why it is not to be reported: others, and who inspects, read the reason.")
                : new FormEntry.Answers(
                        begun(SafetyDeeds.NOT_DUE).with(SafetyDeeds.BECAUSE, because.strip()));
    }
}
