package org.osteon.records.studies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.access.Action;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartAnswers;
import org.osteon.records.charts.ChartWalk;
import org.osteon.workflow.studies.Screening;
import org.osteon.workflow.studies.Study;

/// Everybody of the store held against the criteria of a study. It is not a list of people to be
/// invited: who treats them asks them. A chart is asked again when it, the day or the criteria have
/// changed.
public final class ScreeningList {
    private final Studies studies;
    private final Map<Key, ChartAnswers<Screening>> kept = new ConcurrentHashMap<>();

    public ScreeningList(Studies studies) {
        this.studies = studies;
    }

    private record Key(String criteria, LocalDate day) {}

    /// Somebody of the list.
    ///
    /// @param name their chart, or a name that tells nobody who it is
    public record Line(String name, Screening screening) {}

    /// The list as far as it is read.
    ///
    /// @param lines of those who are concerned, who meet all first
    /// @param notShown how many do not want to be found
    /// @param notConcerned how many have another condition
    /// @param unreadable how many charts cannot be read: nobody knows whether they meet anything
    /// @param pending how many charts are still to be read
    /// @param coded whether names tell nobody who it is
    public record Found(
            List<Line> lines,
            int notShown,
            int notConcerned,
            int unreadable,
            int pending,
            boolean coded) {
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
        Key key = new Key(criteria.id() + criteria.knowledgeHash(), today);
        kept.keySet().removeIf(other -> kept.size() > 8 && !other.equals(key));
        ChartAnswers.Asked<Screening> asked =
                kept.computeIfAbsent(key, _ -> new ChartAnswers<>())
                        .ask(
                                walk,
                                Action.SCREEN,
                                coded,
                                (_, chart) -> Screening.of(criteria, chart, today));
        // Read for somebody else before; who sees a line of it has looked all the same.
        if (!asked.before().isEmpty()) {
            walk.shown(Action.SCREEN, asked.before().stream().sorted().toList());
        }
        return found(asked, coded);
    }

    private Found found(ChartAnswers.Asked<Screening> asked, boolean coded) {
        List<Line> lines = new ArrayList<>();
        int notShown = 0;
        int notConcerned = 0;
        for (Map.Entry<String, Screening> one : asked.answers().entrySet()) {
            Screening screening = one.getValue();
            if (screening.result() == Screening.Result.NOT_CONCERNED) {
                notConcerned++;
            } else if (screening.hidden()) {
                notShown++;
            } else {
                lines.add(
                        new Line(
                                coded ? studies.records().pseudonym(one.getKey()) : one.getKey(),
                                screening));
            }
        }
        lines.sort(
                Comparator.comparing((Line one) -> one.screening().result())
                        .thenComparingInt(one -> one.screening().of(Screening.State.NOT_MET).size())
                        .thenComparing(Line::name));
        return new Found(
                List.copyOf(lines),
                notShown,
                notConcerned,
                asked.unreadable().size(),
                asked.pending(),
                coded);
    }
}
