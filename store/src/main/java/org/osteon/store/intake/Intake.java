package org.osteon.store.intake;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.JsonEncoding;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;

/// Puts files of FHIR resources into the store, each resource into the chart of its patient.
///
/// A resource that is about no patient (a Medication, a Practitioner) goes into the chart of each
/// patient whose resources refer to it. What was acknowledged stays whatever happens next;
/// importing the same files again changes nothing.
public final class Intake {
    private static final int MOST_BUFFERED = 5_000;
    private static final long MOST_BUFFERED_CHARACTERS = 32_000_000;

    /// Types about no patient that a patient's resources refer to. Others are not waited for, so
    /// that the memory of what is wanted stays small.
    private static final Set<String> SHARED_TYPES =
            Set.of(
                    "Medication",
                    "Substance",
                    "Practitioner",
                    "PractitionerRole",
                    "Organization",
                    "Location",
                    "HealthcareService",
                    "Device",
                    "Questionnaire");

    private final ChartStore store;
    private final String actor;
    private final InstantSource clock;
    private final IntakeReport report;
    private final LongConsumer progress;

    private final Map<String, List<Change>> byChart = new LinkedHashMap<>();
    private final Map<String, Change> unowned = new LinkedHashMap<>();
    private final Set<String> referredTo = new LinkedHashSet<>();
    private final Map<String, Set<String>> wanted = new LinkedHashMap<>();
    private int buffered;
    private long bufferedCharacters;
    private long taken;
    private String source = "";

    /// @param actor who imports
    /// @param progress told how many resources were taken so far
    public Intake(
            ChartStore store,
            String actor,
            InstantSource clock,
            IntakeReport report,
            LongConsumer progress) {
        this.store = store;
        this.actor = actor;
        this.clock = clock;
        this.report = report;
        this.progress = progress;
    }

