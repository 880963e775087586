package org.osteon.records.worklist;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.ChartLog;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.rounds.RightOfWay;
import org.osteon.store.ChartChanges;
import org.osteon.store.ChartStore;
import org.osteon.store.StoreException;
import org.osteon.store.SummarisedChart;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lines of all charts, in memory. It is always whole: a chart that has not been assessed for
/// today shows its last answer with that answer's day, one never assessed shows that. What changes
/// in the store, whoever changes it, is looked at again at once; when the day turns, or the
/// knowledge is new, all charts are, the most pressing first, on all processors, whether or not
/// anybody looks.
public final class PatientList implements AutoCloseable {
    /// The name under which the store keeps the lines beside each chart.
    public static final String KEPT = ChartLines.KEY;

    private static final Logger LOG = LoggerFactory.getLogger(PatientList.class);

    /// Whoever asks waits for so many changed charts, for so long at most.
    private static final int WAITED_FOR = 40;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int PAGE = 1_000;

    private final ChartStore store;
    private final Clock clock;
    private final Assessor assessor;
    private final Reassessment reassessment;

    /// Of charts that whoever asks waits for: nothing else comes before them.
    private final Reassessment atOnce;

    private final ConcurrentSkipListMap<String, ListedChart> charts = new ConcurrentSkipListMap<>();
    private final Map<ListedChart, CompletableFuture<Void>> pressing = new ConcurrentHashMap<>();
    private final ReentrantLock looking = new ReentrantLock();
    private final ChartLog changed = new ChartLog();
    private final Set<String> old = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private volatile @Nullable Thread watch;
    private volatile LocalDate day = LocalDate.MIN;
    private volatile Ground ground;
    private long mark;
    private boolean loaded;

    /// The list of a store of which nobody is told anything, and which makes way for nobody.
    ///
    /// @param ending how it is written down that a task has ended
    /// @param processors how many charts are assessed at once
    public PatientList(
            ChartStore store,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock,
            TaskEnding ending,
            int processors) {
        this(
                store,
                knowledge,
                forms,
                clock,
                ending,
                LineNews.NONE,
                processors,
                RightOfWay.always());
    }

    /// The list of a store; it begins to work when it is first asked, or started.
    ///
    /// @param ending how it is written down that a task has ended
    /// @param news what others are to be told
    /// @param processors how many charts are assessed at once
    /// @param way how assessing makes way for whoever waits for an answer
    public PatientList(
            ChartStore store,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock,
            TaskEnding ending,
            LineNews news,
            int processors,
            RightOfWay way) {
        this.store = store;
        this.clock = clock;
        this.assessor = new Assessor(new StoredCharts(store), knowledge, forms, clock, ending);
        this.ground = assessor.ground();
        this.reassessment = new Reassessment(store, assessor, news, processors, way, this::changed);
        this.atOnce =
                new Reassessment(
                        store, assessor, news, processors, RightOfWay.always(), this::changed);
    }

    /// The list on a day.
    ///
    /// @param pending how many charts stand with an answer of another day, of before their last
    ///   change, or with none
    public record Listed(LocalDate day, int pending, Ages ages) {}

    /// How old lines are.
    @FunctionalInterface
    public interface Ages {
        /// Whether the chart changed after the line was made.
        boolean hasChanged(WorklistEntry entry);
    }

    /// Looks at the store from now on, every second, and at the clock.
    public void start() {
        start(CompletableFuture.completedFuture(null));
    }

    /// The same; charts are assessed from when something else is done, whatever came of it: what
    /// was said last can be shown sooner then.
    public synchronized void start(CompletionStage<?> first) {
        if (watch == null) {
            reassessment.hold();
            atOnce.hold();
            first.whenComplete((_, _) -> {
                atOnce.letGo();
                reassessment.letGo();
            });
            watch = Thread.ofPlatform().daemon().name("patient list").start(this::watch);
        }
    }

    /// When all has been read that the store keeps of the list, or it is known that this cannot be:
    /// whoever asks then is told why.
    public CompletionStage<Void> read() {
        return read.copy();
    }

    /// How many charts are on it; while it is read, fewer than there are.
    public int size() {
        return charts.size();
    }

    /// The list on a day, with all that has been kept in the store until now.
    public Listed on(LocalDate asked) {
        look(() -> day.isAfter(asked) ? day : asked);
        await();
        return new Listed(asked, old.size(), this::hasChanged);
    }

    /// The lines of a chart; none where there is no such chart.
    public List<WorklistEntry> of(String chart) {
        ListedChart listed = charts.get(chart);
        return listed == null ? List.of() : listed.entries();
    }

    /// All charts that are on it.
    Set<String> charts() {
        return charts.keySet();
    }

    /// Whose lines were changed since an edition.
    ChartLog.Changes changedSince(long edition) {
        return changed.since(edition);
    }

    private boolean hasChanged(WorklistEntry entry) {
        ListedChart chart = charts.get(entry.chart());
        return chart != null && chart.hasChanged();
    }

