package org.osteon.app.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.pathway.batch.AssessmentCase;
import org.osteon.pathway.batch.CaseLines;
import org.osteon.pathway.batch.UnusableChartException;

/// Charts from files.
public final class ChartFile {
    private ChartFile() {}

    /// Reads a file that is a Bundle.
    ///
    /// @throws UnusableChartException where it is not a chart, with the reason
    public static Chart bundle(Path file) {
        try {
            return chart(bytes(file), file + ": ");
        } catch (OutOfMemoryError _) {
            throw new UnusableChartException(tooLarge(file));
        }
    }

    /// Reads a file that is a Bundle, or an object with the key `chart`.
    ///
    /// @throws UnusableChartException where it holds no chart, with the reason
    public static Chart any(Path file) {
        try {
            return bundle(file);
        } catch (UnusableChartException notABundle) {
            try {
                return assessmentCase(file).chart();
            } catch (UnusableChartException _) {
                throw notABundle;
            }
        }
    }

    /// Reads a file with the keys `asOf`, `pathway` and `chart`; others are ignored.
    ///
    /// @throws UnusableChartException where it is not such a file, with the reason
    public static AssessmentCase assessmentCase(Path file) {
        try {
            return AssessmentCase.read(bytes(file));
        } catch (OutOfMemoryError _) {
            throw new UnusableChartException(tooLarge(file));
        }
    }

    private static Chart chart(byte[] json, String where) {
        try {
            return AssessmentCase.chart(json);
        } catch (UnusableChartException e) {
            throw new UnusableChartException(where + e.reason());
        }
    }

    /// The case files of a folder, in name order.
    ///
    /// @throws UnusableChartException where it is not a readable folder
    static List<Path> cases(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UnusableChartException(
                    Files.exists(folder)
                            ? folder + " is neither a folder of case files nor a file of lines"
                            : "no such file or folder: " + folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).endsWith(".json"))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted(Comparator.comparing(ChartFile::name))
                    .toList();
        } catch (IOException e) {
            throw new UnusableChartException(folder + " cannot be read: " + e.getMessage());
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /// The cases of a file of lines.
    ///
    /// @throws UnusableChartException where it cannot be read
    static CaseLines lines(Path file) {
        try {
            return new CaseLines(Files.newInputStream(file));
        } catch (AccessDeniedException _) {
            throw new UnusableChartException("no permission to read " + file);
        } catch (IOException e) {
            throw new UnusableChartException(file + " cannot be read: " + e.getMessage());
        }
    }

    private static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new UnusableChartException(
                    file + " is a folder, not a chart; for a folder of charts use --batch " + file);
        }
        if (!Files.exists(file)) {
            throw new UnusableChartException("no such file: " + file);
        }
        try {
            return Files.readAllBytes(file);
        } catch (AccessDeniedException e) {
            throw new UnusableChartException("no permission to read " + file);
        } catch (IOException e) {
            throw new UnusableChartException(file + " cannot be read: " + e.getMessage());
        }
    }

    private static String tooLarge(Path file) {
        return file
                + " is too large for the memory given ("
                + file.toFile().length() / 1_000_000
                + " MB; memory "
                + Runtime.getRuntime().maxMemory() / 1_000_000
                + " MB). Give more with OSTEON_JAVA_OPTIONS=-Xmx8g";
    }
}
