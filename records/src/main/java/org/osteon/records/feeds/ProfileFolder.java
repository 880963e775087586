package org.osteon.records.feeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osteon.feeds.ProfileProblem;
import org.osteon.feeds.Profiles;

/// The profiles of this site's senders: a folder of files, read again when one was mended.
public final class ProfileFolder {
    private final Path folder;
    private final AtomicReference<Profiles> profiles;

    /// Reads them.
    ///
    /// @throws IOException where the folder cannot be read
    public ProfileFolder(Path folder) throws IOException {
        this.folder = folder;
        this.profiles = new AtomicReference<>(Profiles.read(folder));
    }

    /// As they are.
    public Profiles profiles() {
        return profiles.get();
    }

    /// Reads them again: somebody may have changed a file.
    public Profiles again() {
        try {
            profiles.set(Profiles.read(folder));
        } catch (IOException _) {
            // Those that were read stay good.
        }
        return profiles.get();
    }

    /// Where they are.
    public Path folder() {
        return folder;
    }

    /// The text of one; empty where there is none of this name.
    public Optional<String> text(String name) {
        try {
            return isName(name) && Files.exists(file(name))
                    ? Optional.of(Files.readString(file(name)))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Keeps a profile, where it can be used.
    ///
    /// @return what is wrong with it; empty: it is kept and used from now on
    /// @throws IOException where the folder cannot be written
    public synchronized List<ProfileProblem> keep(String name, String json) throws IOException {
        List<ProfileProblem> problems = Profiles.of(name, json).problems();
        if (problems.isEmpty()) {
            Path written = Files.createTempFile(folder, "profile", ".part");
            Files.writeString(written, json);
            Files.move(
                    written,
                    file(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            again();
        }
        return problems;
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }

    private static boolean isName(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
    }
}
