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
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;

/// The patient pages made last. Whoever looks at a patient looks again, at the sheet, back and
/// forth: as long as it is the very same chart, what is asked of it has the same answer. A chart
/// that changed is another chart.
///
/// A page of a very large chart takes seconds. It goes on being made when nobody waits for it any
/// more, and is there when they ask again.
final class PatientPages {
    private static final int MOST_CHARTS = 200;
    private static final int MOST_VIEWS = 20;

    /// Of one chart; there are more where somebody asks for another view every moment.
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
        CompletableFuture<PatientPage> page = begun(views, chart, view);
        try {
            return Optional.of(page.get(longest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            views.remove(view, page);
            throw e.getCause() instanceof RuntimeException own
                    ? own
                    : new IllegalStateException(e.getCause());
        }
    }

    private CompletableFuture<PatientPage> begun(
            Map<PatientPage.View, CompletableFuture<PatientPage>> views,
            Chart chart,
            PatientPage.View view) {
        synchronized (views) {
            CompletableFuture<PatientPage> known = views.get(view);
            if (known != null) {
                return known;
            }
            if (views.values().stream().filter(one -> !one.isDone()).count() >= MOST_BEGUN) {
                throw new Problem(
                        ProblemKind.BUSY,
                        "This chart is being asked already",
                        MOST_BEGUN + " views of this chart are being made.",
                        "Wait some seconds, and ask again.");
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
            return page;
        }
    }
}
