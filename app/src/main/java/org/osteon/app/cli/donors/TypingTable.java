package org.osteon.app.cli.donors;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;
import org.osteon.hla.typing.TypingReader.Fields;
import org.osteon.records.words.Problem;

/// Small tables of typings: a header with `ID` and two columns per gene (`A_1;A_2`, also `A1;A2` or
/// `A.a1;A.a2`), or lines of `ID%GLString`.
final class TypingTable {
    /// One subject.
    record Row(String id, Typing typing) {}

    private TypingTable() {}

    /// Errors leave a locus untyped and go to standard error.
    static List<Row> read(Path file, TypingReader reader, PrintWriter err) throws IOException {
        var lines = TextFile.lines(file);
        var header = lines.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
        if (header.indexOf('%') > 0 && header.indexOf('*') > 0) {
            return readGlStrings(file, lines, reader, err);
        }
        var columns = split(header);
        var genes = columnsByGene(columns);
        if (genes.isEmpty()) {
            throw Problem.unusable(file + " has no columns such as A_1 and A_2 in its first line");
        }
        int id = Math.max(0, indexOf(columns, "ID"));
        var rows = new ArrayList<Row>();
        for (int i = lines.indexOf(header) + 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            var fields = split(lines.get(i));
            var typing = new EnumMap<Gene, Fields>(Gene.class);
            genes.forEach((gene, at) ->
                    typing.put(gene, new Fields(field(fields, at[0]), field(fields, at[1]))));
            var reading = reader.fields(typing);
            report(file, i + 1, field(fields, id), reading.findings(), err);
            rows.add(new Row(field(fields, id), reading.value()));
        }
        return rows;
    }

    private static List<Row> readGlStrings(
            Path file, List<String> lines, TypingReader reader, PrintWriter err) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            int percent = line.indexOf('%');
            if (line.isEmpty()) {
                continue;
            }
            if (percent < 0) {
                throw Problem.unusable(
                        file + ":" + (i + 1) + ": expected ID%GLString, found \"" + line + "\"");
            }
            var reading = reader.glString(line.substring(percent + 1));
            report(file, i + 1, line.substring(0, percent), reading.findings(), err);
            rows.add(new Row(line.substring(0, percent), reading.value()));
        }
        return rows;
    }

    private static void report(
            Path file, int line, String id, List<Finding> findings, PrintWriter err) {
        findings.stream()
                .filter(Finding::isError)
                .forEach(finding -> err.println(file + ":" + line + ": " + id + ": " + finding));
    }

    static List<String> split(String line) {
        String separator = line.indexOf(';') >= 0 ? ";" : line.indexOf('\t') >= 0 ? "\t" : ",";
        return List.of(line.replace("\"", "").split(separator, -1));
    }

    static String field(List<String> fields, int at) {
        return at >= 0 && at < fields.size() ? fields.get(at).strip() : "";
    }

    static int indexOf(List<String> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).strip().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static Map<Gene, int[]> columnsByGene(List<String> columns) {
        var found = new EnumMap<Gene, int[]>(Gene.class);
        for (Gene gene : Gene.values()) {
            int[] both = columnsOf(columns, gene.name());
            if (both[0] >= 0 && both[1] >= 0) {
                found.put(gene, both);
            }
        }
        return found;
    }

    /// Where the two columns of a locus are, -1 where there are none.
    static int[] columnsOf(List<String> columns, String locus) {
        int[] both = {-1, -1};
        for (int position = 1; position <= 2; position++) {
            for (String pattern : List.of("%s_%d", "%s%d", "%s.a%d", "%s.%d")) {
                int at = indexOf(columns, String.format(Locale.ROOT, pattern, locus, position));
                if (at >= 0 && both[position - 1] < 0) {
                    both[position - 1] = at;
                }
            }
        }
        return both;
    }
}
