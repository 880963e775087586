package org.osteon.records.bulk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osteon.records.charts.ChartExport;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.rounds.RightOfWay;
import org.osteon.store.ChartListing;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;
import org.osteon.store.intake.Deletions;
import org.osteon.store.intake.Outgoing;

/// Writes the files of one export, some charts at a time; begun anew or gone on with.
final class BulkRun {
    /// Below this a disk is full: others need it, too.
    private static final long LEAST_FREE = 200_000_000;

    private final Path folder;
    private final ChartExport charts;
    private final Function<BulkJob, Optional<Visit>> visits;
    private final Predicate<BulkJob> noted;
    private final BulkExports.Pace pace;

    /// @param visits as whom it is written, now
    /// @param noted notes down how far it is; false: nobody wants it any more
    BulkRun(
            Path folder,
            ChartExport charts,
            Function<BulkJob, Optional<Visit>> visits,
            Predicate<BulkJob> noted,
            BulkExports.Pace pace) {
        this.folder = folder;
        this.charts = charts;
        this.visits = visits;
        this.noted = noted;
        this.pace = pace;
    }

    /// What stands in the way of an export, in words for who asked.
    static final class Stopped extends Exception {
        private static final long serialVersionUID = 1;

        Stopped(String words) {
            super(words);
        }
    }

    /// Some charts, and where the next begin.
    private record Step(List<String> ids, long looked, String last) {}

    /// Empty where it was put down before it was done, or taken away.
    ///
    /// @param goesOn whether to go on
    Optional<BulkJob> run(BulkJob begun, Predicate<BulkJob> goesOn) throws IOException, Stopped {
        Outgoing outgoing = new Outgoing(begun.request().isWhole());
        try (BulkFiles files = new BulkFiles(folder, begun.files())) {
            files.recall(outgoing);
            BulkJob job = begun;
            long noted = System.nanoTime();
            for (Step step = next(job, job.after()); step != null; step = next(job, step.last())) {
                if (!goesOn.test(job)) {
                    return Optional.empty();
                }
                if (Files.getFileStore(folder).getUsableSpace() < LEAST_FREE) {
                    throw new Stopped("There is no room left on the disk of the exports.");
                }
                Visit visit =
                        visits.apply(job)
                                .orElseThrow(() ->
                                        new Stopped(
                                                "Who asked for it may no longer take charts out."));
                List<String> ids = step.ids();
                try (RightOfWay.Passage _ = pace.way().piece()) {
                    Visits.<IOException, Stopped>during(
                            visit, () -> write(ids, begun, files, outgoing));
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
                job = job.reached(job.looked() + step.looked(), step.last(), job.files());
                if (System.nanoTime() - noted >= pace.betweenNotes().toNanos()) {
                    job = job.reached(job.looked(), job.after(), files.keep());
                    if (!this.noted.test(job)) {
                        return Optional.empty();
                    }
                    noted = System.nanoTime();
                }
            }
            return Optional.of(job.reached(job.looked(), job.after(), files.keep()));
        }
    }

    private @Nullable Step next(BulkJob job, String after) {
        BulkRequest request = job.request();
        Instant since = request.since();
        if (!request.everybody()) {
            List<String> rest =
                    request.patients().stream()
                            .filter(one -> one.compareTo(after) > 0)
                            .limit(pace.chartsAtOnce())
                            .toList();
            return rest.isEmpty() ? null : new Step(rest, rest.size(), rest.getLast());
        }
        List<ChartListing> page = charts.after(after, pace.chartsAtOnce());
        return page.isEmpty()
                ? null
                : new Step(
                        page.stream()
                                .filter(one -> since == null || one.lastRecorded().isAfter(since))
                                .map(ChartListing::id)
                                .toList(),
                        page.size(),
                        page.getLast().id());
    }

    private void write(List<String> ids, BulkJob job, BulkFiles files, Outgoing outgoing)
            throws IOException, Stopped {
        BulkRequest request = job.request();
        if (ids.isEmpty()) {
            return;
        }
        List<String> there =
                request.everybody()
                        ? ids
                        : ids.stream().filter(one -> charts.listing(one).isPresent()).toList();
        Set<String> missing = new HashSet<>(request.everybody() ? List.of() : ids);
        for (ChartExport.Taken taken : charts.take(there, job.moment(), request.since() != null)) {
            missing.remove(taken.chart());
            for (Outgoing.Line line : outgoing.of(taken.chart(), request.of(taken.resources()))) {
                files.add(line.type() + ".ndjson", line.text());
            }
            List<ResourceId> gone = new ArrayList<>();
            for (StoredResource one : taken.removed()) {
                if (request.tells(one)) {
                    gone.add(one.resource());
                }
            }
            if (!gone.isEmpty()) {
                files.add(BulkJob.DELETED, Deletions.line(taken.chart(), gone));
            }
        }
        for (String one : missing.stream().sorted().toList()) {
            files.add(BulkJob.ERRORS, missing(one));
        }
    }

    /// Of who is not here and of whom they may not take out the same is said.
    private static String missing(String patient) {
        return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"warning\","
                + "\"code\":\"not-found\",\"diagnostics\":\"There is no chart of Patient/"
                + patient.replace("\\", "\\\\").replace("\"", "\\\"")
                + " for this export.\"}]}";
    }
}
