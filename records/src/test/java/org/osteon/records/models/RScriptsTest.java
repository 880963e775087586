package org.osteon.records.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.outcome.data.Csv;

/// The script of R under each model is run as it is printed, over the table that the first command
/// writes, and gives the numbers of the page.
@EnabledIf(
        value = "hasR",
        disabledReason =
                "scripts of R are not run: install r-base-core, r-cran-survival, r-cran-cmprsk and"
                        + " r-cran-nlme")
class RScriptsTest {
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.`])-?(\\d+\\.?\\d*(e[-+]?\\d+)?|Inf|NaN|NA)(?![\\w.`])");

    /// Names and values that R would read otherwise: a hyphen, a leading zero, truth, quotes.
    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        TITLES.put("sex", "Sex");
        TITLES.put("cell-dose", "Cells");
        TITLES.put("repeat", "Second time");
        TITLES.put("centre", "Centre");
        TITLES.put("age-years", "Age in years");
    }

    private static final List<String> CENTRES = List.of("St. \"Anne\"", "01", "A, B & C's");

    @TempDir private Path folder;

    static boolean hasR() {
        return r(
                        null,
                        "-e",
                        "quit(status = !all(sapply(c('survival', 'cmprsk', 'nlme'), requireNamespace,"
                                + " quietly = TRUE)))")
                .isEmpty();
    }

    /// What it prints.
    private static String r(@Nullable Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("Rscript", "--vanilla"));
        command.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("osteon", ".out");
            try {
                Process run =
                        new ProcessBuilder(command)
                                .directory(folder == null ? null : folder.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(out.toFile())
                                .start();
                int status = run.waitFor();
                String text = Files.readString(out);
                return status == 0 ? text : "failed: " + text;
            } finally {
                Files.delete(out);
            }
        } catch (IOException e) {
            return "failed: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "failed: interrupted";
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String factors(SplittableRandom random) {
        return (random.nextInt(20) == 0 ? "" : random.nextBoolean() ? "male" : "female")
                + (random.nextInt(3) == 0 ? ",above 400 million" : ",400 million and fewer")
                + (random.nextInt(4) == 0 ? ",true," : ",false,")
                + quoted(CENTRES.get(random.nextInt(CENTRES.size())))
                + ","
                + (30 + random.nextInt(50));
    }

    private static String people(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder lines =
                new StringBuilder("patient,days,event,event_by_365,sex,cell-dose,repeat,centre,")
                        .append("age-years\n");
        for (int i = 0; i < n; i++) {
            int days = random.nextInt(1, 700);
            int event = random.nextInt(3);
            boolean by = event == 1 && days <= 365;
            boolean known = by || days > 365 || event == 2;
            lines.append("p%d,%d,%d,%s,".formatted(i, days, event, known ? by ? "1" : "0" : ""))
                    .append(factors(random))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String visits(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder lines =
                new StringBuilder("patient,visit,planned_day,value,baseline,change,sex,cell-dose,")
                        .append("repeat,centre,age-years\n");
        for (int i = 0; i < n; i++) {
            String factors = factors(random);
            double own = random.nextGaussian(0, 6);
            double before = 40 + random.nextInt(30);
            for (int day : new int[] {0, 91, 182, 365}) {
                double value =
                        Math.rint(10 * (before + own + day / 30.0 + random.nextGaussian(0, 5)))
                                / 10;
                String scores =
                        day == 0
                                ? before + ",,"
                                : random.nextInt(6) == 0
                                        ? "," + before + ","
                                        : value
                                                + ","
                                                + before
                                                + ","
                                                + Math.rint(10 * (value - before)) / 10;
                lines.append("p%d,day %d,%d,%s,%s\n".formatted(i, day, day, scores, factors));
            }
        }
        return lines.toString();
    }

    private static ModelRows rows(String csv, Map<String, String> only) {
        return ModelRows.of(
                Csv.parse(csv.getBytes(StandardCharsets.UTF_8), "t.csv"),
                TITLES,
                "t.csv",
                "osteon outcome table > t.csv",
                only,
                List.of("fracture", "death"));
    }

    private ModelAnswer asked(ModelKind kind, String csv, String by, List<String> with) {
        return asked(kind, csv, by, with, Map.of());
    }

    private ModelAnswer asked(
            ModelKind kind, String csv, String by, List<String> with, Map<String, String> only) {
        ModelQuestion question = new ModelQuestion(kind, by, "", "", with, 365, 1, only);
        ModelReply reply = Models.ask(rows(csv, only), question);
        assertThat(reply).as(reply.toString()).isInstanceOf(ModelReply.Estimated.class);
        return ((ModelReply.Estimated) reply).answer();
    }

    /// The numbers of each line that R prints.
    private List<List<Double>> run(ModelAnswer answer, String csv) throws IOException {
        Files.writeString(folder.resolve("t.csv"), csv);
        Files.writeString(folder.resolve("t.R"), answer.script());
        String printed = r(folder, "t.R");
        assertThat(printed).as(answer.script()).doesNotStartWith("failed");
        List<List<Double>> lines = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            List<Double> numbers = new ArrayList<>();
            Matcher found = NUMBER.matcher(line.replaceAll("^.*[`\"] ", " "));
            while (found.find()) {
                numbers.add(number(found.group()));
            }
            if (numbers.size() > 1) {
                lines.add(numbers);
            }
        }
        return lines;
    }

    private static double number(String text) {
        return switch (text) {
            case "Inf" -> Double.POSITIVE_INFINITY;
            case "NA", "NaN" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    /// Held against each other from the end of the line: a label may bear a number, too.
    private static void same(
            List<List<Double>> printed, JsonNode result, double exact, String... columns) {
        int n = result.path(columns[0]).size();
        assertThat(columns).allSatisfy(one -> assertThat(result.path(one)).hasSize(n));
        assertThat(n).isPositive();
        assertThat(printed).as(printed.toString()).hasSize(n);
        for (int i = 0; i < n; i++) {
            List<Double> line = printed.get(i);
            for (int c = 0; c < columns.length; c++) {
                double ours = result.path(columns[c]).path(i).asDouble();
                assertThat(line.get(line.size() - columns.length + c))
                        .as(columns[c] + " of line " + i + " " + printed)
                        .isCloseTo(ours, within(exact * Math.max(1, Math.abs(ours))));
            }
        }
    }

    /// The same numbers in whatever order: R has centres and coefficients in its own.
    private static void close(Stream<Double> printed, JsonNode ours, double exact) {
        double[] theirs = printed.mapToDouble(Double::doubleValue).sorted().toArray();
        double[] own = ours.valueStream().mapToDouble(JsonNode::asDouble).sorted().toArray();
        assertThat(theirs).hasSameSizeAs(own);
        for (int i = 0; i < own.length; i++) {
            assertThat(theirs[i]).isCloseTo(own[i], within(exact * Math.max(1, Math.abs(own[i]))));
        }
    }

    private static List<String> everything() {
        return List.of("sex", "cell-dose", "repeat", "centre", "age-years");
    }

    @Test
    void cox() throws IOException {
        String csv = people(400, 11);
        ModelAnswer answer = asked(ModelKind.COX, csv, "", everything());

        same(run(answer, csv), answer.result(), 1e-8, "coef", "se");
    }

    @Test
    void fine_and_gray() throws IOException {
        String csv = people(400, 12);
        ModelAnswer answer = asked(ModelKind.FINE_GRAY, csv, "", everything());

        same(run(answer, csv), answer.result(), 1e-8, "coef", "seRobust");
    }

    @Test
    void gray_within_strata() throws IOException {
        String csv = people(400, 13);
        ModelAnswer answer = asked(ModelKind.GRAY, csv, "cell-dose", List.of("centre"));

        List<List<Double>> printed = run(answer, csv);
        for (JsonNode one : answer.result().path("gray")) {
            List<Double> line = printed.get(one.path("cause").asInt() - 1);
            assertThat(line.get(1)).isCloseTo(one.path("chisq").asDouble(), within(1e-8));
            assertThat(line.get(2)).isCloseTo(one.path("p").asDouble(), within(1e-8));
        }
    }

    @Test
    void logistic_regression() throws IOException {
        String csv = people(400, 14);
        ModelAnswer answer = asked(ModelKind.LOGISTIC, csv, "", everything());

        same(run(answer, csv), answer.result(), 1e-8, "coef", "se");
    }

    /// Categories whose values are numbers or truth to R, chosen as the condition, too.
    @Test
    void only_some_of_them() throws IOException {
        String csv = people(400, 15);
        ModelAnswer answer =
                asked(
                        ModelKind.LOGISTIC,
                        csv,
                        "",
                        List.of("sex"),
                        Map.of("centre", "01", "repeat", "false"));

        same(run(answer, csv), answer.result(), 1e-8, "coef", "se");
    }

    @Test
    void propensity() throws IOException {
        String csv = people(400, 16);
        ModelAnswer answer =
                asked(ModelKind.PROPENSITY, csv, "cell-dose", List.of("sex", "age-years"));

        List<Double> line = run(answer, csv).getFirst();
        JsonNode robust = answer.result().findPath("doublyRobust");
        assertThat(robust.isMissingNode()).as(answer.result().toString()).isFalse();
        assertThat(line.get(line.size() - 2))
                .isCloseTo(robust.path("diff").asDouble(), within(1e-8));
        assertThat(line.getLast()).isCloseTo(robust.path("se").asDouble(), within(1e-8));
    }

    @Test
    void centres() throws IOException {
        String csv = people(400, 17);
        ModelAnswer answer =
                asked(ModelKind.CENTRES, csv, "centre", List.of("sex", "repeat", "age-years"));

        List<List<Double>> printed = run(answer, csv);
        assertThat(printed).hasSize(CENTRES.size());
        List<String> columns = List.of("observed", "expected", "ratio", "lower", "upper");
        for (int c = 0; c < columns.size(); c++) {
            int back = columns.size() - c;
            close(
                    printed.stream().map(line -> line.get(line.size() - back)),
                    answer.result().path(columns.get(c)),
                    1e-8);
        }
    }

    @Test
    void covariance() throws IOException {
        String csv = visits(120, 18);
        ModelAnswer answer =
                asked(ModelKind.ANCOVA, csv, "cell-dose", List.of("sex", "repeat", "age-years"));

        same(run(answer, csv), answer.result(), 1e-8, "coef", "se");
    }

    @Test
    void mixed_model() throws IOException {
        String csv = visits(120, 19);
        ModelAnswer answer =
                asked(ModelKind.MMRM, csv, "cell-dose", List.of("sex", "centre", "age-years"));

        List<List<Double>> printed = run(answer, csv);
        close(
                printed.stream().map(line -> line.get(line.size() - 4)),
                answer.result().path("coef"),
                1e-5);
        close(
                printed.stream().map(line -> line.get(line.size() - 3)),
                answer.result().path("se"),
                1e-5);
    }
}
