package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// X4: what was known then can be read now.
class ReadingTest extends StoreTest {

    @Test
    void a_chart_as_of_an_instant_is_what_was_recorded_up_to_it() {
        append("p1", MONDAY, creatinine("1.1"), resource("Condition", "c", ""));
        append("p1", TUESDAY, creatinine("1.2"), Change.delete("Condition", "c"));
        append("p1", WEDNESDAY, resource("Condition", "d", ""));

        assertThat(store.chart("p1", MONDAY.minusMillis(1))).isEmpty();
        StoredChart monday = store.chart("p1", MONDAY).orElseThrow();
        assertThat(names(monday)).containsExactly("Observation/creatinine", "Condition/c");
        assertThat(monday.resources().getFirst().json()).contains("1.1");
        assertThat(store.chart("p1", TUESDAY.minusNanos(1000)).orElseThrow().utf8())
                .isEqualTo(monday.utf8());
        StoredChart tuesday = store.chart("p1", TUESDAY).orElseThrow();
        assertThat(names(tuesday)).containsExactly("Observation/creatinine");
        assertThat(tuesday.resources().getFirst().json()).contains("1.2");
        assertThat(names(store.chart("p1", Instant.parse("2030-01-01T00:00:00Z")).orElseThrow()))
                .isEqualTo(names(store.chart("p1").orElseThrow()))
                .containsExactly("Observation/creatinine", "Condition/d");
    }

    @Test
    void the_revision_says_whether_a_chart_changed() {
        append("p1", MONDAY, creatinine("1.1"));
        append("p2", MONDAY, creatinine("1.1"));
        long before = store.chart("p1").orElseThrow().revision();
        store.record(at(TUESDAY), "p1", "viewed");
        append("p2", TUESDAY, creatinine("1.2"));
        assertThat(store.chart("p1").orElseThrow().revision()).isEqualTo(before);
        append("p1", TUESDAY, creatinine("1.2"));
        assertThat(store.chart("p1").orElseThrow().revision()).isGreaterThan(before);
        assertThat(store.chart("p1", MONDAY).orElseThrow().revision()).isEqualTo(before);
    }

    @Test
    void what_people_keep_beside_the_charts_is_by_kind_and_name_and_can_be_taken_away() {
        store.keep("view", new KeptNote("b", "2"));
        store.keep("view", new KeptNote("a", "1"));
        store.keep("other", new KeptNote("a", "3"));
        store.keep("view", new KeptNote("b", "4"));

        assertThat(store.kept("view"))
                .containsExactly(new KeptNote("a", "1"), new KeptNote("b", "4"));
        assertThat(store.discard("view", "a")).isTrue();
        assertThat(store.discard("view", "a")).isFalse();
        assertThat(store.kept("view")).hasSize(1);
        assertThat(store.kept("other")).hasSize(1);
        assertThat(store.kept("nothing")).isEmpty();
    }

    @Test
    void what_was_known_never_becomes_less_where_the_clock_goes_back() {
        append("p1", TUESDAY, creatinine("1.2"));
        ImportReceipt receipt = append("p1", MONDAY, creatinine("1.3"));

        assertThat(receipt.recorded()).isEqualTo(MONDAY);
        assertThat(store.chart("p1", MONDAY).orElseThrow().resources().getFirst().json())
                .contains("1.3");
    }