    /// The files that a path means: itself, or in a folder everything that looks like FHIR, at any
    /// depth, in name order.
    public static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> walk = Files.walk(path)) {
            return walk.filter(Files::isRegularFile)
                    .filter(file -> isLines(file) || name(file).endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    private static boolean isLines(Path file) {
        return name(file).endsWith(".ndjson") || name(file).endsWith(".jsonl");
    }

    /// Takes a file: a Bundle, a single resource, or resources one per line (`.ndjson`), also
    /// packed (`.gz`). Call [#finish] after the last.
    public void file(Path file) {
        source = file.toString();
        try (InputStream stream = open(file)) {
            if (isLines(file)) {
                lines(stream);
            } else {
                bundle(stream.readAllBytes());
            }
        } catch (IOException e) {
            reject(0, "", "cannot be read: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            reject(0, "", "too large for the memory given; OSTEON_JAVA_OPTIONS=-Xmx8g gives more");
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        stream.mark(2);
        boolean packed = stream.read() == 0x1f && stream.read() == 0x8b;
        stream.reset();
        return packed ? new GZIPInputStream(stream, 1 << 16) : stream;
    }

    /// Takes a Bundle or a single resource.
    ///
    /// @param name what the report calls it
    public void bundle(String name, byte[] json) {
        source = name;
        bundle(json);
    }

    private void bundle(byte[] json) {
        List<BundleEntries.Read> entries;
        try {
            entries = BundleEntries.of(json);
        } catch (IllegalArgumentException e) {
            reject(0, "", String.valueOf(e.getMessage()));
            return;
        }
        String onlyPatient = onlyPatient(entries);
        for (BundleEntries.Read entry : entries) {
            switch (entry) {
                case BundleEntries.Usable(int number, Incoming incoming) ->
                        take(incoming, onlyPatient, number, "entry");
                case BundleEntries.Unusable(int number, String reason) ->
                        reject(number, "entry", reason);
            }
        }
    }

    /// Everything in a Bundle with one patient belongs to that patient.
    private static @Nullable String onlyPatient(List<BundleEntries.Read> entries) {
        List<String> patients =
                entries.stream()
                        .filter(BundleEntries.Usable.class::isInstance)
                        .map(entry -> ((BundleEntries.Usable) entry).incoming())
                        .filter(incoming -> incoming.type().equals("Patient"))
                        .map(Incoming::id)
                        .distinct()
                        .toList();
        return patients.size() == 1 ? patients.getFirst() : null;
    }

    private void lines(InputStream stream) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(stream, 1 << 16);
        bytes.mark(JsonEncoding.BYTES);
        Charset charset = JsonEncoding.of(bytes.readNBytes(JsonEncoding.BYTES));
        bytes.reset();
        BufferedReader reader = new BufferedReader(new InputStreamReader(bytes, charset), 1 << 16);
        long number = 0;
        for (String read = reader.readLine(); read != null; read = reader.readLine()) {
            number++;
            String line = number == 1 && read.startsWith("\uFEFF") ? read.substring(1) : read;
            if (line.isBlank()) {
                continue;
            }
            try {
                take(Incoming.of(line), null, number, "line");
            } catch (IllegalArgumentException e) {
                reject(number, "line", String.valueOf(e.getMessage()));
            }
        }
    }

    private void take(Incoming incoming, @Nullable String chart, long number, String what) {
        progress.accept(++taken);
        String patient = chart == null ? incoming.patient().orElse(null) : chart;
        Change change;
        try {
            change = Change.put(incoming.type(), incoming.id(), incoming.json());
        } catch (IllegalArgumentException e) {
            reject(number, what, String.valueOf(e.getMessage()));
            return;
        }
        if (patient == null) {
            takeUnowned(incoming, change);
            return;
        }
        put(patient, change);
        if (chart == null) {
            for (String reference : incoming.references()) {
                refer(patient, reference);
            }
        }
        if (buffered > MOST_BUFFERED || bufferedCharacters > MOST_BUFFERED_CHARACTERS) {
            flush();
        }
    }

    private void takeUnowned(Incoming incoming, Change change) {
        unowned.put(incoming.reference(), change);
        for (String patient : wanted.getOrDefault(incoming.reference(), Set.of())) {
            referredTo.add(incoming.reference());
            put(patient, change);
        }
    }

    private void refer(String patient, String reference) {
        if (!SHARED_TYPES.contains(reference.substring(0, reference.indexOf('/')))) {
            return;
        }
        Set<String> charts = wanted.computeIfAbsent(reference, _ -> new LinkedHashSet<>());
        if (charts.add(patient)) {
            Change change = unowned.get(reference);
            if (change != null) {
                referredTo.add(reference);
                put(patient, change);
            }
        }
    }

    private void put(String patient, Change change) {
        byChart.computeIfAbsent(patient, _ -> new ArrayList<>()).add(change);
        buffered++;
        bufferedCharacters += change instanceof Change.Put put ? put.json().length() : 0;
    }

    /// Writes what is still held back.
    public void finish() {
        flush();
        unowned.keySet().stream()
                .filter(reference -> !referredTo.contains(reference))
                .forEach(reference ->
                        report.unreferenced(reference.substring(0, reference.indexOf('/'))));
    }

    private void flush() {
        byChart.forEach(this::append);
        byChart.clear();
        buffered = 0;
        bufferedCharacters = 0;
    }

    private void append(String patient, List<Change> changes) {
        Attribution by = new Attribution(actor, clock.instant(), "import");
        Appended appended;
        try {
            appended = store.append(patient, by, changes);
        } catch (IllegalArgumentException e) {
            reject(0, "", String.valueOf(e.getMessage()));
            return;
        }
        switch (appended) {
            case Appended.Recorded(var receipt) -> report.recorded(receipt);
            case Appended.Conflict(var conflicts) -> reject(0, "", conflicts.toString());
            case Appended.Refused(var refusals) -> {
                refusals.forEach(refusal -> reject(0, "", refusal.toString()));
                List<Change> rest = new ArrayList<>(changes);
                refusals.reversed().forEach(refusal -> rest.remove(refusal.index()));
                if (!rest.isEmpty()) {
                    append(patient, rest);
                }
            }
        }
    }

    private void reject(long line, String what, String reason) {
        report.rejected(
                new IntakeReport.Rejection(
                        source, line, what, reason.replaceAll("\\s*\\R\\s*", " ")));
    }
}
