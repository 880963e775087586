package org.osteon.records.bulk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.access.Role;
import org.osteon.access.Scopes;
import org.osteon.records.apps.Standing;
import org.osteon.records.charts.ChartExport;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.records.rounds.RightOfWay;
import org.osteon.records.rounds.Rounds;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ChartStore;
import org.osteon.store.SoleWork;
import org.osteon.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Exports of many charts. How far each is, is kept in the store; so it goes on after a restart,
/// from where it was. One is made at a time, by one of several servers, the one that was asked for
/// first. All of it is of one moment, however long it takes.
public final class BulkExports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BulkExports.class);
    private static final int UNFINISHED_OF_ONE = 2;
    private static final int KEPT_OF_ONE = 10;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LONGEST_WORDS = 400;
    private static final int ID_LENGTH = 24;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{" + ID_LENGTH + "}");

    private final Records records;
    private final Standing standing;
    private final Optional<Path> folder;
    private final Clock clock;
    private final Notes<BulkJob> jobs;
    private final Pace pace;
    private final SoleWork sole;
    private final Rounds work;

    /// How an export proceeds.
    ///
    /// @param chartsAtOnce how many charts are taken at once
    /// @param betweenNotes after which time it is noted down how far it is
    /// @param way how it makes way for whoever waits for an answer
    public record Pace(int chartsAtOnce, Duration betweenNotes, RightOfWay way) {
        /// As it is, where nobody tests it.
        public static final Pace USUAL = new Pace(200, Duration.ofSeconds(2));

        /// One that makes way for nobody.
        public Pace(int chartsAtOnce, Duration betweenNotes) {
            this(chartsAtOnce, betweenNotes, RightOfWay.always());
        }

        /// The same that makes way for others.
        public Pace makingWay(RightOfWay by) {
            return new Pace(chartsAtOnce, betweenNotes, by);
        }
    }

    /// @param folder where the files are made; empty: nothing is exported here
    public BulkExports(
            ChartStore store,
            Records records,
            Standing standing,
            Optional<Path> folder,
            Clock clock,
            Pace pace) {
        this.records = records;
        this.standing = standing;
        this.folder = folder;
        this.clock = clock;
        this.jobs = new Notes<>(store, "bulk-job", BulkJob.class);
        this.pace = pace;
        this.sole = store.sole("exports");
        this.work =
                new Rounds(
                        "exports", BETWEEN_LOOKS, () -> folder.filter(this::makesOne).isPresent());
    }

    /// Goes on with what was begun.
    public void start() {
        if (folder.isPresent()) {
            work.start();
        }
    }

    // --- for who asks ---

    /// Takes an export on.
    ///
    /// @throws Problem where they may not, or too many are under way
    public BulkJob ask(BulkRequest request) {
        if (folder.isEmpty()) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "No exports here",
                    "This server has no folder for exports.",
                    "An operator names one: osteon serve --exports DIR.");
        }
        ChartExport charts = records.exporting();
        charts.require();
        Visit visit = Visits.current().orElseThrow();
        Standing.Asker asker = asker(visit);
        request.check();
        List<BulkJob> theirs =
                jobs.all().stream()
                        .filter(one -> one.asker().person().equals(asker.person()))
                        .toList();
        if (theirs.stream().filter(one -> one.ended() == null).count() >= UNFINISHED_OF_ONE
                || theirs.size() >= KEPT_OF_ONE) {
            throw new Problem(
                    ProblemKind.BUSY,
                    "Too many exports",
                    "You have "
                            + theirs.size()
                            + " exports here; "
                            + UNFINISHED_OF_ONE
                            + " can be under way, and "
                            + KEPT_OF_ONE
                            + " kept.",
                    "Wait for one, or delete one that you have fetched.");
        }
        BulkJob job =
                new BulkJob(
                        Secrets.fresh().substring(0, ID_LENGTH),
                        asker,
                        visit.person().name(),
                        request,
                        clock.instant(),
                        charts.moment(),
                        0,
                        request.everybody() ? charts.count() : request.patients().size(),
                        "",
                        Map.of(),
                        "",
                        null);
        jobs.keep(job.id(), job);
        start();
        work.call();
        return job;
    }

    private static Standing.Asker asker(Visit visit) {
        Standing.Asker asker =
                new Standing.Asker(
                        visit.person().id(),
                        visit.role().code(),
                        visit.scopes().map(Scopes::text).orElse(""));
        if (!asker.scopes().isEmpty() && !asker.ofAProgram()) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Not for somebody else",
                    "A program takes charts out on its own only, not for a person.",
                    "Register it with a key and system/ scopes.");
        }
        return asker;
    }

    /// One of theirs; empty where there is none for them.
    public Optional<BulkJob> job(String id) {
        Visit visit = Visits.current().orElseThrow();
        return jobs.one(id)
                .filter(job -> job.asker().person().equals(visit.person().id()))
                .filter(job -> covers(visit, job));
    }

    /// Whether what a program may now is at least what it was let do then.
    private static boolean covers(Visit visit, BulkJob job) {
        Scopes then = Scopes.of(job.asker().scopes(), Optional.empty());
        return visit.scopes()
                .map(now -> {
                    Set<String> both = new HashSet<>(List.of(then.and(now).text().split(" ", -1)));
                    return both.equals(new HashSet<>(List.of(then.text().split(" ", -1))));
                })
                .orElse(true);
    }

    /// Takes one of theirs away, whether or not it is done.
    ///
    /// @return false where there is none for them
    public boolean cancel(String id) {
        boolean there = job(id).isPresent() && jobs.remove(id);
        if (there) {
            try {
                folder.ifPresent(into -> BulkFiles.remove(into.resolve(id)));
            } catch (UncheckedIOException e) {
                // It is being written at this moment: who writes takes it away.
                LOG.debug("left to the next sweep", e);
            }
            work.call();
        }
        return there;
    }

    /// A file of one that is done.
    public Optional<Path> file(String id, String name) {
        return job(id).filter(BulkJob::done)
                .filter(job -> job.files().containsKey(name))
                .flatMap(_ -> folder.map(into -> into.resolve(id).resolve(name)))
                .filter(Files::isRegularFile);
    }

    // --- the work ---

    /// @return whether there was one
    private boolean makesOne(Path into) {
        if (!sole.isMine()) {
            return false;
        }
        sweep(into);
        Optional<BulkJob> next =
                jobs.all().stream()
                        .filter(one -> one.ended() == null)
                        .min(Comparator.comparing(BulkJob::asked));
        next.ifPresent(one -> make(one, into));
        return next.isPresent();
    }

    private void make(BulkJob job, Path into) {
        BulkRun run =
                new BulkRun(
                        into.resolve(job.id()),
                        records.exporting(),
                        this::visit,
                        reached -> jobs.change(reached.id(), _ -> reached).isPresent(),
                        pace);
        try {
            run.run(job, this::goesOn).ifPresent(done -> end(done, ""));
        } catch (BulkRun.Stopped e) {
            end(job, String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (jobs.one(job.id()).isEmpty()) {
                // It was taken away while it was being written.
                return;
            }
            LOG.error("the export {} failed", job.id(), e);
            String why =
                    e instanceof IOException
                            ? "It could not be written: " + e.getMessage()
                            : "Something went wrong in Osteon; the server's log has it.";
            end(job, why.substring(0, Math.min(why.length(), LONGEST_WORDS)));
        }
        if (jobs.one(job.id()).filter(one -> !one.failed()).isEmpty()) {
            BulkFiles.remove(into.resolve(job.id()));
        }
    }

    /// Whoever lost the work to another server leaves it where it is noted down to be.
    private boolean goesOn(BulkJob now) {
        return !work.isClosed() && sole.isMine() && jobs.one(now.id()).isPresent();
    }

    private void end(BulkJob job, String why) {
        jobs.change(job.id(), _ -> job.ended(clock.instant(), why));
    }

    private Optional<Visit> visit(BulkJob job) {
        return standing.of(job.asker())
                .map(now ->
                        new Visit(
                                now.account().person(),
                                new Role(now.role()),
                                now.grants(),
                                "",
                                "export " + job.id(),
                                job.request().address(),
                                now.reading(),
                                now.scopes()));
    }

    /// Takes away what nobody can fetch any more.
    private void sweep(Path into) {
        Instant now = clock.instant();
        List<BulkJob> all = jobs.all();
        for (BulkJob job : all) {
            Instant expires = job.expires();
            if (expires != null && now.isAfter(expires)) {
                jobs.remove(job.id());
                BulkFiles.remove(into.resolve(job.id()));
            }
        }
        if (!Files.isDirectory(into)) {
            return;
        }
        try (Stream<Path> there = Files.list(into)) {
            for (Path one : there.filter(Files::isDirectory).toList()) {
                String name = one.getFileName().toString();
                if (ID.matcher(name).matches() && jobs.one(name).isEmpty()) {
                    BulkFiles.remove(one);
                }
            }
        } catch (IOException e) {
            LOG.warn("old exports could not be taken away: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        work.close();
        sole.close();
    }
}
