package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Both chains are searched as one.
class TrailTest extends StoreTest {
    private static Look look(java.time.Instant at, String who, String action, String outcome) {
        return new Look(
                at, who, "N " + who, "nurse", "TREAT", "", "", action, outcome, List.of("p1"), "");
    }

    @BeforeEach
    void what_was_done_and_looked_at() {
        append("p1", MONDAY, creatinine("1.1"));
        store.look(List.of(look(TUESDAY, "anna", "read", "done")));
        store.look(List.of(look(TUESDAY, "bert", "read", "refused: team")));
        append("p2", WEDNESDAY, creatinine("1.2"));
        store.record(new Attribution("Anna", WEDNESDAY, "account-made"), null, "x");
    }

    private List<String> found(TrailQuery query) {
        List<String> ids = store.trail(query, 0, 10).stream().map(TrailEntry::id).toList();
        assertThat(store.trailCount(query)).isEqualTo(ids.size());
        return ids;
    }

    private static TrailQuery words(Set<String> named, boolean deeds, boolean notes) {
        return new TrailQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(
                        new TrailQuery.Words(
                                named, Set.of("read", "account-made"), false, deeds, notes)),
                Optional.empty());
    }

    private static TrailQuery by(String person, String start, TrailQuery.Outcome outcome) {
        return new TrailQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(person),
                Optional.ofNullable(start),
                Optional.empty(),
                Optional.ofNullable(outcome));
    }

    @Test
    void the_newest_come_first_whichever_chain_keeps_them() {
        assertThat(found(TrailQuery.ALL))
                .containsExactly("audit-3", "audit-2", "look-2", "look-1", "audit-1");
        assertThat(store.trail(TrailQuery.ALL, 1, 3))
                .extracting(TrailEntry::id)
                .containsExactly("audit-2", "look-2", "look-1");
    }

    @Test
    void they_are_found_by_time_chart_person_outcome_and_kind() {
        assertThat(found(TrailQuery.ALL.between(TUESDAY, TUESDAY)))
                .containsExactly("look-2", "look-1");
        assertThat(found(TrailQuery.ALL.ofChart("p1")))
                .containsExactly("look-2", "look-1", "audit-1");
        assertThat(found(by("anna", null, null))).containsExactly("look-1");
        assertThat(found(by(null, "n B", null))).containsExactly("look-2");
        assertThat(found(by(null, "n_b", null))).isEmpty();
        assertThat(found(by(null, null, TrailQuery.Outcome.REFUSED))).containsExactly("look-2");
        assertThat(found(words(Set.of("read"), false, false))).containsExactly("look-2", "look-1");
        assertThat(found(words(Set.of(), true, false))).containsExactly("audit-2", "audit-1");
        assertThat(found(words(Set.of(), false, true))).isEmpty();
    }

    @Test
    void each_is_read_by_its_id() {
        assertThat(store.trailEntry("look-2").orElseThrow().person()).isEqualTo("bert");
        assertThat(store.trailEntry("audit-3").orElseThrow().action()).isEqualTo("account-made");
        for (String none : List.of("look-9", "audit-0", "look-", "x", "look-1;")) {
            assertThat(store.trailEntry(none)).isEmpty();
        }
    }
}
