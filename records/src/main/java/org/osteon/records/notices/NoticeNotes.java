package org.osteon.records.notices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osteon.store.ChartStore;
import org.osteon.store.KeptNote;
import org.osteon.store.NoteChange;

/// Where subscribers and what they are to be told are kept.
final class NoticeNotes {
    private static final String SUBSCRIBER = "subscription";
    private static final String WAITING = "notice";
    private static final String TOLD = "notice-told";
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final ChartStore store;

    NoticeNotes(ChartStore store) {
        this.store = store;
    }

    List<Subscriber> subscribers() {
        return store.kept(SUBSCRIBER).stream().map(note -> read(note, Subscriber.class)).toList();
    }

    Optional<Subscriber> subscriber(String id) {
        return store.kept(SUBSCRIBER, id).map(note -> read(note, Subscriber.class));
    }

    void keep(Subscriber one) {
        store.keep(SUBSCRIBER, note(one.id(), one));
    }

    NoteChange keeping(Subscriber one) {
        return new NoteChange.Keep(SUBSCRIBER, note(one.id(), one));
    }

    NoteChange waiting(Subscriber whose, Notice notice) {
        return new NoteChange.Keep(WAITING, note(whose.id() + "/" + notice.id(), notice));
    }

    NoteChange notWaiting(Subscriber whose, Notice notice) {
        return new NoteChange.Discard(WAITING, whose.id() + "/" + notice.id());
    }

    NoteChange told(Subscriber whose, Notice notice) {
        return new NoteChange.Keep(TOLD, note(numbered(whose, notice.number()), notice));
    }

    NoteChange forgotten(Subscriber whose, long number) {
        return new NoteChange.Discard(TOLD, numbered(whose, number));
    }

    private static String numbered(Subscriber whose, long number) {
        return whose.id() + "/" + String.format(Locale.ROOT, "%012d", number);
    }

    /// What waits for somebody, in the order in which it was found.
    List<Notice> waiting(Subscriber whose) {
        return under(WAITING, whose).stream()
                .sorted(Comparator.comparing(Notice::at).thenComparing(Notice::id))
                .toList();
    }

    /// What somebody was told, in order.
    List<Notice> told(Subscriber whose) {
        return under(TOLD, whose);
    }

    private List<Notice> under(String kind, Subscriber whose) {
        return store.keptUnder(kind, whose.id() + "/").stream()
                .map(note -> read(note, Notice.class))
                .toList();
    }

    boolean remove(Subscriber one) {
        under(WAITING, one).forEach(notice -> store.discard(WAITING, one.id() + "/" + notice.id()));
        under(TOLD, one).forEach(notice -> store.discard(TOLD, numbered(one, notice.number())));
        return store.discard(SUBSCRIBER, one.id());
    }

    private static <T> T read(KeptNote note, Class<T> type) {
        try {
            return JSON.readValue(note.json(), type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a note is as we wrote it", e);
        }
    }

    private static KeptNote note(String id, Object value) {
        try {
            return new KeptNote(id, JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a note can be written", e);
        }
    }
}
