package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;

/// The results of worked cases, taken out and typed in by hand, give the case's assessment back
/// (records 8, law 1; X1).
class RoundTripTest {
    private static final int CASES_OF_A_PATHWAY = 60;
    private static final int LEAST = 200;
    private static final int LEAST_OF_A_PATHWAY = 30;
    private static final Form FORM = DeliveredForms.FORMS.form("typed-result").orElseThrow();
    private static final Set<String> TESTS =
            FORM.item("test").orElseThrow().options().stream()
                    .map(option -> option.coding().code())
                    .collect(Collectors.toSet());
    private static final Set<String> UNITS =
            FORM.item("value").orElseThrow().units().stream()
                    .map(unit -> unit.code())
                    .collect(Collectors.toSet());

    /// What can be typed in as it stands.
    private static boolean canBeTyped(Resource resource, Chart chart) {
        JsonNode json = FhirEdit.read(resource.json());
        JsonNode codings = json.path("code").path("coding");
        JsonNode value = json.path("valueQuantity");
        return resource.type().equals("Observation")
                && json.path("status").asText().equals("final")
                && json.path("subject")
                        .path("reference")
                        .asText()
                        .equals(chart.patient().reference())
                && codings.size() == 1
                && codings.path(0).path("system").asText().equals("http://loinc.org")
                && TESTS.contains(codings.path(0).path("code").asText())
                && value.path("value").isNumber()
                && value.path("system").asText().equals("http://unitsofmeasure.org")
                && UNITS.contains(value.path("code").asText())
                && !value.has("comparator")
                && json.path("effectiveDateTime").asText().length() >= 10
                && !json.has("referenceRange")
                && !json.has("focus")
                && !json.has("component")
                && !json.has("modifierExtension")
                && !resource.json().contains("extension");
    }

    private static FormAnswers typed(List<Resource> results) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (int row = 0; row < results.size(); row++) {
            JsonNode json = FhirEdit.read(results.get(row).json());
            JsonNode value = json.path("valueQuantity");
            answers.put(
                    "test~" + row,
                    List.of(json.path("code").path("coding").path(0).path("code").asText()));
            answers.put(
                    "value~" + row, List.of(value.path("value").decimalValue().toPlainString()));
            answers.put("value~" + row + ".unit", List.of(value.path("code").asText()));
            answers.put("sampled~" + row, List.of(json.path("effectiveDateTime").asText()));
        }
        return new FormAnswers(answers);
    }

    @Test
    void the_results_of_worked_cases_typed_in_give_their_assessments_back() throws IOException {
        List<String> differing = new ArrayList<>();
        Map<String, Integer> typed = new LinkedHashMap<>();
        for (Pathway pathway : DeliveredForms.KNOWLEDGE.pathways()) {
            int ofThis = 0;
            for (WorkedCase one : WorkedCase.of(DeliveredForms.KNOWLEDGE.folder(), pathway)) {
                Chart chart = one.chart();
                List<Resource> results =
                        chart.knownOn(one.asOf()).resources().stream()
                                .filter(resource -> canBeTyped(resource, chart))
                                .toList();
                if (results.isEmpty() || ofThis == CASES_OF_A_PATHWAY) {
                    continue;
                }
                Chart without = chart.withoutAll(results);
                FormOutcome outcome =
                        new FormLife(DeliveredForms.KNOWLEDGE, FORM, without, pathway.id())
                                .take(
                                        "f-round",
                                        typed(results).with(Form.WHEN, one.asOf().toString()),
                                        new Deed(
                                                "N. Example",
                                                one.asOf()
                                                        .atTime(LocalTime.MAX)
                                                        .atZone(ZoneOffset.UTC),
                                                "Round trip"));
                if (!(outcome instanceof FormOutcome.Saved)) {
                    // What cannot be a fact is not typed in, whatever a laboratory may send.
                    continue;
                }
                ofThis++;
                typed.merge(pathway.id(), 1, Integer::sum);
                Chart back = DeliveredForms.after(without, outcome);
                if (!DeliveredForms.said(pathway, back, one)
                        .equals(DeliveredForms.said(pathway, chart, one))) {
                    differing.add(
                            one
                                    + "\n  "
                                    + DeliveredForms.said(pathway, chart, one)
                                    + "\n  "
                                    + DeliveredForms.said(pathway, back, one));
                }
            }
        }

        assertThat(differing).isEmpty();
        assertThat(typed.values().stream().mapToInt(Integer::intValue).sum())
                .isGreaterThanOrEqualTo(LEAST);
        assertThat(typed)
                .hasSize(DeliveredForms.KNOWLEDGE.pathways().size())
                .allSatisfy(
                        (_, cases) -> assertThat(cases).isGreaterThanOrEqualTo(LEAST_OF_A_PATHWAY));
    }

    @Test
    void what_is_left_out_is_missed() throws IOException {
        Pathway pathway = DeliveredForms.KNOWLEDGE.pathway("bone-modifying-agents").orElseThrow();
        Optional<WorkedCase> found =
                WorkedCase.of(DeliveredForms.KNOWLEDGE.folder(), pathway).stream()
                        .filter(one -> one.id().equals("own-data-creatinine-7-days"))
                        .findFirst();
        Chart chart = found.orElseThrow().chart();
        Chart without =
                chart.withoutAll(
                        chart.resources().stream().filter(one -> canBeTyped(one, chart)).toList());

        assertThat(DeliveredForms.said(pathway, without, found.get()))
                .isNotEqualTo(DeliveredForms.said(pathway, chart, found.get()));
    }
}
