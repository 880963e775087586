package org.osteon.app.http.web;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osteon.pathway.Pathway;

/// The board on which the day of a role begins, as the pathway that has it says (records, 5.3).
public final class StartBoard {
    private static final String ROLES = "urn:osteon:role";

    private StartBoard() {}

    /// The first board that is one of these roles' own.
    ///
    /// @param roles by their codes, the one that somebody has first of all first
    /// @return empty where no board says so
    public static Optional<Pathway> of(Collection<String> roles, List<Pathway> pathways) {
        return roles.stream()
                .flatMap(role -> pathways.stream().filter(one -> isOf(one, role)))
                .findFirst();
    }

    private static boolean isOf(Pathway pathway, String role) {
        return pathway.board().stream()
                .flatMap(board -> board.codings().stream())
                .anyMatch(one -> one.system().equals(ROLES) && one.code().equals(role));
    }
}
