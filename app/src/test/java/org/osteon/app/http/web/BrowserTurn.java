package org.osteon.app.http.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Tests of this module run in several processes; only one of them drives browsers at a time, as
/// two beside each other on a small machine have been seen to kill one another.
final class BrowserTurn {
    private static final Path FILE = Path.of("target", "browser.lock");

    private static int browsers;
    private static @Nullable FileLock lock;

    private BrowserTurn() {}

    /// Waits until no other process drives one.
    static synchronized void begin() {
        if (browsers == 0) {
            try {
                Files.createDirectories(FILE.getParent());
                FileChannel channel =
                        FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                lock = channel.lock();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        browsers++;
    }

    static synchronized void end() {
        browsers--;
        if (browsers == 0 && lock != null) {
            try {
                lock.acquiredBy().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                lock = null;
            }
        }
    }
}
