package org.osteon.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.SplittableRandom;

/// A patient's course written from a template: resources on a day of the course or in series, with
/// values that drift and scatter.
///
/// A template entry has a `resource` with the placeholders `{date}`, `{patient}` and `{value}`, and
/// says when it comes: `on` (a day of the course), `every` with `jitter` and `offset` (a series
/// until today, `last` leaves out the newest that many), `fromToday` (days after today) or
/// `between` (a random day), and how likely it is (`chance`). A `value` goes from `start` to `end`
/// with `noise` and `decimals`.
final class Course {
    private final JsonNode template;
    private final JsonNode names;
    private final LocalDate today;
    private final SplittableRandom random;
    private final ArrayNode entries = DemoCohort.entries();

    Course(JsonNode template, JsonNode names, LocalDate today, SplittableRandom random) {
        this.template = template;
        this.names = names;
        this.today = today;
        this.random = random;
    }

    ObjectNode bundle(String id) {
        String patient = "demo-" + id;
        int length = between(template.path("days"));
        length -= length % template.path("multipleOf").asInt(1);
        LocalDate start = today.minusDays(length);
        entries.addObject().set("resource", patient(patient));
        int number = 0;
        for (JsonNode entry : template.path("resources")) {
            number++;
            if (random.nextDouble() >= entry.path("chance").asDouble(1)) {
                continue;
            }
            String base = patient + "-" + number;
            if (entry.has("every")) {
                series(entry, base, patient, start, length);
            } else {
                LocalDate day =
                        entry.has("fromToday")
                                ? today.plusDays(entry.path("fromToday").asInt())
                                : entry.has("between")
                                        ? start.plusDays(
                                                Math.min(between(entry.path("between")), length))
                                        : start.plusDays(entry.path("on").asInt());
                add(entry, base, patient, day, 1);
            }
        }
        return DemoCohort.bundle(entries);
    }

    private void series(JsonNode entry, String base, String patient, LocalDate start, int length) {
        int every = entry.path("every").asInt();
        int jitter = entry.path("jitter").asInt(0);
        int offset = entry.path("offset").asInt(0);
        int count = Math.max(0, (length - offset - jitter) / every + 1);
        count -= entry.path("last").asInt(0);
        for (int i = 0; i < count; i++) {
            int scatter = jitter == 0 ? 0 : random.nextInt(-jitter, jitter + 1);
            LocalDate day = start.plusDays((long) i * every + offset + scatter);
            if (!day.isAfter(today)) {
                add(entry, base + "-" + (i + 1), patient, day, count < 2 ? 1 : i / (count - 1.0));
            }
        }
    }

    /// @param progress how far through the course, 0 to 1
    private void add(JsonNode entry, String id, String patient, LocalDate day, double progress) {
        ObjectNode resource =
                (ObjectNode) filled(entry.path("resource"), patient, day, value(entry, progress));
        resource.put("id", id);
        entries.addObject().set("resource", resource);
    }

    private BigDecimal value(JsonNode entry, double progress) {
        JsonNode value = entry.path("value");
        double mean =
                value.path("start").asDouble()
                        + progress
                                * (value.path("end").asDouble() - value.path("start").asDouble());
        double noise =
                value.path("noise").asDouble() * (random.nextDouble() + random.nextDouble() - 1);
        BigDecimal rounded =
                BigDecimal.valueOf(mean + noise)
                        .setScale(value.path("decimals").asInt(1), RoundingMode.HALF_UP);
        return value.has("least") ? rounded.max(value.path("least").decimalValue()) : rounded;
    }

    private JsonNode filled(JsonNode node, String patient, LocalDate day, BigDecimal value) {
        if (node.isObject()) {
            ObjectNode copy = ((ObjectNode) node).objectNode();
            node.properties()
                    .forEach(field ->
                            copy.set(
                                    field.getKey(), filled(field.getValue(), patient, day, value)));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = ((ArrayNode) node).arrayNode();
            node.forEach(item -> copy.add(filled(item, patient, day, value)));
            return copy;
        }
        if (!node.isTextual()) {
            return node;
        }
        if (node.asText().equals("{value}")) {
            return value.scale() == 0
                    ? IntNode.valueOf(value.intValue())
                    : DecimalNode.valueOf(value);
        }
        return new TextNode(
                node.asText().replace("{date}", day.toString()).replace("{patient}", patient));
    }

    private ObjectNode patient(String id) {
        String sex = template.path("sex").asText();
        ObjectNode patient = entries.objectNode();
        patient.put("resourceType", "Patient");
        patient.put("id", id);
        ObjectNode name = patient.putArray("name").addObject();
        name.put("family", oneOf(names.path("family")));
        name.putArray("given").add(oneOf(names.path(sex)));
        patient.put("gender", sex);
        patient.put(
                "birthDate",
                today.minusYears(between(template.path("age")))
                        .minusDays(random.nextInt(365))
                        .toString());
        return patient;
    }

    private String oneOf(JsonNode list) {
        return list.path(random.nextInt(list.size())).asText();
    }

    private int between(JsonNode range) {
        return random.nextInt(range.path(0).asInt(), range.path(1).asInt() + 1);
    }
}
