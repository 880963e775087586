package org.osteon.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.pathway.words.DayText;
import picocli.CommandLine.Option;

/// What every sweep is told: where the charts are, where it writes, by which knowledge.
final class InputOptions {
    @Option(
            names = "--input",
            required = true,
            paramLabel = "PATH",
            description =
                    "a file or folder: a Bundle, or an object with asOf, pathway and chart, in each"
                            + " line of *.ndjson (.gz), in each *.json, or in a column of"
                            + " *.parquet; or a Bulk Data export (Patient.ndjson,"
                            + " Observation.ndjson, …), which is joined by patient")
    private String input = "";

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description =
                    "a folder to write to; a run that was ended is gone on with when the same is"
                            + " asked again")
    private String output = "";

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "the day, like 2025-09-15, of charts that do not tell their own; default: today")
    private @Nullable String asOf;

    @Option(
            names = "--knowledge",
            paramLabel = "DIR",
            description = "folder of pathways to use instead of the one that comes with Osteon")
    private @Nullable Path knowledge;

    @Option(
            names = "--maps",
            paramLabel = "DIR",
            description =
                    "folder of the site's maps; default: the environment's OSTEON_MAPS, else"
                            + " .osteon/maps in the project's folder where there is one")
    private @Nullable Path maps;

    @Option(
            names = "--layout",
            paramLabel = "KIND",
            description =
                    "how the charts lie: charts (each by itself) or bulk (to be joined by patient);"
                            + " default: seen by the first lines")
    private @Nullable Layout layout;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "the column of Parquet files that holds the charts")
    private String column = "";

    @Option(
            names = "--part-mb",
            paramLabel = "MB",
            description =
                    "about so much of the input is a part, which is done whole or not at all;"
                            + " default: 1 to 32 by the input and the processors")
    private long partMegabytes;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "processors to use on this machine; default: all. A cluster has its own")
    private int cores;

    @Option(names = "--anew", description = "throw away what an earlier sweep made in that folder")
    private boolean anew;

    SweepRun.Input input() {
        if (partMegabytes < 0 || cores < 0) {
            throw new UnusableSweepException(
                    (cores < 0 ? "--cores" : "--part-mb") + " is at least 1");
        }
        return new SweepRun.Input(input, Optional.ofNullable(layout), partMegabytes << 20, anew);
    }

    OutputFolder output() {
        return new OutputFolder(output);
    }

    String column() {
        return column;
    }

    int cores() {
        return cores;
    }

    /// The day, as it is written.
    String day() {
        try {
            return (asOf == null ? LocalDate.now(ZoneId.systemDefault()) : DayText.parse(asOf))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw new UnusableSweepException(String.valueOf(e.getMessage()));
        }
    }

    KnowledgeParcel knowledge() throws IOException {
        String named = Objects.requireNonNullElse(System.getenv("OSTEON_MAPS"), "");
        Path given = maps == null && !named.isBlank() ? Path.of(named) : maps;
        return KnowledgeSource.parcel(knowledge, given == null ? standardMaps() : given);
    }

    /// Where the other commands look, too.
    private static @Nullable Path standardMaps() {
        String state = Objects.requireNonNullElse(System.getenv("OSTEON_STATE"), "");
        Path standard = Path.of(state, "maps");
        return state.isBlank() || !Files.isDirectory(standard) ? null : standard;
    }
}
