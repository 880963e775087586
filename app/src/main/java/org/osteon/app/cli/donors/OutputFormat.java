package org.osteon.app.cli.donors;

import org.jspecify.annotations.Nullable;

/// How results are written.
enum OutputFormat {
    TEXT,
    JSON,
    NDJSON,
    CSV;

    /// Text for people at a terminal, JSON for programs, unless somebody chose.
    static OutputFormat orDefault(@Nullable OutputFormat chosen) {
        if (chosen != null) {
            return chosen;
        }
        return Boolean.getBoolean("osteon.terminal.output") ? TEXT : JSON;
    }
}
