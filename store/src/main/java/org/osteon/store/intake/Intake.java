package org.osteon.store.intake;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.chart.Gzip;
import org.osteon.chart.JsonEncoding;
import org.osteon.chart.incoming.BundleEntries;
import org.osteon.chart.incoming.Incoming;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartBatch;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.store.intake.HeldResources.Held;

/// Puts files of FHIR resources into the store, each resource into the chart of its patient.
///
/// A resource that is about no patient (a Medication, a Practitioner) goes into the chart of each
/// patient whose resources refer to it. A chart is written whole or not at all: a Bundle of one
/// patient is a chart and is written when it was read, with the next of them in one transaction; of
/// everything else each chart's resources may be anywhere, and are held until the last file was
/// read. Resources about a patient who neither comes nor is in the store are refused. What was
/// acknowledged stays whatever happens next; importing the same files again changes nothing.
///
/// A line may be a Bundle: of one patient, all of it belongs to that patient, whatever else comes
/// under the same name ([Outgoing] writes such lines). A Bundle of deletions deletes.
public final class Intake {

    private static final String PATIENT = "Patient";
    private static final String OF_A_BUNDLE = "bundle in line";

    /// Once so many resources wait their charts are written, in one transaction.
    private static final int WRITTEN_AT_ONCE = 1000;

    /// A line whose own type is Bundle, told from one that holds the word.
    private static final Pattern BUNDLE =
            Pattern.compile("^\\s*\\{[^{}\\[\\]]*\"resourceType\"\\s*:\\s*\"Bundle\"");

    private final ChartStore store;
    private final String actor;
    private final InstantSource clock;
    private final IntakeReport report;
    private final LongConsumer progress;
    private final Predicate<String> patients;
    private UnaryOperator<ChartBatch> completing = UnaryOperator.identity();

    private final HeldResources held = new HeldResources();
    private final Map<String, Held> unowned = new LinkedHashMap<>();
    private final Set<String> referredTo = new LinkedHashSet<>();
    private final Map<String, Set<String>> wanted = new LinkedHashMap<>();
    private final List<Deletions.Deletion> deletions = new ArrayList<>();
    private final List<Chart> charts = new ArrayList<>();
    private int waiting;
    private long taken;
    private String source = "";

    /// All of a chart that came, to be written with others.
    private record Chart(String patient, List<Held> resources) {}

    /// @param actor who imports
    /// @param progress told how many resources were taken so far
    public Intake(
            ChartStore store,
            String actor,
            InstantSource clock,
            IntakeReport report,
            LongConsumer progress) {
        this(store, actor, clock, report, progress, patient -> knows(store, patient));
    }

    /// An intake into a store that is not the one that knows the patients: to see what would be
    /// taken.
    ///
    /// @param patients whether somebody is known under this id
    public Intake(
            ChartStore store,
            String actor,
            InstantSource clock,
            IntakeReport report,
            LongConsumer progress,
            Predicate<String> patients) {
        this.store = store;
        this.actor = actor;
        this.clock = clock;
        this.report = report;
        this.progress = progress;
        this.patients = patients;
    }

    /// Has what comes completed by whoever knows more of the charts before it is written.
    ///
    /// @param by gives each chart's changes as they are kept, as many and in the same order
    public Intake completedBy(UnaryOperator<ChartBatch> by) {
        completing = by;
        return this;
    }

