package org.osteon.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.BrokenKnowledgeException;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.reading.SiteMapException;

/// Where the knowledge comes from: a folder, or what is delivered with the jar.
final class KnowledgeSource {
    private KnowledgeSource() {}

    /// Reads it and packs it to be sent.
    ///
    /// @param folder a knowledge folder; null: the one that was delivered
    /// @param maps a folder of the site's maps; null: none
    /// @throws UnusableSweepException where one of them cannot be used
    static KnowledgeParcel parcel(@Nullable Path folder, @Nullable Path maps) throws IOException {
        Path work = Files.createTempDirectory("osteon-knowledge");
        try {
            Path elm = work.resolve("elm");
            Path knowledge = folder;
            if (knowledge == null) {
                KnowledgeParcel.unzip(delivered(), work);
                knowledge = work.resolve("knowledge");
            } else {
                if (!Files.isDirectory(knowledge)) {
                    throw new UnusableSweepException("no such knowledge folder: " + knowledge);
                }
                KnowledgeBase.compile(knowledge, elm);
            }
            return KnowledgeParcel.of(mapped(KnowledgeBase.load(knowledge, elm), maps), elm);
        } catch (BrokenKnowledgeException e) {
            throw new UnusableSweepException(String.valueOf(e.getMessage()));
        } finally {
            KnowledgeParcel.delete(work);
        }
    }

    private static KnowledgeBase mapped(KnowledgeBase base, @Nullable Path maps)
            throws IOException {
        if (maps == null) {
            return base;
        }
        if (!Files.isDirectory(maps)) {
            throw new UnusableSweepException("no such folder of maps: " + maps);
        }
        try {
            return base.withMaps(maps);
        } catch (SiteMapException e) {
            throw new UnusableSweepException("the site's maps: " + e.getMessage());
        }
    }

    private static byte[] delivered() throws IOException {
        try (InputStream stream = KnowledgeSource.class.getResourceAsStream(KnowledgePack.NAME)) {
            if (stream == null) {
                throw new IOException(
                        "the jar holds no knowledge; name a folder with --knowledge DIR");
            }
            return stream.readAllBytes();
        }
    }
}
