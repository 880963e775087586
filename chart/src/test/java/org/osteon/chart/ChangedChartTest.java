package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A chart in which something else is said, or less: a new value, and the old one as it was.
class ChangedChartTest {
    private static Resource observation(String id, String elements) {
        return ChartReader.resource(
                "{\"resourceType\":\"Observation\",\"id\":\"" + id + "\"," + elements + "}");
    }

    private static final Resource PATIENT =
            ChartReader.resource("{\"resourceType\":\"Patient\",\"id\":\"p\"}");
    private static final Resource EARLY =
            observation("early", "\"effectiveDateTime\":\"2025-01-01\",\"status\":\"final\"");
    private static final Resource LATE =
            observation("late", "\"effectiveDateTime\":\"2025-03-01\",\"status\":\"final\"");
    private static final Resource WRONG =
            observation(
                    "wrong",
                    "\"effectiveDateTime\":\"2025-01-01\",\"status\":\"entered-in-error\"");
    private static final Chart CHART =
            new Chart(
                    PATIENT,
                    List.of(PATIENT, EARLY, LATE, WRONG),
                    List.of(LATE),
                    List.of("a remark"));

    private static List<String> references(Chart chart) {
        return chart.resources().stream().map(Resource::reference).toList();
    }

    @Test
    void what_is_added_stands_last_and_the_chart_itself_stays() {
        var more = observation("more", "\"status\":\"final\"");
        assertThat(references(CHART.with(more)))
                .containsExactly(
                        "Patient/p",
                        "Observation/early",
                        "Observation/late",
                        "Observation/wrong",
                        "Observation/more");
        assertThat(CHART.with(more).resources("Observation")).endsWith(more).hasSize(4);
        assertThat(CHART.with(List.of(more, more)).resources()).hasSize(6);
        assertThat(CHART.with(more).remarks()).containsExactly("a remark");
        assertThat(CHART.with(more).nameless()).containsExactly(LATE);
        assertThat(CHART.resources()).hasSize(4);
    }

    @Test
    void what_is_taken_away_is_gone_but_never_the_patient() {
        assertThat(references(CHART.withoutAll(List.of(PATIENT, EARLY))))
                .containsExactly("Patient/p", "Observation/late", "Observation/wrong");
        assertThat(references(CHART.without(List.of("Observation/early", "Observation/wrong"))))
                .containsExactly("Patient/p", "Observation/late");
        assertThat(CHART.without(List.of("Observation/early")).patient()).isSameAs(PATIENT);
        assertThat(CHART.withoutAll(List.of(EARLY)).remarks()).containsExactly("a remark");
    }

    @Test
    void a_day_knows_what_is_dated_up_to_it_and_a_type_may_be_known_whatever_its_date() {
        assertThat(references(CHART.knownOn(LocalDate.of(2025, 1, 1))))
                .containsExactly("Patient/p", "Observation/early");
        assertThat(references(CHART.knownOn(LocalDate.of(2024, 12, 31))))
                .containsExactly("Patient/p");
        assertThat(references(CHART.knownOn(LocalDate.of(2024, 12, 31), Set.of("Observation"))))
                .containsExactly("Patient/p", "Observation/early", "Observation/late");
        assertThat(references(CHART.knownOn(LocalDate.of(2024, 12, 31), Set.of("Condition"))))
                .containsExactly("Patient/p");
    }

    @Test
    void resources_read_anew_bring_their_patient_with_them() {
        var read = PATIENT.with(PATIENT.content().with("gender", FhirPrimitive.of("female")));
        var anew = CHART.withResources(List.of(EARLY, read));
        assertThat(anew.patient()).isSameAs(read);
        assertThat(anew.patient().content().text("gender")).contains("female");
        assertThat(references(anew)).containsExactly("Observation/early", "Patient/p");
        assertThat(CHART.withResources(List.of(EARLY)).patient()).isSameAs(PATIENT);
        assertThat(anew.resource("Observation/early")).contains(EARLY);
        assertThat(anew.resource("Observation/late")).isEmpty();
    }

    @Test
    void a_resource_read_otherwise_keeps_what_was_written() {
        var read = EARLY.with(EARLY.content().with("status", FhirPrimitive.of("amended")));
        assertThat(read.content().text("status")).contains("amended");
        assertThat(read.asWritten().content().text("status")).contains("final");
        assertThat(read.asWritten().reference()).isEqualTo("Observation/early");
        assertThat(EARLY.asWritten()).isSameAs(EARLY);
        assertThat(read.json()).isEqualTo(EARLY.json()).contains("\"final\"");
        assertThat(read.id()).contains("early");
        assertThat(EARLY.isKnownOn(LocalDate.of(2025, 1, 1))).isTrue();
        assertThat(WRONG.isKnownOn(LocalDate.of(2025, 1, 1))).isFalse();
    }

