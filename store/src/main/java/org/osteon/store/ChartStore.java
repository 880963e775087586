package org.osteon.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Charts on disk. A chart is one patient's resources under the patient's id; each change adds
/// versions and an audit entry in one transaction, and nothing is overwritten.
///
/// ```java
/// try (ChartStore store = ChartStore.open("charts.db")) {
///     var by = new Attribution("Ward 3", clock.instant(), "import");
///     switch (store.append("p1", by, List.of(Change.put("Observation", "k", json)))) {
///         case Appended.Recorded(var receipt) -> print(receipt.count(Effect.CREATED));
///         case Appended.Conflict(var conflicts) -> print(conflicts);
///         case Appended.Refused(var refusals) -> print(refusals);
///     }
///     store.chart("p1").ifPresent(chart -> assess(chart.utf8()));
/// }
/// ```
///
/// One store may be used by many threads at the same time, and one database by several processes:
/// readers see the last commit and never wait, writers take turns. Every method throws
/// [StoreException] when the database cannot do its work; what a caller can expect to happen (a
/// version conflict, an unknown chart) is a result.
public final class ChartStore implements AutoCloseable {
    /// The id of the one chart that is no patient's: what the site keeps of itself, with versions
    /// and audit as the others. It stands in no list of charts and is not counted.
    public static final String SITE = "osteon.site";

    private final Database database;
    private final Optional<SealFiles> seals;

    private ChartStore(Database database, Optional<SealFiles> seals) {
        this.database = database;
        this.seals = seals;
    }

    /// Opens a store, made on first use. What it writes is sealed by a key in a file: of a store in
    /// a file the one beside it (`charts.db.key`), made on first use; on a server by none.
    ///
    /// @param location a file (SQLite), `jdbc:sqlite:FILE`, or
    ///   `jdbc:postgresql://host:port/database?user=…&password=…`, there in the connection's
    ///   current schema
    /// @throws StoreException when there is something else, or a newer store, or the server cannot
    ///   be reached, or the file is no key
    public static ChartStore open(String location) {
        return open(location, null);
    }

    /// The same with the key elsewhere.
    ///
    /// @param key the file of the key, made on first use; null: where it is by default
    /// @throws StoreException also where the store was sealed by another key, or by one that is not
    ///   there
    public static ChartStore open(String location, @Nullable Path key) {
        return open(Database.at(location, true), SealFiles.at(key, file(location)), true);
    }

    /// Opens a store that is there, and makes nothing, neither a file nor a key: for looking after
    /// it. Without the key that it was sealed by it is read only.
    ///
    /// @throws StoreException also where there is none
    public static ChartStore existing(String location, @Nullable Path key) {
        return open(Database.at(location, false), SealFiles.at(key, file(location)), false);
    }

    /// Opens a store in a file, made on first use with the folders above it.
    public static ChartStore open(Path file) {
        return open(new SqliteDatabase(file), SealFiles.at(null, Optional.of(file)), true);
    }

    /// Where the key of a store in a file is, where nobody says otherwise.
    public static Path keyOf(Path file) {
        return SealFiles.keyOf(file);
    }

    /// The file of an SQLite store; empty for one on a PostgreSQL server.
    ///
    /// @throws StoreException for what is neither
    public static Optional<Path> file(String location) {
        String sqlite = "jdbc:sqlite:";
        if (location.startsWith("jdbc:postgresql:")) {
            return Optional.empty();
        }
        if (location.startsWith("jdbc:") && !location.startsWith(sqlite)) {
            throw new StoreException(
                    new StoreProblem.NotAStore(
                            location, "only SQLite files and PostgreSQL URLs can be opened"));
        }
        return Optional.of(
                Path.of(
                        location.startsWith(sqlite)
                                ? location.substring(sqlite.length())
                                : location));
    }

