package org.osteon.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A measurement over time as data, ready to be drawn.
///
/// @param title what is measured
/// @param unit of points and lines, as people read it; empty where there is none
/// @param whose the patient's name and birth date, so that the drawing says it wherever it goes
/// @param isLogarithmic whether the values are shown by their powers of ten
/// @param dayZero the day from which days are counted; empty where there is none
/// @param points in the order of time, at least one
/// @param lines that matter: references and thresholds
/// @param marks what happened meanwhile
public record TrendFigure(
        String title,
        String unit,
        String whose,
        boolean isLogarithmic,
        Optional<LocalDate> dayZero,
        List<Point> points,
        List<Line> lines,
        List<Mark> marks) {
    public TrendFigure {
        points = List.copyOf(points);
        lines = List.copyOf(lines);
        marks = List.copyOf(marks);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a trend has at least one point");
        }
    }

    /// A measurement.
    public record Point(LocalDate date, double value) {}

    /// A reference or threshold.
    public record Line(String label, double value) {}

    /// Something that happened.
    ///
    /// @param kind the group that it belongs to: it has a shape of its own
    public record Mark(LocalDate date, String kind, String text) {}

    /// `Creatinine (µmol/L)`
    String axisName() {
        return unit.isEmpty() ? title : title + " (" + unit + ")";
    }
}
