package org.osteon.bench.pathway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.demo.DemoCohort;

/// What the worklist of an infusion suite looks like on ordinary charts: every dose of the
/// demonstration's courses of bone-modifying agents is planned once more on its day, on the chart
/// as it was made, with the gaps that ordinary charts have, and with the lasting answers that close
/// them. Prints decisions and findings per dose.
public final class OrdinaryGaps {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final Path KNOWLEDGE = Path.of("knowledge");
    private static final ObjectMapper JSON = new ObjectMapper();

    private OrdinaryGaps() {}

    /// Measures and prints.
    public static void main(String[] args) throws IOException {
        Pathway pathway =
                KnowledgeBase.load(KNOWLEDGE).pathway("bone-modifying-agents").orElseThrow();
        List<ObjectNode> charts = new ArrayList<>();
        for (String chart : new DemoCohort(KNOWLEDGE, TODAY, 1).charts()) {
            charts.add((ObjectNode) JSON.readTree(chart));
        }
        print("as made", pathway, charts, UnaryOperator.identity());
        print("with ordinary gaps", pathway, charts, OrdinaryGaps::withGaps);
        print("with gaps, answered once", pathway, charts, chart -> answered(withGaps(chart)));
    }

    private static void print(
            String title,
            Pathway pathway,
            List<ObjectNode> charts,
            UnaryOperator<ObjectNode> change) {
        Map<String, Integer> decisions = new TreeMap<>();
        Map<String, Integer> findings = new TreeMap<>();
        int doses = 0;
        int raised = 0;
        for (ObjectNode chart : charts) {
            for (JsonNode dose : doses(chart)) {
                LocalDate day =
                        LocalDate.parse(dose.path("effectiveDateTime").asText().substring(0, 10));
                Assessment assessment =
                        pathway.assess(read(change.apply(planned(chart, dose, day))), day);
                if (assessment.status() == Assessment.Status.NOT_APPLICABLE) {
                    continue;
                }
                doses++;
                decisions.merge(assessment.decision().orElse("none"), 1, Integer::sum);
                raised += assessment.alerts().size();
                assessment.alerts().forEach(alert -> findings.merge(alert.code(), 1, Integer::sum));
            }
        }
        System.out.printf(
                "%s: %d doses, %.2f findings each%n", title, doses, (double) raised / doses);
        System.out.println("  " + decisions);
        System.out.println("  " + findings);
    }

    /// Those of the courses: of worked cases a single dose says little about a day's work.
    private static List<JsonNode> doses(ObjectNode chart) {
        List<JsonNode> doses = new ArrayList<>();
        for (JsonNode entry : chart.path("entry")) {
            JsonNode resource = entry.path("resource");
            if (resource.path("resourceType").asText().equals("MedicationAdministration")
                    && resource.path("status").asText().equals("completed")
                    && resource.has("effectiveDateTime")) {
                doses.add(resource);
            }
        }
        return doses.size() < 4 ? List.of() : doses;
    }

    /// The chart on the morning of the dose: the dose is an order still.
    private static ObjectNode planned(ObjectNode chart, JsonNode dose, LocalDate day) {
        ObjectNode planned = chart.deepCopy();
        ArrayNode entries = JSON.createArrayNode();
        for (JsonNode entry : planned.path("entry")) {
            JsonNode resource = entry.path("resource");
            boolean isDraft =
                    resource.path("resourceType").asText().equals("MedicationRequest")
                            && resource.path("status").asText().equals("draft");
            if (!isDraft && !resource.path("id").asText().equals(dose.path("id").asText())) {
                entries.add(entry);
            }
        }
        ObjectNode order = JSON.createObjectNode();
        order.put("resourceType", "MedicationRequest").put("id", "planned");
        order.put("status", "draft").put("intent", "order").put("authoredOn", day.toString());
        order.set("subject", dose.path("subject"));
        order.set("medicationCodeableConcept", dose.path("medicationCodeableConcept"));
        order.putArray("dosageInstruction")
                .addObject()
                .putObject("timing")
                .putArray("event")
                .add(day.toString());
        entries.addObject().set("resource", order);
        planned.set("entry", entries);
        return planned;
    }

