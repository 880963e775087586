package org.osteon.bench.pathway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;

/// Charts of any size: the fullest worked case of a pathway, the dated observations told again on
/// earlier days. Arguments of the program: file to write the Bundle to, number of resources
/// (131,000), pathway (bone-modifying-agents).
public final class LargeCharts {
    private static final Path KNOWLEDGE = Path.of("knowledge");
    private static final ObjectMapper JSON = new ObjectMapper();

    private LargeCharts() {}

    /// Writes one.
    public static void main(String[] args) throws IOException {
        int size = args.length > 1 ? Integer.parseInt(args[1]) : 131_000;
        String id = args.length > 2 ? args[2] : "bone-modifying-agents";
        Files.writeString(Path.of(args[0]), of(worked(id).chart(), size));
        System.out.println(size + " resources in " + args[0]);
    }

    /// A chart and the day that it is assessed on.
    record Case(String chart, LocalDate day) {}

    /// The worked case of a pathway whose chart is the longest.
    static Case worked(String pathway) throws IOException {
        WorkedCase longest =
                WorkedCase.in(KNOWLEDGE.resolve(pathway).resolve("cases")).stream()
                        .max(Comparator.comparingInt(one -> one.json().length()))
                        .orElseThrow();
        return new Case(JSON.readTree(longest.json()).path("chart").toString(), longest.asOf());
    }

    /// The patient of the cohort with the most events of a pathway.
    static String fullest(Pathway pathway, List<String> cohort, LocalDate today) {
        return cohort.stream()
                .max(
                        Comparator.comparingInt(
                                bundle -> pathway.course(read(bundle), today).events().size()))
                .orElseThrow();
    }

    /// The same chart with its own observations told again on earlier days.
    static String of(String bundle, int size) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(bundle);
            ArrayNode entries = (ArrayNode) json.path("entry");
            List<JsonNode> own = new ArrayList<>();
            entries.forEach(entry -> {
                if (entry.path("resource").has("effectiveDateTime")) {
                    own.add(entry.path("resource"));
                }
            });
            for (int i = 0; entries.size() < size; i++) {
                ObjectNode again = own.get(i % own.size()).deepCopy();
                again.put("id", "again-" + i);
                again.put(
                        "effectiveDateTime",
                        LocalDate.parse(again.path("effectiveDateTime").asText().substring(0, 10))
                                .minusDays(1 + i / own.size())
                                .toString());
                entries.addObject().set("resource", again);
            }
            return JSON.writeValueAsString(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Chart read(String bundle) {
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new IllegalStateException(reason);
        };
    }
}
