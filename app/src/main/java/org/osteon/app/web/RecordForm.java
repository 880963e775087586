package org.osteon.app.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What was done with an order: given as planned, given otherwise, or not given. Of a medication a
/// MedicationAdministration, of anything else a Procedure.
final class RecordForm {
    static final String DAY = "day";
    static final String START = "start";
    static final String MINUTES = "minutes";
    static final String DOSE = "dose";
    static final String LOT = "lot";
    static final String REMARK = "remark";

    private final Order order;
    private final ObjectNode json;

    RecordForm(Order order) {
        this.order = order;
        this.json = FhirText.read(order.resource().json());
    }

    /// The fields, with the order's own values as the suggestion.
    List<OrderForm.Field> fields() {
        List<OrderForm.Field> fields = new ArrayList<>();
        fields.add(field(DAY, "Day", OrderForm.Kind.DATE, "", true));
        fields.add(field(START, "Started at", OrderForm.Kind.TEXT, "", false));
        if (isMedication()) {
            fields.add(field(DOSE, "Dose given", OrderForm.Kind.NUMBER, unit(), true));
            fields.add(field(MINUTES, "Infusion time", OrderForm.Kind.NUMBER, "min", false));
        }
        fields.add(field(LOT, "Lot number", OrderForm.Kind.TEXT, "", false));
        fields.add(field(REMARK, "Remark", OrderForm.Kind.TEXT, "", false));
        return fields;
    }

    private static OrderForm.Field field(
            String name, String label, OrderForm.Kind kind, String unit, boolean required) {
        return new OrderForm.Field(
                name, label, "", kind, "", unit, false, required, List.of(), Optional.empty());
    }

    private boolean isMedication() {
        return order.type().equals("MedicationRequest");
    }

    private String unit() {
        return order.dose()
                .map(dose -> dose.path("unit").asString(""))
                .or(() ->
                        order.fields().stream()
                                .filter(OrderForm.Field::quantity)
                                .map(OrderForm.Field::unit)
                                .findFirst())
                .orElse("mg");
    }

    /// What the order says, to be confirmed or corrected.
    Map<String, String> suggestions(LocalDate today) {
        Map<String, String> suggestions = new LinkedHashMap<>();
        suggestions.put(DAY, today.toString());
        order.dose()
                .map(dose -> dose.path("value").asString(""))
                .ifPresent(dose -> suggestions.put(DOSE, dose));
        JsonNode minutes =
                json.path("dosageInstruction")
                        .path(0)
                        .path("timing")
                        .path("repeat")
                        .path("duration");
        if (minutes.isNumber()) {
            suggestions.put(MINUTES, minutes.asString());
        }
        return suggestions;
    }

    /// What is wrong with the answers, by field.
    Map<String, String> problems(Map<String, String> answers, LocalDate today) {
        Map<String, String> problems = AnswerCheck.problems(fields(), answers);
        String start = answers.getOrDefault(START, "");
        if (!start.isBlank() && !start.matches("([01]?\\d|2[0-3]):[0-5]\\d")) {
            problems.put(START, "“" + start + "” is not a time of day; write it like 14:30.");
        }
        if (!problems.containsKey(DAY)
                && LocalDate.parse(answers.getOrDefault(DAY, today.toString())).isAfter(today)) {
            problems.put(DAY, "That day is not over yet; record it when it was given.");
        }
        return problems;
    }

    /// It was given.
    ObjectNode given(Map<String, String> answers, String author, ZoneId zone) {
        ObjectNode record = skeleton("completed", author);
        String day = answers.getOrDefault(DAY, "");
        String start = answers.getOrDefault(START, "").strip();
        String minutes = answers.getOrDefault(MINUTES, "").strip();
        when(record, day, start, minutes, zone);
        if (isMedication()) {
            ObjectNode dosage = record.putObject("dosage");
            JsonNode route = json.path("dosageInstruction").path(0).path("route");
            if (route.isObject()) {
                dosage.set("route", route.deepCopy());
            }
            dosage.putObject("dose")
                    .put("value", new BigDecimal(answers.getOrDefault(DOSE, "0").strip()))
                    .put("unit", unit())
                    .put("system", "http://unitsofmeasure.org")
                    .put("code", unit());
        }
        note(record, "Lot", answers.getOrDefault(LOT, ""));
        if (!minutes.isEmpty() && start.isEmpty()) {
            note(record, "Minutes", minutes);
        }
        note(record, "", answers.getOrDefault(REMARK, ""));
        return record;
    }

    /// It was not given.
    ObjectNode notGiven(LocalDate day, String author, String reason) {
        ObjectNode record = skeleton("not-done", author);
        record.put(isMedication() ? "effectiveDateTime" : "performedDateTime", day.toString());
        ObjectNode why = FhirText.concept(reason);
        if (isMedication()) {
            record.putArray("statusReason").add(why);
        } else {
            record.set("statusReason", why);
        }
        return record;
    }

    private void when(ObjectNode record, String day, String start, String minutes, ZoneId zone) {
        String element = isMedication() ? "effective" : "performed";
        if (start.isEmpty()) {
            record.put(element + "DateTime", day);
            return;
        }
        var begin =
                LocalDate.parse(day)
                        .atTime(
                                Integer.parseInt(start.substring(0, start.indexOf(':'))),
                                Integer.parseInt(start.substring(start.indexOf(':') + 1)))
                        .atZone(zone)
                        .toOffsetDateTime();
        if (minutes.isEmpty()) {
            record.put(element + "DateTime", written(begin));
        } else {
            long seconds = new BigDecimal(minutes).multiply(BigDecimal.valueOf(60)).longValue();
            record.putObject(element + "Period")
                    .put("start", written(begin))
                    .put("end", written(begin.plusSeconds(seconds)));
        }
    }

    private static String written(java.time.OffsetDateTime time) {
        return java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX")
                .format(time);
    }

    private ObjectNode skeleton(String status, String author) {
        ObjectNode record = FhirText.object();
        record.put("resourceType", isMedication() ? "MedicationAdministration" : "Procedure");
        record.put("id", "given-" + UUID.randomUUID());
        record.put("status", status);
        String what = isMedication() ? "medicationCodeableConcept" : "code";
        JsonNode ordered = json.path(what);
        if (ordered.isObject()) {
            record.set(what, ordered.deepCopy());
        }
        JsonNode subject = json.path("subject");
        record.set("subject", subject.deepCopy());
        ObjectNode performer = record.putArray("performer").addObject();
        performer.putObject("actor").put("display", author);
        if (isMedication()) {
            record.putObject("request").put("reference", order.reference());
        } else {
            record.putArray("basedOn").addObject().put("reference", order.reference());
        }
        return record;
    }

    private static void note(ObjectNode record, String label, String text) {
        if (!text.isBlank()) {
            record.withArray("note")
                    .addObject()
                    .put("text", label.isEmpty() ? text.strip() : label + " " + text.strip());
        }
    }
}
