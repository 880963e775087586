package org.osteon.sweep;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/// Where a sweep writes: `rows/` has the rows, `_sweep/` what is noted of them.
///
/// A file stands in `rows/` only whole: it is written beside and moved. It counts only once it is
/// noted; what is not noted is taken away.
///
/// @param root the folder
record OutputFolder(String root) implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    FileSystem files(Configuration configuration) throws IOException {
        FileSystem files = new Path(root).getFileSystem(configuration);
        // Files of sums beside the files: our own sums are in the notes.
        files.setWriteChecksum(false);
        return files;
    }

    /// The folder of the rows.
    Path rows() {
        return new Path(root, "rows");
    }

    private Path notes() {
        return new Path(root, "_sweep");
    }

    private Path plan() {
        return new Path(notes(), "plan.json");
    }

    private Path parts() {
        return new Path(notes(), "parts");
    }

    private static String name(int part) {
        return String.format(Locale.ROOT, "part-%05d", part);
    }

    /// Where an attempt writes.
    Path writing(int part, long attempt) {
        return new Path(new Path(notes(), "writing"), name(part) + "-" + attempt);
    }

    /// Moves what was written to its place.
    PartRecord settle(
            FileSystem files, int part, Path written, Question.Form form, PartWork.Tally tally)
            throws IOException {
        String sha256;
        try (FSDataInputStream stream = files.open(written)) {
            sha256 = KnowledgeParcel.sha256(stream);
        }
        long bytes = files.getFileStatus(written).getLen();
        String file = name(part) + RowFile.ending(form);
        files.mkdirs(rows());
        move(files, written, new Path(rows(), file));
        return new PartRecord(part, file, bytes, sha256, tally.charts, tally.errors, tally.rows);
    }

    /// Notes what was made of a part: from now on it counts.
    void note(FileSystem files, PartRecord made, long attempt) throws IOException {
        Path written = new Path(writing(made.part(), attempt) + ".json");
        write(files, written, JSON.writeValueAsString(made));
        files.mkdirs(parts());
        move(files, written, new Path(parts(), name(made.part()) + ".json"));
    }

    private static void move(FileSystem files, Path from, Path to) throws IOException {
        files.delete(to, false);
        if (!files.rename(from, to)) {
            throw new IOException(from + " cannot be moved to " + to);
        }
    }

    private static void write(FileSystem files, Path path, String text) throws IOException {
        try (OutputStream out = files.create(path, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /// Writes a file of what came out.
    void write(FileSystem files, String name, String text) throws IOException {
        write(files, new Path(root, name), text);
    }

    /// A file of what came out, to be written bit by bit.
    OutputStream create(FileSystem files, String name) throws IOException {
        return files.create(new Path(root, name), true);
    }

    /// The plan of an earlier run; empty where there was none.
    ///
    /// @throws UnusableSweepException where something else is in the folder
    Optional<Plan> planned(FileSystem files) throws IOException {
        try {
            if (files.exists(plan())) {
                return Optional.of(JSON.readValue(text(files, plan()), Plan.class));
            }
            for (FileStatus one : files.listStatus(new Path(root))) {
                if (!one.getPath().getName().equals("_sweep")) {
                    throw new UnusableSweepException(
                            root
                                    + " holds something that is no sweep ("
                                    + one.getPath().getName()
                                    + "); name a folder that is empty or not there yet");
                }
            }
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new UnusableSweepException(
                    plan() + " cannot be read; begin anew with --anew, or in another folder");
        }
        return Optional.empty();
    }

    void plan(FileSystem files, Plan plan) throws IOException {
        Path written = new Path(notes(), "plan.part");
        write(files, written, JSON.writeValueAsString(plan));
        move(files, written, plan());
    }

    /// Takes away what a sweep made here.
    void clear(FileSystem files) throws IOException {
        if (files.exists(plan())) {
            files.delete(rows(), true);
            files.delete(notes(), true);
        }
    }

    /// What is noted of parts. A note that cannot be read counts as none.
    List<PartRecord> noted(FileSystem files) throws IOException {
        List<PartRecord> noted = new ArrayList<>();
        try {
            for (FileStatus one : files.listStatus(parts())) {
                PartRecord read = read(files, one.getPath());
                if (read != null) {
                    noted.add(read);
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return noted;
    }

    private static @Nullable PartRecord read(FileSystem files, Path note) throws IOException {
        try {
            return JSON.readValue(text(files, note), PartRecord.class);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            return null;
        }
    }

    private static String text(FileSystem files, Path path) throws IOException {
        try (FSDataInputStream stream = files.open(path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Whether the file of a part is as it was noted.
    boolean holds(FileSystem files, PartRecord noted) throws IOException {
        if (noted.file().isEmpty()) {
            return true;
        }
        Path file = new Path(rows(), noted.file());
        try (FSDataInputStream stream = files.open(file)) {
            return files.getFileStatus(file).getLen() == noted.bytes()
                    && KnowledgeParcel.sha256(stream).equals(noted.sha256());
        } catch (FileNotFoundException e) {
            return false;
        }
    }

    /// Takes away what is not noted: left by attempts that were ended.
    void tidy(FileSystem files, List<PartRecord> noted) throws IOException {
        files.delete(new Path(notes(), "writing"), true);
        Set<String> kept = new HashSet<>();
        noted.forEach(one -> kept.add(one.file()));
        try {
            for (FileStatus one : files.listStatus(rows())) {
                if (!kept.contains(one.getPath().getName())) {
                    files.delete(one.getPath(), false);
                }
            }
        } catch (FileNotFoundException e) {
            // Nothing was written.
            return;
        }
    }
}
