package org.osteon.sweep;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/// The files of an input, in the order of their names, and how the charts lie in them.
final class InputFiles {
    /// So many of them are looked into to see what they hold.
    private static final int LOOKED_INTO = 40;

    private InputFiles() {}

    /// The files that a path means: itself, or in a folder all that are read, at any depth. Those
    /// whose name, or whose folder's name, begins with a dot or an underscore are passed over.
    ///
    /// @throws UnusableSweepException where there are none
    static List<Plan.InputFile> of(String input, Configuration configuration) throws IOException {
        Path root = new Path(input);
        FileSystem system = root.getFileSystem(configuration);
        List<Plan.InputFile> files = new ArrayList<>();
        try {
            FileStatus status = system.getFileStatus(root);
            if (status.isFile()) {
                add(files, status, status.getPath().getName());
            } else {
                String above = status.getPath().toString();
                RemoteIterator<LocatedFileStatus> all = system.listFiles(root, true);
                while (all.hasNext()) {
                    LocatedFileStatus file = all.next();
                    add(files, file, file.getPath().toString().substring(above.length() + 1));
                }
            }
        } catch (FileNotFoundException e) {
            throw new UnusableSweepException("no such file or folder: " + input);
        }
        if (files.isEmpty()) {
            throw new UnusableSweepException(
                    input
                            + " holds nothing that is read; charts are in files *.ndjson, *.jsonl"
                            + " (also .gz), *.json or *.parquet");
        }
        files.sort(Comparator.comparing(Plan.InputFile::name));
        return files;
    }

    private static void add(List<Plan.InputFile> files, FileStatus status, String name) {
        boolean hidden = name.startsWith(".") || name.startsWith("_");
        boolean within = name.contains("/.") || name.contains("/_");
        if (!hidden && !within && Slice.Kind.of(name) != null) {
            files.add(
                    new Plan.InputFile(
                            status.getPath().toString(),
                            name,
                            status.getLen(),
                            status.getModificationTime()));
        }
    }

    /// How the charts lie in files, by the first line of some of them: where one is a resource that
    /// is no Bundle, all of them are a Bulk Data export.
    static Layout layout(List<Plan.InputFile> files, Configuration configuration)
            throws IOException {
        Set<ChartCase.Kind> found = EnumSet.noneOf(ChartCase.Kind.class);
        int step = Math.max(1, files.size() / LOOKED_INTO);
        for (int i = 0; i < files.size(); i += step) {
            Plan.InputFile file = files.get(i);
            Slice slice = new Slice(file.path(), file.name(), i, 0, file.bytes(), 0);
            if (slice.kind() == Slice.Kind.LINES || slice.kind() == Slice.Kind.PACKED_LINES) {
                try (SliceLines lines = SliceLines.open(slice, configuration)) {
                    if (lines.advance()) {
                        found.add(ChartCase.kind(lines.bytes()));
                    }
                }
            }
        }
        if (!found.contains(ChartCase.Kind.RESOURCE)) {
            return Layout.CHARTS;
        }
        if (found.contains(ChartCase.Kind.CASE)) {
            throw new UnusableSweepException(
                    "some files hold charts with asOf and pathway, others single resources; bring"
                            + " them in one after the other, or name what they are with --layout");
        }
        return Layout.BULK;
    }

    /// Where a Bulk Data export is more than lines.
    ///
    /// @throws UnusableSweepException naming what cannot be joined
    static void requireLines(List<Plan.InputFile> files) {
        String others =
                files.stream()
                        .map(Plan.InputFile::name)
                        .filter(name ->
                                Slice.Kind.of(name) != Slice.Kind.LINES
                                        && Slice.Kind.of(name) != Slice.Kind.PACKED_LINES)
                        .limit(3)
                        .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            throw new UnusableSweepException(
                    "a Bulk Data export is files of lines (*.ndjson, *.ndjson.gz); take "
                            + others
                            + " out of it");
        }
    }
}
