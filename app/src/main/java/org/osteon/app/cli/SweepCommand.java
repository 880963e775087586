package org.osteon.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// `osteon sweep`: named here to be found; the launcher starts it, as a process of its own with
/// Apache Spark.
@Command(
        name = "sweep",
        header = "The same assessments and endpoints over many charts, on Apache Spark.",
        description = {"", "osteon sweep assess|endpoints --input PATH --output DIR", ""})
public final class SweepCommand implements Callable<Integer> {
    @Unmatched private List<String> others = new ArrayList<>();

    @Override
    public Integer call() {
        throw Problem.unusable(
                "a sweep is a process of its own: start it by the launcher, ./osteon sweep "
                        + String.join(" ", others));
    }
}
