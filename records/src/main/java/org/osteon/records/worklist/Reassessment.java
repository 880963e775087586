package org.osteon.records.worklist;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.osteon.records.rounds.RightOfWay;
import org.osteon.store.ChartStore;
import org.osteon.store.ChartSummary;
import org.osteon.store.NoteChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Charts that are to be assessed, the most pressing first, and the threads that do it. What was
/// made is kept in the store, many charts at once where there are many.
final class Reassessment implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reassessment.class);
    private static final int KEPT_AT_ONCE = 100;
    private static final Duration LAST_JOB = Duration.ofSeconds(10);

    private final ChartStore store;
    private final Assessor assessor;
    private final LineNews news;
    private final RightOfWay way;
    private final Consumer<ListedChart> changed;
    private final PriorityBlockingQueue<Job> jobs = new PriorityBlockingQueue<>();
    private final Queue<ListedChart> failed = new ConcurrentLinkedQueue<>();
    private final AtomicLong order = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final int processors;
    private volatile LocalDate day = LocalDate.MIN;
    private volatile boolean held;
    private volatile boolean ended;

    /// @param way how it makes way for others
    /// @param changed what is to be done when a line has changed
    Reassessment(
            ChartStore store,
            Assessor assessor,
            LineNews news,
            int processors,
            RightOfWay way,
            Consumer<ListedChart> changed) {
        this.store = store;
        this.assessor = assessor;
        this.news = news;
        this.way = way;
        this.processors = processors;
        this.changed = changed;
    }

    private record Job(ListedChart chart, LocalDate day, Urgency urgency, long order, Runnable done)
            implements Comparable<Job> {
        @Override
        public int compareTo(Job other) {
            int sooner = urgency.compareTo(other.urgency);
            return sooner == 0 ? Long.compare(order, other.order) : sooner;
        }
    }

    /// What was made of charts and is not kept yet, with what is to be told of it.
    private record Made(List<ChartSummary> lines, List<NoteChange> news) {
        Made() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /// From here on charts are assessed for this day; those that wait for another are dropped.
    void turn(LocalDate to) {
        day = to;
        jobs.clear();
        failed.clear();
    }

    /// Has a chart assessed for the day.
    ///
    /// @param done what is to be done when it was looked at, whatever came of it
    void add(ListedChart chart, Runnable done) {
        LocalDate today = day;
        jobs.add(new Job(chart, today, chart.urgency(today), order.getAndIncrement(), done));
        begin();
    }

    /// Assesses nothing until it is let go.
    void hold() {
        held = true;
    }

    void letGo() {
        held = false;
        if (!jobs.isEmpty()) {
            begin();
        }
    }

    /// Has those assessed again at which the store did not answer.
    void retry() {
        for (ListedChart chart = failed.poll(); chart != null; chart = failed.poll()) {
            add(chart, () -> {});
        }
    }

    private synchronized void begin() {
        while (threads.size() < processors && !ended && !held) {
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("patient list " + (threads.size() + 1))
                            .start(this::work));
        }
    }

    private void work() {
        Made made = new Made();
        try {
            while (!ended) {
                Job job = jobs.poll();
                if (job == null || made.lines().size() >= KEPT_AT_ONCE) {
                    keep(made);
                }
                if (job == null) {
                    job = jobs.take();
                }
                try (RightOfWay.Passage _ = way.piece()) {
                    assess(job, made);
                }
            }
            keep(made);
        } catch (InterruptedException _) {
            keep(made);
            Thread.currentThread().interrupt();
        }
    }

    private void assess(Job job, Made made) {
        ListedChart chart = job.chart();
        try {
            if (chart.isCurrent(job.day(), assessor.ground())) {
                return;
            }
            Optional<ChartLines> before = chart.lines();
            Optional<ChartLines> lines = assessor.lines(chart.id(), job.day(), before);
            if (!job.day().equals(day)) {
                return;
            }
            lines.ifPresent(known -> {
                // First: where this cannot be had, the chart stays to be looked at again.
                List<NoteChange> told =
                        news.of(chart.id(), before.map(ChartLines::said), known.said());
                chart.know(known);
                made.lines().add(known.kept(chart.id()));
                made.news().addAll(told);
            });
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!ended) {
                LOG.error("the chart {} could not be brought up to date", chart.id(), e);
                failed.add(chart);
            }
        } finally {
            changed.accept(chart);
            job.done().run();
        }
    }

    private void keep(Made made) {
        if (!made.lines().isEmpty() || !made.news().isEmpty()) {
            try {
                store.putSummaries(made.lines(), made.news());
                made.news().clear();
            } catch (RuntimeException e) {
                // What is to be told is kept with the next lines: those in memory know of it.
                LOG.warn("lines could not be kept, and are made again: {}", e.getMessage());
            }
            made.lines().clear();
        }
    }

    /// Lets the charts under way be finished and kept, and leaves the rest.
    @Override
    public void close() {
        ended = true;
        List<Thread> running;
        synchronized (this) {
            running = List.copyOf(threads);
        }
        for (Thread thread : running) {
            try {
                while (thread.isAlive() && jobs.isEmpty() && !thread.join(Duration.ofMillis(20))) {
                    thread.interrupt();
                }
                thread.join(LAST_JOB);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
