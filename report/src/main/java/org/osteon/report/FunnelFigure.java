package org.osteon.report;

import java.util.List;

/// Centres in a funnel: how many events there were over how many were expected, against how many
/// were expected.
///
/// @param title what the events are
/// @param centres in the order of their names
public record FunnelFigure(String title, List<Centre> centres) {
    /// Copies.
    public FunnelFigure {
        centres = List.copyOf(centres);
    }

    /// A centre.
    ///
    /// @param n people
    /// @param observed events
    /// @param expected events, above 0
    /// @param ratio observed over expected
    /// @param lower its lower limit
    /// @param upper its upper limit
    public record Centre(
            String name,
            int n,
            int observed,
            double expected,
            double ratio,
            double lower,
            double upper) {}

    /// What lies behind the figure, as CSV.
    public String csv() {
        StringBuilder text =
                new StringBuilder("centre,people,observed,expected,ratio,lower,upper\n");
        for (Centre one : centres) {
            text.append('"')
                    .append(one.name().replace("\"", "\"\""))
                    .append("\",")
                    .append(one.n())
                    .append(',')
                    .append(one.observed())
                    .append(',')
                    .append(one.expected())
                    .append(',')
                    .append(one.ratio())
                    .append(',')
                    .append(one.lower())
                    .append(',')
                    .append(one.upper())
                    .append('\n');
        }
        return text.toString();
    }
}
