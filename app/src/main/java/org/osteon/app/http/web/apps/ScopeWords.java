package org.osteon.app.http.web.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osteon.access.Interaction;
import org.osteon.access.Scope;
import org.osteon.records.apps.ScopeRequest;

/// Scopes in words that people agree to.
final class ScopeWords {
    private ScopeWords() {}

    /// That a program learns who somebody is.
    static String who(ScopeRequest scopes) {
        return scopes.words().contains(ScopeRequest.FHIR_USER)
                ? "Learn who you are: your user name, your name, and who you are in care teams"
                : "Learn who you are: your user name";
    }

    /// A scope, as a sentence.
    static String of(Scope scope) {
        String what =
                scope.type().equals(Scope.ANY)
                        ? "everything in the chart"
                        : scope.type()
                                        .replaceAll("([a-z])([A-Z])", "$1 $2")
                                        .toLowerCase(Locale.ROOT)
                                + " records";
        String whose =
                switch (scope.level()) {
                    case PATIENT -> "of this patient";
                    case USER -> "of all patients whom you may see";
                    case SYSTEM -> "of all patients";
                };
        String only =
                scope.conditions().stream()
                        .map(one ->
                                one.parameter().replace('-', ' ')
                                        + " "
                                        + new TreeSet<>(one.anyOf())
                                                .stream()
                                                        .map(ScopeWords::code)
                                                        .collect(Collectors.joining(" or ")))
                        .collect(Collectors.joining(", "));
        return verbs(scope.interactions())
                + " "
                + what
                + " "
                + whose
                + (only.isEmpty() ? "" : "; only with " + only);
    }

    private static String code(String token) {
        return token.substring(token.indexOf('|') + 1).isEmpty()
                ? "of " + token.substring(0, token.indexOf('|'))
                : token.substring(token.indexOf('|') + 1);
    }

    private static String verbs(Set<Interaction> does) {
        List<String> verbs = new ArrayList<>();
        if (does.contains(Interaction.READ) && does.contains(Interaction.SEARCH)) {
            verbs.add("read and find");
        } else if (does.contains(Interaction.READ)) {
            verbs.add("read");
        } else if (does.contains(Interaction.SEARCH)) {
            verbs.add("find");
        }
        if (does.contains(Interaction.CREATE)) {
            verbs.add("add");
        }
        if (does.contains(Interaction.UPDATE)) {
            verbs.add("change");
        }
        if (does.contains(Interaction.DELETE)) {
            verbs.add("delete");
        }
        String said = String.join(", ", verbs);
        return Character.toUpperCase(said.charAt(0)) + said.substring(1);
    }

    /// Whether it changes anything.
    static boolean writes(Scope scope) {
        return scope.interactions().stream()
                .anyMatch(one -> one != Interaction.READ && one != Interaction.SEARCH);
    }
}
