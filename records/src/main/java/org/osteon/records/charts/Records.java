package org.osteon.records.charts;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Action;
import org.osteon.access.Limits;
import org.osteon.access.Purpose;
import org.osteon.access.Scopes;
import org.osteon.chart.Chart;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.AuditEntry;
import org.osteon.store.Change;
import org.osteon.store.ChartBatch;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.store.KeptNote;
import org.osteon.store.LookEntry;
import org.osteon.store.NoteChange;
import org.osteon.store.Page;
import org.osteon.store.RecordSignatures;
import org.osteon.store.ResourceId;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;

/// The one way from a door to what the store holds. It asks [org.osteon.access.Access] for whoever
/// asks ([Visits]), leaves out what they may not see as if it were not there, and writes down who
/// looked before it hands anything out.
public final class Records {
    private static final int AT_ONCE = 10_000;

    private final ChartStore store;
    private final StoredCharts charts;
    private final Clock clock;
    private final AccessCheck asking;
    private final Withholding withholding;
    private final RecordSearch search;
    private final Pseudonyms pseudonyms;
    private final SiteRegister site;

    public Records(ChartStore store, StoredCharts charts, Clock clock) {
        this.store = store;
        this.charts = charts;
        this.clock = clock;
        this.asking = new AccessCheck(store, clock);
        this.withholding = new Withholding(store);
        this.pseudonyms = new Pseudonyms(store);
        this.site = new SiteRegister(store);
        this.search = new RecordSearch(store, asking, withholding);
    }

    /// Whether a text can be the id of a chart.
    public static boolean isId(String chart) {
        return AccessCheck.isId(chart);
    }

    /// Whether there is such a chart that they may do something with; not written down.
    public boolean may(Action action, String chart) {
        return asking.mayOf(action, chart) && store.listing(chart).isPresent();
    }

    /// Whether there is such a chart for them; not written down.
    public boolean has(String chart) {
        return may(Action.READ, chart);
    }

    /// Whether they may do something anywhere: what a page offers.
    public boolean may(Action action) {
        return asking.may(AccessCheck.visit(), action);
    }