    private void changed(ListedChart chart) {
        judge(chart);
        changed.add(chart.id());
    }

    /// Whether it is among those that are old: the last to ask is right.
    private void judge(ListedChart chart) {
        synchronized (chart) {
            if (chart.isCurrent(day, ground)) {
                old.remove(chart.id());
            } else {
                old.add(chart.id());
            }
        }
    }

    /// Hears what is new, and has it assessed.
    private void look(Supplier<LocalDate> asked) {
        looking.lock();
        try {
            LocalDate today = asked.get();
            Ground now = assessor.ground();
            boolean otherGround = !now.equals(ground);
            ground = now;
            if (!loaded) {
                load();
                loaded = true;
                read.complete(null);
            } else {
                changes();
            }
            if (!today.equals(day)) {
                turn(today);
            } else if (otherGround) {
                late(today);
            }
        } finally {
            looking.unlock();
        }
    }

    /// Reads what was kept when the list was last at work.
    private void load() {
        mark = store.changeMark();
        SharedText shared = new SharedText();
        List<SummarisedChart> page = store.summarised(ChartLines.KEY, "", PAGE);
        while (!page.isEmpty()) {
            List<SummarisedChart> read = page;
            String last = read.getLast().id();
            CompletableFuture<List<SummarisedChart>> next =
                    read.size() < PAGE
                            ? CompletableFuture.completedFuture(List.of())
                            : CompletableFuture.supplyAsync(
                                    () -> store.summarised(ChartLines.KEY, last, PAGE));
            read.parallelStream().forEach(one -> load(one, shared));
            page = next.join();
        }
        changed.addAll();
    }

    private void load(SummarisedChart one, SharedText shared) {
        ListedChart chart = new ListedChart(one.id(), one.revision());
        one.summary()
                .flatMap(summary -> ChartLines.of(summary, shared))
                .ifPresent(lines -> chart.know(lines));
        charts.put(one.id(), chart);
    }

    private void changes() {
        ChartChanges changes = store.changesSince(mark);
        mark = changes.mark();
        List<ListedChart> late = new ArrayList<>();
        for (ChartChanges.Changed change : changes.charts()) {
            ListedChart chart =
                    charts.computeIfAbsent(
                            change.id(), id -> new ListedChart(id, change.revision()));
            chart.seen(change.revision());
            changed(chart);
            if (!chart.isCurrent(day, ground)) {
                late.add(chart);
            }
        }
        soon(late);
    }

    /// From here on it is this day.
    private void turn(LocalDate to) {
        day = to;
        reassessment.turn(to);
        atOnce.turn(to);
        // What was to be assessed for the day before is not any more.
        pressing.values().forEach(seen -> seen.complete(null));
        pressing.clear();
        late(to);
    }

    /// Has those assessed whose lines are not what they would be now.
    private void late(LocalDate to) {
        charts.values().forEach(this::judge);
        Map<Urgency, List<ListedChart>> late = new EnumMap<>(Urgency.class);
        charts.values().stream()
                .filter(chart -> !chart.isCurrent(to, ground))
                .forEach(chart ->
                        late.computeIfAbsent(chart.urgency(to), _ -> new ArrayList<>()).add(chart));
        soon(late.values().stream().flatMap(List::stream).toList());
    }

    /// Has charts assessed: whoever asks waits for some, and none is held up by many.
    private void soon(List<ListedChart> late) {
        if (pressing.size() + late.size() <= WAITED_FOR) {
            late.forEach(this::pressing);
        } else {
            late.forEach(chart -> reassessment.add(chart, () -> {}));
        }
    }

    /// Has a chart assessed that whoever asks waits for, though not for ever.
    private void pressing(ListedChart chart) {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        pressing.put(chart, seen);
        atOnce.add(
                chart,
                () -> {
                    pressing.remove(chart, seen);
                    seen.complete(null);
                });
        seen.completeOnTimeout(null, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Waits for what has changed until now, if that is little; otherwise the list shows what was
    /// known before, and says so.
    private void await() {
        List<CompletableFuture<Void>> until =
                pressing.values().stream().filter(seen -> !seen.isDone()).toList();
        if (until.isEmpty()) {
            return;
        }
        try {
            CompletableFuture.allOf(until.toArray(CompletableFuture[]::new))
                    .get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            // Then the list says that it is not known yet.
        }
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                look(() -> LocalDate.ofInstant(clock.instant(), clock.getZone()));
                reassessment.retry();
                atOnce.retry();
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException _) {
                return;
            } catch (StoreException e) {
                read.complete(null);
                LOG.warn("the list could not ask the store: {}", e.getMessage());
                if (!pause()) {
                    return;
                }
            } catch (RuntimeException e) {
                read.complete(null);
                LOG.error("the list could not be brought up to date", e);
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    /// Ends its work; what is not assessed yet is when the list is next at work.
    @Override
    public void close() {
        Thread running = watch;
        if (running != null) {
            running.interrupt();
            try {
                running.join(LONGEST_WAIT);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        atOnce.close();
        reassessment.close();
    }
}
