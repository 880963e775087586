package org.osteon.app.cli.outcome;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command that makes one result and writes it in the format asked for.
abstract class StatisticCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private FormatOption format;

    /// The result: a record, a map or a list, with the names that scripts rely on.
    abstract Object result() throws IOException;

    @Override
    public final Integer call() throws IOException {
        format.write(result(), spec.commandLine().getOut());
        return 0;
    }

    /// Says something that is not a result.
    final void note(String message) {
        spec.commandLine().getErr().println("osteon: " + message);
    }
}
