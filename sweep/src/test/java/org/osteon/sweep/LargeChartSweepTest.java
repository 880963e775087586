package org.osteon.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One chart of 100,000 resources among small ones.
class LargeChartSweepTest {
    private static final int RESOURCES = 100_000;

    @TempDir Path folder;

    @Test
    void a_very_large_chart_among_small_ones_is_a_line_like_the_others()
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(SweepRunner.someCases(40));
        lines.add(lines.size() / 2, large());
        Path input = Files.write(folder.resolve("in.ndjson"), lines);
        Path output = folder.resolve("out");

        SweepRunner run =
                WorkedCasesSweepTest.sweep(input, output, "--format=ndjson", "--part-mb=1");

        assertThat(run.errors()).doesNotContain("says why");
        assertThat(run.exitCode()).isZero();
        assertThat(SweepRunner.lines(output)).isEqualTo(SweepRunner.batch(input));
    }

    private static String large() {
        StringBuilder chart =
                new StringBuilder(
                        "{\"asOf\":\"2025-06-02\",\"pathway\":\"bone-modifying-agents\",\"chart\":"
                                + "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                                + "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"large\","
                                + "\"birthDate\":\"1960-01-01\",\"gender\":\"female\"}}");
        for (int i = 0; i < RESOURCES; i++) {
            chart.append(",{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o")
                    .append(i)
                    .append(
                            "\",\"status\":\"final\",\"subject\":{\"reference\":\"Patient/large\"},")
                    .append("\"effectiveDateTime\":\"20")
                    .append(10 + i % 15)
                    .append("-0")
                    .append(1 + i % 9)
                    .append("-1")
                    .append(i % 10)
                    .append("\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"")
                    .append(i % 2 == 0 ? "17861-6" : "2160-0")
                    .append("\"}]},\"valueQuantity\":{\"value\":")
                    .append(i % 2 == 0 ? "9." : "0.")
                    .append(1 + i % 9)
                    .append(",\"unit\":\"mg/dL\",\"system\":\"http://unitsofmeasure.org\",")
                    .append("\"code\":\"mg/dL\"}}}");
        }
        return chart.append("]}}").toString();
    }
}
