package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// X10: what the store writes is sealed by a key that is not in the database: who can write the
/// database alone changes nothing unseen, takes nothing away unseen, and hides nobody.
class SealTest extends StoreTest {
    @BeforeEach
    void two_entries_a_summary_and_a_note() {
        append("p1", MONDAY, creatinine("1.1"));
        append("p1", TUESDAY, creatinine("1.2"));
        store.putSummaries(List.of(new ChartSummary("p1", "worklist", "{\"due\":1}", 2, 2)));
        store.keep("view", new KeptNote("mine", "{\"tab\":\"due\"}"));
    }

    private void finds(String what) {
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> assertThat(broken.toString()).contains(what));
    }

    private long sealed() {
        return store.verify() instanceof Verification.Intact intact ? intact.sealed() : -1;
    }

    @Test
    void every_entry_is_sealed() {
        assertThat(sealed()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit SET seal = NULL WHERE sequence = 2",
                "UPDATE audit SET seal = hash WHERE sequence = 2"
            })
    void a_seal_taken_away_or_made_without_the_key_is_found(String sql) {
        database.allowTampering(location);
        database.execute(location, sql);

        finds("audit entry 2: it was written without the key of this store");
    }

    /// So that nobody drops off a list unseen.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE summary SET json = '{\"due\":0}'",
                "UPDATE summary SET revision = 1",
                "UPDATE summary SET key = 'other'",
                "UPDATE summary SET seal = NULL",
                "UPDATE summary SET chart = 99"
            })
    void a_summary_that_the_store_did_not_write_is_found(String sql) {
        database.execute(location, sql);

        finds("the summary of chart");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE kept SET json = '{}'",
                "UPDATE kept SET id = 'yours'",
                "UPDATE kept SET kind = 'search'",
                "UPDATE kept SET seal = NULL"
            })
    void a_note_that_the_store_did_not_write_is_found(String sql) {
        database.execute(location, sql);

        finds("the note ");
    }

    @Test
    void a_tail_cut_off_is_found_by_the_head_that_was_written_down() {
        store.writeHead(WEDNESDAY);
        assertThat(sealed()).isEqualTo(2);
        database.allowTampering(location);
        database.execute(
                location,
                "DELETE FROM version WHERE sequence = 2",
                "DELETE FROM audit WHERE sequence = 2");

        finds("audit entry 2: entry is missing");
    }

    @Test
    void what_is_written_after_a_head_does_not_disturb_it() {
        store.writeHead(WEDNESDAY);
        append("p2", WEDNESDAY, creatinine("1.3"));
        store.writeHead(WEDNESDAY);

        assertThat(sealed()).isEqualTo(3);
    }

    @Test
    void a_head_that_somebody_else_wrote_down_is_found() throws IOException {
        store.writeHead(WEDNESDAY);
        Path heads =
                Path.of(database == TestDatabase.SQLITE ? location + ".heads" : key() + ".heads");
        String written = Files.readString(heads, StandardCharsets.UTF_8);
        Files.writeString(heads, written.replace(" 2:", " 1:"));
        finds("not a head that this store signed");

        Files.writeString(heads, "");
        assertThat(sealed()).isEqualTo(2);
        Files.writeString(heads, "2:abc\n");
        finds("not a head that this store signed: 2:abc");
    }

    @Test
    void another_key_than_the_one_it_was_sealed_by_is_found() throws IOException {
        store.close();
        Path other = folder.resolve("other.key");
        AuditKey.generate(1).write(other);
        store = ChartStore.existing(location, other);

        finds("audit entry 1: it was written without the key of this store");
    }

    @Test
    void a_file_that_is_no_key_is_refused_with_what_to_do() throws IOException {
        store.close();
        String was = Files.readString(key());
        Files.writeString(key(), "from=one\n");

        assertThatThrownBy(() -> ChartStore.open(location, key()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the key of the audit, cannot be used")
                .hasMessageContaining("Bring it back from its copy");
        Files.writeString(key(), was);
        store = ChartStore.open(location, key());
    }

    @Test
    void time_that_goes_backwards_is_told() {
        append("p2", MONDAY, creatinine("1.3"));

        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.backwards()).isEqualTo(List.of(3L)));
    }

    @Test
    void what_is_looked_after_is_not_made() throws IOException {
        Path missing = folder.resolve("typo.db");
        assertThatThrownBy(() -> ChartStore.existing(missing.toString(), null))
                .hasMessageContaining("there is no such file");
        assertThat(missing).doesNotExist();
        Path empty = Files.createFile(folder.resolve("empty.db"));
        assertThatThrownBy(() -> ChartStore.existing(empty.toString(), null))
                .hasMessageContaining("the file is empty");
        assertThat(empty).isEmptyFile();
        Path key = folder.resolve("none.key");
        ChartStore.existing(location, key).close();
        assertThat(key).doesNotExist();
    }

    @Test
    void nobody_but_the_owner_reads_the_files() throws IOException {
        store.writeHead(WEDNESDAY);
        try (ChartStore other = ChartStore.open(folder.resolve("new/charts.db"))) {
            other.record(at(MONDAY), null, "");
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("new"))))
                .isEqualTo("rwx------");
    }
}
