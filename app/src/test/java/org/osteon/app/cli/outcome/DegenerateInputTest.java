package org.osteon.app.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osteon.app.Osteon;

/// Tables that no estimator likes get a defined answer, or a reason in one line.
class DegenerateInputTest {
    private static final Map<String, String> TABLES =
            new TreeMap<>(
                    Map.of(
                            "no events", "5,0,A,1\n6,0,A,2\n7,0,B,3\n",
                            "one group", "5,1,A,1\n6,0,A,2\n7,1,A,0\n9,2,A,1\n",
                            "all censored at zero", "0,0,A,1\n0,0,B,2\n0,0,A,1\n",
                            "all events at zero", "0,1,A,1\n0,1,B,2\n0,2,A,1\n",
                            "ties everywhere", "5,1,A,1\n5,1,A,0\n5,2,B,1\n5,1,B,0\n5,2,A,3\n",
                            "perfect separation", "1,1,A,1\n2,1,A,1\n3,1,A,1\n9,0,B,0\n9,0,B,0\n",
                            "one row", "5,1,A,1\n",
                            "constant covariate", "5,1,A,1\n6,2,B,1\n7,0,A,1\n8,1,B,1\n",
                            "missing covariates", "5,1,A,\n3,1,B,\n7,0,B,\n",
                            "infinite time", "Infinity,1,A,1\n5,1,B,2\n"));

    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("km", "--by", "grp", "--at", "5"),
                    List.of("logrank", "--by", "grp"),
                    List.of("incidence", "--by", "grp", "--at", "5"),
                    List.of("gray", "--by", "grp"),
                    List.of("cox", "--covariates", "x"),
                    List.of("finegray", "--cause", "1", "--covariates", "x"),
                    List.of("follow-up"),
                    List.of("rmst", "--tau", "5", "--by", "grp"),
                    List.of("pseudo", "--at", "5", "--covariates", "x"));

    @TempDir Path folder;

    static Stream<List<String>> commands() {
        return COMMANDS.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_table_gets_an_answer_without_not_a_number_or_a_reason_in_one_line(
            List<String> command) throws IOException {
        for (Map.Entry<String, String> table : TABLES.entrySet()) {
            Path file =
                    Files.writeString(
                            folder.resolve("table.csv"), "time,event,grp,x\n" + table.getValue());
            Run run = run(file, command);

            if (run.code() == 0) {
                assertThat(new ObjectMapper().readTree(run.out()).isContainerNode())
                        .as(table.getKey())
                        .isTrue();
                assertThat(run.out()).as(table.getKey()).doesNotContain("NaN", "Infinity");
            } else {
                assertThat(run.code()).as("%s: %s", table.getKey(), run.err()).isEqualTo(2);
                assertThat(run.out()).as(table.getKey()).isEmpty();
                assertThat(run.err().lines())
                        .as(table.getKey())
                        .last()
                        .asString()
                        .startsWith("osteon: ")
                        .doesNotContain("Exception");
            }
        }
    }

    @Test
    void a_negative_time_is_named_with_its_row() throws IOException {
        Path file =
                Files.writeString(folder.resolve("t.csv"), "time,event,grp,x\n5,1,A,1\n-3,1,B,2\n");
        for (List<String> command : COMMANDS) {
            Run run = run(file, command);

            assertThat(run.code()).as(command.toString()).isEqualTo(2);
            assertThat(run.err()).as(command.toString()).contains("row 2 has time -3");
        }
    }

    private record Run(int code, String out, String err) {}

    private static Run run(Path file, List<String> command) {
        List<String> arguments = new ArrayList<>(List.of("outcome"));
        arguments.addAll(command);
        arguments.addAll(
                List.of(
                        "--data",
                        file.toString(),
                        "--time",
                        "time",
                        "--event",
                        "event",
                        "--format",
                        "json"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                Osteon.run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        arguments.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }
}
