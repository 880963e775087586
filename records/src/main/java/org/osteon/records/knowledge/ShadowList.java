package org.osteon.records.knowledge;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.access.Action;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartWalk;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Sight;
import org.osteon.store.ChartListing;

/// Whom the knowledge in use answers otherwise than an earlier state of it, for whoever asks: a
/// shadow run over their charts, part by part. What was found is kept for the day.
public final class ShadowList {
    /// So long charts are asked while the page is made; the rest when it comes again.
    private static final long PATIENCE_NANOS = 1_500_000_000L;

    private static final int AT_ONCE = 50;

    private final Records records;
    private final KnowledgeBase now;
    private final List<RuleNumbers.UnitName> units;
    private final KnowledgeVersions versions;

    private static final Asked NOBODY = new Asked(0, List.of());

    /// One at a time: knowledge is large, and so is what was found.
    private volatile Earlier earlier =
            new Earlier("", CompletableFuture.failedFuture(new IOException("none")), new Kept());

    public ShadowList(
            Records records, KnowledgeBase now, KnowledgeText text, KnowledgeVersions versions) {
        this.records = records;
        this.now = now;
        this.units = text.units();
        this.versions = versions;
    }

    private record Earlier(String hash, CompletableFuture<Ready> ready, Kept kept) {}

    private record Ready(KnowledgeBase knowledge, List<Rules> rules) {}

    /// What was found for a day, by chart.
    private static final class Kept {
        private final Map<LocalDate, Map<String, Asked>> days = new ConcurrentHashMap<>();

        Map<String, Asked> of(LocalDate day) {
            days.keySet().removeIf(other -> !other.equals(day));
            return days.computeIfAbsent(day, _ -> new ConcurrentHashMap<>());
        }
    }

    private record Asked(long revision, List<AnswerDifference> differences) {}

    /// What became of the rules of a pathway.
    ///
    /// @param title of the pathway
    public record Rules(String title, ShadowRun.Rules which, List<RuleChanges.Changed> changed) {}

    /// Somebody whom it answers otherwise.
    ///
    /// @param name their chart, or a name that tells nobody who it is
    public record Line(String name, AnswerDifference difference) {}

    /// The comparison as far as it is done.
    ///
    /// @param lines those with another decision first
    /// @param asked how many charts were asked
    /// @param pending how many are still to be asked
    /// @param coded whether names tell nobody who it is
    public record Found(
            List<Rules> rules, List<Line> lines, int asked, int pending, boolean coded) {
        /// How many are answered otherwise.
        public long people() {
            return lines.stream().map(Line::name).distinct().count();
        }

        /// How many of the answers are another decision.
        public long decisions() {
            return lines.stream().filter(one -> one.difference().isOfTheDecision()).count();
        }
    }

    /// Compares with a state that was applied here; empty while its rules are being made ready.
    ///
    /// @param hash of one of [KnowledgeVersions#all]
    /// @param day on which both are asked
    /// @throws IOException where it cannot be read
    public Optional<Found> read(String hash, LocalDate day) throws IOException {
        Earlier then = begun(hash, day);
        if (!then.ready().isDone()) {
            return Optional.empty();
        }
        try {
            return Optional.of(found(then.ready().join(), then.kept(), day));
        } catch (CompletionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    private synchronized Earlier begun(String hash, LocalDate day) {
        boolean failed = earlier.ready().isCompletedExceptionally();
        if (!earlier.hash().equals(hash) || failed) {
            CompletableFuture<Ready> loading = new CompletableFuture<>();
            Thread.ofVirtual()
                    .name("shadow")
                    .start(() -> {
                        try {
                            KnowledgeBase before = versions.load(hash);
                            loading.complete(new Ready(before, rules(before, day)));
                        } catch (IOException | RuntimeException e) {
                            loading.completeExceptionally(e);
                        }
                    });
            earlier = new Earlier(hash, loading, new Kept());
        }
        return earlier;
    }

    private Found found(Ready then, Kept kept, LocalDate day) {
        ShadowRun run = new ShadowRun(then.knowledge(), now, day);
        ChartWalk walk = records.walk();
        boolean coded = walk.isCoded(Action.READ);
        Sight seen = walk.sight(Action.READ, coded);
        Map<String, Asked> shared = kept.of(day);
        Map<String, Asked> mine = new HashMap<>();
        Map<String, Long> old = new LinkedHashMap<>();
        for (ChartListing one : walk.listed(Action.READ, coded)) {
            Asked known = shared.get(one.id());
            // Who sees a part of a chart is told nothing that rests on the whole.
            if (known != null && known.revision() == one.revision() && !seen.isCut(one.id())) {
                mine.put(one.id(), known);
            } else {
                old.put(one.id(), one.revision());
            }
        }
        List<String> ids = List.copyOf(old.keySet());
        long begun = System.nanoTime();
        int done = 0;
        while (done < ids.size() && (done == 0 || System.nanoTime() - begun < PATIENCE_NANOS)) {
            List<String> next = ids.subList(done, Math.min(done + AT_ONCE, ids.size()));
            walk.each(
                    Action.READ,
                    coded,
                    next,
                    (id, chart) -> {
                        Asked one = new Asked(old.getOrDefault(id, 0L), run.of(id, chart));
                        mine.put(id, one);
                        if (!seen.isCut(id)) {
                            shared.put(id, one);
                        }
                    });
            done += next.size();
        }
        return new Found(
                then.rules(), lines(mine, coded, walk), mine.size(), ids.size() - done, coded);
    }

    private List<Line> lines(Map<String, Asked> mine, boolean coded, ChartWalk walk) {
        List<Line> lines = new ArrayList<>();
        mine.forEach((id, one) ->
                one.differences()
                        .forEach(difference ->
                                lines.add(
                                        new Line(coded ? records.pseudonym(id) : id, difference))));
        List<String> shown =
                mine.keySet().stream()
                        .filter(id -> !mine.getOrDefault(id, NOBODY).differences().isEmpty())
                        .sorted()
                        .toList();
        if (!shown.isEmpty()) {
            walk.shown(Action.READ, shown);
        }
        lines.sort(
                Comparator.comparing((Line one) -> !one.difference().isOfTheDecision())
                        .thenComparing(one -> one.difference().pathway())
                        .thenComparing(Line::name));
        return List.copyOf(lines);
    }

    private List<Rules> rules(KnowledgeBase before, LocalDate day) {
        ShadowRun run = new ShadowRun(before, now, day, units);
        return run.rules().stream()
                .map(which ->
                        new Rules(
                                now.pathway(which.pathway())
                                        .or(() -> before.pathway(which.pathway()))
                                        .map(Pathway::title)
                                        .orElse(which.pathway()),
                                which,
                                run.changed(which)))
                .toList();
    }
}
