package org.osteon.app.http.web.desk;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.osteon.chart.Chart;
import org.osteon.pathway.Pathway;

/// The patient pages made last. Whoever looks at a patient looks again, at the sheet, back and
/// forth: as long as it is the very same chart, what is asked of it has the same answer. A chart
/// that changed is another chart.
///
/// A page of a very large chart takes seconds. It goes on being made when nobody waits for it any
/// more, and is there when they ask again.
final class PatientPages {
    private static final int MOST_CHARTS = 200;
    private static final int MOST_VIEWS = 20;

    /// Of one chart at a time; the next is begun when one of them is made.
    private static final int MOST_BEGUN = 3;

    private final BiFunction<Chart, PatientPage.View, PatientPage> make;
    private final Cache<Chart, Map<PatientPage.View, CompletableFuture<PatientPage>>> made =
            Caffeine.newBuilder().weakKeys().softValues().maximumSize(MOST_CHARTS).build();

    PatientPages(List<Pathway> pathways) {
        this((chart, view) -> PatientPage.of(pathways, chart, view));
    }

    /// @param make how a page is made
    PatientPages(BiFunction<Chart, PatientPage.View, PatientPage> make) {
        this.make = make;
    }

    /// The page, however long it takes.
    PatientPage of(Chart chart, PatientPage.View view) {
        return soon(chart, view, Duration.ofDays(1)).orElseThrow();
    }

    /// The page; empty where it takes longer than that.
    Optional<PatientPage> soon(Chart chart, PatientPage.View view, Duration longest) {
        Map<PatientPage.View, CompletableFuture<PatientPage>> views =
                made.get(chart, _ -> new ConcurrentHashMap<>());
        long until = System.nanoTime() + longest.toNanos();
        try {
            Optional<CompletableFuture<PatientPage>> begun = begun(views, chart, view);
            while (begun.isEmpty()) {
                if (!oneEnds(views, until)) {
                    return Optional.empty();
                }
                begun = begun(views, chart, view);
            }
            CompletableFuture<PatientPage> page = begun.get();
            try {
                return Optional.of(page.get(until - System.nanoTime(), TimeUnit.NANOSECONDS));
            } catch (ExecutionException e) {
                views.remove(view, page);
                throw e.getCause() instanceof RuntimeException own
                        ? own
                        : new IllegalStateException(e.getCause());
            }
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Waits for one of those that are being made; whether it ended in time.
    private static boolean oneEnds(
            Map<PatientPage.View, CompletableFuture<PatientPage>> views, long until)
            throws InterruptedException {
        CompletableFuture<?>[] underWay =
                views.values().stream()
                        .filter(one -> !one.isDone())
                        .toArray(CompletableFuture<?>[]::new);
        if (underWay.length < MOST_BEGUN) {
            return true;
        }
        try {
            CompletableFuture.anyOf(underWay).get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException _) {
            // Whoever asked for that one is told.
        }
        return true;
    }

    /// The page as it is made; empty where as many as may are being made of that chart.
    private Optional<CompletableFuture<PatientPage>> begun(
            Map<PatientPage.View, CompletableFuture<PatientPage>> views,
            Chart chart,
            PatientPage.View view) {
        synchronized (views) {
            CompletableFuture<PatientPage> known = views.get(view);
            if (known != null) {
                return Optional.of(known);
            }
            if (views.values().stream().filter(one -> !one.isDone()).count() >= MOST_BEGUN) {
                return Optional.empty();
            }
            if (views.size() >= MOST_VIEWS) {
                views.values().removeIf(CompletableFuture::isDone);
            }
            CompletableFuture<PatientPage> page = new CompletableFuture<>();
            views.put(view, page);
            Thread.ofVirtual()
                    .name("patient page")
                    .start(() -> {
                        try {
                            page.complete(make.apply(chart, view));
                        } catch (RuntimeException | Error e) {
                            page.completeExceptionally(e);
                        }
                    });
            return Optional.of(page);
        }
    }
}
