package org.osteon.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.osteon.app.words.Pathways;
import org.osteon.app.words.Problem;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.words.AssessedChart;
import org.osteon.pathway.words.AssessmentJson;

/// Assesses every case file of a folder, on all cores, and hands the results on in name order while
/// later files are still being assessed. What is in memory does not grow with the folder.
public final class BatchAssessment {
    /// Enough to keep the cores busy when one chart takes a hundred times as long as its
    /// neighbours.
    private static final int AHEAD_PER_CORE = 100;

    private final KnowledgeBase knowledge;
    private final int cores;

    /// Assesses by these pathways on so many cores.
    public BatchAssessment(KnowledgeBase knowledge, int cores) {
        this.knowledge = knowledge;
        this.cores = cores;
    }

    /// The result of one file.
    ///
    /// @param line one JSON object
    /// @param assessed false where the file could not be used and the line says why
    public record Line(String line, boolean assessed) {}

    /// Takes the results, in name order. Says whether it wants more.
    public interface Sink {
        /// Takes one.
        boolean take(Line line);
    }

    /// The case files of a folder, in name order.
    ///
    /// @throws Problem where it is not a readable folder
    public static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Problem.unusable(
                    Files.exists(folder)
                            ? folder + " is not a folder; --batch takes a folder of case files"
                            : "no such folder: " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).endsWith(".json"))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted(Comparator.comparing(BatchAssessment::name))
                    .toList();
        } catch (IOException e) {
            throw Problem.unusable(folder + " cannot be read: " + e.getMessage());
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /// Assesses the files.
    public void run(List<Path> files, Sink sink) throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
            Deque<Future<Line>> ahead = new ArrayDeque<>();
            boolean wanted = true;
            for (Path file : files) {
                ahead.add(workers.submit(() -> line(file)));
                if (ahead.size() > cores * AHEAD_PER_CORE) {
                    wanted = sink.take(result(ahead.remove()));
                }
                if (!wanted) {
                    workers.shutdownNow();
                    return;
                }
            }
            while (wanted && !ahead.isEmpty()) {
                wanted = sink.take(result(ahead.remove()));
            }
            workers.shutdownNow();
        }
    }

    private static Line result(Future<Line> line) throws InterruptedException {
        try {
            return line.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Line line(Path file) {
        try {
            ChartFile.Case one = ChartFile.assessmentCase(file);
            List<Pathway> pathways = Pathways.named(knowledge, one.pathways());
            return new Line(
                    AssessmentJson.line(
                            name(file), AssessedChart.byAll(pathways, one.chart(), one.asOf())),
                    true);
        } catch (Problem e) {
            return error(file, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return error(file, "a rule could not be evaluated: " + e);
        }
    }

    private static Line error(Path file, String reason) {
        return new Line(
                AssessmentJson.errorLine(name(file), reason.replaceAll("\\s*\\R\\s*", " ")), false);
    }
}