    @Test
    void an_element_takes_the_place_of_its_own_name_or_stands_last() {
        Map<String, Object> elements = new LinkedHashMap<>();
        elements.put("a", FhirPrimitive.of("x"));
        elements.put("b", FhirPrimitive.of(7));
        var object = FhirObject.of("Basic", elements);
        assertThat(object.typeName()).isEqualTo("Basic");
        assertThat(object.names()).containsExactly("a", "b");

        var changed = object.with("a", FhirPrimitive.of("y"));
        assertThat(changed.names()).containsExactly("a", "b");
        assertThat(changed.text("a")).contains("y");
        assertThat(changed.number("b")).contains(BigDecimal.valueOf(7));
        assertThat(changed.typeName()).isEqualTo("Basic");
        var further = object.with("c", List.of(FhirPrimitive.of("z"), FhirPrimitive.of("w")));
        assertThat(further.names()).containsExactly("a", "b", "c");
        assertThat(further.list("c")).hasSize(2);
        assertThat(further.list("a")).hasSize(1);
        assertThat(further.list("d")).isEmpty();
        assertThat(object.names()).containsExactly("a", "b");
        assertThat(object.text("a")).contains("x");

        assertThat(further.without("b").names()).containsExactly("a", "c");
        assertThat(further.without("b").text("a")).contains("x");
        assertThat(further.without("b").list("c")).hasSize(2);
        assertThat(further.without("b").typeName()).isEqualTo("Basic");
        assertThat(further.without("d")).isSameAs(further);
    }

    @Test
    void a_primitive_made_by_hand_has_the_type_that_was_said() {
        assertThat(FhirPrimitive.of("dateTime", "2025").typeName()).isEqualTo("dateTime");
        assertThat(FhirPrimitive.of("x").typeName()).isEmpty();
        assertThat(FhirPrimitive.of(new BigDecimal("1.50"))).hasToString("1.50");
        assertThat(FhirPrimitive.of(new BigDecimal("1E+2"))).hasToString("100");
    }

    @Test
    void an_object_of_a_repeating_element_is_its_first_and_of_another_kind_none() {
        var resource =
                ChartReader.resource(
                        """
                        {"resourceType":"Observation","id":"o","note":[{"text":"a"},{"text":"b"}],
                        "status":"final","category":[]}
                        """);
        assertThat(resource.content().object("note").flatMap(note -> note.text("text")))
                .contains("a");
        assertThat(resource.content().object("status")).isEmpty();
        assertThat(resource.content().object("nothing")).isEmpty();
    }

    @Test
    void the_texts_of_people_and_their_relations() {
        var patient =
                ChartReader.resource(
                        "{\"resourceType\":\"Patient\",\"id\":\"p\",\"gender\":\"female\","
                                + "\"birthDate\":\"1960-05-01\"}");
        assertThat(ResourceText.of(patient)).isEqualTo("female, born 1 May 1960");
        var sister =
                ChartReader.resource(
                        "{\"resourceType\":\"RelatedPerson\",\"id\":\"r\","
                                + "\"relationship\":[{\"text\":\"sister\"}]}");
        assertThat(ResourceText.of(sister)).isEqualTo("sister");
        var coded =
                ChartReader.resource(
                        "{\"resourceType\":\"RelatedPerson\",\"id\":\"r\",\"relationship\":"
                                + "[{\"coding\":[{\"code\":\"SIS\",\"display\":\"sister\"}]}]}");
        assertThat(ResourceText.of(coded)).isEqualTo("related person, sister");
        for (String type : List.of("MedicationRequest", "ServiceRequest")) {
            assertThat(ResourceText.of(medicine(type, "stopped")))
                    .isEqualTo("zoledronate (stopped)");
        }
        assertThat(ResourceText.of(medicine("MedicationAdministration", "not-done")))
                .isEqualTo("zoledronate (not-done)");
        assertThat(ResourceText.of(medicine("MedicationAdministration", "completed")))
                .isEqualTo("zoledronate");
        assertThat(ResourceText.of(medicine("MedicationStatement", "active")))
                .isEqualTo("zoledronate");
    }

    private static Resource medicine(String type, String status) {
        return ChartReader.resource(
                "{\"resourceType\":\""
                        + type
                        + "\",\"id\":\"m\",\"status\":\""
                        + status
                        + "\",\"code\":{\"text\":\"zoledronate\"}}");
    }

    @Test
    void a_chart_that_is_read_anew_is_put_together_once_and_only_where_somebody_looks() {
        int[] times = {0};
        Resource goal = ChartReader.resource("{\"resourceType\":\"Goal\",\"id\":\"g\"}");
        Chart changed =
                CHART.with(goal)
                        .withResources(
                                PATIENT,
                                Set.of("Observation"),
                                () -> {
                                    times[0]++;
                                    return List.of(PATIENT, LATE, goal);
                                });

        assertThat(changed.patient()).isEqualTo(PATIENT);
        assertThat(changed.remarks()).containsExactly("a remark");
        assertThat(changed.resources("Goal")).containsExactly(goal);
        assertThat(changed.resources("Procedure")).isEmpty();
        assertThat(times[0]).isZero();
        assertThat(changed.resources("Observation")).containsExactly(LATE);
        assertThat(references(changed)).containsExactly("Patient/p", "Observation/late", "Goal/g");
        assertThat(changed.resources("Goal")).containsExactly(goal);
        assertThat(times[0]).isOne();
    }
}
