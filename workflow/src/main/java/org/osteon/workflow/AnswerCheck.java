package org.osteon.workflow;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Coding;
import org.osteon.pathway.words.DayText;

/// Checks what was filled in, and says what is wrong beside the field.
final class AnswerCheck {
    private static final int LONGEST = 2_000;

    private AnswerCheck() {}

    static List<FieldProblem> problems(List<OrderForm.Field> fields, Answers answers) {
        List<FieldProblem> problems = new ArrayList<>();
        for (OrderForm.Field field : fields) {
            problem(field, answers.of(field.name()))
                    .ifPresent(problem -> problems.add(new FieldProblem(field.name(), problem)));
        }
        return problems;
    }

    /// The same where each of the fields must be answered.
    static List<FieldProblem> needed(List<OrderForm.Field> fields, Answers answers) {
        List<FieldProblem> problems = new ArrayList<>(problems(fields, answers));
        for (OrderForm.Field field : fields) {
            if (!answers.has(field.name()) && !field.required()) {
                problems.add(new FieldProblem(field.name(), field.label() + " is needed."));
            }
        }
        return problems;
    }

    private static Optional<String> problem(OrderForm.Field field, String answer) {
        if (answer.isBlank()) {
            return field.required() ? Optional.of(field.label() + " is needed.") : Optional.empty();
        }
        return switch (field.kind()) {
            case DATE -> date(answer);
            case NUMBER -> number(answer);
            case TEXT ->
                    answer.length() > LONGEST
                            ? Optional.of("At most " + LONGEST + " characters.")
                            : Optional.empty();
            case CHOICE ->
                    field.choices().stream().map(Coding::code).anyMatch(answer::equals)
                            ? Optional.empty()
                            : Optional.of("“" + answer + "” is not one of the choices.");
        };
    }

    private static Optional<String> date(String answer) {
        try {
            LocalDate _ = DayText.parse(answer);
            return Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.of("“" + answer + "” is not a date; write it like 2025-09-15.");
        }
    }

    private static Optional<String> number(String answer) {
        if (TypedNumber.isEither(answer)) {
            return Optional.of(
                    "“" + answer + "” can be read in two ways; write it like 1000 or 1.5.");
        }
        return TypedNumber.of(answer)
                .map(number ->
                        number.signum() > 0
                                ? Optional.<String>empty()
                                : Optional.of("“" + answer + "” is not above zero."))
                .orElseGet(
                        () -> Optional.of("“" + answer + "” is not a number; write it like 3.5."));
    }
}
