package org.osteon.records.feeds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.osteon.records.charts.FeedRecords;
import org.osteon.store.KeptNote;
import org.osteon.store.NoteChange;

/// What is kept of messages, beside the charts.
final class FeedNotes {
    static final String MESSAGE = "feed-message";
    static final String LETTER = "feed-letter";
    static final String MERGE = "feed-merge";
    static final String CORRECTION = "feed-correction";

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final FeedRecords records;

    FeedNotes(FeedRecords records) {
        this.records = records;
    }

    static NoteChange keep(String kind, String id, Object value) {
        try {
            return new NoteChange.Keep(kind, new KeptNote(id, MAPPER.writeValueAsString(value)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a note can be written", e);
        }
    }

    <T> Optional<T> one(String kind, String id, Class<T> type) {
        return records.note(kind, id).map(note -> read(note, type));
    }

    <T> List<T> all(String kind, Class<T> type) {
        return records.notes(kind).stream().map(note -> read(note, type)).toList();
    }

    <T> List<T> under(String kind, String prefix, Class<T> type) {
        return records.notes(kind, prefix).stream().map(note -> read(note, type)).toList();
    }

    static <T> T read(KeptNote note, Class<T> type) {
        try {
            return MAPPER.readValue(note.json(), type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a note that was kept can be read", e);
        }
    }
}
