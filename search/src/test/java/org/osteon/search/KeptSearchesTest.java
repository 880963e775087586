package org.osteon.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.hla.search.RepeatSearch;
import org.osteon.hla.search.SearchResult;

/// Searches that are kept come back as they were (H8).
class KeptSearchesTest {
    private static final Instant MORNING = Instant.parse("2025-06-02T08:30:15Z");

    @TempDir private Path folder;

    private static KeptSearches.Kept search(String id, String title, Instant at) {
        Map<String, RepeatSearch.Found> donors = new LinkedHashMap<>();
        donors.put("D2", new RepeatSearch.Found("A*01:01+A*02:01", "1", "0.250000", "available"));
        donors.put("D1", new RepeatSearch.Found("A*01:01+A*03:01", "0-1", "", "reserved"));
        return new KeptSearches.Kept(
                id,
                title,
                "A. Example",
                at,
                "typing=A*01:01+A*02:01&level=10",
                "A*01:01+A*02:01",
                17,
                new RepeatSearch.Run("3.58.0", "a set", donors));
    }

    @Test
    void a_search_comes_back_as_it_was_kept_under_the_time_it_was_kept() throws IOException {
        KeptSearches kept = new KeptSearches(folder);

        String id = kept.keep(search("", "Monday", MORNING));

        assertThat(id).isEqualTo("20250602-083015");
        assertThat(kept.find(id)).hasValue(search(id, "Monday", MORNING));
        assertThat(List.copyOf(kept.find(id).orElseThrow().run().donors().keySet()))
                .containsExactly("D2", "D1");
        assertThat(kept.titles())
                .containsExactly(
                        new KeptSearches.Title(
                                id, "Monday", "A. Example", "typing=A*01:01+A*02:01&level=10", 2));
    }

    @Test
    void two_of_the_same_second_are_both_kept_and_the_latest_comes_first() throws IOException {
        KeptSearches kept = new KeptSearches(folder);

        kept.keep(search("", "one", MORNING));
        kept.keep(search("", "two", MORNING));
        kept.keep(search("", "three", MORNING));
        kept.keep(search("", "later", MORNING.plusSeconds(1)));

        assertThat(kept.titles())
                .extracting(KeptSearches.Title::title)
                .containsExactly("later", "three", "two", "one");
        assertThat(kept.titles())
                .extracting(KeptSearches.Title::id)
                .contains("20250602-083015", "20250602-083015-2", "20250602-083015-3");
    }

    @Test
    void one_that_is_kept_again_takes_its_own_place() throws IOException {
        KeptSearches kept = new KeptSearches(folder);
        String id = kept.keep(search("", "before", MORNING));

        assertThat(kept.keep(search(id, "after", MORNING.plusSeconds(60)))).isEqualTo(id);

        assertThat(kept.titles()).extracting(KeptSearches.Title::title).containsExactly("after");
        try (var files = Files.list(folder.resolve("searches"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void without_a_folder_there_is_none_and_what_is_no_id_finds_nothing() throws IOException {
        KeptSearches kept = new KeptSearches(folder);

        assertThat(kept.titles()).isEmpty();
        assertThat(kept.find("20250602-083015")).isEmpty();
        Files.writeString(folder.resolve("outside.json"), "{}");
        Files.createDirectories(folder.resolve("searches"));
        assertThat(kept.find("../outside")).isEmpty();
        Files.writeString(folder.resolve("searches/notes.json"), "{}");
        Files.writeString(folder.resolve("searches/20250602-083015.new"), "{}");
        assertThat(kept.find("notes")).isEmpty();
        assertThat(kept.titles()).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_read_costs_its_own_line() throws IOException {
        KeptSearches kept = new KeptSearches(folder);
        kept.keep(search("", "good", MORNING));
        Files.writeString(folder.resolve("searches/20250602-090000.json"), "{\"title\": bad");
        Files.writeString(folder.resolve("searches/20250602-100000.json"), "{\"found\": \"many\"}");
        Files.writeString(folder.resolve("searches/20250602-110000.json"), "{\"at\": \"noon\"}");

        assertThat(kept.titles())
                .extracting(KeptSearches.Title::title)
                .containsExactly("20250602-110000", "good");
        assertThat(kept.find("20250602-090000")).isEmpty();
        assertThat(kept.find("20250602-110000")).isEmpty();
    }

    @Test
    void what_a_search_found_is_kept_donor_by_donor() {
        SearchResult result = MadeUpSearch.found(folder, MadeUpSearch.settings());

        RepeatSearch.Run run = KeptSearches.run(result);

        assertThat(run.release()).isEqualTo("3.58.0");
        assertThat(run.frequencySet()).isEqualTo("two of three");
        assertThat(run.donors().keySet()).containsExactly("TEN", "OPEN", "UNIT", "NINE");
        assertThat(run.donors().get("OPEN"))
                .isEqualTo(
                        new RepeatSearch.Found(
                                result.donors().get(1).typing().glString(),
                                "0-1",
                                "0.600000",
                                "reserved"));
        assertThat(
                        KeptSearches.run(
                                        new SearchResult(
                                                1,
                                                0,
                                                List.of(),
                                                0,
                                                "3.58.0",
                                                Optional.empty(),
                                                List.of()))
                                .frequencySet())
                .isEmpty();
    }
}