    /// Whether a store has this patient.
    public static boolean knows(ChartStore store, String patient) {
        return store.read(patient, new ResourceId(PATIENT, patient))
                .filter(there -> !there.deleted())
                .isPresent();
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
        return Gzip.unpacked(Files.newInputStream(file));
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
        Optional<String> onlyPatient = BundleEntries.onlyPatient(entries);
        List<Held> chart = new ArrayList<>();
        for (BundleEntries.Read entry : entries) {
            switch (entry) {
                case BundleEntries.Usable(int number, Incoming incoming) ->
                        change(incoming, number, "entry")
                                .ifPresent(read -> {
                                    if (onlyPatient.isPresent()) {
                                        chart.add(read);
                                    } else {
                                        hold(incoming, read);
                                    }
                                });
                case BundleEntries.Unusable(int number, String reason) ->
                        reject(number, "entry", reason);
            }
        }
        onlyPatient.ifPresent(patient -> take(patient, chart));
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
            if (isBundle(line)) {
                bundleInLine(line, number);
                continue;
            }
            Incoming incoming;
            try {
                incoming = Incoming.of(line);
            } catch (IllegalArgumentException e) {
                reject(number, "line", String.valueOf(e.getMessage()));
                continue;
            }
            change(incoming, number, "line").ifPresent(resource -> hold(incoming, resource));
        }
    }

    private static boolean isBundle(String line) {
        return line.contains("\"Bundle\"") && BUNDLE.matcher(line).find();
    }

    /// The rest of the chart may be anywhere: so it is held, too.
    private void bundleInLine(String line, long number) {
        try {
            List<Deletions.Deletion> deleted = Deletions.of(line);
            if (!deleted.isEmpty()) {
                deletions.addAll(deleted);
                return;
            }
            List<BundleEntries.Read> entries =
                    BundleEntries.of(line.getBytes(StandardCharsets.UTF_8));
            Optional<String> onlyPatient = BundleEntries.onlyPatient(entries);
            for (BundleEntries.Read entry : entries) {
                switch (entry) {
                    case BundleEntries.Usable(_, Incoming incoming) ->
                            change(incoming, number, onlyPatient.isPresent() ? OF_A_BUNDLE : "line")
                                    .ifPresent(read ->
                                            onlyPatient.ifPresentOrElse(
                                                    patient -> held.hold(patient, read),
                                                    () -> hold(incoming, read)));
                    case BundleEntries.Unusable(_, String reason) -> reject(number, "line", reason);
                }
            }
        } catch (IllegalArgumentException e) {
            reject(number, "line", String.valueOf(e.getMessage()));
        }
    }

    /// What a Bundle says is this chart's is so, whatever came under that name for several.
    private static List<Held> withoutOthers(List<Held> resources) {
        Set<ResourceId> own = new HashSet<>();
        resources.stream()
                .filter(one -> one.what().equals(OF_A_BUNDLE))
                .forEach(one -> own.add(one.change().resource()));
        return own.isEmpty()
                ? resources
                : resources.stream()
                        .filter(one ->
                                one.what().equals(OF_A_BUNDLE)
                                        || !own.contains(one.change().resource()))
                        .toList();
    }

    private Optional<Held> change(Incoming incoming, long number, String what) {
        progress.accept(++taken);
        try {
            ResourceId resource = new ResourceId(incoming.type(), incoming.id());
            Change.Put change = new Change.Put(resource, incoming.json(), OptionalLong.empty());
            return Optional.of(new Held(change, source, number, what));
        } catch (IllegalArgumentException e) {
            reject(number, what, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void hold(Incoming incoming, Held read) {
        Optional<String> patient = incoming.patient();
        if (patient.isEmpty()) {
            unowned.put(incoming.reference(), read);
            for (String chart : wanted.getOrDefault(incoming.reference(), Set.of())) {
                referredTo.add(incoming.reference());
                held.hold(chart, read);
            }
            return;
        }
        held.hold(patient.get(), read);
        for (String reference : incoming.references()) {
            refer(patient.get(), reference);
        }
    }

    private void refer(String patient, String reference) {
        if (!Incoming.isShared(reference)) {
            return;
        }
        Set<String> charts = wanted.computeIfAbsent(reference, _ -> new LinkedHashSet<>());
        if (charts.add(patient)) {
            Held shared = unowned.get(reference);
            if (shared != null) {
                referredTo.add(reference);
                held.hold(patient, shared);
            }
        }
    }

    /// Writes what was held, chart by chart.
    public void finish() {
        finish((_, _) -> {});
    }

    /// The same, telling how far it is.
    public void finish(ChartProgress written) {
        long all = held.charts().size();
        long done = 0;
        try (held) {
            for (String chart : List.copyOf(held.charts())) {
                take(chart, withoutOthers(held.of(chart)));
                written.done(++done, all);
            }
        }
        write();
        deletions.forEach(this::delete);
        unowned.keySet().stream()
                .filter(reference -> !referredTo.contains(reference))
                .forEach(reference ->
                        report.unreferenced(reference.substring(0, reference.indexOf('/'))));
    }

    private void delete(Deletions.Deletion deletion) {
        for (String chart : deletion.charts(store)) {
            store.append(
                    chart,
                    new Attribution(actor, clock.instant(), "import"),
                    List.of(new Change.Delete(deletion.resource(), OptionalLong.empty())));
        }
    }

    /// Told how many of the charts that were held are written.
    public interface ChartProgress {
        /// So many of all.
        void done(long count, long all);
    }

    private void take(String patient, List<Held> resources) {
        charts.add(new Chart(patient, resources));
        waiting += resources.size() + 1;
        if (waiting >= WRITTEN_AT_ONCE) {
            write();
        }
    }

    /// Writes the charts that wait, each whole or not at all, with one wait for the disk; told of
    /// once they are on it.
    private void write() {
        List<Chart> all = List.copyOf(charts);
        charts.clear();
        waiting = 0;
        if (!all.isEmpty()) {
            List<Runnable> told = new ArrayList<>();
            boolean _ =
                    store.together(() -> {
                        all.forEach(one -> append(one.patient(), one.resources(), told));
                        return true;
                    });
            told.forEach(Runnable::run);
        }
    }

    private void append(String patient, List<Held> resources, List<Runnable> told) {
        boolean comes =
                resources.stream().anyMatch(one -> one.change().resource().type().equals(PATIENT));
        if (patient.equals(ChartStore.SITE)) {
            told.add(() ->
                    resources.forEach(
                            one -> reject(one, "the id " + patient + " is this site's own")));
            return;
        }
        if (!comes && !patients.test(patient)) {
            told.add(() ->
                    resources.forEach(one ->
                            reject(
                                    one,
                                    "%s is about %s/%s, who neither comes with it nor is here; bring the patient in first or along with it"
                                            .formatted(
                                                    one.change().resource(), PATIENT, patient))));
            return;
        }
        Attribution by = new Attribution(actor, clock.instant(), "import");
        Appended appended;
        try {
            ChartBatch batch =
                    new ChartBatch(patient, resources.stream().<Change>map(Held::change).toList());
            appended = store.append(patient, by, completing.apply(batch).changes());
        } catch (IllegalArgumentException e) {
            told.add(() -> reject(resources.getFirst(), String.valueOf(e.getMessage())));
            return;
        }
        switch (appended) {
            case Appended.Recorded(var receipt) -> told.add(() -> report.recorded(receipt));
            case Appended.Conflict(var conflicts) ->
                    told.add(() -> reject(resources.getFirst(), conflicts.toString()));
            case Appended.Refused(var refusals) -> {
                refusals.forEach(refusal ->
                        told.add(() -> reject(resources.get(refusal.index()), refusal.toString())));
                List<Held> rest = new ArrayList<>(resources);
                refusals.reversed().forEach(refusal -> rest.remove(refusal.index()));
                if (!rest.isEmpty()) {
                    append(patient, rest, told);
                }
            }
        }
    }

    private void reject(Held resource, String reason) {
        reject(resource.source(), resource.line(), resource.what(), reason);
    }

    private void reject(long line, String what, String reason) {
        reject(source, line, what, reason);
    }

    private void reject(String file, long line, String what, String reason) {
        report.rejected(
                new IntakeReport.Rejection(
                        file, line, what, reason.replaceAll("\\s*\\R\\s*", " ")));
    }
}
