package org.osteon.app.cli.outcome;

import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import org.osteon.records.words.Problem;
import picocli.CommandLine.Option;

/// The column that tells treated from controls.
final class Treatment {
    @Option(
            names = "--treatment",
            required = true,
            paramLabel = "COL",
            description = "two labels; the first in order, or --reference, is control")
    private String column;

    @Option(names = "--reference", paramLabel = "LABEL", description = "the label of the controls")
    private @Nullable String reference;

    String column() {
        return column;
    }

    @Nullable String reference() {
        return reference;
    }

    boolean[] read(Table table) {
        Groups groups = table.groups(column);
        if (groups.count() != 2) {
            throw Problem.unusable(
                    "'" + column + "' has the labels " + groups.labels() + ": a treatment has two");
        }
        int control = reference == null ? 0 : groups.positionOf(reference);
        boolean[] treated = new boolean[groups.rows()];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = groups.index()[i] != control;
        }
        return treated;
    }
}
