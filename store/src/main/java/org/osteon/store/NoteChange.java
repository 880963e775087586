package org.osteon.store;

/// What becomes of a note in the transaction of something else ([ChartStore#appendAll]).
public sealed interface NoteChange {

    /// What the note is, a word of the caller's.
    String kind();

    /// Keeps one, in the place of what had its name.
    record Keep(String kind, KeptNote note) implements NoteChange {}

    /// Keeps one where there is none of its name; else nothing of the transaction is written.
    record Add(String kind, KeptNote note) implements NoteChange {}

    /// Takes the one of a name away, where there is one.
    record Discard(String kind, String id) implements NoteChange {}

    /// Refuses what no database can hold, before a transaction begins.
    default void requireStorable() {
        switch (this) {
            case Keep(_, KeptNote note) -> requireStorable(note);
            case Add(_, KeptNote note) -> requireStorable(note);
            case Discard(_, String id) -> Text.requireStorable("id", id);
        }
    }

    private static void requireStorable(KeptNote note) {
        Text.requireStorable("id", note.id());
        Text.requireStorable("json", note.json());
    }
}
