package org.osteon.workflow.registry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.pathway.words.DayText;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormDeeds;
import org.osteon.workflow.forms.FormEntry;

/// What people do to a draft, as answers of the form R1, or why it cannot be done: confirm an
/// answer, overrule it with a reason, enter one, take that back, sign the draft, say that it was
/// sent.
///
/// @param when the moment, as FHIR writes it
public record RegistryEntry(RegistryDraft draft, String when) {
    /// The form in which it is kept.
    public static final String FORM = RegistryDeeds.FORM;

    private static final int LONGEST = 500;

    private static FormEntry refused(String why) {
        return new FormEntry.Refused(why);
    }

    private FormAnswers begun(String step) {
        return FormAnswers.none()
                .with(Form.WHEN, when)
                .with(RegistryDeeds.DRAFT, draft.due().key())
                .with(FormDeeds.SEQUENCE, Integer.toString(draft.deeds() + 1))
                .with(RegistryDeeds.STEP, step);
    }

    private FormEntry answers(RegistryLine line, String verdict, String answer, String reason) {
        FormAnswers answers =
                begun(RegistryDeeds.STEP_ANSWER)
                        .with(RegistryDeeds.ITEM, line.item().key())
                        .with(RegistryDeeds.VERDICT, verdict)
                        .with(RegistryDeeds.DERIVED, line.derived());
        answers = answer.isEmpty() ? answers : answers.with(RegistryDeeds.ANSWER, answer);
        return new FormEntry.Answers(
                reason.isEmpty() ? answers : answers.with(RegistryDeeds.REASON, reason));
    }

    private Optional<RegistryLine> line(String key) {
        return draft.line(key);
    }

    /// Confirms what the chart answers, or that it has nothing on record.
    public FormEntry confirm(String key) {
        Optional<RegistryLine> line = line(key);
        if (line.isEmpty()) {
            return refused("Nothing of the name “" + key + "” is asked in this draft.");
        }
        return line.get().derived().isEmpty()
                ? refused(
                        "“"
                                + line.get().item().text()
                                + "”: the chart answers nothing that could be confirmed. Enter it.")
                : answers(line.get(), RegistryDeeds.CONFIRMED, "", "");
    }

    /// Answers otherwise than the chart, with a reason; or what the chart does not answer.
    public FormEntry answer(String key, String typed, String why) {
        Optional<RegistryLine> found = line(key);
        if (found.isEmpty()) {
            return refused("Nothing of the name “" + key + "” is asked in this draft.");
        }
        RegistryLine line = found.get();
        String answer = typed.strip();
        String reason = why.strip();
        String name = "“" + line.item().text() + "”: ";
        if (answer.isEmpty()) {
            return refused(name + "type or choose the answer.");
        }
        Optional<String> wrong = problem(line.item(), answer);
        if (wrong.isPresent()) {
            return refused(name + wrong.get());
        }
        boolean overrules = !line.derived().isEmpty();
        if (overrules && reason.isEmpty()) {
            return refused(
                    name
                            + "the chart says “"
                            + line.derived()
                            + "”. To answer otherwise, say why: others read the reason.");
        }
        if (answer.length() > LONGEST || reason.length() > LONGEST) {
            return refused(name + "at most " + LONGEST + " characters.");
        }
        return answers(
                line, overrules ? RegistryDeeds.OVERRULED : RegistryDeeds.ENTERED, answer, reason);
    }

    private static Optional<String> problem(RegistryForm.Item item, String answer) {
        if (!item.choices().isEmpty()) {
            return item.choices().stream().anyMatch(one -> one.code().equals(answer))
                    ? Optional.empty()
                    : Optional.of(
                            "“"
                                    + answer
                                    + "” is none of the answers: "
                                    + String.join(
                                            ", ",
                                            item.choices().stream()
                                                    .map(RegistryForm.Choice::text)
                                                    .toList())
                                    + ".");
        }
        return switch (item.type()) {
            case TEXT -> Optional.empty();
            case DATE ->
                    isDay(answer)
                            ? Optional.empty()
                            : Optional.of("“" + answer + "” is no day. Write 2025-06-02.");
            case INTEGER ->
                    answer.matches("\\d{1,9}")
                            ? Optional.empty()
                            : Optional.of("“" + answer + "” is no whole number.");
            case DECIMAL ->
                    isNumber(answer)
                            ? Optional.empty()
                            : Optional.of("“" + answer + "” is no number. Write 4.2.");
        };
    }

    private static boolean isDay(String text) {
        try {
            return DayText.parse(text).getYear() > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,9}(\\.\\d{1,9})?") && new BigDecimal(text).signum() >= 0;
    }

    /// Takes back what was said of an item: what the chart answers stands again.
    public FormEntry takeBack(String key) {
        Optional<RegistryLine> line = line(key);
        return line.filter(one -> one.said().isThere())
                .map(one -> answers(one, RegistryDeeds.TAKEN_BACK, "", ""))
                .orElseGet(() ->
                        refused("Nothing was said of “" + key + "” that could be taken back."));
    }

    /// Signs the draft: reviewed.
    public FormEntry sign() {
        if (!draft.conflicts().isEmpty()) {
            return refused(
                    "Not yet: "
                            + String.join(
                                    ", ",
                                    draft.conflicts().stream()
                                            .map(one -> "“" + one.item().text() + "”")
                                            .toList())
                            + " disputed. Confirm or overrule each.");
        }
        if (!draft.isReady()) {
            return refused(
                    "Not yet: "
                            + draft.answered()
                            + " of "
                            + draft.asked()
                            + " answered, "
                            + draft.completeness()
                            + " %; it takes "
                            + draft.due().form().ready()
                            + " %.");
        }
        FormAnswers answers =
                begun(RegistryDeeds.STEP_SIGNED)
                        .with(RegistryDeeds.ASKED, Integer.toString(draft.asked()))
                        .with(RegistryDeeds.ANSWERED, Integer.toString(draft.answered()));
        int row = 0;
        for (Map.Entry<String, String> one : draft.answers().entrySet()) {
            answers =
                    answers.with(FormAnswers.field(RegistryDeeds.LINE_ITEM, row), one.getKey())
                            .with(
                                    FormAnswers.field(RegistryDeeds.LINE_ANSWER, row),
                                    one.getValue());
            row++;
        }
        return new FormEntry.Answers(answers);
    }

    /// Says that it was sent: somebody did that elsewhere, nothing leaves from here.
    ///
    /// @param today no later day is one on which it was sent
    public FormEntry submitted(String on, String number, String by, LocalDate today) {
        if (draft.state() != RegistryDraft.State.SIGNED) {
            return refused(
                    draft.state() == RegistryDraft.State.SUBMITTED
                            ? "It is entered as submitted already."
                            : "Not yet: it is signed first, as it is now.");
        }
        if (!isDay(on.strip()) || LocalDate.parse(on.strip()).isAfter(today)) {
            return refused("“" + on + "” is no day up to today. Write 2025-06-02.");
        }
        FormAnswers answers =
                begun(RegistryDeeds.STEP_SUBMITTED).with(RegistryDeeds.SENT_ON, on.strip());
        for (Map.Entry<String, String> one :
                List.of(
                        Map.entry(RegistryDeeds.SENT_NUMBER, number.strip()),
                        Map.entry(RegistryDeeds.SENT_BY, by.strip()))) {
            answers =
                    one.getValue().isEmpty() ? answers : answers.with(one.getKey(), one.getValue());
        }
        return new FormEntry.Answers(answers);
    }
}
