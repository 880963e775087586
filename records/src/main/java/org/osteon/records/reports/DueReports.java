package org.osteon.records.reports;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.access.Action;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Sight;
import org.osteon.store.ChartListing;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.registry.RegistryForms;
import org.osteon.workflow.safety.Regions;

/// What of all charts is to be reported, as far as whoever asks may know. A chart is read again
/// when it, the day or who may see how much of it has changed.
public final class DueReports {
    /// So long charts are read while somebody waits; the rest when they ask again.
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final int AT_ONCE = 50;

    private final Records records;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final FormLibrary library;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    public DueReports(Records records, KnowledgeBase knowledge, FormLibrary library, Clock clock) {
        this.records = records;
        this.knowledge = knowledge;
        this.clock = clock;
        this.library = library;
    }

    /// What is asked, and to whom it is told: something else where the site has typed since.
    private record By(RegistryForms forms, Regions regions) {}

    /// @param reports empty where the rules stop at the chart
    private record Kept(long revision, LocalDate day, By by, Optional<ChartReports> reports) {}

    /// Made once of the library's files.
    private record Forms(RegistryForms forms) {}

    /// What was found.
    ///
    /// @param answers questionnaires that were answered, or whose time is over
    /// @param answersUnknown of how many charts a rule could not say what was answered
    /// @param incidents how much was recorded although a rule stops it
    /// @param confirmed how much of that another person confirmed
    /// @param charts how many charts were looked at
    /// @param pending charts that are still to be read
    /// @param unread charts that cannot be read: nothing is known of them
    public record Found(
            List<ChartReports.RegistryRow> registry,
            List<ChartReports.SafetyRow> safety,
            List<ChartReports.EventRow> events,
            List<ChartReports.AnswerRow> answers,
            long answersUnknown,
            int incidents,
            int confirmed,
            int charts,
            int pending,
            int unread) {
        public Found {
            registry = List.copyOf(registry);
            safety = List.copyOf(safety);
            events = List.copyOf(events);
            answers = List.copyOf(answers);
        }
    }

    /// The forms of registries.
    public RegistryForms forms() {
        return library.once(
                        Forms.class, all -> new Forms(RegistryForms.of(knowledge.pathways(), all)))
                .forms();
    }

    /// What is reported to whom in which region.
    public Regions regions() {
        return Regions.of(library);
    }

    /// What is to be reported.
    public Found found() {
        records.require(Action.REPORT);
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        Sight sight = records.walk().sight(Action.REPORT, false);
        List<ChartReports> all = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        Map<String, Long> revisions = new HashMap<>();
        List<ChartListing> listed = records.walk().listed(Action.REPORT, false);
        By by = new By(forms(), regions());
        for (ChartListing one : listed) {
            Kept known = kept.get(one.id());
            boolean whole = !sight.isCut(one.id());
            if (whole
                    && known != null
                    && known.revision() == one.revision()
                    && known.day().equals(today)
                    && known.by().equals(by)) {
                known.reports().ifPresent(all::add);
                if (known.reports().filter(ChartReports::isNamed).isPresent()) {
                    shown.add(one.id());
                }
            } else {
                fresh.add(one.id());
                if (whole) {
                    revisions.put(one.id(), one.revision());
                }
            }
        }
        long begun = System.nanoTime();
        int done = 0;
        // Some at a time: each such look is one entry of the record of looks.
        while (done < fresh.size() && System.nanoTime() - begun < PATIENCE_NANOS) {
            List<String> some = fresh.subList(done, Math.min(done + AT_ONCE, fresh.size()));
            records.walk()
                    .each(
                            Action.REPORT,
                            false,
                            some,
                            (chart, read) -> {
                                Optional<ChartReports> reports = read(chart, read, by);
                                reports.ifPresent(all::add);
                                Long revision = revisions.get(chart);
                                if (revision != null) {
                                    kept.put(chart, new Kept(revision, today, by, reports));
                                }
                            });
            done += some.size();
        }
        records.walk().shown(Action.REPORT, shown);
        int pending = fresh.size() - done;
        return new Found(
                all.stream().flatMap(one -> one.registry().stream()).toList(),
                all.stream().flatMap(one -> one.safety().stream()).toList(),
                all.stream().flatMap(one -> one.events().stream()).toList(),
                all.stream().flatMap(one -> one.answers().stream()).toList(),
                all.stream().filter(one -> !one.answersKnown()).count(),
                all.stream().mapToInt(one -> one.incidents().all()).sum(),
                all.stream().mapToInt(one -> one.incidents().confirmed()).sum(),
                listed.size(),
                pending,
                listed.size() - pending - all.size());
    }

    private Optional<ChartReports> read(String id, Chart chart, By by) {
        try {
            return Optional.of(
                    ChartReports.of(knowledge, by.forms(), by.regions(), chart, id, clock));
        } catch (RuntimeException e) {
            // A chart that the rules stop at costs its own lines, and is told.
            System.getLogger(DueReports.class.getName())
                    .log(System.Logger.Level.ERROR, "no reports of chart " + id, e);
            return Optional.empty();
        }
    }
}
