package org.osteon.app.cli;

/// Whether people or programs are at the other ends. The launcher knows.
final class Terminal {
    private Terminal() {}

    /// Whether results go to a person's eyes.
    static boolean showsOutput() {
        return Boolean.getBoolean("osteon.terminal.output");
    }

    /// Whether progress would be seen.
    static boolean showsErrors() {
        return Boolean.getBoolean("osteon.terminal.errors");
    }
}
