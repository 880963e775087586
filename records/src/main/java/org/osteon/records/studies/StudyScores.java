package org.osteon.records.studies;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osteon.access.Action;
import org.osteon.pathway.Course;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartWalk;
import org.osteon.workflow.studies.Study;

/// What people of a study reported of its primary measure.
///
/// @param byChart their scores
/// @param unreadable charts that cannot be read: nobody knows whether they reported
record StudyScores(Map<String, List<Course.Point>> byChart, Set<String> unreadable) {
    static StudyScores read(
            Studies studies, Study study, Action action, Collection<String> charts) {
        Pathway criteria = studies.written(study.id()).criteria();
        String measure = study.primary().map(Study.Primary::measure).orElse("");
        LocalDate today = studies.today();
        ChartWalk walk = studies.records().walk();
        Map<String, List<Course.Point>> points = new HashMap<>();
        Set<String> unreadable = new HashSet<>();
        walk.open(
                action,
                walk.isCoded(action),
                charts,
                (id, chart) ->
                        chart.ifPresentOrElse(
                                read ->
                                        criteria.course(read, today).trends().stream()
                                                .filter(trend -> trend.id().equals(measure))
                                                .findFirst()
                                                .ifPresent(trend -> points.put(id, trend.points())),
                                () -> unreadable.add(id)));
        return new StudyScores(points, unreadable);
    }

    /// Of one; none where they reported nothing.
    List<Course.Point> of(String chart) {
        return byChart.getOrDefault(chart, List.of());
    }
}
