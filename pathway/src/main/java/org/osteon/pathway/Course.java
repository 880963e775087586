package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// How a patient's measurements and events went over time, as a pathway looks at them.
///
/// @param trends measurements with the limits that matter
/// @param events what happened and what is planned, in the order of time
public record Course(List<Trend> trends, List<Event> events) {

    /// A measurement over time.
    ///
    /// @param id stable within the pathway
    /// @param title what is measured
    /// @param unit the unit of points and limits
    /// @param points the measurements, in the order of time
    /// @param limits lines to draw, each with its words
    /// @param isLogarithmic whether it is shown by powers of ten
    public record Trend(
            String id,
            String title,
            String unit,
            List<Point> points,
            List<Limit> limits,
            boolean isLogarithmic) {}

    /// One measurement.
    ///
    /// @param date the day of the specimen
    /// @param value the value, in the trend's unit
    /// @param reference the resource it was read from; empty where there is none
    public record Point(LocalDate date, BigDecimal value, String reference) {}

    /// A line that matters.
    ///
    /// @param label what it is
    /// @param value where it lies, in the trend's unit
    public record Limit(String label, BigDecimal value) {}

    /// Something that happened or is planned.
    ///
    /// @param date the day
    /// @param kind the group it is shown in, for example `dose` or `skeletal event`
    /// @param text what it was
    /// @param reference the resource it was read from
    /// @param day days from the pathway's anchor (Day 0), where it has one
    /// @param isMarked whether it is told beside measurements, too
    public record Event(
            LocalDate date,
            String kind,
            String text,
            String reference,
            Optional<Integer> day,
            boolean isMarked) {}
}
