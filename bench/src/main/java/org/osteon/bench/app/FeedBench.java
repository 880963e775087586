package org.osteon.bench.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.feeds.Answer;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.feeds.ProfileFolder;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredResource;

/// A replay of many HL7 v2 messages, twice, each time into an empty store: messages a second,
/// memory, and whether both stores hold the same. Arguments: folder, messages (default 100,000),
/// patients (default 1,000). Run from the project's root. The first store is taken away before the
/// second is made.
///
/// Admissions first, then results: of ten one is a correction of the one before it, one comes
/// twice. Every message is its own transaction, on disk before it is answered; no socket is in it.
public final class FeedBench {
    private static final Instant NOW = Instant.parse("2025-06-02T10:00:00Z");
    private static final String PROFILE =
            """
            {"title": "Central laboratory",
             "senders": [{"application": "LABSYS", "facility": "GENHOSP"}],
             "timeZone": "Europe/Berlin",
             "characterSet": "UNICODE UTF-8",
             "identifiers": {"GENHOSP^MR": "urn:example:mrn"}}
            """;
    private static final int PROGRESS = 20_000;

    private FeedBench() {}

    /// Prints a line for each replay.
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int messages = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        int patients = args.length > 2 ? Integer.parseInt(args[2]) : 1_000;
        Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(folder.resolve("profiles/laboratory.json"), PROFILE);
        KnowledgeBase knowledge = KnowledgeBase.load(Path.of("knowledge"));
        String[] content = new String[2];
        for (int run = 0; run < 2; run++) {
            content[run] =
                    replay(
                            folder,
                            folder.resolve("run" + run + ".db"),
                            knowledge,
                            messages,
                            patients);
            remove(folder.resolve("run" + run + ".db"));
        }
        System.out.println("both stores hold the same: " + content[0].equals(content[1]));
        System.exit(0);
    }

    private static String replay(
            Path folder, Path database, KnowledgeBase knowledge, int messages, int patients)
            throws IOException, NoSuchAlgorithmException {
        try (ChartStore store = ChartStore.open(database)) {
            Feeds feeds =
                    new Feeds(
                            new FeedRecords(store, Clock.fixed(NOW, ZoneOffset.UTC)),
                            new ProfileFolder(folder.resolve("profiles")),
                            knowledge);
            long begun = System.nanoTime();
            long refused = 0;
            for (int i = 0; i < messages; i++) {
                List<Answer> answers =
                        feeds.take(message(i, patients).getBytes(StandardCharsets.UTF_8), "bench");
                refused += answers.stream().filter(one -> !one.code().equals("AA")).count();
                if ((i + 1) % PROGRESS == 0) {
                    System.err.printf(
                            Locale.ROOT,
                            "%,d messages, %,.0f/s%n",
                            i + 1,
                            (i + 1) / ((System.nanoTime() - begun) / 1e9));
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    Locale.ROOT,
                    "%,d messages of %,d patients: %.0f s, %,.0f messages/s, %d not taken; heap at"
                            + " rest %d MB; store %d MB%n",
                    messages,
                    patients,
                    seconds,
                    messages / seconds,
                    refused,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                    Files.size(database) >> 20);
            String content = content(store);
            System.out.println("content " + content);
            return content;
        }
    }

    private static void remove(Path database) throws IOException {
        for (String end : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(database.resolveSibling(database.getFileName() + end));
        }
    }

    /// Everything that was written, each version, in order.
    private static String content(ChartStore store) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String last = "";
        for (List<ChartListing> page = store.chartsAfter(last, 1_000);
                !page.isEmpty();
                page = store.chartsAfter(last, 1_000)) {
            for (ChartListing one : page) {
                for (StoredResource version : store.history(one.id(), 0, Integer.MAX_VALUE)) {
                    digest.update(
                            (version + " " + version.json() + "\n")
                                    .getBytes(StandardCharsets.UTF_8));
                }
            }
            last = page.getLast().id();
        }
        for (var note : store.kept("feed-message")) {
            digest.update((note.id() + note.json()).getBytes(StandardCharsets.UTF_8));
        }
        for (var note : store.kept("feed-correction")) {
            digest.update((note.id() + note.json()).getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String message(int number, int patients) {
        if (number < patients) {
            return head("ADT^A01", "A" + number)
                    + "EVN|A01\rPID|1||%d^^^GENHOSP^MR||Meier^Anna||19610412|F\r".formatted(number);
        }
        int kind = number % 10;
        // The ninth corrects the eighth, the tenth is the first of its ten once more.
        int order = kind == 8 ? number - 1 : kind == 9 ? number - 9 : number;
        int patient = order % patients;
        String control = "R" + (kind == 9 ? number - 9 : number);
        boolean corrects = kind == 8;
        if (order < patients) {
            return head("ADT^A01", "A" + order)
                    + "EVN|A01\rPID|1||%d^^^GENHOSP^MR||Meier^Anna||19610412|F\r".formatted(order);
        }
        return head("ORU^R01", control)
                + "PID|1||%d^^^GENHOSP^MR\r".formatted(patient)
                + "OBR|1||O%d|CHEM^Chemistry^L|||20250602073000|||||||||||||||||CH|%s\r"
                        .formatted(order, corrects ? "C" : "F")
                + "OBX|1|NM|2160-0^Creatinine^LN||%s|mg/dL|||||%s\r"
                        .formatted(corrects ? "1.4" : "1." + order % 4, corrects ? "C" : "F");
    }

    private static String head(String event, String control) {
        return "MSH|^~\\&|LABSYS|GENHOSP|OSTEON|CLINIC|20250602100000||%s|%s|P|2.5.1||||||UNICODE UTF-8\r"
                .formatted(event, control);
    }
}
