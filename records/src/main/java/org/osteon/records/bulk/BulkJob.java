package org.osteon.records.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osteon.records.apps.Standing;

/// An export that somebody asked for, as far as it is.
///
/// @param name who asked, as people read it
/// @param asked when: what was recorded until then goes out
/// @param moment the same in the order of the audit, which no clock can put out of order
/// @param looked how many charts were looked at
/// @param total of how many
/// @param after the chart that was looked at last
/// @param files what is on disk, by name
/// @param problem why it failed; empty where it did not
/// @param ended when it ended; null where it has not
public record BulkJob(
        String id,
        Standing.Asker asker,
        String name,
        BulkRequest request,
        Instant asked,
        long moment,
        long looked,
        long total,
        String after,
        Map<String, Written> files,
        String problem,
        @Nullable Instant ended) {
    /// How long the files are kept.
    public static final Duration KEPT = Duration.ofHours(24);

    /// The file of what was deleted.
    public static final String DELETED = "deleted.ndjson";

    /// The file of what could not be had.
    public static final String ERRORS = "errors.ndjson";

    public BulkJob {
        files = Map.copyOf(files);
    }

    /// How much of a file is on disk, and counts.
    public record Written(long lines, long bytes) {}

    /// Whether all of it is there.
    public boolean done() {
        return ended != null && problem.isEmpty();
    }

    /// Whether it is over without that.
    public boolean failed() {
        return !problem.isEmpty();
    }

    /// The files of resources, by type.
    public Map<String, Written> output() {
        Map<String, Written> output = new TreeMap<>();
        files.forEach((name, written) -> {
            if (!name.equals(DELETED) && !name.equals(ERRORS)) {
                output.put(name.substring(0, name.indexOf('.')), written);
            }
        });
        return output;
    }

    BulkJob reached(long charts, String last, Map<String, Written> written) {
        return new BulkJob(
                id, asker, name, request, asked, moment, charts, total, last, written, problem,
                ended);
    }

    BulkJob ended(Instant at, String why) {
        return new BulkJob(
                id, asker, name, request, asked, moment, looked, total, after, files, why, at);
    }

    /// When it is taken away; null where it has not ended.
    public @Nullable Instant expires() {
        return ended == null ? null : ended.plus(KEPT);
    }
}
