package org.osteon.pathway.batch;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.words.AssessmentJson;

/// Assesses every case of a folder, or of a file with a case per line, on all cores, and hands the
/// results on in their order while later ones are still being assessed. What is in memory does not
/// grow with their number.
public final class BatchAssessment {
    /// Enough to keep the cores busy when one chart takes a hundred times as long as its
    /// neighbours.
    private static final int AHEAD_PER_CORE = 100;

    /// So much text waits at most, whatever a single line holds.
    private static final long AHEAD_BYTES = 64L << 20;

    private final KnowledgeBase knowledge;
    private final int cores;

    /// Assesses by these pathways on so many cores.
    public BatchAssessment(KnowledgeBase knowledge, int cores) {
        this.knowledge = knowledge;
        this.cores = cores;
    }

    /// A case that is to be assessed.
    ///
    /// @param size bytes that it holds in memory while it waits
    private record Item(AssessmentJson.Origin origin, long size, Supplier<AssessmentCase> source) {}

    /// A case under way.
    private record Ahead(Item item, Future<Line> line) {}

    /// The result of one case.
    ///
    /// @param line one JSON object
    /// @param assessed false where the case could not be used and the line says why
    public record Line(String line, boolean assessed) {}

    /// Takes the results, in the order of the cases. Says whether it wants more.
    public interface Sink {
        /// Takes one.
        boolean take(Line line);
    }

    /// Assesses files, each of which is a case.
    ///
    /// @param reader reads one, or throws [UnusableChartException]
    public void run(List<Path> files, Function<Path, AssessmentCase> reader, Sink sink)
            throws InterruptedException {
        run(
                files.stream()
                        .map(file ->
                                new Item(
                                        new AssessmentJson.NamedFile(
                                                String.valueOf(file.getFileName())),
                                        0,
                                        () -> reader.apply(file)))
                        .iterator(),
                sink);
    }

    /// Assesses lines, until there are no more.
    ///
    /// @throws UnusableChartException where a line cannot be read; those before it have been handed
    ///   on
    public void run(CaseLines lines, Sink sink) throws InterruptedException {
        run(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return lines.hasNext();
                    }

                    @Override
                    public Item next() {
                        CaseLines.Line line = lines.next();
                        return new Item(
                                new AssessmentJson.NumberedLine(line.number()),
                                line.json().length,
                                () -> AssessmentCase.read(line.json()));
                    }
                },
                sink);
    }

    private void run(Iterator<Item> items, Sink sink) throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
            Deque<Ahead> ahead = new ArrayDeque<>();
            long bytes = 0;
            boolean wanted = true;
            Optional<UnusableChartException> end = Optional.empty();
            while (wanted && items.hasNext()) {
                Item item;
                try {
                    item = items.next();
                } catch (UnusableChartException e) {
                    end = Optional.of(e);
                    break;
                }
                ahead.add(new Ahead(item, workers.submit(() -> line(item))));
                bytes += item.size();
                while (wanted
                        && (ahead.size() > cores * AHEAD_PER_CORE
                                || (bytes > AHEAD_BYTES && ahead.size() > 1))) {
                    bytes -= ahead.element().item().size();
                    wanted = sink.take(result(ahead.remove().line()));
                }
            }
            while (wanted && !ahead.isEmpty()) {
                wanted = sink.take(result(ahead.remove().line()));
            }
            workers.shutdownNow();
            if (end.isPresent()) {
                throw end.get();
            }
        }
    }

    private static Line result(Future<Line> line) throws InterruptedException {
        try {
            return line.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Line line(Item item) {
        CaseAnswer answer = CaseAnswer.of(knowledge, item.source());
        return new Line(answer.line(item.origin()), answer instanceof CaseAnswer.Assessed);
    }
}
