package org.osteon.records.charts;

import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.osteon.chart.Chart;

/// The charts that name something of the register of the site.
public final class RegisterHolders {
    private final List<String> holders;
    private final StoredCharts charts;

    RegisterHolders(List<String> holders, StoredCharts charts) {
        this.holders = List.copyOf(holders);
        this.charts = charts;
    }

    /// Their ids. Whose they are, only [Records#open] says.
    public Stream<String> charts() {
        return holders.stream();
    }

    /// A number of many charts together.
    ///
    /// @param whole whether each of them could be read; else it is at least so much
    public record Total(int number, boolean whole) {}

    /// One number of all of them together; whose they are, and how much each has of it, is told
    /// nobody.
    public Total sum(ToIntFunction<Chart> number) {
        List<Chart> read =
                holders.stream().flatMap(one -> charts.open(one).opened().stream()).toList();
        return new Total(read.stream().mapToInt(number).sum(), read.size() == holders.size());
    }
}