    private static ChartStore open(Database database, Optional<SealFiles> seals, boolean makes) {
        try {
            Schema.bringUpToDate(database);
            SealGuard.use(database, seals, makes);
            return new ChartStore(database, seals);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// Where it is, without passwords: for messages.
    public String location() {
        return database.location();
    }

    /// Why nothing can be written now; empty where it can. Tried by writing something, every two
    /// seconds at most, as nothing is answered that cannot be written down.
    public Optional<StoreProblem> trouble() {
        return database.trouble().now();
    }

    // --- changing charts ---

    /// Applies a batch of changes to one chart, whole or not at all, and waits until it is on disk.
    /// The chart need not exist. A resource may occur more than once; its changes are then applied
    /// in order.
    ///
    /// @param chart the patient's id
    public Appended append(String chart, Attribution by, List<? extends Change> changes) {
        Text.requireChartId(chart);
        Batch batch = new Batch(changes);
        if (!batch.refusals().isEmpty()) {
            return new Appended.Refused(batch.refusals());
        }
        return database.write(session -> new ChartWriter(session, chart, by).append(batch));
    }

    /// Applies changes to several charts and to what is kept beside them, in one transaction: all
    /// of it or nothing, on disk when this returns.
    ///
    /// @param charts each chart's changes, in order
    /// @param notes what is kept or taken away with them
    /// @return what came of each chart; where one is not [Appended.Recorded], nothing was written
    ///   of any
    public List<Appended> appendAll(
            Attribution by, List<ChartBatch> charts, List<NoteChange> notes) {
        charts.forEach(one -> Text.requireChartId(one.chart()));
        return new ManyCharts(database, by).append(charts, notes);
    }

    /// Does several things as one: all that the work reads and writes in this store is one
    /// transaction, on disk when this returns. It reads what it has written so far; what it appends
    /// and is not recorded leaves no trace in it. Where it throws, nothing of it is written. Others
    /// wait for it with what they write, so that it is to be short.
    public <T> T together(Supplier<T> work) {
        return database.together(work);
    }

    /// Reads several things as they are at one moment. The work does not write.
    public <T> T reading(Supplier<T> work) {
        return database.readTogether(work);
    }

    // --- reading charts ---

    /// The chart as it is now; empty where there is none.
    public Optional<StoredChart> chart(String id) {
        return database.read(session -> new VersionReader(session).chart(id, Long.MAX_VALUE));
    }

    /// The chart as it was known at an instant: the versions recorded up to it. Where the clock was
    /// wrong for a while, the order of the entries tells what was known. Empty where nothing was.
    public Optional<StoredChart> chart(String id, Instant asOf) {
        return database.read(
                session -> new VersionReader(session).chartKnownAt(id, Micros.of(asOf)));
    }

    /// The chart as it was at a revision ([StoredChart#revision]), whatever was written since.
    public Optional<StoredChart> chartAt(String id, long revision) {
        return database.read(session -> new VersionReader(session).chart(id, revision));
    }

    /// What makes up the chart at a revision, without its texts: numbers for [#versions], in the
    /// order of the chart. For who goes through a large chart by pages.
    ///
    /// @param wanted by type and by when the version was recorded
    public long[] contents(String chart, long revision, BiPredicate<String, Instant> wanted) {
        return database.read(one -> new VersionReader(one).contents(chart, revision, wanted));
    }

    /// Versions of a chart by the numbers of [#contents].
    public List<StoredResource> versions(String chart, long[] numbers) {
        return database.read(session -> new VersionReader(session).versions(chart, numbers));
    }

    /// What had been deleted from a chart at a revision; each as the version that says so.
    public List<StoredResource> removed(String chart, long revision) {
        return database.read(session -> new VersionReader(session).removed(chart, revision));
    }

    /// The latest version of a resource; check [StoredResource#deleted].
    public Optional<StoredResource> read(String chart, ResourceId resource) {
        return database.read(session -> new VersionReader(session).read(chart, resource));
    }

    /// One version of a resource (FHIR's vread).
    public Optional<StoredResource> read(String chart, ResourceId resource, long version) {
        return database.read(session -> new VersionReader(session).read(chart, resource, version));
    }

    /// The latest versions of all resources of this name, whichever chart they are in, by chart:
    /// mostly one. For requests that do not name the patient.
    public List<StoredResource> find(ResourceId resource) {
        return database.read(session -> new VersionReader(session).find(resource));
    }

    /// All versions of a resource, newest first.
    public List<StoredResource> history(String chart, ResourceId resource) {
        return database.read(session -> new VersionReader(session).history(chart, resource));
    }

    /// All versions of a chart's resources, newest first.
    public List<StoredResource> history(String chart, int offset, int limit) {
        return database.read(session -> new VersionReader(session).history(chart, offset, limit));
    }

    /// Searches the resources as they are now.
    public Page search(ResourceQuery query) {
        return database.read(session -> ResourceSearch.run(session, query));
    }

    /// Charts in the order of their ids.
    public List<ChartListing> charts(int offset, int limit) {
        return database.read(session -> new ChartList(session).charts(offset, limit));
    }

    /// Charts whose ids come after this one (`""`: from the beginning), in the order of their ids:
    /// for walking over all of them while others write.
    public List<ChartListing> chartsAfter(String id, int limit) {
        return database.read(session -> new ChartList(session).chartsAfter(id, limit));
    }

    /// One chart's line of the list.
    public Optional<ChartListing> listing(String chart) {
        return database.read(session -> new ChartList(session).chart(chart));
    }

    /// How many charts there are.
    public long chartCount() {
        return database.read(session -> new ChartList(session).count());
    }

    /// What is kept under a key for a chart; check [ChartSummary#stale].
    public Optional<ChartSummary> summary(String chart, String key) {
        return database.read(session -> new ChartList(session).summary(chart, key));
    }

    /// Keeps things derived from charts, each in the place of what was kept under its key; one
    /// write to disk for all of them. Not audited. Charts that are not there are left out.
    ///
    /// @param summaries what is kept; [ChartSummary#chartRevision] is not looked at
    public void putSummaries(List<ChartSummary> summaries) {
        putSummaries(summaries, List.of());
    }

    /// The same with what is to be told of them: all of it is kept, or nothing.
    public void putSummaries(List<ChartSummary> summaries, List<NoteChange> notes) {
        notes.forEach(NoteChange::requireStorable);
        database.write(session -> {
            ChartList list = new ChartList(session);
            for (ChartSummary one : summaries) {
                list.put(one.chart(), one.key(), one.json(), one.revision());
            }
            KeptNotes kept = new KeptNotes(session);
            for (NoteChange note : notes) {
                boolean _ = kept.apply(note);
            }
            return summaries.size();
        });
    }

    /// All charts with what is kept under a key, a page at a time.
    ///
    /// @param after the id after which the page begins (`""`: from the beginning)
    /// @param limit how many charts at most, in the order of their ids
    public List<SummarisedChart> summarised(String key, String after, int limit) {
        return database.read(session -> new ChartList(session).summarised(key, after, limit));
    }

    /// Which charts have changed since somebody last asked, whoever changed them: another server or
    /// a command too. Costs what changed, not what there is.
    ///
    /// @param mark what the last answer ended with; 0 for all there is
    public ChartChanges changesSince(long mark) {
        return database.read(session -> new ChartList(session).changedAfter(mark));
    }

    /// The mark after which [#changesSince] tells only what comes from now on.
    public long changeMark() {
        return database.read(session -> new ChartList(session).lastVersion());
    }

    // --- what people keep beside the charts ---

    /// Keeps something that is no part of a chart, in the place of what had this name.
    ///
    /// @param kind what it is, a word of the caller's
    public void keep(String kind, KeptNote note) {
        Text.requireStorable("id", note.id());
        Text.requireStorable("json", note.json());
        boolean _ =
                database.write(session -> new KeptNotes(session).put(kind, note.id(), note.json()));
    }

    /// All that is kept of a kind, by id.
    public List<KeptNote> kept(String kind) {
        return database.read(session -> new KeptNotes(session).all(kind));
    }

    /// What is kept of a kind under ids that begin like this, by id.
    public List<KeptNote> keptUnder(String kind, String prefix) {
        return database.read(session -> new KeptNotes(session).under(kind, prefix));
    }

    /// Some of what is kept of a kind, by id, after an id (`""`: from the first): for walking over
    /// all of it.
    public List<KeptNote> keptAfter(String kind, String id, int limit) {
        return database.read(session -> new KeptNotes(session).after(kind, id, limit));
    }

    /// How much is kept of a kind.
    public long keptCount(String kind) {
        return database.read(session -> new KeptNotes(session).count(kind));
    }

    /// What is kept under a name.
    public Optional<KeptNote> kept(String kind, String id) {
        return database.read(session -> new KeptNotes(session).one(kind, id));
    }

    /// Keeps a note where the one kept under its name is still the one that was read.
    ///
    /// @param before the text that it takes the place of; null: there was none
    /// @return false where somebody else was quicker
    public boolean replace(String kind, @Nullable String before, KeptNote note) {
        Text.requireStorable("id", note.id());
        Text.requireStorable("json", note.json());
        return database.write(session -> {
            KeptNotes notes = new KeptNotes(session);
            String now = notes.one(kind, note.id()).map(KeptNote::json).orElse(null);
            return Objects.equals(now, before) && notes.put(kind, note.id(), note.json());
        });
    }

    /// Takes away what is kept under a name.
    ///
    /// @return false where there was none
    public boolean discard(String kind, String id) {
        return database.write(session -> new KeptNotes(session).remove(kind, id));
    }

    // --- audit ---

    /// Adds an entry for something that changes no resource: a chart was viewed, a code was broken.
    ///
    /// @param chart the chart it concerns, or null
    /// @param detail what exactly, in words or JSON; may be empty
    /// @return the entry's sequence
    public long record(Attribution by, @Nullable String chart, String detail) {
        Text.requireStorable("detail", detail);
        if (chart != null) {
            Text.requireChartId(chart);
        }
        return database.write(session -> new AuditLog(session).add(by, chart, detail));
    }

    /// Keeps looks, and waits until they are on disk.
    public void look(List<Look> all) {
        if (!all.isEmpty()) {
            boolean _ =
                    database.write(session -> {
                        new LookLog(session).add(all);
                        return true;
                    });
        }
    }

    /// Looks before a sequence ([Long#MAX_VALUE]: from the last), newest first.
    ///
    /// @param chart at this chart only, or null
    public List<LookEntry> looks(@Nullable String chart, long before, int limit) {
        return database.read(session -> new LookLog(session).before(chart, before, limit));
    }

    /// Entries after a sequence (0: from the first), oldest first.
    public List<AuditEntry> auditSince(long sequence, int limit) {
        return database.read(session -> new AuditLog(session).after(null, sequence, limit));
    }

    /// A chart's entries before a sequence ([Long#MAX_VALUE]: from the last), newest first.
    public List<AuditEntry> auditOf(String chart, long before, int limit) {
        return database.read(session -> new AuditLog(session).before(chart, before, limit));
    }

    /// What was done and looked at, both chains as one, newest first.
    public List<TrailEntry> trail(TrailQuery query, int offset, int limit) {
        return database.read(session -> new Trail(session).page(query, offset, limit));
    }

    /// Those of one chain after a sequence (0: from the first), oldest first.
    public List<TrailEntry> trailAfter(
            TrailQuery query, TrailQuery.Chain chain, long sequence, int limit) {
        return database.read(session -> new Trail(session).after(query, chain, sequence, limit));
    }

    /// How many entries such a search finds.
    public long trailCount(TrailQuery query) {
        return database.read(session -> new Trail(session).count(query));
    }

    /// One entry of either chain, by its id; empty where there is none.
    public Optional<TrailEntry> trailEntry(String id) {
        return database.read(session -> new Trail(session).one(id));
    }

    /// What signs for this store, and tells whether it did.
    public RecordSignatures signatures() {
        return new RecordSignatures(database);
    }

    /// What hides secrets that the server must know as they are.
    public HiddenSecrets secrets() {
        return new HiddenSecrets(database);
    }

    /// The end of the audit chain now; worth keeping outside the store.
    public AuditHead auditHead() {
        return database.read(session -> new AuditLog(session).head());
    }

    /// Writes the end of the chain, signed, with the end of the looks in it, to the file beside the
    /// key, where verifications look for it.
    ///
    /// @return empty where the store has no key
    public Optional<AuditHead> writeHead(Instant at) {
        AuditKey key = database.key();
        if (key == null || seals.isEmpty()) {
            return Optional.empty();
        }
        boolean _ =
                database.write(session -> {
                    new LookLog(session).anchor(at);
                    return true;
                });
        AuditHead head = auditHead();
        seals.get().add(key, head, at);
        return Optional.of(head);
    }

    /// Checks every byte that the audit covers: texts, times, actors, reasons, order, completeness;
    /// with a key also that nobody else wrote them, and that the ends of the chain that were
    /// written down are still there.
    public Verification verify() {
        return verify(null, _ -> {});
    }

    /// The same, with an end of the chain that was kept elsewhere.
    ///
    /// @param known from an earlier [#auditHead], or null: shows that nothing up to it was cut off
    ///   or written anew, which the chain alone cannot
    /// @param progress told the sequence of each entry that was checked
    public Verification verify(@Nullable AuditHead known, LongConsumer progress) {
        return new SealedVerifier(database, seals, progress).run(known);
    }

    /// Work that only one of several servers on this store does at a time, by a word of theirs.
    public SoleWork sole(String name) {
        return new SoleWork(database, name);
    }

    /// Copies the store as it is now into a new file, while others go on reading and writing. On
    /// disk when this returns. The key is not copied: it is kept apart.
    ///
    /// @throws StoreException where there is such a file, or for a store on a PostgreSQL server,
    ///   which has its own means
    public void copyTo(Path copy) {
        database.copyTo(copy);
    }

    @Override
    public void close() {
        database.close();
    }
}
