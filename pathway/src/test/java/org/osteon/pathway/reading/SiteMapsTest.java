package org.osteon.pathway.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osteon.pathway.reading.Delivered.chart;
import static org.osteon.pathway.reading.Delivered.quantity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.chart.Coding;
import org.osteon.chart.Resource;

/// X3: a site's own codes, words and units, mapped without touching the knowledge.
class SiteMapsTest {
    @TempDir private Path folder;

    private void map(String source, String target, String elements) throws IOException {
        Files.writeString(
                folder.resolve("site.json"),
                """
                {"resourceType":"ConceptMap","status":"active","group":[
                 {"source":"%s","target":"%s","element":[%s]}]}\
                """
                        .formatted(source, target, elements));
    }

    private static String row(String code, String target) {
        return "{\"code\":\""
                + code
                + "\",\"target\":[{\"code\":\""
                + target
                + "\",\"equivalence\":\"equivalent\"}]}";
    }

    private SiteMaps maps() throws IOException, SiteMapException {
        return Delivered.RECOGNITION.siteMaps(folder, coding -> !coding.code().equals("no-such"));
    }

    private ReadChart reading(String resource) throws IOException, SiteMapException {
        return ReadChart.of(chart(resource), Delivered.AS_OF, maps().then(Delivered.RECOGNITION));
    }

    private static String local(String value) {
        return Delivered.observation(
                "{\"coding\":[{\"system\":\"urn:site\",\"code\":\"PLT\",\"display\":\"Thrombos\"}]}",
                value);
    }

    @Test
    void a_local_code_is_what_the_map_says_and_the_reading_tells_it() throws Exception {
        map("urn:site", "http://loinc.org", row("PLT", "777-3"));
        ReadChart reading = reading(local(quantity("9", "K/uL")));
        Resource result = reading.chart().resources().get(1);

        assertThat(result.codings()).contains(new Coding("http://loinc.org", "777-3"));
        assertThat(ReadingTag.of(result.content())).isEmpty();
        assertThat(Delivered.shown(result)).isEqualTo("9 10*3/uL");
        assertThat(reading.mapped())
                .containsExactly(
                        new ReadChart.Mapped(
                                "Observation/o",
                                "urn:site|PLT",
                                "http://loinc.org|777-3",
                                "site.json"));
    }

    @Test
    void words_are_matched_whole_in_any_case() throws Exception {
        map("urn:osteon:words", "http://loinc.org", row("thrombos", "777-3"));

        assertThat(reading(local(quantity("9", "K/uL"))).chart().resources().get(1).codings())
                .contains(new Coding("http://loinc.org", "777-3"));
        assertThat(
                        reading(local(quantity("9", "K/uL")).replace("Thrombos", "Thrombos, large"))
                                .chart()
                                .resources()
                                .get(1)
                                .codings())
                .hasSize(1);
    }

    @Test
    void a_unit_of_the_site_is_read_and_shown_as_written() throws Exception {
        Files.writeString(folder.resolve("units.csv"), "written,ucum\nTsd/µl,10*3/uL\n");
        ReadChart reading =
                reading(Delivered.observation(Delivered.loinc("777-3"), quantity("9", "Tsd/µl")));
        Resource result = reading.chart().resources().get(1);

        assertThat(Delivered.shown(result)).isEqualTo("9 10*3/uL");
        assertThat(result.content().object("original").orElseThrow().text("unit"))
                .contains("Tsd/µl");
        assertThat(reading.mapped()).extracting(ReadChart.Mapped::by).containsExactly("units.csv");
    }

    @Test
    void a_code_that_means_nothing_to_rules_is_known_and_silent() throws Exception {
        map("urn:site", "", "{\"code\":\"X\",\"target\":[{\"equivalence\":\"unmatched\"}]}");
        ReadChart reading =
                reading(
                        "{\"resourceType\":\"Condition\",\"id\":\"c\",\"code\":{\"coding\":[{\"system\":\"urn:site\",\"code\":\"X\"}],\"text\":\"Odd\"}}");

        assertThat(reading.notUnderstood()).isEmpty();
    }

    @Test
    void what_is_wrong_is_named_by_file_row_and_value() throws Exception {
        map(
                "urn:site",
                "urn:osteon:chart",
                row("A", "no-such") + ",{\"target\":[{\"code\":\"kl-grade\"}]}");
        Files.writeString(
                folder.resolve("units.csv"), "written,ucum\nTsd/µl,10*3/uL\nxyz,furlong\n");

        assertThatThrownBy(this::maps)
                .isInstanceOf(SiteMapException.class)
                .hasMessageContaining(
                        "site.json, group 1, element 1, 'no-such': no rule asks for this code")
                .hasMessageContaining("site.json, group 1, element 2: no code is named")
                .hasMessageContaining("units.csv, line 3, 'furlong': this unit is not known");
    }

    @Test
    void a_changed_row_changes_the_hash() throws Exception {
        map("urn:site", "http://loinc.org", row("PLT", "777-3"));
        String before = maps().hash();
        map("urn:site", "http://loinc.org", row("PLT", "718-7"));

        assertThat(maps().hash()).isNotEqualTo(before).hasSize(64);
    }
}
