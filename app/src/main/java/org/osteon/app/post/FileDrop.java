package org.osteon.app.post;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.osteon.records.links.Carrier;

/// Leaves each message as a file in a folder: a program of the site takes it from there, to a
/// gateway of short messages for example. A file appears whole: `To:`, `Subject:`, an empty line,
/// the text.
final class FileDrop implements Carrier {
    private final Path folder;

    FileDrop(Path folder) {
        this.folder = folder;
    }

    @Override
    public void carry(String to, String subject, String text) throws Failed {
        String name = UUID.randomUUID().toString();
        Path begun = folder.resolve("." + name);
        try {
            Files.writeString(
                    begun,
                    "To: " + line(to) + "\nSubject: " + line(subject) + "\n\n" + text,
                    StandardCharsets.UTF_8);
            Files.move(begun, folder.resolve(name + ".txt"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failed(folder + " cannot be written to", e);
        }
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
