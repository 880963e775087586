package org.osteon.bench.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.demo.DemoCohort;

/// Writes case files for `osteon assess --batch`: the demo cohort again and again, each time with
/// another seed and a day later, those charts that the pathway applies to. Arguments: folder, or a
/// file `*.ndjson` for a case a line; number of cases (default 10,000), pathway (default
/// bone-modifying-agents).
public final class CaseFiles {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Path KNOWLEDGE = Path.of("knowledge");

    private CaseFiles() {}

    /// Writes them.
    public static void main(String[] args) throws IOException {
        Path to = Path.of(args[0]);
        boolean lines = to.toString().endsWith(".ndjson");
        if (!lines) {
            Files.createDirectories(to);
        }
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        String id = args.length > 2 ? args[2] : "bone-modifying-agents";
        Pathway pathway = KnowledgeBase.load(KNOWLEDGE).pathway(id).orElseThrow();
        int written = 0;
        try (BufferedWriter out =
                lines ? Files.newBufferedWriter(to) : new BufferedWriter(Writer.nullWriter())) {
            for (int round = 0; written < count; round++) {
                LocalDate day = FIRST.plusDays(round);
                for (String chart : new DemoCohort(KNOWLEDGE, day, round).charts()) {
                    if (written == count) {
                        break;
                    }
                    if (!applies(pathway, chart, day)) {
                        continue;
                    }
                    ObjectNode one = JSON.createObjectNode();
                    one.put("pathway", id);
                    one.put("asOf", day.toString());
                    one.set("chart", JSON.readTree(chart));
                    if (lines) {
                        out.write(JSON.writeValueAsString(one) + "\n");
                    } else {
                        Path file = to.resolve("case-%05d.json".formatted(written));
                        JSON.writeValue(file.toFile(), one);
                    }
                    written++;
                }
            }
        }
        System.out.println(written + " cases in " + to);
    }

    private static boolean applies(Pathway pathway, String chart, LocalDate day) {
        return ChartReader.bundle(chart.getBytes(StandardCharsets.UTF_8))
                        instanceof ChartReading.Read(var read)
                && pathway.assess(read, day).status() != Assessment.Status.NOT_APPLICABLE;
    }
}
