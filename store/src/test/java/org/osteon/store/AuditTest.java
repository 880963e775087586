package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// X4, X7: what was done, by whom and why, is kept with the change and cannot be changed unseen.
class AuditTest extends StoreTest {

    @BeforeEach
    void four_entries() {
        append("p1", MONDAY, creatinine("1.1"), resource("Condition", "c", ""));
        append("p2", MONDAY, creatinine("2.1"));
        store.append(
                "p1",
                new Attribution("Pharmacy", TUESDAY, "override", "Benefit outweighs the risk"),
                List.of(creatinine("1.2")));
        store.record(new Attribution("Ward 3", WEDNESDAY, "viewed"), "p1", "release sheet");
    }

    @Test
    void each_change_has_its_entry_and_the_application_adds_its_own() {
        assertThat(store.auditSince(0, 10))
                .extracting(AuditEntry::sequence, AuditEntry::action, AuditEntry::changes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, "import", 2),
                        org.assertj.core.groups.Tuple.tuple(2L, "import", 1),
                        org.assertj.core.groups.Tuple.tuple(3L, "override", 1),
                        org.assertj.core.groups.Tuple.tuple(4L, "viewed", 0));
        AuditEntry override = store.auditSince(2, 1).getFirst();
        assertThat(override.actor()).isEqualTo("Pharmacy");
        assertThat(override.at()).isEqualTo(TUESDAY);
        assertThat(override.reason()).isEqualTo("Benefit outweighs the risk");
        assertThat(override.chart()).isEqualTo(Optional.of("p1"));
        assertThat(store.auditOf("p1", Long.MAX_VALUE, 2))
                .extracting(AuditEntry::sequence)
                .containsExactly(4L, 3L);
        assertThat(store.auditOf("p1", 3, 10)).extracting(AuditEntry::sequence).containsExactly(1L);
    }

    @Test
    void an_untouched_store_is_intact() {
        assertThat(store.verify())
                .isEqualTo(new Verification.Intact(4, 4, store.auditHead(), 4, List.of(), 0));
    }

    @Test
    void an_empty_store_is_intact() {
        try (ChartStore empty = ChartStore.open(database.newLocation(folder))) {
            assertThat(empty.verify())
                    .isEqualTo(new Verification.Intact(0, 0, empty.auditHead(), 0, List.of(), 0));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    UPDATE version SET json = REPLACE(json, '1.1', '7.1') WHERE number = 1   | 1 | text of Observation/creatinine version 1 in chart p1 was changed
                    UPDATE version SET json = CONCAT(json, ' ') WHERE number = 4                  | 3 | text of Observation/creatinine version 2 in chart p1 was changed
                    UPDATE version SET recorded = recorded + 1 WHERE number = 3             | 2 | time of Observation/creatinine
                    UPDATE version SET id = 'd' WHERE id = 'c'                              | 1 | its versions are not those that were written
                    UPDATE version SET deleted = 1 WHERE number = 2                         | 1 | its versions are not those that were written
                    UPDATE version SET version = 9 WHERE number = 4                         | 3 | its versions are not those that were written
                    UPDATE version SET chart = 1 WHERE number = 3                           | 2 | chart of Observation/creatinine
                    UPDATE version SET sequence = 2 WHERE number = 4                        | 2 | time of Observation/creatinine
                    DELETE FROM version WHERE number = 2                                    | 1 | its versions are not those that were written
                    UPDATE audit SET actor = 'Ward 4' WHERE sequence = 2                    | 2 | Ward 4
                    UPDATE audit SET recorded = recorded + 1 WHERE sequence = 4             | 4 | its time, actor
                    UPDATE audit SET reason = '' WHERE sequence = 3                         | 3 | its time, actor
                    UPDATE audit SET action = 'release' WHERE sequence = 3                  | 3 | release by Pharmacy
                    UPDATE audit SET detail = '' WHERE sequence = 4                         | 4 | its time, actor
                    UPDATE audit SET chart = NULL WHERE sequence = 4                        | 4 | its time, actor
                    UPDATE audit SET changes = 3 WHERE sequence = 1                         | 1 | its time, actor
                    DELETE FROM audit WHERE sequence = 2                                    | 2 | entry is missing
                    DELETE FROM audit WHERE sequence = 1                                    | 1 | entry is missing
                    UPDATE resource SET latest = 1, version = 1 WHERE number = 1            | 1 | Observation/creatinine
                    UPDATE resource SET deleted = 1 WHERE id = 'c'                          | 1 | Condition/c
                    DELETE FROM resource WHERE id = 'c'                                     | 1 | Condition/c
                    UPDATE resource SET content_hash = text_hash FROM version WHERE version.number = 1 | 3 | Observation/creatinine
                    UPDATE resource SET date_from = 0 WHERE number = 3                      | 2 | Observation/creatinine
                    UPDATE token SET code = '2160-1' WHERE resource = 3 AND parameter = 'code' | 2 | Observation/creatinine
                    DELETE FROM token WHERE resource = 1                                    | 3 | Observation/creatinine
                    UPDATE chart SET resources = 7 WHERE id = 'p2'                          | 2 | p2
                    UPDATE chart SET id = 'p3' WHERE id = 'p2'                              | 2 | chart of Observation/creatinine
                    """)
    void a_change_behind_the_stores_back_is_found_where_it_is(
            String sql, long sequence, String what) {
        database.allowTampering(location);
        database.execute(location, sql);
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> {
                            assertThat(broken.sequence()).isEqualTo(sequence);
                            assertThat(broken.what()).contains(what);
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE version SET json = '' WHERE number = 1",
        "DELETE FROM version",
        "UPDATE audit SET actor = ''",
        "DELETE FROM audit WHERE sequence = 4"
    })
    void the_database_itself_refuses_to_change_the_truth(String sql) {
        assertThatThrownBy(() -> database.execute(location, sql))
                .hasMessageContaining("only ever added");
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void a_head_kept_elsewhere_shows_that_the_end_was_cut_off() {
        AuditHead head = store.auditHead();
        database.allowTampering(location);
        database.execute(location, "DELETE FROM audit WHERE sequence = 4");
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
        assertThat(store.verify(head, _ -> {}))
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> assertThat(broken.what()).isEqualTo("entry is missing"));
    }

    @Test
    void a_head_kept_elsewhere_shows_that_the_chain_was_written_anew() {
        try (ChartStore other = ChartStore.open(database.newLocation(folder))) {
            other.record(new Attribution("Someone", MONDAY, "viewed"), null, "");
            assertThat(other.verify(store.auditHead(), _ -> {}))
                    .isInstanceOf(Verification.Broken.class);
            AuditHead head = new AuditHead(1, store.auditSince(0, 1).getFirst().hash());
            assertThat(other.verify(head, _ -> {}))
                    .isInstanceOfSatisfying(
                            Verification.Broken.class,
                            broken ->
                                    assertThat(broken.what())
                                            .isEqualTo("the chain was written anew"));
        }
    }

    @Test
    void the_head_moves_on_and_an_earlier_one_still_holds() {
        AuditHead head = store.auditHead();
        append("p2", WEDNESDAY, creatinine("2.2"));
        assertThat(store.auditHead().sequence()).isEqualTo(5);
        assertThat(store.verify(head, _ -> {})).isInstanceOf(Verification.Intact.class);
    }
}