    /// No dental record, no list of over-the-counter medicines, ibuprofen as needed, and a
    /// laboratory that spells its units in its own way.
    private static ObjectNode withGaps(ObjectNode chart) {
        ArrayNode entries = JSON.createArrayNode();
        JsonNode subject = JSON.nullNode();
        for (JsonNode entry : chart.path("entry")) {
            JsonNode resource = entry.path("resource");
            String type = resource.path("resourceType").asText();
            String words =
                    resource.path("medicationCodeableConcept").path("text").asText()
                            + resource.path("code").path("text").asText();
            if (type.equals("MedicationRequest")) {
                subject = resource.path("subject");
            }
            if (words.contains("calcium carbonate")
                    || words.contains("cholecalciferol")
                    || words.equals("Dental examination")) {
                continue;
            }
            if (resource.path("valueQuantity").path("code").asText().equals("mg/dL")) {
                ObjectNode quantity = (ObjectNode) resource.path("valueQuantity");
                quantity.remove(List.of("system", "code"));
                quantity.put("unit", "mg/dl");
            }
            entries.add(entry);
        }
        ObjectNode ibuprofen = JSON.createObjectNode();
        ibuprofen.put("resourceType", "MedicationRequest").put("id", "ibuprofen");
        ibuprofen.put("status", "active").put("intent", "order");
        ibuprofen.set("subject", subject);
        ibuprofen.putObject("medicationCodeableConcept").put("text", "Ibuprofen 400 mg tablet");
        ibuprofen
                .putArray("dosageInstruction")
                .addObject()
                .put("text", "as needed for pain")
                .put("asNeededBoolean", true);
        entries.addObject().set("resource", ibuprofen);
        ObjectNode changed = chart.deepCopy();
        changed.set("entry", entries);
        return changed;
    }

    /// The dentist's clearance, what the patient takes, and why the ibuprofen may stay: each said
    /// once, on the first day of the course.
    private static ObjectNode answered(ObjectNode chart) {
        ArrayNode entries = (ArrayNode) chart.path("entry");
        String first = TODAY.plusYears(1).toString();
        JsonNode subject = JSON.nullNode();
        for (JsonNode entry : entries) {
            JsonNode resource = entry.path("resource");
            String date = resource.path("effectiveDateTime").asText("9999").split("T", 2)[0];
            if (resource.path("resourceType").asText().equals("MedicationAdministration")
                    && date.compareTo(first) < 0) {
                first = date;
            }
            if (resource.has("subject")) {
                subject = resource.path("subject");
            }
        }
        for (String code : List.of("dental-clearance", "takes-calcium-vitamin-d")) {
            answer(entries, code, subject, first).put("valueBoolean", true);
        }
        ObjectNode advisory = answer(entries, "advisory-answer", subject, first);
        advisory.putObject("valueCodeableConcept")
                .putArray("coding")
                .addObject()
                .put("system", "urn:osteon:rule")
                .put("code", "INT-NEPHROTOX");
        advisory.putArray("note").addObject().put("text", "Some tablets a month, told to drink");
        return chart;
    }

    private static ObjectNode answer(
            ArrayNode entries, String code, JsonNode subject, String since) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("resourceType", "Observation").put("id", code).put("status", "final");
        answer.putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", "urn:osteon:chart")
                .put("code", code);
        answer.set("subject", subject);
        answer.put("effectiveDateTime", since);
        answer.putArray("performer").addObject().put("display", "Infusion suite");
        answer.putArray("component")
                .addObject()
                .put("valueDateTime", TODAY.plusYears(1).toString())
                .putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", "urn:osteon:chart")
                .put("code", "next-due");
        entries.addObject().set("resource", answer);
        return answer;
    }

    private static org.osteon.chart.Chart read(ObjectNode chart) {
        return switch (ChartReader.bundle(chart.toString().getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var read) -> read;
            case ChartReading.Unusable(var reason) -> throw new IllegalStateException(reason);
        };
    }
}
