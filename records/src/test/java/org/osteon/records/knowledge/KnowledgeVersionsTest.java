package org.osteon.records.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.words.AssessedChart;
import org.osteon.pathway.words.AssessmentJson;
import org.osteon.records.words.Pathways;
import org.osteon.records.words.Problem;

/// X4: an assessment of the past is made again after an upgrade, byte for byte.
class KnowledgeVersionsTest {
    @TempDir private Path folder;

    private Path knowledge;
    private KnowledgeVersions versions;

    @BeforeEach
    void copies_the_made_up_knowledge() throws IOException {
        knowledge = MadeUpKnowledge.copiedInto(folder);
        versions = new KnowledgeVersions(folder.resolve("kept"));
    }

    private static String assessed(KnowledgeBase base) throws IOException {
        String chart =
                """
                {"resourceType":"Patient","id":"p1","gender":"female","birthDate":"1960-02-03"}
                {"resourceType":"ServiceRequest","id":"s1","status":"draft","intent":"order",\
                "code":{"coding":[{"system":"urn:example","code":"cooling"}]},"authoredOn":"2025-03-01"}
                {"resourceType":"Observation","id":"t1","status":"final","effectiveDateTime":"2025-03-01",\
                "code":{"coding":[{"system":"urn:example","code":"temperature"}],"text":"Temperature"},\
                "valueQuantity":{"value":35.5,"unit":"degrees"}}\
                """;
        Chart read =
                switch (ChartReader.resources(chart.getBytes(StandardCharsets.UTF_8))) {
                    case ChartReading.Read(var one) -> one;
                    case ChartReading.Unusable(var reason) -> throw new IOException(reason);
                };
        return AssessmentJson.indented(
                AssessedChart.byAll(
                        Pathways.named(base, List.of("cooling")), read, LocalDate.of(2025, 3, 2)));
    }

    private static String hash(KnowledgeBase base) {
        return base.pathway("cooling").map(Pathway::knowledgeHash).orElseThrow();
    }

    private void changeThreshold() throws IOException {
        Path rules = knowledge.resolve("cooling/Cooling.cql");
        Files.writeString(rules, Files.readString(rules).replace("< 36.0", "< 30.0"));
    }

    @Test
    void after_a_changed_threshold_the_old_version_says_what_it_said() throws IOException {
        KnowledgeBase before = KnowledgeBase.load(knowledge);
        versions.keep(before);
        String then = assessed(before);
        changeThreshold();
        KnowledgeBase after = KnowledgeBase.load(knowledge);
        versions.keep(after);

        assertThat(assessed(after)).isNotEqualTo(then).doesNotContain("\"STOP\"");
        assertThat(assessed(versions.load(hash(before)))).isEqualTo(then).contains("\"STOP\"");
        assertThat(assessed(versions.load(hash(before).substring(0, 12)))).isEqualTo(then);
        assertThat(assessed(versions.load(hash(after)))).isEqualTo(assessed(after));
    }

    @Test
    void a_site_s_maps_are_part_of_the_version() throws Exception {
        Path maps = Files.createDirectories(folder.resolve("maps"));
        Files.writeString(
                maps.resolve("site.json"),
                """
                {"resourceType":"ConceptMap","status":"active","group":[{"source":"urn:site",\
                "target":"http://loinc.org","element":[{"code":"T","target":[{"code":"8310-5",\
                "equivalence":"equivalent"}]}]}]}\
                """);
        KnowledgeBase plain = KnowledgeBase.load(knowledge);
        KnowledgeBase mapped = plain.withMaps(maps);
        versions.keep(mapped);
        Files.delete(maps.resolve("site.json"));

        assertThat(hash(mapped)).isNotEqualTo(hash(plain));
        KnowledgeBase kept = versions.load(hash(mapped));
        assertThat(hash(kept)).isEqualTo(hash(mapped));
        assertThat(kept.maps().size()).isEqualTo(1);
    }

    @Test
    void keeping_the_same_again_keeps_one() throws IOException {
        KnowledgeBase base = KnowledgeBase.load(knowledge);

        assertThat(versions.keep(base)).isEqualTo(versions.keep(base));
        try (Stream<Path> lists = Files.list(folder.resolve("kept"))) {
            assertThat(lists.filter(file -> file.toString().endsWith(".txt"))).hasSize(1);
        }
    }

    @Test
    void a_changed_file_is_found() throws IOException {
        KnowledgeBase base = KnowledgeBase.load(knowledge);
        versions.keep(base);
        try (Stream<Path> files = Files.list(folder.resolve("kept/files"))) {
            for (Path file : files.toList()) {
                Files.writeString(file, "changed");
            }
        }

        assertThatThrownBy(() -> versions.load(hash(base)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was changed");
    }

    @Test
    void what_was_never_applied_is_not_there() {
        assertThatThrownBy(() -> versions.load("0123456789ab"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no knowledge version 0123456789ab");
        assertThatThrownBy(() -> versions.load("../etc")).isInstanceOf(Problem.class);
    }
}
