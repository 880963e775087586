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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.FeedRecords;
import org.osteon.records.feeds.Feeds;
import org.osteon.records.feeds.ProfileFolder;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.KeptNote;
import org.osteon.store.StoredResource;

/// A replay of many HL7 v2 messages: into an empty store, into that store once more (each is a
/// duplicate then), and into a second empty store. Tells messages a second, memory, and whether the
/// stores hold the same, every version, receipt and correction. Arguments: folder, messages
/// (default 100,000), patients (default 1,000), how many are handed over at once (default 200; 1:
/// each by itself), passes (default 3). Run from the project's root. The first store is taken away
/// before the second is made.
///
/// Admissions first, then results: of ten one is a correction of the one before it, one comes
/// twice. What is handed over is on disk before it is answered; no socket is in it.
public final class FeedBench {
    static final Instant NOW = Instant.parse("2025-06-02T10:00:00Z");
    static final String PROFILE =
            """
            {"title": "Central laboratory",
             "senders": [{"application": "LABSYS", "facility": "GENHOSP"}],
             "timeZone": "Europe/Berlin",
             "characterSet": "UNICODE UTF-8",
             "identifiers": {"GENHOSP^MR": "urn:example:mrn"}}
            """;
    private static final int PROGRESS = 20_000;
    private static final int NOTES_AT_ONCE = 10_000;

    private final Path folder;
    private final KnowledgeBase knowledge;
    private final int messages;
    private final int patients;
    private final int together;

    private FeedBench(
            Path folder, KnowledgeBase knowledge, int messages, int patients, int together) {
        this.folder = folder;
        this.knowledge = knowledge;
        this.messages = messages;
        this.patients = patients;
        this.together = together;
    }

    /// Prints a line for each pass.
    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(folder.resolve("profiles/laboratory.json"), PROFILE);
        FeedBench bench =
                new FeedBench(
                        folder,
                        KnowledgeBase.load(Path.of("knowledge")),
                        number(args, 1, 100_000),
                        number(args, 2, 1_000),
                        number(args, 3, 200));
        System.exit(bench.run(number(args, 4, 3)) ? 0 : 1);
    }

    private static int number(String[] args, int place, int otherwise) {
        return args.length > place ? Integer.parseInt(args[place]) : otherwise;
    }

    private boolean run(int passes) throws Exception {
        Path first = folder.resolve("first.db");
        remove(first);
        String loaded;
        String again;
        try (ChartStore store = ChartStore.open(first)) {
            loaded = pass("first", store, first);
            again = passes < 2 ? loaded : pass("the same into it", store, first);
        }
        remove(first);
        String second = loaded;
        if (passes > 2) {
            Path other = folder.resolve("second.db");
            remove(other);
            try (ChartStore store = ChartStore.open(other)) {
                second = pass("into a second store", store, other);
            }
            remove(other);
        }
        boolean same = loaded.equals(again) && loaded.equals(second);
        System.out.println("the stores hold the same after each of " + passes + ": " + same);
        return same;
    }

    private String pass(String name, ChartStore store, Path database) throws Exception {
        Feeds feeds =
                new Feeds(
                        new FeedRecords(store, Clock.fixed(NOW, ZoneOffset.UTC)),
                        new ProfileFolder(folder.resolve("profiles")),
                        knowledge);
        long begun = System.nanoTime();
        long noted = begun;
        long refused = 0;
        for (int from = 0; from < messages; from += together) {
            List<byte[]> some = new ArrayList<>();
            for (int i = from; i < Math.min(messages, from + together); i++) {
                some.add(message(i, patients).getBytes(StandardCharsets.UTF_8));
            }
            refused +=
                    feeds.takeAll(some, "bench").stream()
                            .filter(one -> !one.code().equals("AA"))
                            .count();
            int done = from + some.size();
            if (done / PROGRESS > from / PROGRESS) {
                long now = System.nanoTime();
                System.out.printf(
                        Locale.ROOT,
                        "  %s: %,d messages, the last %,.0f/s, all %,.0f/s, heap %d MB%n",
                        name,
                        done,
                        PROGRESS / ((now - noted) / 1e9),
                        done / ((now - begun) / 1e9),
                        used());
                noted = now;
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.gc();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d messages of %,d patients, %d at once: %.0f s, %,.0f messages/s, %d not"
                        + " taken; heap at rest %d MB; store %d MB%n",
                name,
                messages,
                patients,
                together,
                seconds,
                messages / seconds,
                refused,
                used(),
                Files.size(database) >> 20);
        String content = content(store);
        System.out.println("content " + content);
        return content;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    static void remove(Path database) throws IOException {
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
        for (String kind : List.of("feed-message", "feed-correction", "feed-letter")) {
            String after = "";
            for (List<KeptNote> some = store.keptAfter(kind, after, NOTES_AT_ONCE);
                    !some.isEmpty();
                    some = store.keptAfter(kind, after, NOTES_AT_ONCE)) {
                some.forEach(note ->
                        digest.update((note.id() + note.json()).getBytes(StandardCharsets.UTF_8)));
                after = some.getLast().id();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static String message(int number, int patients) {
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
