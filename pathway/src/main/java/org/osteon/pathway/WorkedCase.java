package org.osteon.pathway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// A chart with the result that a pathway must give for it, written from the sentences of its
/// reference.
///
/// Compared as the assessment contract says: decision and alert codes exactly, of results, criteria
/// and plan only those named; numbers under `derived` within 0.005.
public final class WorkedCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BigDecimal DERIVED_TOLERANCE = new BigDecimal("0.005");

    private final String name;

    /// All but the chart, which is made when asked for: a rule book keeps many cases.
    private final ObjectNode content;

    private final Supplier<JsonNode> chart;

    /// @param name what it goes by where it has no id
    /// @param content all but the chart
    WorkedCase(String name, ObjectNode content, Supplier<JsonNode> chart) {
        this.name = name;
        this.content = content;
        this.chart = chart;
    }

    /// The cases that stand beside a pathway in a knowledge folder.
    ///
    /// @throws IOException where a file cannot be read
    public static List<WorkedCase> of(Path knowledge, Pathway pathway) throws IOException {
        return WorkedCases.of(knowledge, pathway).all();
    }

    /// The cases of a folder (`*.json`), in the order of the files' names and within them: a file
    /// is one case, or many over charts that they share ([CaseFile]).
    ///
    /// @throws IOException where the folder or a file in it cannot be read
    public static List<WorkedCase> in(Path folder) throws IOException {
        return WorkedCases.in(folder).all();
    }

    /// Its id, else its file's name.
    public String id() {
        return content.path("id").asText(name);
    }

    /// The file it stands in, without its ending: cases of one file belong together.
    public String file() {
        return name;
    }

    /// What it shows, in words.
    public String title() {
        return content.path("title").asText("");
    }

    /// From which sentence of which reference it was written; empty where it does not say.
    public String from() {
        return content.path("from").asText("");
    }

    /// The pathway it is for.
    public String pathway() {
        return content.path("pathway").asText("");
    }

    /// The rules it expects to be raised.
    public List<String> expectedAlerts() {
        List<String> codes = new ArrayList<>();
        content.path("expected").path("alerts").forEach(code -> codes.add(code.asText()));
        return codes;
    }

    /// Whether it expects this alert.
    public boolean shows(String alert) {
        return expectedAlerts().contains(alert);
    }

    /// The decision it expects; empty where none.
    public String expectedDecision() {
        return content.path("expected").path("decision").asText("");
    }

    /// The chart.
    public Chart chart() {
        return switch (ChartReader.bundle(bytes())) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) ->
                    throw new IllegalStateException(id() + ": " + reason);
        };
    }

    /// The chart with changes.
    ///
    /// @param change by reference a JSON merge patch (RFC 7396) of that resource, `null` to take it
    ///   out, or the whole of one that it does not have
    public Chart chart(JsonNode change) {
        JsonNode changed = CaseFile.changed(chart.get(), change, "");
        return switch (ChartReader.bundle(bytes(changed))) {
            case ChartReading.Read(var read) -> read;
            case ChartReading.Unusable(var reason) ->
                    throw new IllegalStateException(id() + ": " + reason);
        };
    }

    private byte[] bytes() {
        return bytes(chart.get());
    }

    private static byte[] bytes(JsonNode bundle) {
        try {
            return JSON.writeValueAsBytes(bundle);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The whole case as one JSON object, its chart in full.
    public String json() {
        ObjectNode whole = content.deepCopy();
        whole.set(CaseFile.CHART, chart.get());
        return whole.toString();
    }

    /// The day it is assessed on.
    public LocalDate asOf() {
        return LocalDate.parse(content.path("asOf").asText());
    }

    /// Where the pathway's assessment differs from what is expected, in words; empty where it
    /// agrees.
    public List<String> differences(Pathway pathway) {
        return differences(pathway, chart(), asOf(), content.path("expected"));
    }

    /// Where a pathway's assessment of a chart differs from what is expected, in words; empty where
    /// it agrees.
    ///
    /// @param expected as in a case
    public static List<String> differences(
            Pathway pathway, Chart chart, LocalDate asOf, JsonNode expected) {
        Assessment assessment = pathway.assess(chart, asOf);
        List<String> differences = new ArrayList<>();
        if (expected.has("decision")) {
            String decision = assessment.decision().orElse("null");
            if (!decision.equals(expected.path("decision").asText("null"))) {
                differences.add(
                        "decision is "
                                + decision
                                + ", expected "
                                + expected.get("decision").asText());
            }
        }
        if (expected.has("alerts")) {
            var actual = new TreeSet<>(assessment.alerts().stream().map(Alert::code).toList());
            var wanted =
                    new TreeSet<>(
                            expected.path("alerts").valueStream().map(JsonNode::asText).toList());
            if (!actual.equals(wanted)) {
                differences.add("alerts are " + actual + ", expected " + wanted);
            }
        }
        compareObject("results", expected.path("results"), assessment.results(), differences);
        compareCriteria(expected, assessment, differences);
        comparePlan(expected, assessment, differences);
        checkForm(chart, assessment, differences);
        return differences;
    }

    private static void compareCriteria(
            JsonNode expected, Assessment assessment, List<String> differences) {
        Map<String, Verdict> verdicts =
                assessment.criteria().stream()
                        .collect(
                                Collectors.toMap(
                                        Criterion::id,
                                        Criterion::verdict,
                                        (first, unused) -> first));
        for (Map.Entry<String, JsonNode> one : expected.path("criteria").properties()) {
            Verdict verdict = verdicts.get(one.getKey());
            String word = verdict == null ? "nowhere" : verdict.word();
            if (!word.equals(one.getValue().asText())) {
                differences.add(
                        "criterion "
                                + one.getKey()
                                + " is "
                                + word
                                + ", expected "
                                + one.getValue().asText());
            }
        }
        for (Map.Entry<String, JsonNode> one : expected.path("basis").properties()) {
            boolean onAbsence =
                    verdicts.get(one.getKey()) instanceof Verdict.Met(var basis)
                            && basis == Verdict.Basis.ABSENCE;
            if (onAbsence != one.getValue().asText().equals(Verdict.Basis.ABSENCE.word())) {
                differences.add("the basis of " + one.getKey() + " is not " + one.getValue());
            }
        }
    }

    private static void comparePlan(
            JsonNode expected, Assessment assessment, List<String> differences) {
        for (JsonNode item : expected.path("plan")) {
            if (assessment.plan().stream().noneMatch(planned -> agrees(item, planned))) {
                differences.add(
                        "the plan has no "
                                + item
                                + " but "
                                + assessment.plan().stream()
                                        .filter(planned ->
                                                planned.id().equals(item.path("id").asText()))
                                        .map(PlanItem::toString)
                                        .toList());
            }
        }
        for (JsonNode id : expected.path("planAbsent")) {
            assessment.plan().stream()
                    .filter(planned -> planned.id().equals(id.asText()))
                    .filter(planned ->
                            planned.status() == PlanItem.Status.DUE
                                    || planned.status() == PlanItem.Status.OVERDUE)
                    .forEach(planned ->
                            differences.add("the plan has " + id + ", " + planned.status().word()));
        }
    }

    private static boolean agrees(JsonNode item, PlanItem planned) {
        return item.path("id").asText().equals(planned.id())
                && agrees(item, "from", planned.from().map(LocalDate::toString))
                && agrees(item, "to", planned.to().map(LocalDate::toString))
                && agrees(item, "status", Optional.of(planned.status().word()));
    }

    private static boolean agrees(JsonNode item, String field, Optional<String> value) {
        return !item.has(field) || Optional.ofNullable(item.get(field).textValue()).equals(value);
    }

    private static void compareObject(
            String path, JsonNode expected, Map<?, ?> actual, List<String> differences) {
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            String name = path + "." + field.getKey();
            Object value = actual.get(field.getKey());
            if (!agrees(name, field.getValue(), value, differences)) {
                differences.add(name + " is " + value + ", expected " + field.getValue());
            }
        }
    }

    /// Whether a value agrees; differences within an object are added here.
    private static boolean agrees(
            String name, JsonNode expected, @Nullable Object actual, List<String> differences) {
        if (expected.isNull()) {
            return actual == null;
        }
        if (expected.isObject() && actual instanceof Map<?, ?> map) {
            compareObject(name, expected, map, differences);
            return true;
        }
        if (expected.isNumber() && actual instanceof Number number) {
            BigDecimal difference =
                    new BigDecimal(number.toString()).subtract(expected.decimalValue()).abs();
            return name.contains(".derived.")
                    ? difference.compareTo(DERIVED_TOLERANCE) <= 0
                    : difference.signum() == 0;
        }
        if (expected.isArray() && actual instanceof List<?> list) {
            boolean beginningIsEnough = name.endsWith(".schedule");
            if (beginningIsEnough
                    ? list.size() < expected.size()
                    : list.size() != expected.size()) {
                return false;
            }
            for (int i = 0; i < expected.size(); i++) {
                if (!agrees(name, expected.get(i), list.get(i), differences)) {
                    return false;
                }
            }
            return true;
        }
        return actual != null && expected.asText().equals(actual.toString());
    }

    private static void checkForm(Chart chart, Assessment assessment, List<String> differences) {
        boolean applies = assessment.status() != Assessment.Status.NOT_APPLICABLE;
        if (applies && assessment.criteria().isEmpty()) {
            differences.add("there are no criteria");
        }
        Stream.concat(
                        assessment.criteria().stream().flatMap(one -> one.evidence().stream()),
                        assessment.alerts().stream().flatMap(one -> one.evidence().stream()))
                .map(Evidence::reference)
                .filter(reference -> chart.resource(reference).isEmpty())
                .forEach(reference ->
                        differences.add("evidence " + reference + " is not in the chart"));
        for (Criterion criterion : assessment.criteria()) {
            if (criterion.source().isEmpty()) {
                differences.add(criterion.id() + " has no source");
            }
            boolean restsOnAFinding =
                    criterion.verdict() instanceof Verdict.Met(var basis)
                            && basis == Verdict.Basis.FINDING;
            if (restsOnAFinding && criterion.evidence().isEmpty()) {
                differences.add(criterion.id() + " is met without evidence");
            }
            if (criterion.isNotEvaluated()) {
                differences.add(criterion.id() + " could not be evaluated");
            }
        }
    }

    @Override
    public String toString() {
        return id() + ": " + title();
    }
}
