package org.osteon.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Coding;

/// Writes the answers of an order's form into the order.
final class OrderDraft {
    private static final String UCUM = "http://unitsofmeasure.org";

    private final ObjectNode order;

    private OrderDraft(ObjectNode order) {
        this.order = order;
    }

    /// The order with the answers in it; fields without an answer leave it as it is.
    ///
    /// @param template the order before; not changed
    static ObjectNode filled(OrderForm form, ObjectNode template, Answers answers) {
        OrderDraft draft = new OrderDraft(template.deepCopy());
        for (OrderForm.Field field : form.fields()) {
            String answer = answers.of(field.name());
            if (!answer.isEmpty()) {
                draft.put(field, answer);
            }
        }
        for (OrderForm.Constant constant : form.constants()) {
            if (constant.dependsOn().isEmpty() || answers.has(constant.dependsOn())) {
                draft.put(constant);
            }
        }
        return draft.order;
    }

    /// Puts an answer in the place of the one that is there: a coding that is one of the choices
    /// goes first.
    static void replace(ObjectNode resource, OrderForm.Field field, String answer) {
        List<String> path = List.of(field.path().split("\\."));
        if (path.getLast().equals("coding")
                && FhirEdit.parent(resource, path).get("coding") instanceof ArrayNode codings) {
            for (int i = codings.size() - 1; i >= 0; i--) {
                if (choice(field, codings.get(i).path("code").asText("")).isPresent()) {
                    codings.remove(i);
                }
            }
        }
        new OrderDraft(resource).put(field, answer);
    }

    private void put(OrderForm.Constant constant) {
        List<String> path = List.of(constant.path().split("\\."));
        ObjectNode parent = FhirEdit.parent(order, path);
        if (constant.number()) {
            parent.put(path.getLast(), new BigDecimal(constant.value()));
        } else {
            parent.put(path.getLast(), constant.value());
        }
    }

    private void put(OrderForm.Field field, String answer) {
        List<String> path = List.of(field.path().split("\\."));
        ObjectNode parent = FhirEdit.parent(order, path);
        String element = path.getLast();
        switch (field.kind()) {
            case DATE, TEXT -> putText(parent, element, answer);
            case NUMBER -> putNumber(parent, element, field, TypedNumber.of(answer).orElseThrow());
            case CHOICE ->
                    choice(field, answer).ifPresent(coding -> putCoding(parent, element, coding));
        }
    }

    private static void putText(ObjectNode parent, String element, String text) {
        if (FhirEdit.repeats(element)) {
            parent.putArray(element).add(text);
        } else {
            parent.put(element, text);
        }
    }

    private static void putNumber(
            ObjectNode parent, String element, OrderForm.Field field, BigDecimal number) {
        if (field.quantity()) {
            parent.putObject(element)
                    .put("value", number)
                    .put("unit", field.unit())
                    .put("system", UCUM)
                    .put("code", field.unit());
        } else {
            parent.put(element, number);
        }
    }

    private static Optional<Coding> choice(OrderForm.Field field, String code) {
        return field.choices().stream().filter(coding -> coding.code().equals(code)).findFirst();
    }

    /// A further coding of a concept that is there (a product beside its ingredient), a concept of
    /// its own, or, of a code without a system, the code.
    private static void putCoding(ObjectNode parent, String element, Coding coding) {
        if (element.equals("coding")) {
            ArrayNode codings =
                    parent.get("coding") instanceof ArrayNode there
                            ? there
                            : parent.putArray("coding");
            codings.add(FhirEdit.coding(coding));
            return;
        }
        if (coding.system().isEmpty()) {
            parent.put(element, coding.code());
            return;
        }
        ObjectNode concept = FhirEdit.concept(coding.label());
        concept.putArray("coding").add(FhirEdit.coding(coding));
        if (FhirEdit.repeats(element)) {
            parent.putArray(element).add(concept);
        } else {
            parent.set(element, concept);
        }
    }
}
