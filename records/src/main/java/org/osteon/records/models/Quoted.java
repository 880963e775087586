package org.osteon.records.models;

/// Words as others read them: they stay one word, whatever stands in them.
public final class Quoted {
    private Quoted() {}

    /// As a shell reads it.
    public static String shell(String word) {
        return word.matches("[A-Za-z0-9_.,:/=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /// As R reads it.
    public static String r(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
