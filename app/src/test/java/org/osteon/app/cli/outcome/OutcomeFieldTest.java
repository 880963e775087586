package org.osteon.app.cli.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.Osteon;

/// Tables on which public tools answered wrong, each kind with its neighbours on both sides.
class OutcomeFieldTest {
    @TempDir Path folder;

    private record Run(int code, String out, String err) {}

    private Run run(String table, String command, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("table.csv"), table);
        List<String> arguments =
                new ArrayList<>(List.of("outcome", command, "--data", file.toString()));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--format", "json"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                Osteon.run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        arguments.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    private Run logistic(String rows) throws IOException {
        return run("y,x\n" + rows, "logistic", "--event", "y", "--covariates", "x");
    }

    @Test
    void covariates_that_separate_the_outcomes_are_not_estimable_and_those_that_overlap_are()
            throws IOException {
        for (String separated :
                List.of(
                        "0,-1\n0,0\n1,0\n1,1\n",
                        "0,-1\n0,-0.5\n1,0.5\n1,1\n",
                        "1,-1\n1,0\n0,0\n")) {
            Run refused = logistic(separated);
            assertThat(refused.code()).as(separated).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains("x").contains("not estimable");
        }
        Run overlapping = logistic("0,-1\n0,0\n1,0\n1,1\n1,-1\n");
        assertThat(overlapping.code()).as(overlapping.err()).isZero();
    }

    private JsonNode test(String command, String rows) throws IOException {
        Run run = run("t,e,g\n" + rows, command, "--time", "t", "--event", "e", "--by", "g");
        assertThat(run.code()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    @Test
    void a_test_without_events_has_no_p_and_one_with_an_event_has() throws IOException {
        assertThat(test("logrank", "5,0,a\n6,0,a\n7,0,b\n8,0,b\n").findValue("p").isNull())
                .isTrue();
        double p =
                test("logrank", "5,1,a\n6,0,a\n7,0,b\n8,0,b\n").findValue("p").asDouble(Double.NaN);
        assertThat(p).isBetween(0.0, 1.0);
        assertThat(test("logrank", "5,1,a\n6,1,a\n").findValue("p").isNull()).isTrue();
    }
}
