package org.osteon.app.http;

import java.util.regex.Pattern;

/// What may be told to a client: words, and nothing of what we are made of. Libraries write names
/// of classes into what they throw; a sentence with one tells the client nothing and an attacker
/// much.
public final class ClientWords {
    /// A class with its package, what is thrown by its name, a place in a source file, a method's
    /// parameter.
    private static final Pattern INSIDE =
            Pattern.compile(
                    "\\b[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)+\\.[A-Z]\\w+"
                            + "|\\b\\w+(?:Exception|Error)\\b(?!Handler)"
                            + "|\\.java:\\d+"
                            + "|\\bmethod parameter\\b"
                            + "|\\borg\\.[a-z]+\\.|\\bjava\\.[a-z]+\\."
                            + "|\\bca\\.uhn\\.");

    private static final Pattern NUMBER_OF_A_LIBRARY = Pattern.compile("\\bHAPI-\\d+:\\s*");

    private ClientWords() {}

    /// The text without what is not the client's, empty where nothing is left.
    public static String of(String text) {
        String plain = NUMBER_OF_A_LIBRARY.matcher(text).replaceAll("").strip();
        return INSIDE.matcher(plain).find() ? "" : plain;
    }
}
