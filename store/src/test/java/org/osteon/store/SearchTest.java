package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osteon.store.ResourceQuery.Order;
import org.osteon.store.ResourceQuery.Span;

/// X1: resources are found by patient, code, date, status, category, id and when they were
/// recorded.
class SearchTest extends StoreTest {
    private static final ResourceQuery OBSERVATIONS = ResourceQuery.of("Observation");

    @BeforeEach
    void two_charts() {
        append(
                "p1",
                MONDAY,
                observation("creatinine-1", "final", "http://loinc.org", "2160-0", "2025-05-01"),
                observation(
                        "creatinine-2",
                        "final",
                        "http://loinc.org",
                        "14682-9",
                        "2025-06-01T23:30:00-05:00"),
                observation("calcium", "preliminary", "http://loinc.org", "17861-6", "2025-06"),
                observation("local", "final", "urn:local", "2160-0", "nonsense"),
                resource(
                        "Condition",
                        "metastasis",
                        """
                        "code":{"coding":[{"system":"http://snomed.info/sct","code":"94222008"},
                          {"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"C79.51"}]},
                        "category":[{"coding":[{"code":"encounter-diagnosis"}]}],
                        "clinicalStatus":{"coding":[{"system":"x","code":"active"}]},
                        "onsetPeriod":{"start":"2025-01-10"}\
                        """));
        append(
                "p2",
                TUESDAY,
                observation("creatinine-1", "final", "http://loinc.org", "2160-0", "2025-06-02"),
                resource(
                        "MedicationRequest",
                        "order",
                        """
                        "status":"active","intent":"order","authoredOn":"2025-06-02",
                        "identifier":[{"system":"urn:rx","value":"7"}],
                        "medicationCodeableConcept":{"coding":[{"code":"77655"}]}\
                        """));
    }

    private static Change observation(
            String id, String status, String system, String code, String date) {
        return resource(
                "Observation",
                id,
                """
                "status":"%s","code":{"coding":[{"system":"%s","code":"%s"}]},
                "category":[{"coding":[{"system":"c","code":"laboratory"}]}],
                "effectiveDateTime":"%s\"\
                """
                        .formatted(status, system, code, date));
    }

    private List<String> found(ResourceQuery query) {
        Page page = store.search(query);
        List<String> found = new ArrayList<>();
        page.resources().forEach(r -> found.add(r.chart() + " " + r.resource().id()));
        assertThat(page.total()).isEqualTo(found.size());
        return found;
    }

    @Test
    void by_type_over_all_charts() {
        assertThat(found(OBSERVATIONS)).hasSize(5);
        assertThat(found(ResourceQuery.of("Procedure"))).isEmpty();
    }

    @Test
    void by_code_with_its_system_or_any() {
        assertThat(found(OBSERVATIONS.with("code", "http://loinc.org|2160-0")))
                .containsExactly("p1 creatinine-1", "p2 creatinine-1");
        assertThat(found(OBSERVATIONS.with("code", "2160-0")))
                .containsExactly("p1 creatinine-1", "p1 local", "p2 creatinine-1");
        assertThat(found(OBSERVATIONS.with("code", "urn:local|"))).containsExactly("p1 local");
        assertThat(found(OBSERVATIONS.with("code", "|2160-0"))).isEmpty();
        assertThat(found(OBSERVATIONS.with("code"))).isEmpty();
    }

    @Test
    void by_patient_and_any_of_several_codes() {
        assertThat(
                        found(
                                OBSERVATIONS
                                        .inChart("p1")
                                        .with(
                                                "code",
                                                "http://loinc.org|2160-0",
                                                "http://loinc.org|14682-9")))
                .containsExactly("p1 creatinine-1", "p1 creatinine-2");
        assertThat(found(OBSERVATIONS.inChart("nobody"))).isEmpty();
    }

    @Test
    void any_coding_of_a_concept_will_do() {
        ResourceQuery conditions = ResourceQuery.of("Condition");
        assertThat(found(conditions.with("code", "C79.51"))).containsExactly("p1 metastasis");
        assertThat(found(conditions.with("code", "94222008"))).containsExactly("p1 metastasis");
        assertThat(found(conditions.with("code", "94222008", "C79.51"))).hasSize(1);
    }

