package org.osteon.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.outcome.competing.CumulativeIncidence;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.CsvText;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.pathway.EndpointTable;
import org.osteon.pathway.Followed;
import org.osteon.pathway.Pathway;

/// The table of an endpoint is the one that the same charts give one after the other.
@EnabledIfSystemProperty(
        named = "osteon.long",
        matches = "true",
        disabledReason = "sweeps of endpoints: ./osteon verify --long")
class EndpointSweepTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate FREEZE = LocalDate.of(2026, 6, 30);

    @TempDir static Path folder;

    private static final Map<String, String> CHARTS = new TreeMap<>();

    /// Charts of transplants under names that do not sort as they come.
    @BeforeAll
    static void write() throws IOException {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (String line : SweepRunner.workedCases()) {
            JsonNode read = JSON.readTree(line);
            if (!read.path("pathway").asText().equals("marrow-transplant")) {
                continue;
            }
            JsonNode chart = read.path("chart");
            String patient = "p" + number++ * 7919 % 1000;
            for (JsonNode entry : chart.path("entry")) {
                JsonNode resource = entry.path("resource");
                if (resource.path("resourceType").asText().equals("Patient")) {
                    String old = "Patient/" + resource.path("id").asText() + "\"";
                    ((ObjectNode) resource).put("id", patient);
                    String named = chart.toString().replace(old, "Patient/" + patient + "\"");
                    CHARTS.put(patient, named);
                    lines.add(named);
                    break;
                }
            }
        }
        Files.write(folder.resolve("charts.ndjson"), lines);
    }

    @Test
    void the_table_is_that_of_the_charts_one_after_the_other_and_feeds_the_statistics()
            throws IOException {
        Path output = folder.resolve("out");
        SweepRunner run = sweep(output, "charts.ndjson");

        assertThat(run.errors()).contains(" rows");
        assertThat(run.exitCode()).isZero();
        String csv = Files.readString(output.resolve("survival.csv"));
        assertThat(csv).isEqualTo(plain());

        Table table = Csv.parse(csv.getBytes(StandardCharsets.UTF_8), "survival.csv");
        EventTimes times =
                EventTimes.of(
                        table.numbers("days"),
                        Arrays.stream(table.numbers("event")).mapToInt(one -> (int) one).toArray());
        CumulativeIncidence.Summary expected =
                CumulativeIncidence.summarise(
                        times,
                        Groups.single(times.size()),
                        Groups.single(times.size()),
                        new double[] {100, 365},
                        0,
                        0.95);
        double cif = expected.groups().get("all").causes().get("1").cif()[0];
        assertThat(Files.readAllLines(output.resolve("incidence.csv")))
                .hasSizeGreaterThan(2)
                .anyMatch(line -> line.startsWith("all,%d,1,100,%s,".formatted(times.size(), cif)));

        List<Row> rows = SweepRunner.rows(output, "id", "place", "line", "source", "row");
        assertThat(rows).hasSize(CHARTS.size());
    }

    private static String plain() {
        Pathway pathway = SweepRunner.knowledge().pathway("marrow-transplant").orElseThrow();
        EndpointTable table = new EndpointTable(pathway, "survival");
        StringBuilder csv = new StringBuilder(String.join(",", table.columns())).append('\n');
        CHARTS.values()
                .forEach(json -> {
                    if (ChartReader.bundle(json.getBytes(StandardCharsets.UTF_8))
                                    instanceof ChartReading.Read(var chart)
                            && Followed.of(chart, pathway, FREEZE)
                                    instanceof Followed.Outcome(var outcomes)) {
                        table.row(outcomes)
                                .ifPresent(
                                        row -> csv.append(CsvText.line(EndpointTable.texts(row))));
                    }
                });
        return csv.toString();
    }

    @Test
    void a_patient_with_two_charts_is_left_out_and_told_of() throws IOException {
        List<String> lines =
                new ArrayList<>(Files.readAllLines(folder.resolve("charts.ndjson")).subList(0, 5));
        lines.add(lines.getFirst());
        Files.write(folder.resolve("twice.ndjson"), lines);
        SweepRunner run = sweep(folder.resolve("twice"), "twice.ndjson");
        assertThat(run.errors()).contains("1 patients have more than one chart here");
        assertThat(Files.readString(folder.resolve("twice/survival.csv")))
                .doesNotContain("Patient/p0,");
    }

    @Test
    void an_endpoint_that_there_is_not_is_named_with_those_that_there_are() {
        SweepRunner run =
                SweepRunner.of(
                        "endpoints",
                        "--input=" + folder,
                        "--output=" + folder.resolve("none"),
                        "--pathway=marrow-transplant",
                        "--endpoint=happiness");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errors()).contains("'happiness' is no endpoint").contains("survival");
    }

    private static SweepRunner sweep(Path output, String input) {
        return SweepRunner.of(
                "endpoints",
                "--input=" + folder.resolve(input),
                "--output=" + output,
                "--pathway=marrow-transplant",
                "--endpoint=survival",
                "--as-of=" + FREEZE,
                "--at=100,365");
    }
}
