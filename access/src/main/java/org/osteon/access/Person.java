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

    /// Somebody on the staff, in care teams under the name of the account.
    public static Person of(String id, String name, Role... roles) {
        return new Person(id, name, Set.of(roles), id, Optional.empty());
    }
}
