package org.osteon.records.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.osteon.store.ChartStore;
import org.osteon.store.KeptNote;
import org.osteon.store.NoteChange;

/// Records of one kind, kept in the store: of accounts, of sessions, of programs.
public final class Notes<T> {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final ChartStore store;
    private final String kind;
    private final Class<T> type;

    /// @param kind a word that nobody else uses
    public Notes(ChartStore store, String kind, Class<T> type) {
        this.store = store;
        this.kind = kind;
        this.type = type;
    }

    /// All.
    public List<T> all() {
        return store.kept(kind).stream().map(this::read).toList();
    }

    /// The one of an id.
    public Optional<T> one(String id) {
        return store.kept(kind, id).map(this::read);
    }

    /// Keeps one, in place of what there was.
    public void keep(String id, T value) {
        store.keep(kind, new KeptNote(id, written(value)));
    }

    /// False where there is one already.
    public boolean add(String id, T value) {
        return store.replace(kind, null, new KeptNote(id, written(value)));
    }

    /// One that is to be kept in the transaction of something else, where there is none yet.
    public NoteChange.Add adding(String id, T value) {
        return new NoteChange.Add(kind, new KeptNote(id, written(value)));
    }

    /// Changes one, whoever else does at the same time; empty where there is none.
    public Optional<T> change(String id, UnaryOperator<T> change) {
        while (true) {
            Optional<KeptNote> now = store.kept(kind, id);
            if (now.isEmpty()) {
                return Optional.empty();
            }
            T changed = change.apply(read(now.get()));
            if (store.replace(kind, now.get().json(), new KeptNote(id, written(changed)))) {
                return Optional.of(changed);
            }
        }
    }

    /// The one of an id, made where there is none yet or where it is of no use any more. Where
    /// another server was quicker, its one counts.
    public T usable(String id, Predicate<T> isOfUse, Supplier<T> made) {
        Optional<T> known = one(id).filter(isOfUse);
        if (known.isPresent()) {
            return known.get();
        }
        T fresh = made.get();
        boolean _ = add(id, fresh);
        return change(id, now -> isOfUse.test(now) ? now : fresh).orElse(fresh);
    }

    /// The ids of those that are so.
    public List<String> ids(Predicate<T> so) {
        return store.kept(kind).stream()
                .filter(note -> so.test(read(note)))
                .map(KeptNote::id)
                .toList();
    }

    /// Takes one away.
    ///
    /// @return false where there was none
    public boolean remove(String id) {
        return store.discard(kind, id);
    }

    private T read(KeptNote note) {
        try {
            return JSON.readValue(note.json(), type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(kind + " is as we wrote it", e);
        }
    }

    private static String written(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a note can be written", e);
        }
    }
}
