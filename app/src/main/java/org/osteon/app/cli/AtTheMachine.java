package org.osteon.app.cli;

import java.util.List;
import java.util.function.Function;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.records.charts.Visit;

/// Whoever works at the machine, where a command asks `access` like a page: as a data manager, and
/// on record.
public final class AtTheMachine {
    private static final String WHO = "command-line";

    private AtTheMachine() {}

    /// Their visit.
    ///
    /// @param grant what they are let do, of who they are
    /// @param command as it was typed
    public static Visit visit(Function<String, Grant> grant, String command) {
        Role role = new Role("data-manager");
        return new Visit(
                Person.of(WHO, "Command line", role),
                role,
                List.of(grant.apply(WHO)),
                "",
                "",
                command,
                false);
    }
}
