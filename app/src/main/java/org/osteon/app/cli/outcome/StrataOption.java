package org.osteon.app.cli.outcome;

import java.util.List;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;
import picocli.CommandLine.Option;

/// The columns whose combinations are strata.
final class StrataOption {
    @Option(
            names = "--strata",
            split = ",",
            paramLabel = "COL",
            description = "strata; of several columns their combinations")
    private List<String> strata = List.of();

    List<String> columns() {
        return strata;
    }

    boolean given() {
        return !strata.isEmpty();
    }

    Groups read(Table table) {
        Groups groups = Groups.single(table.rows());
        for (int i = 0; i < strata.size(); i++) {
            Groups next = table.groups(strata.get(i));
            groups = i == 0 ? next : groups.crossedWith(next);
        }
        return groups;
    }
}
