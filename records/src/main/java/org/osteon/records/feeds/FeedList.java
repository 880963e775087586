package org.osteon.records.feeds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osteon.records.charts.FeedRecords;
import org.osteon.store.KeptNote;
import org.osteon.store.NoteChange;

/// Notes of a kind as a page lists them, the latest first: beside each note a line is kept, whose
/// name sorts by when it came, so that a page reads no more than it shows.
///
/// @param line what the line holds: what is shown, or nothing where the note itself is read
record FeedList<T>(String kind, Class<T> type, Function<T, Instant> at, Function<T, Object> line) {
    /// Which kinds have a line for each of their notes, also of those from before there were lines.
    private static final String LISTED = "feed-listed";

    private static final int LISTED_AT_ONCE = 50;
    private static final Object NOTHING = Map.of();
    private static final String EMPTY = "{}";

    /// Dead letters; a line has all but the message.
    static final FeedList<Letter> LETTERS =
            new FeedList<>(FeedNotes.LETTER, Letter.class, Letter::at, Letter::withoutBytes);

    static final FeedList<MergeNote> MERGES =
            new FeedList<>(FeedNotes.MERGE, MergeNote.class, MergeNote::at, _ -> NOTHING);

    static final FeedList<Correction> CORRECTIONS =
            new FeedList<>(FeedNotes.CORRECTION, Correction.class, Correction::at, _ -> NOTHING);

    /// What keeps a note and its line.
    List<NoteChange> keep(String id, T value) {
        return List.of(
                FeedNotes.keep(kind, id, value),
                FeedNotes.keep(lines(), name(value, id), line.apply(value)));
    }

    /// What takes a note away, with its line.
    List<NoteChange> discard(String id, T value) {
        return List.of(new NoteChange.Discard(kind, id), withoutLine(id, value));
    }

    /// What takes the line away under which a note was listed.
    NoteChange withoutLine(String id, T value) {
        return new NoteChange.Discard(lines(), name(value, id));
    }

    private String lines() {
        return kind + "-line";
    }

    private String name(T value, String id) {
        return String.format(
                Locale.ROOT, "%019d|%s", Long.MAX_VALUE - at.apply(value).toEpochMilli(), id);
    }

    /// Some of them.
    ///
    /// @param after the [FeedPage#next] of the page before; empty: the latest
    FeedPage<T> page(FeedRecords records, String after, int most) {
        list(records);
        List<KeptNote> lines = records.notesAfter(lines(), after, most + 1);
        List<T> shown =
                lines.stream().limit(most).flatMap(one -> read(records, one).stream()).toList();
        return new FeedPage<>(shown, after, lines.size() > most ? lines.get(most - 1).id() : "");
    }

    private Optional<T> read(FeedRecords records, KeptNote line) {
        if (!line.json().equals(EMPTY)) {
            return Optional.of(FeedNotes.read(line, type));
        }
        String id = line.id().substring(line.id().indexOf('|') + 1);
        return records.note(kind, id).map(note -> FeedNotes.read(note, type));
    }

    /// The names of all, the earliest first.
    List<String> idsFromTheEarliest(FeedRecords records) {
        list(records);
        return records.notes(lines()).reversed().stream()
                .map(one -> one.id().substring(one.id().indexOf('|') + 1))
                .toList();
    }

    /// Makes lines for notes from before there were any, once.
    private void list(FeedRecords records) {
        if (records.note(LISTED, kind).isPresent()) {
            return;
        }
        String last = "";
        for (List<KeptNote> some = records.notesAfter(kind, last, LISTED_AT_ONCE);
                !some.isEmpty();
                some = records.notesAfter(kind, last, LISTED_AT_ONCE)) {
            List<NoteChange> lines = new ArrayList<>();
            for (KeptNote note : some) {
                T value = FeedNotes.read(note, type);
                lines.add(FeedNotes.keep(lines(), name(value, note.id()), line.apply(value)));
            }
            records.list(lines);
            last = some.getLast().id();
        }
        records.list(List.of(new NoteChange.Keep(LISTED, new KeptNote(kind, EMPTY))));
    }
}
