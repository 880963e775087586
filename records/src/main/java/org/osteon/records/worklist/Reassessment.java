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
import org.osteon.store.ChartStore;
import org.osteon.store.ChartSummary;
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
    private final Consumer<ListedChart> changed;
    private final PriorityBlockingQueue<Job> jobs = new PriorityBlockingQueue<>();
    private final Queue<ListedChart> failed = new ConcurrentLinkedQueue<>();
    private final AtomicLong order = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final int processors;
    private volatile LocalDate day = LocalDate.MIN;
    private volatile boolean ended;

    /// @param changed what is to be done when a line has changed
    Reassessment(
            ChartStore store, Assessor assessor, int processors, Consumer<ListedChart> changed) {
        this.store = store;
        this.assessor = assessor;
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

    /// Has those assessed again at which the store did not answer.
    void retry() {
        for (ListedChart chart = failed.poll(); chart != null; chart = failed.poll()) {
            add(chart, () -> {});
        }
    }

    private synchronized void begin() {
        while (threads.size() < processors && !ended) {
            threads.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("patient list " + (threads.size() + 1))
                            .start(this::work));
        }
    }

    private void work() {
        List<ChartSummary> made = new ArrayList<>();
        try {
            while (!ended) {
                Job job = jobs.poll();
                if (job == null || made.size() >= KEPT_AT_ONCE) {
                    keep(made);
                }
                if (job == null) {
                    job = jobs.take();
                }
                assess(job).ifPresent(made::add);
            }
            keep(made);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ChartSummary> assess(Job job) {
        ListedChart chart = job.chart();
        try {
            if (chart.isCurrent(job.day(), assessor.knowledgeHash())) {
                return Optional.empty();
            }
            Optional<ChartLines> lines =
                    assessor.lines(
                            chart.id(),
                            job.day(),
                            chart.lines().map(ChartLines::entries).orElse(List.of()));
            if (!job.day().equals(day)) {
                return Optional.empty();
            }
            lines.ifPresent(chart::know);
            return lines.map(made -> made.kept(chart.id()));
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!ended) {
                LOG.error("the chart {} could not be brought up to date", chart.id(), e);
                failed.add(chart);
            }
            return Optional.empty();
        } finally {
            changed.accept(chart);
            job.done().run();
        }
    }

    private void keep(List<ChartSummary> made) {
        if (!made.isEmpty()) {
            try {
                store.putSummaries(made);
            } catch (RuntimeException e) {
                LOG.warn("lines could not be kept, and are made again: {}", e.getMessage());
            }
            made.clear();
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
