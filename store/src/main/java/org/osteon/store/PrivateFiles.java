package org.osteon.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files and folders that hold what patients told: nobody but their owner can open them, whatever
/// the user's mask is. Where the file system knows no such permissions, the folder above decides.
public final class PrivateFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /// A new, empty file.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException where there is one
    public static void create(Path file) throws IOException {
        Files.createFile(file, only("rw-------"));
    }

    /// The folder, and those above it, where they are not there yet.
    public static void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, only("rwx------"));
        }
    }

    private static FileAttribute<?>[] only(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
