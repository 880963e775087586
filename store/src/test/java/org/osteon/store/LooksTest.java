package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who looked at what is kept in a chain of its own, and cannot be changed unseen.
class LooksTest extends StoreTest {
    static Look look(String action, String... charts) {
        return new Look(
                MONDAY,
                "anna",
                "Anna",
                "nurse",
                "TREAT",
                "127.0.0.1",
                "r-1",
                action,
                "done",
                List.of(charts),
                "the page");
    }

    @BeforeEach
    void three_looks() {
        append("p1", MONDAY, creatinine("1.1"));
        store.look(List.of(look("read", "p1"), look("search", "p2", "p1")));
        store.look(List.of(look("sign-in")));
    }

    private void finds(String what) {
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> assertThat(broken.toString()).contains(what));
    }

    @Test
    void a_look_is_found_by_each_chart_that_it_names() {
        assertThat(store.looks("p1", Long.MAX_VALUE, 10))
                .extracting(LookEntry::sequence)
                .containsExactly(2L, 1L);
        assertThat(store.looks("p2", Long.MAX_VALUE, 10))
                .extracting(one -> one.look().charts())
                .containsExactly(List.of("p1", "p2"));
        assertThat(store.looks("p1", 2, 10)).extracting(LookEntry::sequence).containsExactly(1L);
        assertThat(store.looks(null, Long.MAX_VALUE, 2))
                .extracting(LookEntry::look)
                .first()
                .isEqualTo(look("sign-in"));
    }

    @Test
    void the_store_is_intact_and_counts_them() {
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.looks()).isEqualTo(3));
        assertThat(store.auditHead().sequence()).isEqualTo(1);
    }

    @Test
    void they_cannot_be_changed_through_the_database() {
        assertThatThrownBy(() -> database.execute(location, "DELETE FROM look"))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE look SET person = 'ben' WHERE sequence = 1",
                "UPDATE look SET charts = 'p3' WHERE sequence = 1",
                "UPDATE look SET recorded = recorded + 1 WHERE sequence = 2",
                "UPDATE look SET seal = NULL WHERE sequence = 2",
                "DELETE FROM look WHERE sequence = 1",
                "DELETE FROM look_chart WHERE sequence = 1",
                "INSERT INTO look_chart (chart, sequence) VALUES ('p9', 99)"
            })
    void what_is_changed_is_found(String sql) {
        database.allowTampering(location);
        database.execute(location, sql);

        finds("look ");
    }

    @Test
    void an_end_that_is_cut_off_is_found_by_the_audit() {
        assertThat(store.writeHead(TUESDAY)).isPresent();
        assertThat(store.auditHead().sequence()).isEqualTo(2);
        database.allowTampering(location);
        database.execute(
                location,
                "DELETE FROM look_chart WHERE sequence = 3",
                "DELETE FROM look WHERE sequence = 3");

        finds("look 3: it is missing");
    }

    @Test
    void many_at_the_same_time_are_all_kept() throws Exception {
        try (var threads = Executors.newFixedThreadPool(16)) {
            List<Callable<Void>> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String chart = "c" + i % 7;
                all.add(() -> {
                    store.look(List.of(look("read", chart)));
                    return null;
                });
            }
            for (Future<Void> one : threads.invokeAll(all)) {
                one.get();
            }
        }
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.looks()).isEqualTo(403));
    }

    @Test
    void a_note_is_replaced_only_where_it_is_still_what_was_read() {
        assertThat(store.replace("account", null, new KeptNote("anna", "{}"))).isTrue();
        assertThat(store.replace("account", null, new KeptNote("anna", "{\"a\":1}"))).isFalse();
        assertThat(store.replace("account", "{}", new KeptNote("anna", "{\"a\":1}"))).isTrue();
        assertThat(store.kept("account", "anna")).contains(new KeptNote("anna", "{\"a\":1}"));
    }
}
