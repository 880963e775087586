package org.osteon.records.charts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.osteon.access.Action;
import org.osteon.chart.Chart;
import org.osteon.store.ChartListing;

/// What a question says of each chart, for whoever asks: asked part by part, so that a page waits a
/// moment and no longer, and kept until the chart changes. What rests on a part of a chart is kept
/// for nobody.
///
/// @param <T> what it says of one
public final class ChartAnswers<T> {
    /// So long charts are read while the page is made; the rest when it comes again.
    private static final long PATIENCE_NANOS = 1_500_000_000L;

    private static final int AT_ONCE = 50;

    private final Map<String, Kept<T>> kept = new ConcurrentHashMap<>();

    /// Empty where the chart cannot be read.
    private record Kept<T>(long revision, Optional<T> answer) {}

    /// The answers as far as charts were asked.
    ///
    /// @param answers by chart
    /// @param before of which charts they were asked before, so that they were not read now
    /// @param unreadable charts that cannot be read: nobody knows what it would say of them
    /// @param pending how many charts are still to be asked
    public record Asked<T>(
            Map<String, T> answers, Set<String> before, Set<String> unreadable, int pending) {}

    /// Asks those charts that whoever asks may do something with.
    ///
    /// @param coded whether it may be without what tells who it is
    public Asked<T> ask(
            ChartWalk walk, Action action, boolean coded, BiFunction<String, Chart, T> question) {
        Sight seen = walk.sight(action, coded);
        Map<String, Kept<T>> mine = new HashMap<>();
        Map<String, Long> old = new LinkedHashMap<>();
        for (ChartListing one : walk.listed(action, coded)) {
            Kept<T> known = kept.get(one.id());
            if (known != null && known.revision() == one.revision() && !seen.isCut(one.id())) {
                mine.put(one.id(), known);
            } else {
                old.put(one.id(), one.revision());
            }
        }
        Set<String> before = Set.copyOf(mine.keySet());
        List<String> ids = List.copyOf(old.keySet());
        long begun = System.nanoTime();
        int done = 0;
        while (done < ids.size() && System.nanoTime() - begun < PATIENCE_NANOS) {
            List<String> next = ids.subList(done, Math.min(done + AT_ONCE, ids.size()));
            walk.open(
                    action,
                    coded,
                    next,
                    (id, chart) -> {
                        Kept<T> answer =
                                new Kept<>(
                                        old.getOrDefault(id, 0L),
                                        chart.map(read -> question.apply(id, read)));
                        mine.put(id, answer);
                        if (!seen.isCut(id)) {
                            kept.put(id, answer);
                        }
                    });
            done += next.size();
        }
        Map<String, T> answers = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        mine.forEach((id, one) ->
                one.answer()
                        .ifPresentOrElse(
                                answer -> answers.put(id, answer), () -> unreadable.add(id)));
        return new Asked<>(answers, before, unreadable, ids.size() - done);
    }
}
