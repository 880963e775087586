package org.osteon.records.models;

import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.data.Table;

/// What models of measures share.
final class Measures {
    private Measures() {}

    /// The groups that are compared.
    static Groups groups(ModelRows rows, Table table, String by) {
        Groups groups = table.groups(by);
        if (groups.count() < 2) {
            throw new UnusableInputException(
                    rows.title(by)
                            + " is "
                            + groups.labels().getFirst()
                            + " in everybody who can be counted: two groups are compared");
        }
        return groups;
    }

    /// A coefficient in words.
    static String inWords(
            ModelRows rows, Terms terms, String by, Groups groups, String coefficient) {
        for (String label : groups.labels()) {
            if (coefficient.equals(by + label)) {
                return rows.title(by) + ": " + label;
            }
        }
        return coefficient.equals("baseline") ? "Value before, per 1" : terms.inWords(coefficient);
    }
}