    @Test
    void by_status_and_category_and_other_coded_elements() {
        assertThat(found(OBSERVATIONS.with("status", "preliminary"))).containsExactly("p1 calcium");
        assertThat(found(OBSERVATIONS.inChart("p1").with("category", "c|laboratory"))).hasSize(4);
        assertThat(
                        found(
                                ResourceQuery.of("Condition")
                                        .with("category", "encounter-diagnosis")
                                        .with("clinical-status", "active")))
                .hasSize(1);
        ResourceQuery orders = ResourceQuery.of("MedicationRequest");
        assertThat(found(orders.with("code", "77655").with("intent", "order"))).hasSize(1);
        assertThat(found(orders.with("identifier", "urn:rx|7"))).containsExactly("p2 order");
        assertThat(found(orders.with("identifier", "urn:rx|8"))).isEmpty();
    }

    @Test
    void by_the_span_that_a_date_means() {
        assertThat(
                        found(
                                OBSERVATIONS.dated(
                                        Instant.parse("2025-06-02T00:00:00Z"),
                                        Instant.parse("2025-06-02T23:59:59Z"))))
                .containsExactly("p1 creatinine-2", "p1 calcium", "p2 creatinine-1");
        assertThat(
                        found(
                                OBSERVATIONS.dated(
                                        new Span(
                                                Optional.empty(),
                                                Optional.of(
                                                        Instant.parse("2025-05-31T00:00:00Z"))))))
                .containsExactly("p1 creatinine-1");
    }

    @Test
    void by_comparing_spans_and_in_the_order_of_dates() {
        Instant start = Instant.parse("2025-06-02T00:00:00Z");
        Instant end = Instant.parse("2025-06-02T23:59:59.999999Z");
        assertThat(found(OBSERVATIONS.where(on(DateTest.Compare.EQUAL, start, end))))
                .containsExactly("p1 creatinine-2", "p2 creatinine-1");
        assertThat(found(OBSERVATIONS.where(on(DateTest.Compare.TOUCHES, start, end))))
                .containsExactly("p1 creatinine-2", "p1 calcium", "p2 creatinine-1");
        assertThat(found(OBSERVATIONS.where(on(DateTest.Compare.ENDS_BEFORE, start, end))))
                .containsExactly("p1 creatinine-1");
        assertThat(
                        found(
                                OBSERVATIONS.where(
                                        new DateTest.Condition(
                                                true,
                                                List.of(
                                                        new DateTest(
                                                                DateTest.Compare.STARTS_AFTER,
                                                                MONDAY,
                                                                MONDAY))))))
                .containsExactly("p2 creatinine-1");
        assertThat(found(OBSERVATIONS.order(ResourceQuery.Order.OLDEST_FIRST)))
                .startsWith("p1 creatinine-1")
                .hasSameSizeAs(found(OBSERVATIONS));
    }

    private static DateTest.Condition on(DateTest.Compare compare, Instant from, Instant to) {
        return new DateTest.Condition(false, List.of(new DateTest(compare, from, to)));
    }

    @Test
    void a_period_without_an_end_goes_on() {
        assertThat(
                        found(
                                ResourceQuery.of("Condition")
                                        .dated(
                                                new Span(
                                                        Optional.of(
                                                                Instant.parse(
                                                                        "2031-01-01T00:00:00Z")),
                                                        Optional.empty()))))
                .hasSize(1);
    }

    @Test
    void by_when_it_was_recorded() {
        assertThat(found(OBSERVATIONS.recorded(new Span(Optional.of(TUESDAY), Optional.empty()))))
                .containsExactly("p2 creatinine-1");
        assertThat(found(OBSERVATIONS.recorded(new Span(Optional.empty(), Optional.of(MONDAY)))))
                .hasSize(4);
    }

