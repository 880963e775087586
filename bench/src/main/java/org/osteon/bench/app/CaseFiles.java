package org.osteon.bench.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.demo.DemoCohort;

/// Writes case files for `osteon assess --batch`: the demo cohort again and again, each time with
/// another seed and a day later, those charts that the pathway applies to. Arguments: folder, or a
/// file `*.ndjson` for a case a line; number of cases (default 10,000), pathway (default
/// bone-modifying-agents), how many of them are made (default all): with a file, those after them
/// are the same patients under other ids, assessed a day later each time round.
public final class CaseFiles {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATIENT =
            Pattern.compile("\"resourceType\":\"Patient\",\"id\":\"([^\"]+)\"");
    private static final Pattern DAY = Pattern.compile("\"asOf\":\"([0-9-]{10})");
    private static final Path KNOWLEDGE = Path.of("knowledge");

    private CaseFiles() {}

    /// Writes them.
    public static void main(String[] args) throws IOException {
        Path to = Path.of(args[0]);
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        String id = args.length > 2 ? args[2] : "bone-modifying-agents";
        int made = args.length > 3 ? Integer.parseInt(args[3]) : count;
        boolean lines = to.toString().endsWith(".ndjson");
        if (!lines && made < count) {
            throw new IllegalArgumentException("cases under other ids are for a file *.ndjson");
        }
        if (lines) {
            try (BufferedWriter out = Files.newBufferedWriter(to)) {
                make(id, made, one -> out.write(JSON.writeValueAsString(one) + "\n"));
            }
            again(to, count, made);
        } else {
            Files.createDirectories(to);
            int[] written = {0};
            make(
                    id,
                    made,
                    one ->
                            JSON.writeValue(
                                    to.resolve("case-%05d.json".formatted(written[0]++)).toFile(),
                                    one));
        }
        System.out.println(count + " cases in " + to);
    }

    private interface Taker {
        void take(ObjectNode one) throws IOException;
    }

    private static void make(String id, int count, Taker taker) throws IOException {
        Pathway pathway = KnowledgeBase.load(KNOWLEDGE).pathway(id).orElseThrow();
        int written = 0;
        for (int round = 0; written < count; round++) {
            LocalDate day = FIRST.plusDays(round);
            for (String chart : new DemoCohort(KNOWLEDGE, day, round).charts()) {
                if (written < count && applies(pathway, chart, day)) {
                    ObjectNode one = JSON.createObjectNode();
                    one.put("pathway", id);
                    one.put("asOf", day.toString());
                    one.set("chart", JSON.readTree(named(chart, written)));
                    taker.take(one);
                    written++;
                }
            }
        }
    }

    /// The lines that are missing, behind those that are there.
    private static void again(Path file, int count, int made) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file);
                BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.APPEND)) {
            for (int i = made; i < count; i++) {
                out.write(another(in.readLine(), i, i / made) + "\n");
            }
        }
    }

    /// The same patient as the nth one, some days later.
    private static String another(String line, int number, int days) {
        Matcher day = DAY.matcher(line);
        if (!day.find()) {
            throw new IllegalStateException("no day in " + line);
        }
        LocalDate later = LocalDate.parse(day.group(1)).plusDays(days);
        return named(line, number).replace(day.group(), "\"asOf\":\"" + later);
    }

    /// A chart whose patient's id ends with a number of its own.
    private static String named(String chart, int number) {
        Matcher patient = PATIENT.matcher(chart);
        if (!patient.find()) {
            throw new IllegalStateException("no patient in " + chart);
        }
        String id = patient.group(1);
        String own = id.replaceAll("\\.[0-9]+$", "") + "." + number;
        return chart.replace("\"" + id + "\"", "\"" + own + "\"")
                .replace("Patient/" + id + "\"", "Patient/" + own + "\"");
    }

    private static boolean applies(Pathway pathway, String chart, LocalDate day) {
        return ChartReader.bundle(chart.getBytes(StandardCharsets.UTF_8))
                        instanceof ChartReading.Read(var read)
                && pathway.assess(read, day).status() != Assessment.Status.NOT_APPLICABLE;
    }
}
