package org.osteon.outcome.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.survival.EventTimes;

/// A synthetic cohort with columns derived from it.
record Cohort(Table table) {
    static Cohort read(String file) {
        try {
            return new Cohort(Csv.read(Reference.FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The transplant cohort with indicators of arm, donor and risk, and age in decades.
    static Cohort transplants() {
        Cohort cohort = read("synth_hct480.csv");
        double[] age = cohort.numbers("age");
        return cohort.indicator("ric", "arm", "RIC")
                .indicator("mac", "arm", "MAC")
                .indicator("hap", "donor", "HAPLO")
                .indicator("mud", "donor", "MUD")
                .indicator("rint", "risk", "int")
                .indicator("rhi", "risk", "high")
                .with("age10", i -> age[i] / 10);
    }

    /// The knee trial, one row per person: measures carry the day behind their name.
    static Cohort kneeWide() {
        Table table = read("synth_knee_trial180.csv").table();
        Map<String, Integer> first = new LinkedHashMap<>();
        for (int i = 0; i < table.rows(); i++) {
            first.putIfAbsent(table.column("id").text(i), i);
        }
        List<String> ids = List.copyOf(first.keySet());
        Table wide = table.rows(first.values().stream().mapToInt(Integer::intValue).toArray());
        for (String measure : List.of("pain", "func", "global", "anchor")) {
            Map<String, double[]> columns = new LinkedHashMap<>();
            for (int i = 0; i < table.rows(); i++) {
                String name = measure + "." + table.column("visit_day").text(i);
                double[] column =
                        columns.computeIfAbsent(
                                name,
                                _ ->
                                        IntStream.range(0, ids.size())
                                                .mapToDouble(_ -> Double.NaN)
                                                .toArray());
                column[ids.indexOf(table.column("id").text(i))] = table.column(measure).number(i);
            }
            for (var column : columns.entrySet()) {
                wide = wide.with(new Column.Numbers(column.getKey(), column.getValue()));
            }
        }
        return new Cohort(wide);
    }

    int rows() {
        return table.rows();
    }

    double[] numbers(String name) {
        return table.numbers(name);
    }

    int[] codes(String name) {
        return IntStream.range(0, rows()).map(i -> (int) numbers(name)[i]).toArray();
    }

    boolean[] flags(String name) {
        double[] values = numbers(name);
        boolean[] flags = new boolean[values.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = values[i] == 1;
        }
        return flags;
    }

    Groups groups(String name) {
        return table.groups(name);
    }

    Groups one() {
        return Groups.single(rows());
    }

    EventTimes times(String time, String event) {
        return EventTimes.of(numbers(time), codes(event));
    }

    DesignMatrix design(String... terms) {
        return DesignMatrix.of(table, List.of(terms), null);
    }

    Cohort with(String name, IntToDoubleFunction value) {
        double[] values = IntStream.range(0, rows()).mapToDouble(value).toArray();
        return new Cohort(table.with(new Column.Numbers(name, values)));
    }

    Cohort indicator(String name, String column, String label) {
        return with(name, i -> label.equals(table.column(column).text(i)) ? 1 : 0);
    }

    Cohort complete(String... names) {
        return new Cohort(table.complete(List.of(names)));
    }

    Cohort where(java.util.function.IntPredicate keep) {
        return new Cohort(table.where(keep));
    }

    /// The values of a column in the rows of a label.
    double[] valuesOf(String column, String by, String label) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < rows(); i++) {
            if (label.equals(table.column(by).text(i)) && !table.column(column).isMissing(i)) {
                values.add(numbers(column)[i]);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
