package org.osteon.access;

/// What a program does with a resource, in the letters of SMART's scopes, in their order.
public enum Interaction {
    /// Adds one.
    CREATE('c'),
    /// Reads one by its name, its versions too.
    READ('r'),
    /// Writes a new version of one.
    UPDATE('u'),
    /// Deletes one.
    DELETE('d'),
    /// Finds those of a type.
    SEARCH('s');

    private final char letter;

    Interaction(char letter) {
        this.letter = letter;
    }

    char letter() {
        return letter;
    }
}
