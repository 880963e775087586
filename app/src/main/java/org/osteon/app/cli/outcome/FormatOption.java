package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.osteon.report.ResultCsv;
import org.osteon.report.ResultJson;
import org.osteon.report.ResultText;
import picocli.CommandLine.Option;

/// How results are written.
final class FormatOption {
    /// The formats.
    enum Format {
        /// For people.
        TEXT,
        /// One object, full precision, null = not defined.
        JSON,
        /// One object on one line.
        NDJSON,
        /// A line per number: name, position, value.
        CSV
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text (default on a terminal), json, ndjson or csv (one line per number)")
    private @Nullable Format format;

    void write(Object result, PrintWriter out) {
        JsonNode tree = ResultJson.tree(result);
        Format chosen = format;
        if (chosen == null) {
            chosen = Boolean.getBoolean("osteon.terminal.output") ? Format.TEXT : Format.JSON;
        }
        switch (chosen) {
            case TEXT -> out.print(ResultText.of(tree));
            case JSON -> out.println(ResultJson.pretty(tree));
            case NDJSON -> out.println(tree);
            case CSV -> out.print(ResultCsv.of(tree));
        }
    }

    @Override
    public String toString() {
        return String.valueOf(format).toLowerCase(Locale.ROOT);
    }
}
