package org.osteon.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Coding;

/// Reads the answers of an order's form back from an order, to change or to complete it.
final class OrderAnswers {
    private OrderAnswers() {}

    /// The answers that the order holds, by field.
    static Answers of(OrderForm form, ObjectNode order) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (OrderForm.Field field : form.fields()) {
            answer(field, order).ifPresent(answer -> answers.put(field.name(), answer));
        }
        return new Answers(answers);
    }

    private static Optional<String> answer(OrderForm.Field field, ObjectNode order) {
        JsonNode at = order;
        for (String element : List.of(field.path().split("\\."))) {
            at = at.path(element);
            if (at.isArray() && field.kind() != OrderForm.Kind.CHOICE) {
                at = at.path(0);
            } else if (at.isArray() && !element.equals("coding") && at.size() > 0) {
                at = at.path(0);
            }
        }
        return switch (field.kind()) {
            case DATE -> text(at).map(date -> date.substring(0, Math.min(10, date.length())));
            case TEXT -> text(at);
            case NUMBER -> text(field.quantity() ? at.path("value") : at);
            case CHOICE -> choice(field, at);
        };
    }

    private static Optional<String> text(JsonNode node) {
        return node.isMissingNode() || node.isNull() || node.isContainerNode()
                ? Optional.empty()
                : Optional.of(node.asText());
    }

    private static Optional<String> choice(OrderForm.Field field, JsonNode at) {
        if (at.isTextual()) {
            return text(at);
        }
        JsonNode codings = at.isArray() ? at : at.path("coding");
        for (JsonNode coding : codings) {
            for (Coding choice : field.choices()) {
                if (choice.code().equals(coding.path("code").asText(""))
                        && choice.system().equals(coding.path("system").asText(""))) {
                    return Optional.of(choice.code());
                }
            }
        }
        return Optional.empty();
    }
}