    /// That they may do something that concerns no one chart; a [Problem] where they may not.
    public void require(Action action) {
        if (!may(action)) {
            asking.look(
                    AccessCheck.visit(),
                    new Purpose(""),
                    action.code(),
                    "refused: no role may",
                    List.of());
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Not with your roles",
                    "Your roles do not include this.",
                    "An administrator of this site gives roles.");
        }
    }

    /// Whether they are told who got what in a study; not written down.
    public boolean isTold(String study) {
        return asking.isTold(study);
    }

    /// That they are told who got what in a study; a [Problem] where they are blind.
    public void requireTold(String study) {
        asking.requireTold(study);
    }

    // --- looks ---

    /// Writes down that lines of these charts are shown, before they are.
    public void listed(List<String> seen) {
        asking.seen("list", seen);
    }

    /// Who looked at a chart, newest first; for those who may read it, and auditors.
    public List<LookEntry> looks(String chart, long before, int limit) {
        return mayAudit(chart) && !asking.isBlind(chart)
                ? asking.looks(chart, before, limit)
                : List.of();
    }

    /// Who looked at anything, newest first; for auditors.
    public List<LookEntry> looks(long before, int limit) {
        require(Action.AUDIT);
        return asking.looks(null, before, limit).stream()
                .map(one ->
                        one.look().charts().stream().anyMatch(asking::isBlind)
                                ? one.withoutDetail(RecordTrail.HIDDEN)
                                : one)
                .toList();
    }

    /// What was done and looked at.
    public RecordTrail trail() {
        return new RecordTrail(this, store, asking);
    }

    /// Charts that leave the house.
    public ChartExport exporting() {
        return new ChartExport(store, asking, withholding);
    }

    /// What somebody is told of charts without asking.
    public ChartNews news() {
        return new ChartNews(store, asking);
    }

    boolean mayAudit(String chart) {
        return may(Action.AUDIT, chart) || may(Action.READ, chart);
    }

    // --- one chart ---

    /// The chart as it is, without what is withheld.
    public ChartOpening open(String id) {
        return open(Action.READ, id);
    }

    /// The chart as it is, for something else than reading it.
    public ChartOpening open(Action action, String id) {
        if (id.equals(SiteRegister.CHART)) {
            return may(Action.SITE)
                    ? new ChartOpening.Opened(site.chart(), 0)
                    : new ChartOpening.Missing(id);
        }
        return asking.limits(action, id)
                .map(limits -> Withholding.narrowed(charts.open(id), limits))
                .orElseGet(() -> new ChartOpening.Missing(id));
    }

    /// The chart as it is, with what can be chosen from the register of the site: for filling in
    /// forms.
    public ChartOpening openToFillIn(Action action, String id) {
        return open(action, id) instanceof ChartOpening.Opened(Chart chart, long revision)
                ? new ChartOpening.Opened(site.around(chart), revision)
                : open(action, id);
    }

    /// The chart as it is, read anew.
    public ChartOpening pass(String id) {
        return asking.limits(Action.READ, id)
                .map(limits -> Withholding.narrowed(charts.pass(id), limits))
                .orElseGet(() -> new ChartOpening.Missing(id));
    }

    /// The chart with what had been recorded by an instant.
    public ChartOpening openAsRecorded(String id, Instant by) {
        return asking.limits(Action.READ, id)
                .map(limits -> Withholding.narrowed(charts.openAsRecorded(id, by), limits))
                .orElseGet(() -> new ChartOpening.Missing(id));
    }

    /// The chart's resources as they are.
    public Optional<StoredChart> chart(String id) {
        return asking.limits(Action.READ, id)
                .flatMap(limits -> store.chart(id).map(withholding.cutBy(limits)));
    }

    /// The chart's resources as they were known at an instant.
    public Optional<StoredChart> chart(String id, Instant asOf) {
        return asking.limits(Action.READ, id)
                .flatMap(limits -> store.chart(id, asOf).map(withholding.cutBy(limits)));
    }

    /// What makes up a chart at a revision, as far as it is wanted by its type and by when it was
    /// recorded, page by page.
    public ChartContents contents(String id, long revision, BiPredicate<String, Instant> wanted) {
        return new ChartContents(store, asking, withholding, id, revision, wanted);
    }

    /// A chart's line of the list; empty where there is none for them.
    public Optional<ChartListing> listing(String id) {
        return asking.limits(Action.READ, id).flatMap(_ -> store.listing(id));
    }

    /// The latest version of a resource.
    public Optional<StoredResource> read(String chart, ResourceId resource) {
        return read(Action.READ, chart, resource);
    }

    /// The same for something else than reading it.
    public Optional<StoredResource> read(Action action, String chart, ResourceId resource) {
        return asking.limits(action, chart, Scopes.Need.READ)
                .flatMap(limits ->
                        store.read(chart, resource).flatMap(one -> withholding.shown(limits, one)));
    }

    /// One version of a resource.
    public Optional<StoredResource> read(String chart, ResourceId resource, long version) {
        return asking.limits(Action.READ, chart, Scopes.Need.READ)
                .flatMap(limits ->
                        store.read(chart, resource)
                                .flatMap(one -> withholding.shown(limits, one))
                                .flatMap(_ -> store.read(chart, resource, version))
                                .filter(one ->
                                        one.deleted()
                                                || withholding.shown(limits, one).isPresent()));
    }

    /// The latest versions of all resources of this name.
    public List<StoredResource> find(ResourceId resource) {
        return store.find(resource).stream()
                .filter(one ->
                        asking.limits(Action.READ, one.chart(), Scopes.Need.READ)
                                .flatMap(limits -> withholding.shown(limits, one))
                                .isPresent())
                .toList();
    }

    /// All versions of a resource, newest first.
    public List<StoredResource> history(String chart, ResourceId resource) {
        return asking.limits(Action.READ, chart, Scopes.Need.READ)
                .map(limits ->
                        store
                                .read(chart, resource)
                                .flatMap(one -> withholding.shown(limits, one))
                                .map(_ -> store.history(chart, resource))
                                .orElse(List.of())
                                .stream()
                                .filter(one ->
                                        one.deleted() || withholding.shown(limits, one).isPresent())
                                .toList())
                .orElse(List.of());
    }

    /// All versions of a chart's resources, newest first.
    public List<StoredResource> history(String chart, int offset, int limit) {
        return asking.limits(Action.READ, chart)
                .map(limits ->
                        store.history(chart, offset, limit).stream()
                                .filter(one -> withholding.shown(limits, one).isPresent())
                                .toList())
                .orElse(List.of());
    }

    /// A chart's audit before a sequence, newest first.
    public List<AuditEntry> auditOf(String chart, long before, int limit) {
        if (!AccessCheck.isId(chart) || !mayAudit(chart) || asking.isBlind(chart)) {
            return List.of();
        }
        Visit visit = AccessCheck.visit();
        asking.look(visit, new Purpose(""), Action.AUDIT.code(), "done", List.of(chart));
        return store.auditOf(chart, before, limit);
    }

    // --- many charts ---

    /// Reads what all charts say of who may see them, before somebody has to wait for it.
    public void makeReady() {
        asking.makeReady();
    }

    /// What they see of a list of all charts; what of it is shown is written down by [#listed].
    public Sight listable() {
        return asking.sight(Action.LIST, false);
    }

    /// What they may follow in a cohort; what of it is followed is written down by [#cohort].
    public Sight followable() {
        return asking.sight(Action.FOLLOW, true);
    }

    /// Which of these charts they may follow, which is written down.
    public List<String> cohort(Sight followable, List<String> ids) {
        List<String> all = ids.stream().filter(followable::sees).toList();
        asking.seen(Action.FOLLOW.code(), all);
        return all;
    }

    /// A chart of which they see only a part, without the rest; empty where it is whole. For lists
    /// that were made of whole charts.
    public Optional<Chart> cut(Sight sight, String id) {
        return sight.of(id)
                .filter(Limits::mayWithhold)
                .flatMap(limits -> Withholding.narrowed(charts.open(id), limits).opened());
    }

    /// Whether they see a cohort only without what tells who it is.
    public boolean coded() {
        return asking.isCoded(Action.FOLLOW);
    }

    /// Charts whose ids come after this one, in the order of their ids.
    public List<ChartListing> chartsAfter(String id, int limit) {
        Sight seen = listable();
        List<ChartListing> found = new ArrayList<>();
        String last = id;
        while (found.size() < limit) {
            List<ChartListing> next = store.chartsAfter(last, limit);
            if (next.isEmpty()) {
                break;
            }
            next.stream().filter(one -> seen.sees(one.id())).forEach(found::add);
            last = next.getLast().id();
        }
        return found.stream().limit(limit).toList();
    }

    /// How many charts there are for them.
    public long chartCount() {
        Sight seen = listable();
        if (seen.isWhole()) {
            return store.chartCount();
        }
        long count = 0;
        String last = "";
        for (List<ChartListing> page = store.chartsAfter(last, AT_ONCE);
                !page.isEmpty();
                page = store.chartsAfter(last, AT_ONCE)) {
            count += page.stream().filter(one -> seen.sees(one.id())).count();
            last = page.getLast().id();
        }
        return count;
    }

    /// Whether there is no chart at all, for anybody.
    public boolean isEmpty() {
        return store.chartCount() == 0;
    }

    /// Hands out every chart whose words they may survey, without what is withheld.
    public void survey(Consumer<Chart> taking) {
        require(Action.SURVEY);
        walk().each(Action.SURVEY, false, (_, chart) -> taking.accept(chart));
    }

    /// One chart after the other.
    public ChartWalk walk() {
        return new ChartWalk(store, charts, asking);
    }

    /// How many resources a search finds; who they are is shown by nothing.
    public long count(ResourceQuery query) {
        return search.of(query.offset(0).limit(1)).total();
    }

    /// By what name a patient goes where nothing may tell who it is: always the same of one store.
    public String pseudonym(String chart) {
        return pseudonyms.of(chart);
    }

    /// Searches the resources as they are now; who turned up is written down.
    public Page search(ResourceQuery query) {
        Page page = search.of(query);
        List<String> turnedUp =
                page.resources().stream().map(StoredResource::chart).distinct().toList();
        asking.seen("search", turnedUp);
        return page;
    }

    // --- changing ---

    /// Applies changes to a chart, as recording what is so.
    public Appended append(String chart, Attribution by, List<? extends Change> changes) {
        return append(Action.RECORD, chart, by, changes);
    }

    /// Applies changes to a chart.
    ///
    /// @throws Problem where they may not: as if there were no such chart
    public Appended append(
            Action action, String chart, Attribution by, List<? extends Change> changes) {
        return append(action, chart, by, changes, List.of());
    }

    /// Applies changes to a chart and to what is kept beside it, in one transaction.
    ///
    /// @throws Problem where they may not: as if there were no such chart
    public Appended append(
            Action action,
            String chart,
            Attribution by,
            List<? extends Change> changes,
            List<NoteChange> notes) {
        if (chart.equals(SiteRegister.CHART)) {
            return register(by, changes);
        }
        ChartAppending appending = new ChartAppending(store, asking, withholding);
        List<Change> allowed = appending.allowed(action, chart, changes);
        List<Change> completed = site.completed(chart, allowed);
        return notes.isEmpty()
                ? store.append(chart, by, completed)
                : store.appendAll(by, List.of(new ChartBatch(chart, completed)), notes).getFirst();
    }

    /// Applies changes to the register of the site, and to the charts that rest on it.
    private Appended register(Attribution by, List<? extends Change> changes) {
        require(Action.REGISTER);
        if (AccessCheck.visit().reading()) {
            throw Problem.noChart(SiteRegister.CHART);
        }
        return site.append(by, changes);
    }

    /// The charts that name something of the register. Whose they are, only [#open] says.
    public RegisterHolders namedBy(ResourceId ofTheSite) {
        require(Action.REGISTER);
        return new RegisterHolders(site.holders(ofTheSite), charts);
    }

    /// What signs for the store.
    public RecordSignatures signatures() {
        return store.signatures();
    }

    /// Adds an entry to the audit.
    public void record(Attribution by, @Nullable String chart, String detail) {
        store.record(by, chart, detail);
    }

    /// Takes files in, as somebody.
    public Intake intake(String author, IntakeReport report, LongConsumer progress) {
        require(Action.BRING_IN);
        if (AccessCheck.visit().reading()) {
            throw Problem.noChart("");
        }
        return new Intake(store, author, clock, report, progress)
                .completedBy(new StudyLabels(store)::ofItself);
    }

    /// Whether there is such a patient, for them: what comes of somebody unknown is refused.
    public boolean knows(String patient) {
        return asking.mayOf(Action.READ, patient) && Intake.knows(store, patient);
    }

    /// Whether there is such a patient, for whoever may at least write about them.
    public boolean takes(String patient) {
        return (asking.mayOf(Action.READ, patient) || asking.mayOf(Action.RECORD, patient))
                && Intake.knows(store, patient);
    }

    /// Whether a chart may be taken in: one that is there must be theirs.
    public boolean mayBringIn(String chart) {
        return asking.mayOf(Action.BRING_IN, chart);
    }

    /// Keeps a note of somebody.
    public void keep(String kind, KeptNote note) {
        store.keep(NoteKinds.ofADoor(kind), note);
    }

    /// All notes of a kind.
    public List<KeptNote> kept(String kind) {
        return store.kept(NoteKinds.ofADoor(kind));
    }

    /// Takes a note away.
    public boolean discard(String kind, String id) {
        return store.discard(NoteKinds.ofADoor(kind), id);
    }

    /// Where the store is, without secrets.
    public String location() {
        return store.location();
    }
}
