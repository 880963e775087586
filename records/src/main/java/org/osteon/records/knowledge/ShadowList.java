package org.osteon.records.knowledge;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.access.Action;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartAnswers;
import org.osteon.records.charts.ChartWalk;
import org.osteon.records.charts.Records;

/// Whom the knowledge in use answers otherwise than an earlier state of it, for whoever asks: a
/// shadow run over their charts, part by part. What was found is kept for the day.
public final class ShadowList {
    private final Records records;
    private final KnowledgeBase now;
    private final List<RuleNumbers.UnitName> units;
    private final KnowledgeVersions versions;

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
        private final Map<LocalDate, ChartAnswers<List<AnswerDifference>>> days =
                new ConcurrentHashMap<>();

        ChartAnswers<List<AnswerDifference>> of(LocalDate day) {
            days.keySet().removeIf(other -> !other.equals(day));
            return days.computeIfAbsent(day, _ -> new ChartAnswers<>());
        }
    }

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
    /// @param unreadable how many cannot be read: nobody knows what either would say of them
    /// @param pending how many are still to be asked
    /// @param coded whether names tell nobody who it is
    public record Found(
            List<Rules> rules,
            List<Line> lines,
            int asked,
            int unreadable,
            int pending,
            boolean coded) {
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
        ChartAnswers.Asked<List<AnswerDifference>> asked =
                kept.of(day).ask(walk, Action.READ, coded, run::of);
        return new Found(
                then.rules(),
                lines(asked.answers(), coded, walk),
                asked.answers().size(),
                asked.unreadable().size(),
                asked.pending(),
                coded);
    }

    private List<Line> lines(
            Map<String, List<AnswerDifference>> answers, boolean coded, ChartWalk walk) {
        List<Line> lines = new ArrayList<>();
        answers.forEach((id, differences) ->
                differences.forEach(difference ->
                        lines.add(new Line(coded ? records.pseudonym(id) : id, difference))));
        List<String> shown =
                answers.entrySet().stream()
                        .filter(one -> !one.getValue().isEmpty())
                        .map(Map.Entry::getKey)
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
