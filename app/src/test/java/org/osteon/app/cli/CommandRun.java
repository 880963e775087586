package org.osteon.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.osteon.app.Osteon;

/// What a command did.
record CommandRun(int exitCode, String output, String errors) {
    static final String TEST_KNOWLEDGE =
            Path.of("src/test/resources/knowledge").toAbsolutePath().toString();

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Osteon.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
