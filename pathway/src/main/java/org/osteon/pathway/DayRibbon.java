package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A patient's days, counted from an anchor, lane by lane.
///
/// @param title what it is called
/// @param anchor day 0
/// @param days the days that the axis names, in their order; the first and the last are its ends
/// @param views windows of days to look at closely
/// @param lanes what is shown below each other
public record DayRibbon(
        String title, LocalDate anchor, List<Integer> days, List<View> views, List<Lane> lanes) {

    /// A window of days.
    public record View(String title, int from, int to) {}

    /// How a lane is drawn.
    public enum Shape {
        /// A mark for each day.
        MARKS,
        /// Values on a scale in powers of ten.
        LOG_VALUES,
        /// Values on an even scale.
        VALUES,
        /// A box for each day, the darker the higher its stage.
        STAGES,
        /// What is planned: the plan of the assessment.
        PLAN,
        /// Forms that were filled in.
        FORMS
    }

    /// A lane.
    ///
    /// @param series what is drawn in it: a line each of values, a row each of stages
    public record Lane(String id, String title, Shape shape, List<Series> series) {
        /// Whether anything stands in it.
        public boolean isEmpty() {
            return series.stream().allMatch(one -> one.points().isEmpty());
        }
    }

    /// What belongs to one thing.
    ///
    /// @param unit of the values; empty where they have none
    /// @param marks whether each is an event beside the values
    public record Series(
            String id,
            String title,
            String unit,
            boolean marks,
            List<Point> points,
            List<Course.Limit> limits) {}

    /// Something of a day.
    ///
    /// @param value a measurement, or the stage from 0 up; empty for an event, and for what was
    ///   looked at and could not be staged
    /// @param text in words
    /// @param reference the resource it was read from; empty where there is none
    public record Point(
            LocalDate date, Optional<BigDecimal> value, String text, String reference) {}
}
