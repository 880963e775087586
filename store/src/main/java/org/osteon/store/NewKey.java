package org.osteon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Begins another key of a store, where the one that sealed it so far is lost. Somebody does that
/// knowingly: opening a store never does.
public final class NewKey {
    private NewKey() {}

    /// What was begun.
    ///
    /// @param key the file of the new key
    /// @param from the first entry that it seals; for those before it the chain alone speaks
    /// @param heads where the heads are now that were signed by the key before; empty: there were
    ///   none
    public record Begun(Path key, long from, Optional<Path> heads) {}

    /// Begins one. What is kept beside the charts is sealed anew; secrets that the key before hid
    /// stay hidden.
    ///
    /// @param key where it is to be; null: where it is by default
    /// @param by who begins it, and why: the first that it seals
    /// @throws StoreException where there is no store, or a key is there already
    public static Begun begin(String location, @Nullable Path key, Attribution by) {
        SealFiles files =
                SealFiles.at(key, ChartStore.file(location))
                        .orElseThrow(() ->
                                new StoreException(
                                        new StoreProblem.KeyUnusable(
                                                "--audit-key", "nothing says where it is to be")));
        if (Files.exists(files.key())) {
            throw new StoreException(
                    new StoreProblem.KeyUnusable(
                            files.key().toString(),
                            "it is there already, and a key is never written over"));
        }
        try (Database database = Database.at(location, false)) {
            Schema.bringUpToDate(database);
            files.makeFolder();
            long from =
                    database.write(session -> {
                        try {
                            AuditKey made = files.newKey(session);
                            database.sealBy(files.key().toString(), made);
                            new LookLog(session).anchor(by.at());
                            boolean _ = new AuditLog(session).add(by, null, "") > 0;
                            return made.from();
                        } catch (IOException e) {
                            throw SealFiles.problem(files.key(), e);
                        }
                    });
            return new Begun(files.key(), from, SealFiles.setAside(files.heads(), by.at()));
        } catch (IOException e) {
            throw SealFiles.problem(files.key(), e);
        }
    }
}
