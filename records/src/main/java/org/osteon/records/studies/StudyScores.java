package org.osteon.records.studies;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Action;
import org.osteon.chart.Chart;
import org.osteon.pathway.Course;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartWalk;
import org.osteon.workflow.studies.Study;

/// What people of a study reported of its primary measure.
///
/// @param byChart their scores; of a chart that says nothing there are none
/// @param unread charts that cannot be read, that the rules stop at, that are gone or not for
///   whoever asks: nobody knows whether they reported
record StudyScores(Map<String, List<Course.Point>> byChart, Set<String> unread) {
    static StudyScores read(
            Studies studies, Study study, Action action, Collection<String> charts) {
        Pathway criteria = studies.written(study.id()).criteria();
        String measure = study.primary().map(Study.Primary::measure).orElse("");
        LocalDate today = studies.today();
        ChartWalk walk = studies.records().walk();
        Map<String, List<Course.Point>> points = new HashMap<>();
        walk.open(
                action,
                walk.isCoded(action),
                charts,
                (id, chart) ->
                        chart.flatMap(read -> points(criteria, read, id, measure, today))
                                .ifPresent(found -> points.put(id, found)));
        Set<String> unread = new HashSet<>(charts);
        unread.removeAll(points.keySet());
        return new StudyScores(points, unread);
    }

    private static Optional<List<Course.Point>> points(
            Pathway criteria, Chart chart, String id, String measure, LocalDate today) {
        try {
            return Optional.of(
                    criteria.course(chart, today).trends().stream()
                            .filter(trend -> trend.id().equals(measure))
                            .findFirst()
                            .map(Course.Trend::points)
                            .orElse(List.of()));
        } catch (RuntimeException e) {
            // A chart that the rules stop at costs its own person, and is told.
            System.getLogger(StudyScores.class.getName())
                    .log(System.Logger.Level.ERROR, "no scores of chart " + id, e);
            return Optional.empty();
        }
    }

    /// Of one; none where they reported nothing.
    List<Course.Point> of(String chart) {
        return byChart.getOrDefault(chart, List.of());
    }

    /// Whether that is because nothing was reported; a person without a chart was not read.
    boolean isRead(String chart) {
        return byChart.containsKey(chart);
    }
}
