package org.osteon.records.cohort;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.comparison.Describe;
import org.osteon.outcome.comparison.OneSample;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.pooling.PooledEffect;
import org.osteon.outcome.regression.LinearModel;
import org.osteon.records.words.Problem;

/// The rows of several sites put together: each site's own difference with fixed and random
/// effects, the same in one model with the sites as strata, and the change by the number of
/// treatments.
///
/// @param sites each with its difference; those without one named in `withoutOne`
/// @param effect of the sites' differences; empty where no site has one
/// @param adjusted in one model: the score then on the groups, the score before, the factors and
///   the sites
/// @param byTreatments the change by how many treatments there were
/// @param warnings what to read first
public record PooledSites(
        PoolDefinition definition,
        List<SiteResult> sites,
        List<String> withoutOne,
        @Nullable PooledEffect effect,
        @Nullable PooledEffect byHartungKnapp,
        @Nullable Adjusted adjusted,
        Map<String, Treated> byTreatments,
        List<String> warnings) {
    private static final double CONFIDENCE = 0.95;
    private static final long LONGEST_DAYS = 36_500;
    private static final int MANY = 3;

    /// A site.
    ///
    /// @param difference of the mean change, second group minus first
    public record SiteResult(
            String site, int first, int second, double difference, double variance) {}

    /// The second group against the first in one model.
    public record Adjusted(
            int n,
            double difference,
            double se,
            double lower,
            double upper,
            double p,
            List<String> terms) {}

    /// Those with a number of treatments; nothing of fewer than five.
    public record Treated(
            int n, @Nullable Double change, @Nullable Double lower, @Nullable Double upper) {}

    /// Somebody's row.
    private record Row(
            String site,
            String person,
            String group,
            List<String> factors,
            double baseline,
            double value,
            int treatments) {
        double change() {
            return value - baseline;
        }
    }

    /// Puts tables together, each under the name of its file.
    ///
    /// @throws Problem where one answers another question, comes twice or cannot be
    public static PooledSites of(PoolDefinition definition, Map<String, Table> files) {
        List<Row> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        files.forEach((name, table) -> rows.addAll(read(definition, name, table, seen)));
        Map<String, List<Row>> bySite = new TreeMap<>();
        rows.forEach(row -> bySite.computeIfAbsent(row.site(), _ -> new ArrayList<>()).add(row));
        List<SiteResult> sites = new ArrayList<>();
        List<String> without = new ArrayList<>();
        bySite.forEach((site, all) ->
                result(definition, site, all).ifPresentOrElse(sites::add, () -> without.add(site)));
        List<PooledEffect.Site> estimates =
                sites.stream()
                        .map(one ->
                                new PooledEffect.Site(one.site(), one.difference(), one.variance()))
                        .toList();
        return new PooledSites(
                definition,
                sites,
                without,
                estimates.isEmpty() ? null : pooled(estimates, PooledEffect.Interval.NORMAL),
                estimates.isEmpty() ? null : pooled(estimates, PooledEffect.Interval.HARTUNG_KNAPP),
                adjusted(definition, rows),
                byTreatments(rows),
                List.of(
                        "Groups were not made by chance: who got what may be why they fared so.",
                        "People who respond poorly get more treatments: more treatments with less"
                                + " change is no effect of the treatments."));
    }

    private static PooledEffect pooled(
            List<PooledEffect.Site> sites, PooledEffect.Interval interval) {
        return PooledEffect.of(
                sites, PooledEffect.Between.RESTRICTED_LIKELIHOOD, interval, CONFIDENCE);
    }

    private static List<Row> read(
            PoolDefinition definition, String name, Table table, Set<String> seen) {
        List<Row> rows = new ArrayList<>();
        String digest = definition.digest();
        Set<String> here = new HashSet<>();
        for (int i = 0; i < table.rows(); i++) {
            int row = i;
            String line = name + ", row " + (i + 1) + ": ";
            if (!digest.equals(table.column("definition").text(i))) {
                throw Problem.unusable(
                        line
                                + "it answers another definition ("
                                + table.column("definition").text(i)
                                + "); give every site the same file");
            }
            double day = table.column("day").number(i);
            if (!(day >= 0 && day <= LONGEST_DAYS)) {
                throw Problem.unusable(line + "a day of " + day + " from the treatment cannot be");
            }
            String site = text(table, "site", i);
            String person = text(table, "person", i);
            if (!here.add(person) || seen.contains(site)) {
                throw Problem.unusable(
                        line
                                + (seen.contains(site)
                                        ? "site " + site + " came in another file already"
                                        : "person " + person + " is there twice"));
            }
            rows.add(
                    new Row(
                            site,
                            person,
                            text(table, definition.compare(), i),
                            definition.factors().stream()
                                    .map(factor -> text(table, factor, row))
                                    .toList(),
                            table.column("baseline").number(i),
                            table.column("value").number(i),
                            (int) table.column("treatments").number(i)));
        }
        rows.forEach(row -> seen.add(row.site()));
        return rows;
    }

    private static String text(Table table, String column, int row) {
        String text = table.column(column).text(row);
        return text == null ? "" : text;
    }

    private static Optional<SiteResult> result(
            PoolDefinition definition, String site, List<Row> rows) {
        double[] first = changes(rows, definition.first());
        double[] second = changes(rows, definition.second());
        if (first.length < 2 || second.length < 2) {
            return Optional.empty();
        }
        double variance =
                Describe.variance(first) / first.length + Describe.variance(second) / second.length;
        return variance > 0
                ? Optional.of(
                        new SiteResult(
                                site,
                                first.length,
                                second.length,
                                Describe.mean(second) - Describe.mean(first),
                                variance))
                : Optional.empty();
    }

    private static double[] changes(List<Row> rows, String group) {
        return rows.stream()
                .filter(row -> row.group().equals(group))
                .mapToDouble(Row::change)
                .toArray();
    }

    private static @Nullable Adjusted adjusted(PoolDefinition definition, List<Row> all) {
        List<Row> rows =
                all.stream()
                        .filter(row ->
                                row.group().equals(definition.first())
                                        || row.group().equals(definition.second()))
                        .filter(row -> !row.factors().contains(""))
                        .toList();
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        names.add(definition.second());
        columns.add(
                rows.stream()
                        .mapToDouble(row -> row.group().equals(definition.second()) ? 1 : 0)
                        .toArray());
        names.add("baseline");
        columns.add(rows.stream().mapToDouble(Row::baseline).toArray());
        for (int f = 0; f < definition.factors().size(); f++) {
            int at = f;
            indicators(
                    rows,
                    definition.factors().get(f),
                    row -> row.factors().get(at),
                    names,
                    columns);
        }
        indicators(rows, "site ", Row::site, names, columns);
        if (rows.size() < names.size() + MANY) {
            return null;
        }
        LinearModel.Fit fit =
                LinearModel.fit(
                        new DesignMatrix(names, columns.toArray(double[][]::new)),
                        rows.stream().mapToDouble(Row::value).toArray(),
                        CONFIDENCE);
        return new Adjusted(
                fit.n(),
                fit.coef()[1],
                fit.se()[1],
                fit.ciLower()[1],
                fit.ciUpper()[1],
                fit.p()[1],
                List.copyOf(names));
    }

    private static void indicators(
            List<Row> rows,
            String name,
            java.util.function.Function<Row, String> level,
            List<String> names,
            List<double[]> columns) {
        rows.stream()
                .map(level)
                .distinct()
                .sorted()
                .skip(1)
                .forEach(one -> {
                    names.add(name + one);
                    columns.add(
                            rows.stream()
                                    .mapToDouble(row -> level.apply(row).equals(one) ? 1 : 0)
                                    .toArray());
                });
    }

    private static Map<String, Treated> byTreatments(List<Row> rows) {
        Map<String, List<Row>> by = new TreeMap<>();
        rows.forEach(row ->
                by.computeIfAbsent(
                                row.treatments() >= MANY
                                        ? MANY + " and more"
                                        : Integer.toString(row.treatments()),
                                _ -> new ArrayList<>())
                        .add(row));
        Map<String, Treated> treated = new LinkedHashMap<>();
        by.forEach((count, some) -> {
            if (some.size() < PoolRows.FEWEST) {
                treated.put(count, new Treated(some.size(), null, null, null));
            } else {
                OneSample sample =
                        OneSample.of(some.stream().mapToDouble(Row::change).toArray(), CONFIDENCE);
                treated.put(
                        count,
                        new Treated(some.size(), sample.mean(), sample.ci()[0], sample.ci()[1]));
            }
        });
        return treated;
    }
}
