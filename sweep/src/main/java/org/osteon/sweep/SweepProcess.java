package org.osteon.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;

/// A sweep within Spark, from its start to the words about what came of it.
final class SweepProcess {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SweepProcess() {}

    /// What is done.
    interface Work {
        /// Does it.
        SweepResult of(SweepRun run, SweepRun.Input input) throws IOException;
    }

    static int run(CommandSpec spec, InputOptions options, Work work) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        SweepRun.Input input = options.input();
        boolean running = !SparkSession.getActiveSession().isEmpty();
        SparkSession spark = SparkStart.session(options.cores());
        try {
            OutputFolder output = options.output();
            SweepRun run =
                    new SweepRun(
                            spark,
                            output,
                            words -> {
                                err.println("osteon: " + words);
                                err.flush();
                            });
            SweepResult result = work.of(run, input);
            String summary = json(result);
            output.write(run.files(), "summary.json", summary + "\n");
            spec.commandLine().getOut().println(summary);
            if (result.errors() > 0) {
                err.printf(
                        "osteon: of %,d charts a row says why there is no answer%n",
                        result.errors());
            }
            return 0;
        } finally {
            if (!running) {
                spark.stop();
            }
        }
    }

    private static String json(SweepResult result) {
        try {
            return JSON.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
