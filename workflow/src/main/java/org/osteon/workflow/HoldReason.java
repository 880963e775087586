package org.osteon.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Coding;
import org.osteon.pathway.Pathway;

/// Why something is held or was not given, in a way that rules can read: one of the choices that
/// the pathway's form of what was given has for the reason of the status, beside the words of
/// whoever says it.
///
/// @param because the choice; empty: none of them
/// @param words what was said
public record HoldReason(Optional<Coding> because, String words) {
    /// The field with the code of the choice.
    public static final String FIELD = "because";

    private static final String ELEMENT = "statusReason";

    /// The choices of a pathway.
    public static List<Coding> choices(Pathway pathway) {
        return pathway.recordForm()
                .map(OrderForm::asked)
                .map(form ->
                        form.fields().stream()
                                .filter(HoldReason::isAsked)
                                .flatMap(field -> field.choices().stream())
                                .toList())
                .orElse(List.of());
    }

    /// Whether a field of the form asks for it; it is none of what was given.
    static boolean isAsked(OrderForm.Field field) {
        return field.path().equals(ELEMENT);
    }

    /// What was said.
    ///
    /// @param code of the choice; empty: none
    /// @return empty where the pathway has no such choice
    static Optional<HoldReason> of(Pathway pathway, String code, String words) {
        if (code.isEmpty()) {
            return Optional.of(new HoldReason(Optional.empty(), words));
        }
        return choices(pathway).stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .map(one -> new HoldReason(Optional.of(one), words));
    }

    /// Whether nothing was said.
    boolean isBlank() {
        return because.isEmpty() && words.isBlank();
    }

    /// In a line, for people.
    String text() {
        return because.map(one -> one.label() + (words.isBlank() ? "" : ": " + words.strip()))
                .orElse(words);
    }

    /// As the reason of a status.
    ObjectNode concept() {
        ObjectNode concept = FhirEdit.concept(text());
        because.ifPresent(one -> concept.putArray("coding").add(FhirEdit.coding(one)));
        return concept;
    }

    /// What is said of a code that is none of the choices.
    static Outcome unknown(String code) {
        return new Outcome.Incomplete(
                List.of(new FieldProblem(FIELD, "“" + code + "” is not one of the choices.")));
    }
}