    @Test
    void in_all_charts_by_their_names_as_in_the_whole_store() {
        for (int i = 0; i < 5; i++) {
            append(
                    "p" + (1 + i % 2),
                    i < 3 ? WEDNESDAY : TUESDAY,
                    observation("more-" + i, "final", "y", "z", "2025-06-0" + (1 + i)));
        }
        append("p1", WEDNESDAY, Change.delete("Observation", "local"));
        Optional<Instant> tuesday = Optional.of(TUESDAY);
        for (Order order : Order.values()) {
            for (ResourceQuery query :
                    List.of(
                            OBSERVATIONS,
                            OBSERVATIONS.recorded(new Span(tuesday, Optional.empty())),
                            OBSERVATIONS.recorded(new Span(Optional.empty(), tuesday)),
                            OBSERVATIONS.recorded(new Span(tuesday, tuesday)))) {
                assertThat(inPages(query.order(order).inChart("p1", "p2")))
                        .isEqualTo(inPages(query.order(order)))
                        .hasSize(found(query).size());
            }
        }
    }

    private List<String> inPages(ResourceQuery query) {
        List<String> found = new ArrayList<>();
        Page page = store.search(query.limit(2));
        while (true) {
            page.resources().forEach(r -> found.add(r.chart() + " " + r.resource().id()));
            if (page.next().isEmpty()) {
                return found;
            }
            page = store.search(query.limit(2).after(page.next().get()));
        }
    }

    @Test
    void by_id() {
        assertThat(found(OBSERVATIONS.withId("creatinine-1")))
                .containsExactly("p1 creatinine-1", "p2 creatinine-1");
        assertThat(found(OBSERVATIONS.inChart("p2").withId("creatinine-1", "calcium")))
                .containsExactly("p2 creatinine-1");
    }

    @Test
    void only_the_current_version_counts() {
        append("p1", WEDNESDAY, observation("calcium", "final", "y", "2000-8", "2025-06-03"));
        append("p1", WEDNESDAY, Change.delete("Observation", "local"));
        assertThat(found(OBSERVATIONS.with("status", "preliminary"))).isEmpty();
        assertThat(found(OBSERVATIONS.with("code", "17861-6"))).isEmpty();
        assertThat(found(OBSERVATIONS.with("code", "2000-8"))).containsExactly("p1 calcium");
        assertThat(found(OBSERVATIONS.with("code", "urn:local|2160-0"))).isEmpty();
        assertThat(found(OBSERVATIONS.recorded(new Span(Optional.of(WEDNESDAY), Optional.empty()))))
                .containsExactly("p1 calcium");
    }

    @Test
    void the_newest_come_first_and_those_without_a_date_last() {
        assertThat(found(OBSERVATIONS.order(Order.NEWEST_FIRST)))
                .containsExactly(
                        "p1 creatinine-2",
                        "p2 creatinine-1",
                        "p1 calcium",
                        "p1 creatinine-1",
                        "p1 local");
        assertThat(found(OBSERVATIONS.order(Order.LAST_RECORDED_FIRST)).getFirst())
                .isEqualTo("p2 creatinine-1");
    }

    @Test
    void pages_join_without_gap_or_repeat_in_every_order_while_others_write() {
        for (int i = 0; i < 20; i++) {
            append(
                    "p3",
                    WEDNESDAY,
                    observation("o" + i, "final", "s", "k", "2025-0" + (i % 9 + 1)));
        }
        ResourceQuery query = OBSERVATIONS.inChart("p3").with("code", "s|k").limit(6);
        for (Order order : Order.values()) {
            List<String> seen = new ArrayList<>();
            Page page = store.search(query.order(order));
            assertThat(page.total()).isEqualTo(20);
            seen.addAll(names(page.resources()));
            append("p3", WEDNESDAY, observation("late-" + order, "final", "s", "other", "2025"));
            while (page.next().isPresent()) {
                page = store.search(query.order(order).after(page.next().get()));
                seen.addAll(names(page.resources()));
            }
            assertThat(seen).hasSize(20).doesNotHaveDuplicates();
            assertThat(names(store.search(query.order(order).offset(6)).resources()))
                    .isEqualTo(seen.subList(6, 12));
        }
    }

    @Test
    void a_place_that_no_page_gave_is_refused() {
        assertThatThrownBy(() -> store.search(OBSERVATIONS.after("elsewhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("elsewhere");
        assertThatThrownBy(() -> OBSERVATIONS.limit(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
