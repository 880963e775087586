package org.osteon.records.studies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.access.Action;
import org.osteon.chart.Chart;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartWalk;
import org.osteon.records.charts.Sight;
import org.osteon.store.ChartListing;
import org.osteon.workflow.studies.Screening;
import org.osteon.workflow.studies.Study;

/// Everybody of the store held against the criteria of a study. It is not a list of people to be
/// invited: who treats them asks them. A chart is asked again when it, the day or the criteria have
/// changed.
public final class ScreeningList {
    /// So long charts are read while the page is made; the rest when it comes again.
    private static final long PATIENCE_NANOS = 1_500_000_000L;

    private static final int AT_ONCE = 50;

    private final Studies studies;
    private final Map<Key, Map<String, Kept>> kept = new ConcurrentHashMap<>();

    public ScreeningList(Studies studies) {
        this.studies = studies;
    }

    private record Key(String criteria, LocalDate day) {}

    private record Kept(long revision, Screening screening) {}

    /// Somebody of the list.
    ///
    /// @param name their chart, or a name that tells nobody who it is
    public record Line(String name, Screening screening) {}

    /// The list as far as it is read.
    ///
    /// @param lines of those who are concerned, who meet all first
    /// @param notShown how many do not want to be found
    /// @param notConcerned how many have another condition
    /// @param pending how many charts are still to be read
    /// @param coded whether names tell nobody who it is
    public record Found(
            List<Line> lines, int notShown, int notConcerned, int pending, boolean coded) {
        /// Those who have a result.
        public List<Line> of(Screening.Result result) {
            return lines.stream().filter(one -> one.screening().result() == result).toList();
        }

        /// How many have a result.
        public long count(Screening.Result result) {
            return of(result).size();
        }
    }

    /// Reads the list, for whoever asks.
    public Found read(Study study) {
        studies.records().require(Action.SCREEN);
        Pathway criteria = studies.written(study.id()).criteria();
        LocalDate today = studies.today();
        ChartWalk walk = studies.records().walk();
        boolean coded = walk.isCoded(Action.SCREEN);
        Sight seen = walk.sight(Action.SCREEN, coded);
        Key key = new Key(criteria.id() + criteria.knowledgeHash(), today);
        kept.keySet().removeIf(other -> kept.size() > 8 && !other.equals(key));
        Map<String, Kept> shared = kept.computeIfAbsent(key, _ -> new ConcurrentHashMap<>());
        List<ChartListing> listed = walk.listed(Action.SCREEN, coded);
        Map<String, Kept> mine = new HashMap<>();
        List<String> old = new ArrayList<>();
        Map<String, Long> revisions = new HashMap<>();
        for (ChartListing one : listed) {
            revisions.put(one.id(), one.revision());
            Kept before = shared.get(one.id());
            if (before == null || before.revision() != one.revision() || seen.isCut(one.id())) {
                old.add(one.id());
            } else {
                mine.put(one.id(), before);
            }
        }
        // Read for somebody else before; who sees a line of it has looked all the same.
        if (!mine.isEmpty()) {
            walk.shown(Action.SCREEN, mine.keySet().stream().sorted().toList());
        }
        long begun = System.nanoTime();
        int done = 0;
        while (done < old.size() && System.nanoTime() - begun < PATIENCE_NANOS) {
            List<String> next = old.subList(done, Math.min(done + AT_ONCE, old.size()));
            walk.each(
                    Action.SCREEN,
                    coded,
                    next,
                    (id, chart) -> {
                        Kept answer = asked(criteria, chart, today, revisions.getOrDefault(id, 0L));
                        mine.put(id, answer);
                        // Who sees a part of a chart only is told nothing that rests on the whole.
                        if (!seen.isCut(id)) {
                            shared.put(id, answer);
                        }
                    });
            done += next.size();
        }
        return found(listed, mine, old.size() - done, coded);
    }

    private static Kept asked(Pathway criteria, Chart chart, LocalDate today, long revision) {
        return new Kept(revision, Screening.of(criteria, chart, today));
    }

    private Found found(
            List<ChartListing> listed, Map<String, Kept> known, int pending, boolean coded) {
        List<Line> lines = new ArrayList<>();
        int notShown = 0;
        int notConcerned = 0;
        for (ChartListing one : listed) {
            Kept answer = known.get(one.id());
            if (answer == null) {
                continue;
            }
            if (answer.screening().result() == Screening.Result.NOT_CONCERNED) {
                notConcerned++;
            } else if (answer.screening().hidden()) {
                notShown++;
            } else {
                lines.add(
                        new Line(
                                coded ? studies.records().pseudonym(one.id()) : one.id(),
                                answer.screening()));
            }
        }
        lines.sort(
                Comparator.comparing((Line one) -> one.screening().result())
                        .thenComparingInt(one -> one.screening().of(Screening.State.NOT_MET).size())
                        .thenComparing(Line::name));
        return new Found(List.copyOf(lines), notShown, notConcerned, pending, coded);
    }
}
