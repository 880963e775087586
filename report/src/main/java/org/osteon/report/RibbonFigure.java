package org.osteon.report;

import java.util.List;
import java.util.OptionalDouble;

/// Days counted from an anchor, lane by lane, as data.
///
/// @param from the first day that is shown
/// @param to the last day that is shown
/// @param today the day that a line stands at; where it is outside, there is none
/// @param ticks days that the axis names
public record RibbonFigure(
        String description, int from, int to, int today, List<Integer> ticks, List<Lane> lanes) {

    /// How a lane is drawn.
    public enum Shape {
        MARKS,
        VALUES,
        LOG_VALUES,
        STAGES
    }

    /// A lane.
    public record Lane(String title, Shape shape, List<Row> rows) {}

    /// What is drawn in one colour, or on one row of stages.
    ///
    /// @param marks whether its spots are events beside values
    public record Row(String title, boolean marks, List<Spot> spots, List<Limit> limits) {}

    /// A day, or a window of days.
    ///
    /// @param until the last day of a window; the day itself where it is one
    /// @param value the measurement, or the stage from 0 up; empty where there is none
    /// @param tone a class of the style sheet: how it stands; may be empty
    /// @param words what it is, for who points at it
    public record Spot(int day, int until, OptionalDouble value, String tone, String words) {}

    /// A line that matters.
    public record Limit(double value, String label) {}

    /// Whether a spot is within the days that are shown.
    boolean shows(Spot spot) {
        return spot.until() >= from && spot.day() <= to;
    }
}
