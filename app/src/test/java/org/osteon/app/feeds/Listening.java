package org.osteon.app.feeds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.osteon.app.LoadedKnowledge;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.feeds.ProfileFolder;
import org.osteon.store.ChartStore;

/// A listener on a free port over a store of its own. It is 2 June 2025, 10:00 UTC.
final class Listening implements AutoCloseable {
    static final Path KNOWLEDGE = Path.of("src/test/resources/knowledge");
    static final Instant NOW = Instant.parse("2025-06-02T10:00:00Z");
    static final String PROFILE =
            """
            {"title": "Central laboratory",
             "senders": [{"application": "LABSYS", "facility": "GENHOSP"}],
             "timeZone": "Europe/Berlin",
             "characterSet": "UNICODE UTF-8",
             "identifiers": {"GENHOSP^MR": "urn:example:mrn"}}
            """;

    private final ChartStore store;
    private final ProfileFolder profiles;
    private final Feeds feeds;
    private final MllpListener listener;

    Listening(Path folder, KnowledgeBase knowledge, UnaryOperator<MllpSettings> settings) {
        try {
            Path profileFolder = Files.createDirectories(folder.resolve("profiles"));
            if (!Files.exists(profileFolder.resolve("laboratory.json"))) {
                Files.writeString(profileFolder.resolve("laboratory.json"), PROFILE);
            }
            profiles = new ProfileFolder(profileFolder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = ChartStore.open(folder.resolve("charts.db"));
        feeds =
                new Feeds(
                        new FeedRecords(store, Clock.fixed(NOW, ZoneOffset.UTC)),
                        profiles,
                        knowledge);
        listener = MllpListener.start(feeds, settings.apply(MllpSettings.on("127.0.0.1", 0)));
    }

    Listening(Path folder) {
        this(folder, LoadedKnowledge.of(KNOWLEDGE), one -> one);
    }

    ChartStore store() {
        return store;
    }

    Feeds feeds() {
        return feeds;
    }

    int port() {
        return listener.port();
    }

    static String head(String event, String control) {
        return "MSH|^~\\&|LABSYS|GENHOSP|OSTEON|CLINIC|20250602100000||%s|%s|P|2.5.1||||||UNICODE UTF-8\r"
                .formatted(event, control);
    }

    static String admission(String control, String number) {
        return head("ADT^A01", control)
                + "EVN|A01\rPID|1||%s^^^GENHOSP^MR||Meier^Anna||19610412|F\r".formatted(number);
    }

    static String result(String control, String number, String order, String value, String status) {
        return head("ORU^R01", control)
                + "PID|1||%s^^^GENHOSP^MR\r".formatted(number)
                + "OBR|1||%s|CHEM^Chemistry^L|||20250602073000|||||||||||||||||CH|%s\r"
                        .formatted(order, status)
                + "OBX|1|NM|2160-0^Creatinine^LN||%s|mg/dL|||||%s\r".formatted(value, status);
    }

    @Override
    public void close() {
        listener.close();
        store.close();
    }
}
