package org.osteon.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.chart.Resource;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;

/// Whole lives from the Synthea generator: ten years of history of a hundred living people and of
/// those who died on the way, as transaction bundles whose entries refer to each other by
/// `urn:uuid`. The module `bench/synthea` makes them, with a fixed seed, once per build directory,
/// in the long run only.
@EnabledIf(
        value = "areMade",
        disabledReason = "whole lives made by Synthea: ./osteon verify --long")
class SyntheaTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);
    private static final Path BUNDLES = Path.of("synthea/target/fhir");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static List<Pathway> pathways;

    /// In the long run they must be.
    static boolean areMade() {
        return Boolean.getBoolean("osteon.long") || Files.isDirectory(BUNDLES);
    }

    @BeforeAll
    static void load() throws IOException {
        pathways = KnowledgeBase.load(Path.of("../knowledge")).pathways();
    }

    static List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.list(BUNDLES)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    @Test
    void there_are_at_least_a_hundred_patients_and_a_pathway() throws IOException {
        assertThat(bundles()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(pathways).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void a_chart_keeps_every_resource_as_written(Path bundle) throws IOException {
        String source = Files.readString(bundle);
        Chart chart = read(bundle);

        List<JsonNode> written =
                JSON.readTree(source)
                        .path("entry")
                        .valueStream()
                        .map(entry -> entry.path("resource"))
                        .toList();
        assertThat(chart.resources()).hasSameSizeAs(written);
        assertThat(chart.remarks()).isEmpty();
        int position = 0;
        for (int i = 0; i < written.size(); i++) {
            Resource resource = chart.resources().get(i);
            String json = resource.json();
            assertThat(JSON.readTree(json)).isEqualTo(written.get(i));
            position = source.indexOf(json, position);
            assertThat(position).as("%s as it stands in the source", resource).isNotNegative();
            position += json.length();
            assertThat(resource.type()).isEqualTo(written.get(i).path("resourceType").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void every_pathway_has_an_answer(Path bundle) throws IOException {
        Chart chart = read(bundle);

        for (Pathway pathway : pathways) {
            Assessment assessment = pathway.assess(chart, AS_OF);

            assertThat(assessment.status()).isNotNull();
            assessment
                    .decision()
                    .ifPresent(decision ->
                            assertThat(pathway.decisions())
                                    .extracting(DecisionWord::word)
                                    .contains(decision));
            pathway.course(chart, AS_OF);
        }
    }

    private static Chart read(Path bundle) throws IOException {
        byte[] json = Files.readString(bundle).getBytes(StandardCharsets.UTF_8);
        return switch (ChartReader.bundle(json)) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new AssertionError(reason);
        };
    }
}
