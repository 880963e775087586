package org.osteon.records.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.store.NewKey;

/// Texts that a client brings back: read by the servers of one store, by nobody else.
class SealedTextsTest {
    private static final String TEXT = "Patient?name=Müller";

    @TempDir Path folder;

    private ChartStore store(String name) {
        return ChartStore.open(folder.resolve(name));
    }

    @Test
    void another_server_of_the_store_reads_it_and_another_store_does_not() {
        String sealed;
        try (ChartStore one = store("a.db");
                ChartStore same = store("a.db");
                ChartStore other = store("b.db")) {
            sealed = new SealedTexts(one).seal(TEXT);
            assertThat(sealed).doesNotContain("Patient").matches("[A-Za-z0-9_-]+");
            assertThat(new SealedTexts(same).open(sealed)).contains(TEXT);
            assertThat(new SealedTexts(other).open(sealed)).isEmpty();
            for (String changed :
                    new String[] {"", "A", sealed + "A", sealed.substring(4), "Ä", "a+b/c="}) {
                assertThat(new SealedTexts(one).open(changed)).as(changed).isEmpty();
            }
        }
        try (ChartStore again = store("a.db")) {
            assertThat(new SealedTexts(again).open(sealed)).as("after a start").contains(TEXT);
        }
    }

    @Test
    void what_a_lost_key_hid_is_made_anew() throws Exception {
        String before;
        try (ChartStore store = store("a.db")) {
            before = new SealedTexts(store).seal(TEXT);
        }
        Files.delete(folder.resolve("a.db.key"));
        NewKey.begin(
                folder.resolve("a.db").toString(),
                null,
                new Attribution("admin", Instant.EPOCH, "new-key", "lost"));
        try (ChartStore store = store("a.db")) {
            SealedTexts texts = new SealedTexts(store);
            assertThat(texts.open(before)).isEmpty();
            assertThat(texts.open(texts.seal(TEXT))).contains(TEXT);
        }
    }
}
