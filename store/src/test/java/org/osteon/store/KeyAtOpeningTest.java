package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// X10: a store is gone on with by the key that sealed it. Whoever opens it with another, or
/// without, is told so at once and with what to do, and not by a verification months later; and no
/// key is made in silence in the place of one that is missing.
class KeyAtOpeningTest extends StoreTest {
    private Path moved() {
        return folder.resolve("moved.key");
    }

    private Path other() throws IOException {
        Path other = folder.resolve("other.key");
        AuditKey.generate(1).write(other);
        return other;
    }

    private static void isTold(
            ThrowingCallable what, Class<? extends StoreProblem> problem, String... words) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> {
                            assertThat(e.problem()).isInstanceOf(problem);
                            assertThat(e)
                                    .satisfies(said ->
                                            java.util.Arrays.stream(words)
                                                    .forEach(word ->
                                                            assertThat(said)
                                                                    .hasMessageContaining(word)));
                        });
    }

    private ChartStore reopened(Path key) {
        return ChartStore.open(location, key);
    }

    @Test
    void another_key_is_told_with_where_it_lies_and_what_to_do() throws IOException {
        append("p1", MONDAY, creatinine("1.1"));
        Path other = other();

        isTold(
                () -> reopened(other),
                StoreProblem.OtherKey.class,
                other.toString(),
                "--audit-key",
                "osteon audit new-key");
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
        append("p1", TUESDAY, creatinine("1.2"));
    }

    @Test
    void a_key_that_is_missing_is_told_and_none_is_made_in_its_place() throws IOException {
        append("p1", MONDAY, creatinine("1.1"));
        store.close();
        Files.move(key(), moved());

        isTold(
                () -> reopened(key()),
                StoreProblem.NoKey.class,
                key() + " is not there",
                "osteon audit new-key");
        assertThat(key()).doesNotExist();

        Files.move(moved(), key());
        store = reopened(key());
        append("p1", TUESDAY, creatinine("1.2"));
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    /// Of a store in a file the key beside it counts; on a server none does.
    @Test
    void a_store_that_was_sealed_is_not_opened_without_saying_by_what() throws IOException {
        append("p1", MONDAY, creatinine("1.1"));
        store.close();
        Files.move(key(), moved());

        isTold(
                () -> ChartStore.open(location),
                StoreProblem.NoKey.class,
                database == TestDatabase.SQLITE ? "is not there" : "none is named");
        store = reopened(moved());
    }

    @Test
    void only_looks_were_sealed_and_another_key_is_told_all_the_same() throws IOException {
        store.look(List.of(LooksTest.look("read", "p1")));
        database.execute(location, "DELETE FROM kept");
        Path other = other();

        isTold(() -> reopened(other), StoreProblem.OtherKey.class, other.toString());
    }

    @Test
    void two_that_begin_at_once_with_a_key_each_do_not_both_go_on() {
        Path second = folder.resolve("second.key");

        isTold(() -> reopened(second), StoreProblem.NoKey.class, second.toString());
        assertThat(second).doesNotExist();
    }

    @Test
    void who_looks_after_a_store_without_its_key_reads_and_verifies_and_writes_nothing()
            throws IOException {
        append("p1", MONDAY, creatinine("1.1"));
        Path missing = folder.resolve("missing.key");
        for (Path key : List.of(missing, other())) {
            try (ChartStore without = ChartStore.existing(location, key)) {
                assertThat(without.chart("p1")).isPresent();
                assertThat(without.verify()).isNotNull();
                isTold(
                        () -> without.record(at(TUESDAY), "p1", ""),
                        key.equals(missing)
                                ? StoreProblem.NoKey.class
                                : StoreProblem.OtherKey.class);
                isTold(() -> without.keep("view", new KeptNote("mine", "{}")), StoreProblem.class);
                isTold(() -> without.together(() -> 1), StoreProblem.class);
            }
        }
        assertThat(missing).doesNotExist();
        assertThat(store.auditHead().sequence()).isEqualTo(1);
        assertThat(store.kept("view")).isEmpty();
    }

    /// One server runs, another begins a key meanwhile.
    @Test
    void who_has_it_open_without_a_key_does_not_go_on_once_there_is_one() throws IOException {
        store.close();
        Files.delete(key());
        database.execute(location, "DELETE FROM kept");
        if (database == TestDatabase.SQLITE) {
            // A store in a file has a key always.
            store = reopened(key());
            return;
        }
        try (ChartStore without = ChartStore.open(location)) {
            without.record(at(MONDAY), null, "before");
            store = reopened(key());
            isTold(
                    () -> without.record(at(TUESDAY), null, ""),
                    StoreProblem.NoKey.class,
                    "none is named");
            isTold(
                    () -> without.look(List.of(LooksTest.look("read", "p1"))),
                    StoreProblem.NoKey.class);
            store.record(at(TUESDAY), null, "after");
        }
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.sealed()).isEqualTo(1));
    }

    @Test
    void a_new_key_is_begun_knowingly_and_all_that_was_there_stays_whole() throws IOException {
        append("p1", MONDAY, creatinine("1.1"));
        store.look(List.of(LooksTest.look("read", "p1")));
        store.keep("view", new KeptNote("mine", "{}"));
        store.writeHead(MONDAY);
        isTold(
                () -> NewKey.begin(location, key(), at(TUESDAY)),
                StoreProblem.KeyUnusable.class,
                "is there already");

        Files.move(key(), moved());
        NewKey.Begun begun =
                NewKey.begin(
                        location,
                        key(),
                        new Attribution("admin", TUESDAY, "new-key", "the old one is lost"));

        assertThat(begun.heads()).hasValueSatisfying(heads -> assertThat(heads).exists());
        isTold(() -> append("p1", TUESDAY, creatinine("1.2")), StoreProblem.OtherKey.class);
        isTold(
                () -> store.look(List.of(LooksTest.look("read", "p1"))),
                StoreProblem.OtherKey.class);
        isTold(
                () -> store.keep("view", new KeptNote("mine", "{\"other\":1}")),
                StoreProblem.OtherKey.class);
        isTold(
                () -> store.putSummaries(List.of(new ChartSummary("p1", "worklist", "{}", 1, 1))),
                StoreProblem.OtherKey.class);
        assertThat(store.trouble()).containsInstanceOf(StoreProblem.OtherKey.class);
        isTold(() -> reopened(moved()), StoreProblem.OtherKey.class, moved().toString());
        store.close();
        store = reopened(key());
        assertThat(store.auditSince(begun.from() - 1, 10))
                .extracting(AuditEntry::reason)
                .contains("the old one is lost");
        store.look(List.of(LooksTest.look("read", "p1")));
        append("p1", WEDNESDAY, creatinine("1.3"));
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> {
                            assertThat(intact.looks()).isEqualTo(2);
                            assertThat(intact.sealed())
                                    .isEqualTo(intact.entries() - begun.from() + 1);
                        });
    }

    @Test
    void looks_up_to_a_new_key_are_still_held_to_their_chain() throws IOException {
        store.look(List.of(LooksTest.look("read", "p1")));
        store.close();
        Files.move(key(), moved());
        NewKey.begin(location, key(), at(TUESDAY));
        store = reopened(key());
        store.look(List.of(LooksTest.look("read", "p1")));
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
        database.allowTampering(location);
        database.execute(location, "UPDATE look SET seal = NULL WHERE sequence = 2");

        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> assertThat(broken.what()).contains("without the key"));
    }
}
