package org.osteon.bench.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.osteon.app.demo.DemoCohort;

/// Writes case files for `osteon assess --batch`: the demo cohort again and again, each time with
/// another seed and a day later. Arguments: folder, number of files (default 10,000).
public final class CaseFiles {
    private static final LocalDate FIRST = LocalDate.of(2026, 3, 2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private CaseFiles() {}

    /// Writes them.
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        int written = 0;
        for (int round = 0; written < count; round++) {
            LocalDate day = FIRST.plusDays(round);
            for (String chart : new DemoCohort(Path.of("knowledge"), day, round).charts()) {
                if (written == count) {
                    break;
                }
                ObjectNode file = JSON.createObjectNode();
                file.put("pathway", "bone-modifying-agents");
                file.put("asOf", day.toString());
                file.set("chart", JSON.readTree(chart));
                JSON.writeValue(folder.resolve("case-%05d.json".formatted(written)).toFile(), file);
                written++;
            }
        }
        System.out.println(written + " case files in " + folder);
    }
}
