package org.osteon.outcome.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.UnusableInputException;

/// Named columns of covariates, one array per column.
///
/// @param names the name of each column; an indicator of category `x` of column `c` is called `cx`
/// @param columns one array per column, all of the same length; not to be changed by the caller
public record DesignMatrix(List<String> names, double[][] columns) {
    private static final Pattern CATEGORY = Pattern.compile("C\\((.+)\\)");

    /// Checks the shape.
    public DesignMatrix {
        names = List.copyOf(names);
        if (names.size() != columns.length) {
            throw new IllegalArgumentException(
                    names.size() + " names for " + columns.length + " columns");
        }
    }

    /// The table columns that the terms need.
    public static List<String> sources(List<String> terms) {
        return terms.stream().map(DesignMatrix::source).toList();
    }

    /// The column behind a term: `kl` for `C(kl)`.
    public static String source(String term) {
        var category = CATEGORY.matcher(term);
        return category.matches() ? category.group(1) : term;
    }

    /// Whether the term is written `C(column)`.
    public static boolean isCategory(String term) {
        return CATEGORY.matcher(term).matches();
    }

    /// The columns of terms such as `age` (a number) and `C(donor)` (a category: one indicator per
    /// label but the first in plain character order, or but `reference` where the column has that
    /// label).
    public static DesignMatrix of(Table table, List<String> terms, @Nullable String reference) {
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (String term : terms) {
            String source = source(term);
            if (isCategory(term)) {
                addIndicators(table.groups(source), source, reference, names, columns);
            } else {
                double[] values = table.numbers(source);
                for (int i = 0; i < values.length; i++) {
                    if (Double.isNaN(values[i])) {
                        throw new UnusableInputException(
                                "covariate '" + source + "' is empty in row " + (i + 1));
                    }
                }
                names.add(source);
                columns.add(values);
            }
        }
        return new DesignMatrix(names, columns.toArray(double[][]::new));
    }

    private static void addIndicators(
            Groups groups,
            String source,
            @Nullable String reference,
            List<String> names,
            List<double[]> columns) {
        Groups ordered =
                reference != null && groups.labels().contains(reference)
                        ? groups.withReference(reference)
                        : groups;
        for (int g = 1; g < ordered.count(); g++) {
            names.add(source + ordered.labels().get(g));
            columns.add(indicator(ordered, g));
        }
    }

    /// 1 for the rows of a group, 0 for the others.
    public static double[] indicator(Groups groups, int group) {
        double[] values = new double[groups.rows()];
        for (int i = 0; i < values.length; i++) {
            values[i] = groups.index()[i] == group ? 1 : 0;
        }
        return values;
    }

    /// The number of columns.
    public int width() {
        return columns.length;
    }

    /// The number of rows; 0 without columns.
    public int rows() {
        return columns.length == 0 ? 0 : columns[0].length;
    }

    /// The same with a column of ones in front, named `(Intercept)`.
    public DesignMatrix withIntercept(int rows) {
        List<String> more = new ArrayList<>(List.of("(Intercept)"));
        more.addAll(names);
        double[][] all = new double[columns.length + 1][];
        all[0] = new double[rows];
        Arrays.fill(all[0], 1);
        System.arraycopy(columns, 0, all, 1, columns.length);
        return new DesignMatrix(more, all);
    }

    /// These columns followed by others.
    public DesignMatrix and(DesignMatrix other) {
        List<String> more = new ArrayList<>(names);
        more.addAll(other.names);
        double[][] all = Arrays.copyOf(columns, columns.length + other.columns.length);
        System.arraycopy(other.columns, 0, all, columns.length, other.columns.length);
        return new DesignMatrix(more, all);
    }

    /// The values of one row.
    public double[] row(int row) {
        double[] values = new double[columns.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = columns[c][row];
        }
        return values;
    }

    /// The given rows only.
    public DesignMatrix rows(int[] selected) {
        double[][] cut = new double[columns.length][selected.length];
        for (int c = 0; c < cut.length; c++) {
            for (int i = 0; i < selected.length; i++) {
                cut[c][i] = columns[c][selected[i]];
            }
        }
        return new DesignMatrix(names, cut);
    }

    /// The mean of each column.
    public double[] means() {
        double[] means = new double[columns.length];
        for (int j = 0; j < means.length; j++) {
            means[j] = Arrays.stream(columns[j]).average().orElse(0);
        }
        return means;
    }

    /// The value of each column at which adjusted means are taken: categories weighted equally,
    /// numbers at their mean, and a number with two values only as a category of two, that is in
    /// the middle.
    ///
    /// @param category whether the columns are the indicators of one category
    public double[] levels(boolean category) {
        double[] levels = means();
        for (int j = 0; j < levels.length; j++) {
            if (category) {
                levels[j] = 1.0 / (columns.length + 1);
            } else {
                double[] values = Arrays.stream(columns[j]).distinct().limit(3).toArray();
                if (values.length == 2) {
                    levels[j] = (values[0] + values[1]) / 2;
                }
            }
        }
        return levels;
    }

    /// The covariate whose value among these, one per covariate, is the largest in size.
    public String nameOfLargest(double[] values) {
        int largest = 0;
        for (int j = 1; j < values.length; j++) {
            if (Math.abs(values[j]) > Math.abs(values[largest])) {
                largest = j;
            }
        }
        return names.get(largest);
    }
}
