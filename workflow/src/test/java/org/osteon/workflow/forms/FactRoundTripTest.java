package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;

/// A fact of a worked case, taken out and entered with a form that asks for it, gives the case's
/// assessment back, whichever form it is (records 8, law 1; X1). Laboratory results, all of a case
/// together, are RoundTripTest's.
class FactRoundTripTest {
    private static final boolean LONG = Boolean.getBoolean("osteon.long");

    /// Fewer in the short run.
    private static final int FACTS_OF_A_PATHWAY = LONG ? 60 : 8;

    private static final int FACTS_OF_A_CASE = 3;
    private static final int LEAST = LONG ? 200 : 25;

    /// A question of a form whose answer is an Observation of its own.
    private record Question(Form form, FormItem item) {
        static Stream<Question> all() {
            return DeliveredForms.FORMS.forms().stream()
                    .flatMap(form ->
                            form.items().stream()
                                    .filter(item -> item.extract().observation())
                                    .filter(item -> item.extract().code().size() == 1)
                                    .map(item -> new Question(form, item)));
        }

        private boolean asksFor(JsonNode observation) {
            JsonNode coding = observation.path("code").path("coding").path(0);
            return item.extract().code().getFirst().system().equals(coding.path("system").asText())
                    && item.extract().code().getFirst().code().equals(coding.path("code").asText());
        }

        /// What would be typed, by field; empty where this question does not take it.
        private Map<String, List<String>> typed(JsonNode observation) {
            JsonNode quantity = observation.path("valueQuantity");
            String name = item.linkId();
            return switch (item.type()) {
                case BOOLEAN -> one(name, observation.path("valueBoolean"));
                case INTEGER -> one(name, observation.path("valueInteger"));
                case CHOICE ->
                        one(
                                name,
                                observation
                                        .path("valueCodeableConcept")
                                        .path("coding")
                                        .path(0)
                                        .path("code"));
                case QUANTITY ->
                        item.units().stream()
                                        .anyMatch(unit ->
                                                unit.code().equals(quantity.path("code").asText()))
                                ? Map.of(
                                        name,
                                        List.of(quantity.path("value").asText()),
                                        name + FormAnswers.UNIT,
                                        List.of(quantity.path("code").asText()))
                                : Map.of();
                default -> Map.of();
            };
        }

        private static Map<String, List<String>> one(String name, JsonNode value) {
            return value.isMissingNode() ? Map.of() : Map.of(name, List.of(value.asText()));
        }
    }

    private static final List<Question> QUESTIONS = Question.all().toList();

    /// Whether a form could have written it: one code, one answer, about the patient, on a day.
    private static boolean isPlain(JsonNode observation, Chart chart) {
        Set<String> more = new TreeSet<>();
        observation.fieldNames().forEachRemaining(more::add);
        more.removeAll(
                Set.of(
                        "resourceType",
                        "id",
                        "status",
                        "category",
                        "code",
                        "subject",
                        "effectiveDateTime",
                        "valueBoolean",
                        "valueInteger",
                        "valueQuantity",
                        "valueCodeableConcept"));
        return more.isEmpty()
                && observation.path("status").asText().equals("final")
                && observation.path("code").path("coding").size() == 1
                && observation
                        .path("subject")
                        .path("reference")
                        .asText()
                        .equals(chart.patient().reference())
                && observation.path("effectiveDateTime").asText().length() >= 10
                && !observation.path("valueQuantity").has("comparator");
    }

    /// The chart with a fact taken out and entered again; empty where no form takes it alone, or
    /// not as it stands.
    private static Optional<Chart> again(
            Chart chart, Resource fact, WorkedCase one, Set<String> used) {
        JsonNode json = FhirEdit.read(fact.json());
        if (!isPlain(json, chart)) {
            return Optional.empty();
        }
        Chart without = chart.withoutAll(List.of(fact));
        for (Question question : QUESTIONS) {
            Map<String, List<String>> typed =
                    question.asksFor(json) ? question.typed(json) : Map.of();
            if (!typed.isEmpty()) {
                String when = json.path("effectiveDateTime").asText();
                FormOutcome outcome =
                        new FormLife(
                                        DeliveredForms.KNOWLEDGE,
                                        question.form(),
                                        without,
                                        one.pathway())
                                .take(
                                        "f-fact",
                                        new FormAnswers(typed).with(Form.WHEN, when),
                                        new Deed(
                                                "N. Example",
                                                one.asOf()
                                                        .atTime(LocalTime.MAX)
                                                        .atZone(ZoneOffset.UTC),
                                                "Round trip"));
                if (outcome instanceof FormOutcome.Saved saved && isWritten(saved, json)) {
                    used.add(question.form().id() + " " + question.item().linkId());
                    return Optional.of(DeliveredForms.after(without, saved));
                }
            }
        }
        return Optional.empty();
    }

    /// Whether the fact is written with the same moment and value, and nothing beside it.
    private static boolean isWritten(FormOutcome.Saved saved, JsonNode fact) {
        List<JsonNode> made =
                saved.writes().stream()
                        .map(write -> (JsonNode) FhirEdit.read(write.json()))
                        .filter(one ->
                                !Set.of("QuestionnaireResponse", "Provenance")
                                        .contains(one.path("resourceType").asText()))
                        .toList();
        return made.size() == 1
                && made.getFirst()
                        .path("effectiveDateTime")
                        .asText()
                        .equals(fact.path("effectiveDateTime").asText())
                && made.getFirst().path("valueBoolean").equals(fact.path("valueBoolean"));
    }

    @Test
    void a_fact_of_a_worked_case_entered_with_its_form_gives_the_assessment_back()
            throws IOException {
        List<String> differing = new ArrayList<>();
        Set<String> used = new TreeSet<>();
        Map<String, Integer> facts = new TreeMap<>();
        for (Pathway pathway : DeliveredForms.KNOWLEDGE.pathways()) {
            for (WorkedCase one : WorkedCase.of(DeliveredForms.KNOWLEDGE.folder(), pathway)) {
                Chart chart = one.chart();
                int ofThis = 0;
                for (Resource fact : chart.knownOn(one.asOf()).resources("Observation")) {
                    if (ofThis == FACTS_OF_A_CASE
                            || facts.getOrDefault(pathway.id(), 0) == FACTS_OF_A_PATHWAY) {
                        break;
                    }
                    Optional<Chart> back = again(chart, fact, one, used);
                    if (back.isPresent()) {
                        ofThis++;
                        facts.merge(pathway.id(), 1, Integer::sum);
                        List<Object> before = DeliveredForms.said(pathway, chart, one);
                        List<Object> after = DeliveredForms.said(pathway, back.get(), one);
                        if (!after.equals(before)) {
                            differing.add(one + ", " + fact + "\n  " + before + "\n  " + after);
                        }
                    }
                }
            }
        }
        assertThat(differing).isEmpty();
        assertThat(facts).hasSize(DeliveredForms.KNOWLEDGE.pathways().size());
        assertThat(facts.values().stream().mapToInt(Integer::intValue).sum())
                .isGreaterThanOrEqualTo(LEAST);
        assertThat(used).as("questions that took a fact").hasSizeGreaterThanOrEqualTo(8);
    }
}
