package org.osteon.app.http.web.outcomes;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osteon.access.Action;
import org.osteon.app.http.web.Frame;
import org.osteon.pathway.Followed;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Sight;
import org.osteon.records.charts.StoreSecret;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.cohort.Cohort;
import org.osteon.records.cohort.PoolDefinition;
import org.osteon.records.cohort.PoolRows;
import org.osteon.records.words.CalendarDay;
import org.osteon.records.words.Pathways;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The cohorts of the store: a chart is read again when it, the day or the knowledge has changed.
/// When the server stops, what is being read is let go before the store is closed.
@Component
final class Cohorts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cohorts.class);
    private static final int AT_A_TIME = 500;

    /// So long charts are read while the page is made; the rest of them in the background.
    private static final long PATIENCE_NANOS = 1_500_000_000L;

    private static final int SECONDS_WHILE_READING = 2;

    private final ChartStore store;
    private final StoredCharts charts;
    private final Records records;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final Map<Key, Map<String, Kept>> kept = new ConcurrentHashMap<>();
    private final AtomicBoolean working = new AtomicBoolean();
    private volatile boolean closed;
    private volatile Thread reader = Thread.currentThread();

    Cohorts(
            ChartStore store,
            StoredCharts charts,
            Records records,
            KnowledgeBase knowledge,
            Clock clock) {
        this.records = records;
        this.store = store;
        this.charts = charts;
        this.knowledge = knowledge;
        this.clock = clock;
    }

    /// What outcomes depend on besides the chart.
    private record Key(String knowledge, LocalDate freeze) {}

    /// The outcomes of a chart at a revision, or why there are none.
    private record Kept(long revision, Followed followed) {}

    /// A cohort as far as it is read.
    ///
    /// @param pending charts that are still to be read, of those whom whoever asks may follow
    record Reading(Cohort cohort, int pending) {}

    /// The cohort that a page is asked for.
    ///
    /// @param query with `freeze`, the day of the data freeze, where it is not today
    /// @throws Problem where there is no such pathway, or no such day
    Reading read(String pathway, Map<String, String> query) {
        String freeze = query.getOrDefault("freeze", "");
        return read(
                Pathways.named(knowledge, pathway),
                freeze.isEmpty() ? LocalDate.now(clock) : CalendarDay.parse(freeze));
    }

    /// The frame of a page that comes again by itself while charts are read.
    static Frame whileReading(Frame frame, int pending) {
        return pending > 0 ? frame.refreshing(SECONDS_WHILE_READING) : frame;
    }

    /// The cohort of a pathway on the day of a data freeze.
    Reading read(Pathway pathway, LocalDate freeze) {
        Key key = new Key(pathway.id() + " " + pathway.knowledgeHash(), freeze);
        // Yesterday's day of data freeze is seldom asked for again.
        kept.keySet().removeIf(other -> kept.size() > 8 && !other.equals(key));
        Map<String, Kept> known = kept.computeIfAbsent(key, _ -> new ConcurrentHashMap<>());
        List<ChartListing> old = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        forEachListing(listing -> {
            ids.add(listing.id());
            Kept one = known.get(listing.id());
            if (one == null || one.revision() != listing.revision()) {
                old.add(listing);
            }
        });
        long begun = System.nanoTime();
        int done = 0;
        while (done < old.size() && System.nanoTime() - begun < PATIENCE_NANOS) {
            renew(known, old.get(done), pathway, freeze);
            done++;
        }
        List<ChartListing> rest = List.copyOf(old.subList(done, old.size()));
        if (!rest.isEmpty()) {
            inBackground(() -> {
                for (ChartListing listing : rest) {
                    if (closed) {
                        return;
                    }
                    renew(known, listing, pathway, freeze);
                }
            });
        }
        Sight sight = records.followable();
        List<String> mine = records.cohort(sight, ids);
        // How many there are of others is not theirs to know.
        Set<String> unread = rest.stream().map(ChartListing::id).collect(Collectors.toSet());
        int pending = (int) mine.stream().filter(unread::contains).count();
        return new Reading(seen(known, sight, mine, pathway, freeze), pending);
    }

    /// That they may take rows out of the house.
    void requireExport() {
        records.require(Action.EXPORT);
    }

    /// The rows of this site for a pool: of those whom whoever asks may follow, made with the
    /// store's own key, so that nobody needs to be told who somebody is.
    ///
    /// @throws Problem where they may not take rows out, or not all charts were read
    PoolRows pool(PoolDefinition definition, String site) {
        requireExport();
        Pathway pathway = Pathways.named(knowledge, definition.pathway());
        Reading reading = read(pathway, LocalDate.now(clock));
        if (reading.pending() > 0) {
            throw new Problem(
                    ProblemKind.BUSY,
                    reading.pending()
                            + " charts are still to be read: rows of a part would look like rows"
                            + " of all. Ask again in a moment.");
        }
        Sight sight = records.followable();
        Map<String, String> ids = new HashMap<>();
        if (records.coded()) {
            forEachListing(one -> ids.put(records.pseudonym(one.id()), one.id()));
        }
        Cohort seen = reading.cohort();
        Cohort known =
                Cohort.of(
                        pathway,
                        seen.freeze(),
                        seen.charts(),
                        seen.unreadable(),
                        seen.patients().stream().map(one -> known(one, ids)).toList());
        return PoolRows.of(
                known,
                definition,
                site,
                StoreSecret.ofPools(store),
                patient ->
                        records.cut(sight, chartOf(patient))
                                .or(() -> charts.pass(chartOf(patient)).opened()));
    }

    /// That rows for a pool left the house is on record.
    void tookPool(String author, PoolDefinition definition, PoolRows rows) {
        store.record(
                new Attribution(
                        author,
                        clock.instant(),
                        "pool-rows",
                        definition.id() + " " + definition.version()),
                null,
                rows.rows().rows().size() + " rows, definition " + definition.digest());
    }

    private static String chartOf(String patient) {
        return patient.substring(patient.indexOf('/') + 1);
    }

    private static Outcomes known(Outcomes one, Map<String, String> ids) {
        String id = ids.getOrDefault(chartOf(one.patient()), chartOf(one.patient()));
        return new Outcomes(
                "Patient/" + id,
                one.start(),
                one.lastContact(),
                one.startEvidence(),
                one.factors(),
                one.endpoints(),
                one.measures());
    }

    private void forEachListing(Consumer<ChartListing> each) {
        for (List<ChartListing> page = store.chartsAfter("", AT_A_TIME);
                !page.isEmpty();
                page = store.chartsAfter(page.getLast().id(), AT_A_TIME)) {
            page.forEach(each);
        }
    }

    /// What whoever asks may follow: without what is withheld, and where their role says so without
    /// what tells who it is.
    private Cohort seen(
            Map<String, Kept> all,
            Sight sight,
            List<String> mine,
            Pathway pathway,
            LocalDate freeze) {
        Map<String, Kept> now = new HashMap<>(all);
        for (String id : mine) {
            records.cut(sight, id)
                    .ifPresent(chart ->
                            now.put(
                                    id,
                                    new Kept(
                                            0,
                                            Cohort.followed(
                                                    new ChartOpening.Opened(chart, 0),
                                                    pathway,
                                                    freeze))));
        }
        if (!records.coded()) {
            return cohort(now, mine, pathway, freeze);
        }
        Map<String, Kept> coded = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String id : mine) {
            Kept one = now.get(id);
            String name = records.pseudonym(id);
            names.add(name);
            if (one != null) {
                coded.put(name, new Kept(one.revision(), coded(name, one.followed())));
            }
        }
        names.sort(null);
        return cohort(coded, names, pathway, freeze);
    }

    private static Followed coded(String name, Followed followed) {
        return switch (followed) {
            case Followed.Not _ -> new Followed.Not("it cannot be followed");
            case Followed.Outcome(Outcomes one) -> {
                Map<String, Outcomes.Endpoint> endpoints = new LinkedHashMap<>();
                one.endpoints()
                        .forEach((id, endpoint) ->
                                endpoints.put(
                                        id,
                                        endpoint instanceof Outcomes.Endpoint.Observed observed
                                                ? new Outcomes.Endpoint.Observed(
                                                        observed.days(),
                                                        observed.event(),
                                                        observed.kind(),
                                                        List.of())
                                                : endpoint));
                yield new Followed.Outcome(
                        new Outcomes(
                                name,
                                one.start(),
                                one.lastContact(),
                                List.of(),
                                one.factors(),
                                endpoints,
                                one.measures()));
            }
        };
    }

    private static Cohort cohort(
            Map<String, Kept> all, List<String> ids, Pathway pathway, LocalDate freeze) {
        List<Outcomes> outcomes = new ArrayList<>();
        List<Cohort.Unreadable> unreadable = new ArrayList<>();
        Map<String, Kept> now = new HashMap<>(all);
        for (String id : ids) {
            Kept one = now.get(id);
            if (one != null) {
                switch (one.followed()) {
                    case Followed.Outcome(var known) -> outcomes.add(known);
                    case Followed.Not(String reason) ->
                            unreadable.add(new Cohort.Unreadable(id, reason));
                }
            }
        }
        return Cohort.of(pathway, freeze, ids.size(), unreadable, outcomes);
    }

    private void renew(
            Map<String, Kept> known, ChartListing listing, Pathway pathway, LocalDate freeze) {
        known.put(
                listing.id(),
                new Kept(
                        listing.revision(),
                        Cohort.followed(charts.pass(listing.id()), pathway, freeze)));
    }

    private void inBackground(Runnable work) {
        if (closed || !working.compareAndSet(false, true)) {
            return;
        }
        reader =
                Thread.ofVirtual()
                        .name("cohort")
                        .start(() -> {
                            try {
                                work.run();
                            } catch (RuntimeException e) {
                                LOG.error("the cohort could not be read", e);
                            } finally {
                                working.set(false);
                            }
                        });
    }

    /// Waits for the one chart that is being read.
    @Override
    public void close() {
        closed = true;
        Thread reading = reader;
        while (working.get() && reading.isAlive()) {
            try {
                reading.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
