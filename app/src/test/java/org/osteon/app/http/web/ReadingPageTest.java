package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.LoadedKnowledge;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// X3: what charts hold that no rule understands, and the map that a site makes of it, over real
/// HTTP and without JavaScript.
class ReadingPageTest {
    @TempDir private Path maps;

    private static void local(RunningPages pages) {
        pages.store()
                .append(
                        "site",
                        new Attribution("test", Instant.EPOCH, "import"),
                        List.of(
                                Change.put(
                                        "Patient",
                                        "site",
                                        "{\"resourceType\":\"Patient\",\"id\":\"site\"}"),
                                Change.put(
                                        "Observation",
                                        "o",
                                        """
                                        {"resourceType":"Observation","id":"o","status":"final",\
                                        "code":{"coding":[{"system":"urn:site","code":"FER7",\
                                        "display":"Ferritin at our place"}]}}\
                                        """)));
    }

    @Test
    void without_a_folder_of_maps_the_page_lists_and_keeps_nothing() {
        try (RunningPages pages = RunningPages.withoutDonors()) {
            local(pages);
            Browsing someone = new Browsing(pages);

            assertThat(someone.open("/rules").html()).contains("href=\"/reading\"");
            assertThat(someone.open("/reading").text())
                    .contains("Ferritin at our place", "FER7", "1 time, in 1 chart", "--maps DIR");
            assertThat(someone.open("/reading").html()).doesNotContain("action=\"/reading\"");
        }
    }

    @Test
    void what_a_code_means_is_kept_in_the_map_and_read_by_the_next_start() throws Exception {
        try (RunningPages pages = RunningPages.withMaps(maps)) {
            local(pages);
            Browsing someone = new Browsing(pages);
            Browsing.Seen page = someone.open("/reading");

            Browsing.Seen kept =
                    someone.send(
                            page,
                            "/reading",
                            Map.of(
                                    "source", "urn:site",
                                    "code", "FER7",
                                    "text", "Ferritin at our place",
                                    "meaning", "other",
                                    "other", "http://loinc.org|2276-4",
                                    "person", "Test Person"));

            assertThat(kept.status()).isEqualTo(200);
            assertThat(kept.text()).contains("Kept in the map");
            assertThat(map()).contains("\"FER7\"", "\"2276-4\"", "\"http://loinc.org\"");
        }
        assertThat(
                        LoadedKnowledge.of(Path.of("src/test/resources/knowledge"))
                                .withMaps(maps)
                                .maps()
                                .size())
                .isEqualTo(1);
    }

    @Test
    void half_a_code_is_refused_and_nothing_is_kept() throws IOException {
        try (RunningPages pages = RunningPages.withMaps(maps)) {
            local(pages);
            Browsing someone = new Browsing(pages);

            Browsing.Seen refused =
                    someone.send(
                            someone.open("/reading"),
                            "/reading",
                            Map.of(
                                    "source", "urn:site",
                                    "code", "FER7",
                                    "meaning", "other",
                                    "other", "2276-4",
                                    "person", "Test Person"));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(maps).isEmptyDirectory();
        }
    }

    @Test
    void a_form_from_elsewhere_keeps_nothing() throws IOException {
        try (RunningPages pages = RunningPages.withMaps(maps)) {
            Browsing.Seen refused =
                    new Browsing(pages)
                            .post(
                                    "/reading",
                                    Map.of(
                                            "source",
                                            "urn:site",
                                            "code",
                                            "X",
                                            "meaning",
                                            "nothing"));

            assertThat(refused.status()).isGreaterThanOrEqualTo(400);
            assertThat(maps).isEmptyDirectory();
        }
    }

    private String map() throws IOException {
        return Files.readString(maps.resolve("osteon-site-map.json"));
    }
}
