package org.osteon.app.cli.outcome;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Option;

/// The column of groups, and which of them are compared.
final class GroupOptions {
    @Option(
            names = "--by",
            paramLabel = "COL",
            description = "groups; they sort as text and the first is the reference")
    private @Nullable String by;

    @Option(names = "--reference", paramLabel = "LABEL", description = "another reference")
    private @Nullable String reference;

    @Option(
            names = "--compare",
            paramLabel = "LABEL",
            description = "of more than two groups the one to compare")
    private @Nullable String compare;

    boolean given() {
        return by != null;
    }

    boolean referenceGiven() {
        return reference != null;
    }

    @Nullable String reference() {
        return reference;
    }

    String column() {
        if (by == null) {
            throw Problem.unusable("name the groups with --by");
        }
        return by;
    }

    List<String> columns() {
        return by == null ? List.of() : List.of(by);
    }

    /// All groups in plain character order, or one group named `all`.
    Groups read(Table table) {
        return by == null ? Groups.single(table.rows()) : table.groups(by);
    }

    /// All groups with the reference first.
    Groups referenceFirst(Table table) {
        Groups groups = table.groups(column());
        return reference == null ? groups : groups.withReference(reference);
    }

    /// The reference and the group to compare with it.
    ///
    /// @param rows the rows of the two groups
    /// @param groups reference 0, the other 1
    record Pair(int[] rows, Groups groups) {
        String reference() {
            return groups.labels().get(0);
        }

        String other() {
            return groups.labels().get(1);
        }
    }

    /// The two groups to compare.
    Pair pair(Table table) {
        Groups groups = referenceFirst(table);
        String other = compare;
        if (groups.count() < 2) {
            throw Problem.unusable(
                    "there is only the group "
                            + groups.labels()
                            + " in '"
                            + column()
                            + "': two are needed");
        }
        if (other == null) {
            if (groups.count() > 2) {
                throw Problem.unusable(
                        "'"
                                + column()
                                + "' has the groups "
                                + groups.labels()
                                + ": pick the one to compare with --compare");
            }
            other = groups.labels().get(1);
        }
        int chosen = groups.positionOf(other);
        if (chosen == 0) {
            throw Problem.unusable(
                    "'" + other + "' is the reference itself: name another with --reference");
        }
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < groups.rows(); i++) {
            if (groups.index()[i] == 0 || groups.index()[i] == chosen) {
                rows.add(i);
            }
        }
        int[] kept = rows.stream().mapToInt(Integer::intValue).toArray();
        return new Pair(kept, groups.subset(kept));
    }

    static double[] select(double[] values, Groups groups, int group) {
        int[] rows = groups.rowsOf(group);
        double[] selected = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            selected[i] = values[rows[i]];
        }
        return selected;
    }
}
