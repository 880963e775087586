package org.osteon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The files that prove a store's audit, outside its database: the key, and the heads that were
/// written down.
///
/// @param key the key
/// @param heads beside the store; of one on a server, beside the key
record SealFiles(Path key, Path heads) {
    private static final String KEY = ".key";
    private static final String HEADS = ".heads";

    /// What was found in the file of heads.
    sealed interface Found {}

    /// The heads.
    record Written(List<AuditHead> heads) implements Found {}

    /// Something that is no head of this store.
    record Foreign(String what) implements Found {}

    /// The files of a store.
    ///
    /// @param key where the key was said to be, or null
    /// @param store the file of the store, where it is one
    /// @return empty where nothing says where the key is
    static Optional<SealFiles> at(
            @org.jspecify.annotations.Nullable Path key, Optional<Path> store) {
        return Optional.ofNullable(key)
                .or(() -> store.map(SealFiles::keyOf))
                .map(file -> new SealFiles(file, headsOf(store.orElse(file))));
    }

    /// Where the key of a store in a file is, where nobody says otherwise.
    static Path keyOf(Path store) {
        return beside(store, KEY);
    }

    /// Where the heads of a store in a file are written down.
    static Path headsOf(Path store) {
        return beside(store, HEADS);
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /// The key.
    ///
    /// @param makes whether to make one where there is none and never was; entries up to then stay
    ///   unsealed
    /// @throws StoreException where the store was sealed by one that is not there
    Optional<AuditKey> key(Database database, boolean makes) {
        try {
            if (Files.exists(key)) {
                return Optional.of(AuditKey.read(key));
            }
            return makes ? Optional.of(firstKey(database)) : Optional.empty();
        } catch (IOException e) {
            throw problem(key, e);
        }
    }

    private AuditKey firstKey(Database database) throws IOException {
        makeFolder();
        return database.write(session -> {
            try {
                if (Files.exists(key)) {
                    // Another process made it while this one waited.
                    return AuditKey.read(key);
                }
                Optional<StoreProblem> sealed = SealGuard.trouble(session);
                if (sealed.isPresent()) {
                    throw new StoreException(sealed.get());
                }
                return newKey(session);
            } catch (IOException e) {
                throw problem(key, e);
            }
        });
    }

    void makeFolder() throws IOException {
        Path folder = key.toAbsolutePath().getParent();
        if (folder != null) {
            PrivateFiles.createFolders(folder);
        }
    }

    /// A new key, while nobody else writes: its first entry is the next one.
    AuditKey newKey(Session session) throws SQLException, IOException {
        AuditKey made = AuditKey.generate(new AuditLog(session).head().sequence() + 1);
        SealGuard.note(session, made);
        new KeptNotes(session).seal(made);
        session.prepare("DELETE FROM summary").executeUpdate();
        made.write(key);
        return made;
    }

    /// Sets the heads aside that were written down so far.
    ///
    /// @return where they are now; empty where there were none
    static Optional<Path> setAside(Path heads, Instant now) throws IOException {
        if (!Files.exists(heads)) {
            return Optional.empty();
        }
        Path aside =
                heads.resolveSibling(
                        heads.getFileName() + ".before-" + now.toString().replace(':', '-'));
        return Optional.of(Files.move(heads, aside));
    }

    void add(AuditKey by, AuditHead head, Instant at) {
        try {
            new AuditHeads(heads, by).add(head, at);
        } catch (IOException e) {
            throw problem(heads, e);
        }
    }

    Found heads(AuditKey by) {
        try {
            return new Written(new AuditHeads(heads, by).all());
        } catch (IOException e) {
            return new Foreign(heads + ": " + e.getMessage());
        }
    }

    static StoreException problem(Path file, IOException e) {
        return new StoreException(
                new StoreProblem.KeyUnusable(file.toString(), String.valueOf(e.getMessage())), e);
    }
}