    @Test
    void all_texts_come_in_one_piece_for_a_chart_reader() {
        append("p1", MONDAY, creatinine("1.1"), resource("Condition", "c", "\"x\":\"ä\""));
        StoredChart chart = store.chart("p1").orElseThrow();
        assertThat(new String(chart.utf8(), StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(
                        chart.resources().stream().map(StoredResource::json).toList());
    }

    @Test
    void an_unknown_chart_or_resource_or_version_is_nothing() {
        append("p1", MONDAY, creatinine("1.1"));
        assertThat(store.chart("p2")).isEmpty();
        assertThat(store.chart("p2", MONDAY)).isEmpty();
        assertThat(store.read("p2", creatinine())).isEmpty();
        assertThat(store.read("p1", creatinine(), 2)).isEmpty();
        assertThat(store.read("p1", creatinine(), 1)).isPresent();
        assertThat(store.history("p1", new ResourceId("Condition", "x"))).isEmpty();
        assertThat(store.history("p2", 0, 10)).isEmpty();
        assertThat(store.listing("p2")).isEmpty();
        assertThat(store.find(new ResourceId("Condition", "x"))).isEmpty();
    }

    @Test
    void a_deleted_resource_says_so() {
        append("p1", MONDAY, creatinine("1.1"));
        append("p1", TUESDAY, Change.delete("Observation", "creatinine"));
        StoredResource read = store.read("p1", creatinine()).orElseThrow();
        assertThat(read.deleted()).isTrue();
        assertThat(read.version()).isEqualTo(2);
        assertThat(read.recorded()).isEqualTo(TUESDAY);
        assertThat(store.chart("p1").orElseThrow().resources()).isEmpty();
        assertThat(store.listing("p1").orElseThrow().resources()).isZero();
    }

    @Test
    void the_history_of_a_chart_comes_in_pages_newest_first() {
        append("p1", MONDAY, creatinine("1.1"), resource("Condition", "c", ""));
        append("p1", TUESDAY, creatinine("1.2"));
        assertThat(names(store.history("p1", 0, 2)))
                .containsExactly("Observation/creatinine", "Condition/c");
        assertThat(names(store.history("p1", 2, 2))).containsExactly("Observation/creatinine");
    }

    @Test
    void charts_are_listed_by_id_in_pages_and_counted() {
        append("b", MONDAY, creatinine("1.1"));
        append("a", TUESDAY, creatinine("1.1"), resource("Condition", "c", ""));
        append("B", TUESDAY, creatinine("1.1"));
        append("b", WEDNESDAY, creatinine("1.2"));
        assertThat(store.chartCount()).isEqualTo(3);
        assertThat(store.charts(0, 10)).extracting(ChartListing::id).containsExactly("B", "a", "b");
        assertThat(store.charts(1, 1)).extracting(ChartListing::id).containsExactly("a");
        assertThat(store.chartsAfter("", 2)).extracting(ChartListing::id).containsExactly("B", "a");
        assertThat(store.chartsAfter("a", 2)).extracting(ChartListing::id).containsExactly("b");
        assertThat(store.listing("b"))
                .contains(
                        new ChartListing("b", 1, MONDAY, WEDNESDAY, store.auditHead().sequence()));
    }

    @Test
    void a_summary_knows_when_its_chart_has_changed() {
        append("p1", MONDAY, creatinine("1.1"));
        append("p2", MONDAY, creatinine("1.1"));
        long revision = store.chart("p1").orElseThrow().revision();
        keep("p1", "{\"decision\":\"HOLD\"}", revision);
        keep("nobody", "{}", 1);
        assertThat(store.summary("nobody", "assessment")).isEmpty();
        assertThat(store.summary("p1", "assessment").orElseThrow().stale()).isFalse();
        assertThat(store.summarised("assessment", "", 10))
                .filteredOn(chart -> chart.summary().isEmpty())
                .extracting(SummarisedChart::id)
                .containsExactly("p2");
        append("p1", TUESDAY, creatinine("1.2"));
        assertThat(store.summary("p1", "assessment").orElseThrow().stale()).isTrue();
        keep("p1", "{}", revision + 2);
        assertThat(store.summarised("assessment", "", 10))
                .flatExtracting(chart -> chart.summary().stream().toList())
                .extracting(ChartSummary::json)
                .containsExactly("{}");
        assertThat(store.summary("p1", "other")).isEmpty();
    }

    private void keep(String chart, String json, long revision) {
        store.putSummaries(
                List.of(new ChartSummary(chart, "assessment", json, revision, revision)));
    }

    @Test
    void charts_come_with_their_summaries_a_page_at_a_time() {
        append("p1", MONDAY, creatinine("1.1"));
        append("p2", MONDAY, creatinine("1.1"));
        append("p3", MONDAY, creatinine("1.1"));
        store.putSummaries(
                List.of(
                        new ChartSummary("p1", "list", "{\"n\":1}", 1, 1),
                        new ChartSummary("nobody", "list", "{}", 1, 1),
                        new ChartSummary("p3", "list", "{\"n\":3}", 3, 3)));
        List<SummarisedChart> page = store.summarised("list", "", 2);
        assertThat(page).extracting(SummarisedChart::id).containsExactly("p1", "p2");
        assertThat(page.getFirst().summary()).map(ChartSummary::json).contains("{\"n\":1}");
        assertThat(page.getFirst().revision())
                .isEqualTo(store.listing("p1").orElseThrow().revision());
        assertThat(page.getLast().summary()).isEmpty();
        assertThat(store.summarised("list", "p2", 2))
                .extracting(SummarisedChart::id)
                .containsExactly("p3");
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void whoever_asks_again_hears_of_the_charts_that_changed_meanwhile_each_once() {
        append("p1", MONDAY, creatinine("1.1"));
        append("p2", MONDAY, creatinine("1.1"));
        ChartChanges all = store.changesSince(0);
        assertThat(all.charts()).extracting(ChartChanges.Changed::id).containsExactly("p1", "p2");
        assertThat(all.mark()).isEqualTo(store.changeMark());
        assertThat(store.changesSince(all.mark()).charts()).isEmpty();
        append("p2", TUESDAY, creatinine("1.2"));
        append("p2", TUESDAY, creatinine("1.3"));
        append("p3", TUESDAY, creatinine("1.2"));
        ChartChanges later = store.changesSince(all.mark());
        assertThat(later.charts())
                .containsExactly(
                        new ChartChanges.Changed(
                                "p2", store.listing("p2").orElseThrow().revision()),
                        new ChartChanges.Changed(
                                "p3", store.listing("p3").orElseThrow().revision()));
        assertThat(store.changesSince(later.mark()))
                .isEqualTo(new ChartChanges(List.of(), later.mark()));
    }

    @Test
    void a_store_that_is_opened_again_is_as_it_was_left() {
        append("p1", MONDAY, creatinine("1.1"));
        store.close();
        store = ChartStore.open(location, key());
        assertThat(names(store.chart("p1").orElseThrow()))
                .containsExactly("Observation/creatinine");
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }
}
