package org.osteon.app.http.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osteon.app.charts.Visits;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/// Files that wait for the word to take them in: a few, for half an hour.
@Component
public final class Uploads implements AutoCloseable {
    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final int MOST = 20;

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    /// A file that waits.
    ///
    /// @param owner the account that brought it: nobody else sees it
    public record Waiting(Path file, String name, Instant since, String owner) {}

    private static String owner() {
        return Visits.current().map(visit -> visit.person().id()).orElse("");
    }

    /// Keeps a file under a new ticket. Its name keeps the ending that tells its form.
    public synchronized String keep(MultipartFile upload, InstantSource clock) throws IOException {
        forgetOld(clock.instant());
        String name = Optional.ofNullable(upload.getOriginalFilename()).orElse("upload.json");
        String ending = name.replaceAll("^[^.]*", "").replaceAll("[^A-Za-z.]", "");
        Path file = Files.createTempFile("osteon-upload", ending.isEmpty() ? ".json" : ending);
        upload.transferTo(file);
        String ticket = UUID.randomUUID().toString();
        waiting.put(ticket, new Waiting(file, name, clock.instant(), owner()));
        return ticket;
    }

    /// The file of a ticket.
    public synchronized Optional<Waiting> waiting(String ticket) {
        return Optional.ofNullable(waiting.get(ticket)).filter(one -> one.owner().equals(owner()));
    }

    /// Forgets a file that was taken in or is no longer wanted.
    public synchronized void forget(String ticket) {
        Waiting gone = waiting.remove(ticket);
        if (gone != null) {
            delete(gone.file());
        }
    }

    /// Forgets all of them: what was only shown does not outlive the server.
    @Override
    public synchronized void close() {
        waiting.values().forEach(one -> delete(one.file()));
        waiting.clear();
    }

    private void forgetOld(Instant now) {
        var all = waiting.entrySet().iterator();
        while (all.hasNext()) {
            Waiting one = all.next().getValue();
            if (waiting.size() >= MOST || one.since().plus(KEPT).isBefore(now)) {
                delete(one.file());
                all.remove();
            } else {
                return;
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
