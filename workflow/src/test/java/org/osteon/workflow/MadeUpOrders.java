package org.osteon.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.forms.FormLibrary;

/// Charts and orders of a made-up pathway: ferric one, at most 1000 mg at once, seven days apart,
/// over haemoglobin not older than 28 days. No medicine.
public final class MadeUpOrders {
    static final Path FOLDER = Path.of("src/test/resources/knowledge");
    private static final KnowledgeBase KNOWLEDGE = load();
    public static final Pathway IRON = KNOWLEDGE.pathway("iron-infusion").orElseThrow();
    public static final FormLibrary FORMS = FormLibrary.of(KNOWLEDGE);

    private MadeUpOrders() {}

    private static KnowledgeBase load() {
        try {
            return KnowledgeBase.load(FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The template of what can be ordered.
    static OrderLife.Chosen chosen(String id) {
        Pathway.Orderable option =
                IRON.options().stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        return OrderLife.Chosen.of(
                option, FhirEdit.read(text(FOLDER.resolve("iron-infusion/pathway"))));
    }

    /// Who does something at half past ten on 2 June 2025.
    static Deed deed(String author, String reason) {
        return new Deed(
                author,
                ZonedDateTime.of(2025, 6, 2, 10, 30, 0, 0, ZoneId.of("Europe/Berlin")),
                reason);
    }

    static Answers answers(String... namesAndValues) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            answers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Answers(answers);
    }

    /// A patient of 90 kg, with haemoglobin and ferritin of these days.
    public static Chart chart(String haemoglobinOn, int ferritin, String... more) {
        List<String> resources = new ArrayList<>();
        resources.add(
                """
                {"resourceType":"Patient","id":"idle","gender":"male",\
                "birthDate":"1966-06-06"}\
                """);
        resources.add(observation("weight", "90", "kg", "2025-05-21"));
        resources.add(observation("haemoglobin", "117", "g/L", haemoglobinOn));
        resources.add(observation("ferritin", String.valueOf(ferritin), "ug/L", "2025-05-21"));
        resources.addAll(List.of(more));
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                        + resources.stream()
                                .map(one -> "{\"resource\":" + one + "}")
                                .collect(Collectors.joining(","))
                        + "]}";
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart chart) -> chart;
            case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    public static Chart chart(String... more) {
        return chart("2025-05-21", 20, more);
    }

    private static String observation(String what, String value, String unit, String day) {
        return """
        {"resourceType":"Observation","id":"%s","status":"final","code":{"coding":[%s]},\
        "subject":{"reference":"Patient/idle"},"effectiveDateTime":"%s",\
        "valueQuantity":{"value":%s,"unit":"%s",\
        "system":"http://unitsofmeasure.org","code":"%s"}}\
        """
                .formatted(what, coding(what), day, value, unit, unit);
    }

    private static String coding(String what) {
        JsonNode set = FhirEdit.read(text(FOLDER.resolve("iron-infusion/valuesets/" + what)));
        JsonNode include = set.at("/compose/include/0");
        return "{\"system\":\"%s\",\"code\":\"%s\"}"
                .formatted(
                        include.path("system").asText(""),
                        include.at("/concept/0/code").asText(""));
    }

    private static String text(Path file) {
        try {
            return java.nio.file.Files.readString(Path.of(file + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An order of ferric one as it stands in a chart.
    public static String order(String id, String status, int dose, int minutes) {
        return """
        {"resourceType":"MedicationRequest","id":"%s","status":"%s","intent":"order",\
        "authoredOn":"2025-06-01","subject":{"reference":"Patient/idle"},\
        "instantiatesCanonical":["urn:osteon:pathway:iron-infusion"],\
        "medicationCodeableConcept":{"coding":[{"system":"urn:osteon:test",\
        "code":"ferric-one"}],"text":"Ferric one"},\
        "requester":{"display":"A. Example"},\
        "extension":[{"url":"urn:osteon:released-by","valueString":"B. Example"}],\
        "dosageInstruction":[{"timing":{"event":["2025-06-02"],\
        "repeat":{"duration":%d,"durationUnit":"min"}},\
        "doseAndRate":[{"doseQuantity":{"value":%d,"unit":"mg",\
        "system":"http://unitsofmeasure.org","code":"mg"}}]}]}\
        """
                .formatted(id, status, minutes, dose);
    }

    /// A dose of ferric one that was given.
    public static String given(String at, int dose) {
        return """
        {"resourceType":"MedicationAdministration","id":"earlier","status":"completed",\
        "subject":{"reference":"Patient/idle"},"effectiveDateTime":"%s",\
        "performer":[{"actor":{"display":"C. Example"}}],\
        "medicationCodeableConcept":{"coding":[{"system":"urn:osteon:test",\
        "code":"ferric-one"}]},"dosage":{"dose":{"value":%d,"unit":"mg",\
        "system":"http://unitsofmeasure.org","code":"mg"}}}\
        """
                .formatted(at, dose);
    }
}
