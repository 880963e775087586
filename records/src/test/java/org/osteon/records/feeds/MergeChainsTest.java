package org.osteon.records.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.words.Problem;
import org.osteon.store.Verification;

/// X11: charts that are merged on and on, and taken apart again: each result is in the chart of the
/// number that it came by, whatever the order.
class MergeChainsTest {
    @TempDir private Path folder;
    private FeedSite site;

    @BeforeEach
    void open() {
        site = new FeedSite(folder);
        List.of("1", "2", "3")
                .forEach(number -> {
                    site.taken(FeedSite.admission("A" + number, number));
                    site.taken(result("R" + number, number, number + ".5"));
                });
    }

    @AfterEach
    void close() {
        assertThat(site.store().verify()).isInstanceOf(Verification.Intact.class);
        site.close();
    }

    private static String result(String control, String number, String value) {
        return FeedSite.result(control, "20250602100000", number, "order-" + control, value, "F");
    }

    private MergeNote merge(String stays, String goes) {
        return site.mending(() -> site.feeds().mending().merges("", 50).shown()).stream()
                .filter(one -> one.undone().isEmpty())
                .filter(one -> one.survivor().equals(stays) && one.gone().equals(goes))
                .findFirst()
                .orElseThrow();
    }

    private void undo(MergeNote merge) {
        site.mending(() -> site.feeds().mending().undo(merge.id(), "I. Integrator", "a mistake"));
    }

    @Test
    void a_chain_of_merges_brings_all_into_the_last_and_goes_apart_from_the_last_on() {
        String one = site.chart("1");
        String two = site.chart("2");
        String three = site.chart("3");
        site.taken(FeedSite.merge("M1", "2", "1"));
        site.taken(result("R4", "1", "1.6"));
        site.taken(FeedSite.merge("M2", "3", "2"));
        site.taken(result("R5", "1", "1.7"));
        site.taken(result("R6", "2", "2.7"));
        assertThat(site.values(three)).containsExactly("1.5", "1.6", "1.7", "2.5", "2.7", "3.5");

        // What is within a chart that was merged on cannot be told from there.
        MergeNote first = merge(two, one);
        assertThatThrownBy(() -> undo(first))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(three);
        assertThat(site.values(three)).hasSize(6);

        undo(merge(three, two));
        assertThat(site.values(three)).containsExactly("3.5");
        assertThat(site.values(two)).containsExactly("1.5", "1.6", "1.7", "2.5", "2.7");

        undo(first);
        assertThat(site.values(one)).containsExactly("1.5", "1.6", "1.7");
        assertThat(site.values(two)).containsExactly("2.5", "2.7");
        assertThat(List.of(site.chart("1"), site.chart("2"), site.chart("3")))
                .containsExactly(one, two, three);
    }

    @Test
    void what_was_taken_apart_can_be_merged_again_the_other_way() {
        String one = site.chart("1");
        String two = site.chart("2");
        site.taken(FeedSite.merge("M1", "2", "1"));
        undo(merge(two, one));
        site.taken(FeedSite.merge("M2", "1", "2"));
        assertThat(site.values(one)).containsExactly("1.5", "2.5");
        site.taken(result("R7", "2", "2.9"));
        assertThat(site.values(one)).containsExactly("1.5", "2.5", "2.9");
        undo(merge(one, two));
        assertThat(site.values(two)).containsExactly("2.5", "2.9");
        assertThat(site.values(one)).containsExactly("1.5");
    }

    @Test
    void a_merge_that_comes_twice_or_the_other_way_round_moves_nothing_again() {
        String two = site.chart("2");
        site.taken(FeedSite.merge("M1", "2", "1"));
        assertThat(site.taken(FeedSite.merge("M2", "2", "1")))
                .contains("both are one chart already");
        assertThat(site.taken(FeedSite.merge("M3", "1", "2")))
                .contains("both are one chart already");
        assertThat(site.values(two)).containsExactly("1.5", "2.5");
        assertThat(site.mending(() -> site.feeds().mending().merges("", 50).shown())).hasSize(1);
    }
}
