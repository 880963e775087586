package org.osteon.outcome.reported;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Table;

/// Turns item codes into scores. A code that the instrument does not know refuses the form; nothing
/// is coerced.
public final class Scoring {
    private Scoring() {}

    /// A score per row for every scale, `NaN` where the rule for missing items says so.
    public static Map<String, double[]> score(
            Instrument instrument, Table forms, Instrument.Missing missing) {
        Map<String, double[]> scores = new LinkedHashMap<>();
        for (Instrument.Scale scale : instrument.scales()) {
            double[] values =
                    switch (scale) {
                        case Instrument.MeanOfItems mean -> meanOfItems(mean, forms, missing);
                        case Instrument.SumOfItems sum -> sumOfItems(sum, forms);
                        case Instrument.MeanOfScales mean ->
                                meanOfScales(mean, scores, forms.rows());
                    };
            scores.put(scale.name(), values);
        }
        return scores;
    }

    private static double[] meanOfItems(
            Instrument.MeanOfItems scale, Table forms, Instrument.Missing missing) {
        double[][] items = recoded(scale.items(), forms);
        double[] scores = new double[forms.rows()];
        for (int row = 0; row < scores.length; row++) {
            double sum = 0;
            int answered = 0;
            for (double[] item : items) {
                if (!Double.isNaN(item[row])) {
                    sum += item[row];
                    answered++;
                }
            }
            boolean enough =
                    switch (missing) {
                        case HALF -> answered > 0 && 2 * answered >= items.length;
                        case ANY -> answered > 0;
                    };
            scores[row] = enough ? sum / answered : Double.NaN;
        }
        return scores;
    }

    private static double[] sumOfItems(Instrument.SumOfItems scale, Table forms) {
        double[][] items = recoded(scale.items(), forms);
        double[] scores = new double[forms.rows()];
        for (int row = 0; row < scores.length; row++) {
            double sum = 0;
            int answered = 0;
            for (double[] item : items) {
                if (!Double.isNaN(item[row])) {
                    sum += item[row];
                    answered++;
                }
            }
            scores[row] =
                    items.length - answered <= scale.missing()
                            ? sum * items.length / answered
                            : Double.NaN;
        }
        return scores;
    }

    private static double[] meanOfScales(
            Instrument.MeanOfScales scale, Map<String, double[]> scores, int rows) {
        List<double[]> parts = new ArrayList<>();
        for (String name : scale.of()) {
            double[] part = scores.get(name);
            if (part == null) {
                throw new UnusableInputException(
                        "scale '"
                                + scale.name()
                                + "' uses '"
                                + name
                                + "', which is not defined before it");
            }
            parts.add(part);
        }
        double[] mean = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (double[] part : parts) {
                mean[row] += part[row] / parts.size();
            }
        }
        return mean;
    }

    private static double[][] recoded(List<Instrument.Item> items, Table forms) {
        double[][] values = new double[items.size()][];
        for (int i = 0; i < values.length; i++) {
            Instrument.Item item = items.get(i);
            Column column = forms.column(item.column());
            values[i] = new double[forms.rows()];
            for (int row = 0; row < values[i].length; row++) {
                values[i][row] = column.isMissing(row) ? Double.NaN : value(item, column, row);
            }
        }
        return values;
    }

    private static double value(Instrument.Item item, Column column, int row) {
        double code = column.number(row);
        Double value = code == Math.rint(code) ? item.values().get((int) code) : null;
        if (value == null) {
            throw new UnusableInputException(
                    "item "
                            + item.column()
                            + " has code "
                            + column.text(row)
                            + " in row "
                            + (row + 1)
                            + ": allowed are "
                            + item.values().keySet());
        }
        return value;
    }
}
