package org.osteon.access;

import java.util.Optional;
import java.util.Set;

/// Who asks: a person or a program, known to the site.
///
/// @param id the account's name, unique at the site
/// @param name as people read it
/// @param roles what they are
/// @param practitioner their id among the members of care teams (`Practitioner/…`)
/// @param ownChart the chart that is their own, of a patient
public record Person(
        String id, String name, Set<Role> roles, String practitioner, Optional<String> ownChart) {
    public Person {
        roles = Set.copyOf(roles);
    }

    /// In place of an id of a practitioner.
    private static final String WHOEVER = "*";

    /// Whoever comes by, for what is printed or put up: what a patient denied to anybody by name is
    /// withheld from it, and what they permitted to somebody by name is not permitted.
    public static Person whoever(String id, String name, Role... roles) {
        return new Person(id, name, Set.of(roles), WHOEVER, Optional.empty());
    }

    boolean isWhoever() {
        return practitioner.equals(WHOEVER);
    }

    /// Somebody on the staff, in care teams under the name of the account.
    public static Person of(String id, String name, Role... roles) {
        return new Person(id, name, Set.of(roles), id, Optional.empty());
    }
}
