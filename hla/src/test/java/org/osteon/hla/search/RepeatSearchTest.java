package org.osteon.hla.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osteon.hla.search.RepeatSearch.Change;
import org.osteon.hla.search.RepeatSearch.Found;
import org.osteon.hla.search.RepeatSearch.Kind;
import org.osteon.hla.search.RepeatSearch.Run;

/// H3: what a repeated search reports.
class RepeatSearchTest {
    private static final Found SAME = new Found("A*01:01+A*02:01", "0", "1", "available");

    @Test
    void every_difference_has_its_kind_and_cause() {
        var before =
                new Run(
                        "3.57.0",
                        "",
                        Map.of(
                                "same", SAME, "typed", SAME, "left", SAME, "moved", SAME, "renamed",
                                SAME));
        var after =
                new Run(
                        "3.58.0",
                        "",
                        Map.of(
                                "same",
                                SAME,
                                "typed",
                                new Found("A*01:01+A*02:05", "1", "1", "available"),
                                "renamed",
                                new Found("A*01:01+A*02:01", "0-1", "1", "available"),
                                "new",
                                SAME));
        assertThat(RepeatSearch.differences(before, after, id -> id.equals("moved")))
                .extracting(Change::id, Change::kind)
                .containsExactlyInAnyOrder(
                        tuple("new", Kind.NEW),
                        tuple("typed", Kind.CHANGED),
                        tuple("renamed", Kind.CHANGED),
                        tuple("moved", Kind.NO_LONGER_MATCHING),
                        tuple("left", Kind.REMOVED));
        assertThat(RepeatSearch.differences(before, after, _ -> false))
                .filteredOn(change -> change.id().equals("renamed"))
                .extracting(Change::cause)
                .containsExactly("nomenclature 3.57.0 to 3.58.0");
    }
}
