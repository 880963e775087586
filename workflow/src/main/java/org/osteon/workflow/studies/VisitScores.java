package org.osteon.workflow.studies;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.pathway.Course;

/// What somebody reported at the visits of a study: at each the score nearest to the planned day
/// within its window, the earlier of two as near.
///
/// @param byVisit the score of each visit that has one, by its code
/// @param expected whether the window of a visit has begun and they were followed then, by its code
public record VisitScores(Map<String, Course.Point> byVisit, Map<String, Boolean> expected) {
    /// The scores of one person.
    ///
    /// @param zero the day from which visits are counted
    /// @param last the last day on which they were followed, and of the data
    public static VisitScores of(
            List<Course.Point> points, List<Study.Visit> visits, LocalDate zero, LocalDate last) {
        Map<String, Course.Point> byVisit = new LinkedHashMap<>();
        Map<String, Boolean> expected = new LinkedHashMap<>();
        for (Study.Visit visit : visits) {
            points.stream()
                    .filter(point -> !point.date().isAfter(last))
                    .filter(point -> {
                        long day = ChronoUnit.DAYS.between(zero, point.date());
                        return visit.from() <= day && day <= visit.to();
                    })
                    .min(
                            Comparator.<Course.Point>comparingLong(point ->
                                            Math.abs(
                                                    ChronoUnit.DAYS.between(zero, point.date())
                                                            - visit.day()))
                                    .thenComparing(Course.Point::date))
                    .ifPresent(point -> byVisit.put(visit.code(), point));
            expected.put(visit.code(), !zero.plusDays(visit.from()).isAfter(last));
        }
        return new VisitScores(byVisit, expected);
    }

    /// The score at a visit; empty where there is none.
    public Optional<Double> at(String visit) {
        return Optional.ofNullable(byVisit.get(visit)).map(point -> point.value().doubleValue());
    }
}
