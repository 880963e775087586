package org.osteon.app.http.web.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.Osteon;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.pooling.PooledEffect;
import org.osteon.records.cohort.PoolDefinition;
import org.osteon.records.cohort.PooledSites;

/// The command and the script of R under a figure are run as they are printed, over the same table,
/// and say the same.
@EnabledIf(
        value = "hasR",
        disabledReason =
                "scripts of R are not run: install r-base-core, r-cran-survival and r-cran-cmprsk")
class FigureScriptsTest {
    private static final double EXACT = 1e-8;
    private static final List<String> KINDS = List.of("relapse", "death");
    private static final List<String> CENTRES = List.of("St. \"Anne\"", "01", "A, B & C's");

    @TempDir private Path folder;

    static boolean hasR() throws InterruptedException {
        return has("survival") && has("cmprsk");
    }

    private static boolean has(String name) throws InterruptedException {
        try {
            return new ProcessBuilder(
                                    "Rscript",
                                    "--vanilla",
                                    "-e",
                                    "quit(status = !requireNamespace('"
                                            + name
                                            + "', quietly = TRUE))")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String factors(SplittableRandom random) {
        return (random.nextInt(3) == 0 ? "above 400 million" : "400 million and fewer")
                + (random.nextInt(20) == 0 ? "," : random.nextBoolean() ? ",true" : ",false")
                + ","
                + quoted(CENTRES.get(random.nextInt(CENTRES.size())))
                + '\n';
    }

    private static String people(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder lines = new StringBuilder("patient,days,event,cell-dose,repeat,centre\n");
        for (int i = 0; i < 300; i++) {
            lines.append("p%d,%d,%d,".formatted(i, random.nextInt(1, 500), random.nextInt(3)))
                    .append(factors(random));
        }
        return lines.toString();
    }

    private static String visits(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder lines =
                new StringBuilder(
                        "patient,visit,planned_day,value,baseline,change,cell-dose,repeat,centre\n");
        for (int i = 0; i < 80; i++) {
            String factors = factors(random);
            int before = 30 + random.nextInt(30);
            for (int day : new int[] {0, 42, 182, 365}) {
                int value = day == 0 ? before : before + random.nextInt(-10, 30);
                boolean missing = day > 0 && random.nextInt(5) == 0;
                lines.append("p%d,day %d,%d,".formatted(i, day, day))
                        .append(
                                missing
                                        ? "," + before + ","
                                        : value + "," + before + "," + (value - before))
                        .append(',')
                        .append(factors);
            }
        }
        return lines.toString();
    }

    private JsonNode command(Reproduction again, String csv) throws IOException {
        Files.writeString(folder.resolve("it.csv"), csv);
        List<String> words = new ArrayList<>();
        for (String word : again.commands().getLast().split(" (?=([^']*'[^']*')*[^']*$)", -1)) {
            words.add(
                    word.equals("it.csv")
                            ? folder.resolve("it.csv").toString()
                            : word.startsWith("'") ? word.substring(1, word.length() - 1) : word);
        }
        assertThat(words.removeFirst()).isEqualTo("osteon");
        StringWriter out = new StringWriter();
        int code =
                Osteon.run(
                        new PrintWriter(out),
                        new PrintWriter(new StringWriter()),
                        words.toArray(String[]::new));
        assertThat(code).as(words.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    /// What R prints, in lines.
    private List<String> script(Reproduction again) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("it.R"), again.script());
        Path out = folder.resolve("out");
        Process run =
                new ProcessBuilder("Rscript", "--vanilla", "it.R")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        assertThat(run.waitFor()).as(Files.readString(out) + again.script()).isZero();
        return Files.readAllLines(out);
    }

    /// The numbers of the table that follows a line with the name of a group.
    private static List<double[]> table(List<String> printed, String group) {
        int at = printed.indexOf(group + " ");
        assertThat(at).as(group + " in " + printed).isNotNegative();
        List<double[]> rows = new ArrayList<>();
        for (String line : printed.subList(at + 2, printed.size())) {
            if (!line.matches(" *\\[\\d+,].*")) {
                break;
            }
            rows.add(numbers(line.replaceFirst("^.*,]", "")));
        }
        return rows;
    }

    private static double[] numbers(String line) {
        return Stream.of(line.strip().split(" +", -1))
                .mapToDouble(text -> text.matches("NA|NaN") ? Double.NaN : Double.parseDouble(text))
                .toArray();
    }

    private static void same(double theirs, JsonNode ours) {
        if (ours.isNull()) {
            assertThat(theirs).isNaN();
        } else if (!Double.isNaN(theirs)) {
            assertThat(theirs).isCloseTo(ours.asDouble(), within(EXACT));
        } else {
            // R gives no limits of a curve without events; the command gives the curve itself.
            assertThat(ours.asDouble()).isEqualTo(1);
        }
    }

    private static Reproduction figure(String by, int kind, Map<String, String> only) {
        return Reproduction.of(
                "/outcomes/example/endpoints/it",
                "2026-01-02",
                new OutcomePage.Wanted(by, "", only),
                KINDS,
                kind,
                List.of("0", "90", "365", "900"));
    }

    @Test
    void survival_free_of_any_by_group() throws Exception {
        Reproduction again = figure("centre", 0, Map.of("repeat", "false"));
        JsonNode ours = command(again, people(1));
        List<String> printed = script(again);

        assertThat(ours).hasSize(CENTRES.size());
        for (String group : CENTRES) {
            List<double[]> rows = table(printed, group);
            assertThat(rows).hasSize(4);
            for (int i = 0; i < rows.size(); i++) {
                JsonNode one = ours.path(group);
                same(rows.get(i)[1], one.path("surv").path(i));
                same(rows.get(i)[2], one.at("/ci/loglog/lower").path(i));
                same(rows.get(i)[3], one.at("/ci/loglog/upper").path(i));
            }
        }
        assertThat(String.join("\n", printed)).contains("chisq");
    }

    @Test
    void incidence_of_each_kind_by_group() throws Exception {
        for (int kind = 1; kind <= KINDS.size(); kind++) {
            Reproduction again = figure("cell-dose", kind, Map.of("centre", "01"));
            JsonNode ours = command(again, people(2)).path("groups");
            List<String> printed = script(again);

            assertThat(ours).hasSize(2);
            for (String group : List.of("400 million and fewer", "above 400 million")) {
                List<double[]> rows = table(printed, group);
                assertThat(rows).hasSize(4);
                JsonNode one = ours.path(group).path("causes").path(String.valueOf(kind));
                for (int i = 0; i < rows.size(); i++) {
                    same(rows.get(i)[1], one.path("cif").path(i));
                    same(rows.get(i)[2], one.at("/ciCloglog/lower").path(i));
                    same(rows.get(i)[3], one.at("/ciCloglog/upper").path(i));
                }
            }
        }
    }

    @Test
    void incidence_of_all() throws Exception {
        Reproduction again = figure("", 1, Map.of());
        JsonNode ours = command(again, people(3)).path("groups");
        List<double[]> rows = table(script(again), "all");

        assertThat(rows).hasSize(4);
        JsonNode one = ours.path(ours.fieldNames().next()).path("causes").path("1");
        for (int i = 0; i < rows.size(); i++) {
            same(rows.get(i)[1], one.path("cif").path(i));
        }
    }

    @Test
    void means_changes_and_who_improved() throws Exception {
        Reproduction again =
                Reproduction.ofMeasure(
                        "/outcomes/example/measures/it",
                        "2026-01-02",
                        new OutcomePage.Wanted("repeat", "", Map.of("centre", "01")),
                        Optional.of(new BigDecimal("10")));
        JsonNode ours = command(again, visits(4));
        List<String> printed = script(again);

        int n = ours.path("group").size();
        assertThat(n).isEqualTo(8);
        for (int i = 0; i < n; i++) {
            String name =
                    ours.path("plannedDay").path(i).asText()
                            + "."
                            + ours.path("group").path(i).asText();
            double[] row =
                    numbers(
                            printed.stream()
                                    .filter(line -> line.startsWith(name + " "))
                                    .findFirst()
                                    .orElseThrow()
                                    .substring(name.length()));
            List<String> columns = List.of("expected", "n", "mean", "lower", "upper", "meanChange");
            for (int c = 0; c < columns.size(); c++) {
                same(row[c], ours.path(columns.get(c)).path(i));
            }
            assertThat(row[6] * ours.path("paired").path(i).asInt())
                    .isCloseTo(ours.path("improved").path(i).asInt(), within(EXACT));
        }
    }

    private static Table site(String name, PoolDefinition definition, int n, double effect) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        StringBuilder csv =
                new StringBuilder("definition,site,person,age,treatments,arm,baseline,value,day\n");
        for (int i = 0; i < n; i++) {
            double before = 40 + 10 * random.nextDouble();
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,p%s%d,60,1,%s,%.4f,%.4f,365%n",
                            definition.digest(),
                            quoted(name),
                            Integer.toHexString(name.hashCode()),
                            i,
                            i % 2 == 1 ? "B" : "A",
                            before,
                            before + (i % 2 == 1 ? effect : 0) + 8 * random.nextDouble()));
        }
        return Csv.parse(csv.toString().getBytes(StandardCharsets.UTF_8), name);
    }

    @Test
    void sites_put_together() throws Exception {
        assumeTrue(has("metafor"), "no metafor: apt-get install r-cran-metafor");
        PoolDefinition definition =
                new PoolDefinition(
                        "knees",
                        "1",
                        "marrow-knee-injection",
                        "koos-pain",
                        "Month 12",
                        "arm",
                        "A",
                        "B",
                        List.of());
        Map<String, Table> files = new LinkedHashMap<>();
        files.put("a", site("St. \"Anne\"", definition, 40, 6));
        files.put("b", site("north", definition, 60, 3));
        files.put("c", site("west", definition, 30, 9));
        PoolPage page =
                new PoolPage(
                        PooledSites.of(definition, files), List.of("a b.csv", "b.csv", "$(c).csv"));

        List<String> printed = script(new Reproduction(page.commands(), page.script()));

        assertThat(page.commands().getFirst()).endsWith(" 'a b.csv' b.csv '$(c).csv'");
        List<double[]> rows =
                printed.stream()
                        .filter(line -> line.matches(".*\\d\\.\\d{6,}.*"))
                        .map(line -> numbers(line.replaceFirst("^ *intrcpt", "")))
                        .toList();
        List<PooledEffect.Mean> ours =
                List.of(
                        page.effect().orElseThrow().fixed(),
                        page.effect().orElseThrow().random(),
                        page.hartungKnapp().orElseThrow().random());
        for (int i = 0; i < ours.size(); i++) {
            assertThat(rows.get(i)[0]).isCloseTo(ours.get(i).estimate(), within(EXACT));
            assertThat(rows.get(i)[1]).isCloseTo(ours.get(i).se(), within(EXACT));
            assertThat(rows.get(i)[rows.get(i).length - 2])
                    .isCloseTo(ours.get(i).lower(), within(EXACT));
            assertThat(rows.get(i)[rows.get(i).length - 1])
                    .isCloseTo(ours.get(i).upper(), within(EXACT));
        }
        assertThat(rows).as(printed.toString()).hasSize(5);
        PooledEffect.Heterogeneity unlike = page.effect().orElseThrow().heterogeneity();
        assertThat(rows.get(3)[0]).isCloseTo(unlike.q(), within(EXACT));
        assertThat(rows.get(3)[3]).isCloseTo(unlike.tau2(), within(EXACT));
        assertThat(rows.getLast()[1])
                .isCloseTo(page.effect().orElseThrow().prediction()[1], within(EXACT));
    }
}
