package org.osteon.records.links;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.records.charts.Visit;

/// The request of somebody who came in by a link: the one decision knows them by their role and by
/// the chart that the link is about, and by nothing else.
public final class LinkVisit {
    private LinkVisit() {}

    /// By what name the record of looks knows them.
    static String account(Link link) {
        return "link:" + link.id();
    }

    /// How they are called as authors.
    public static String name(Link link) {
        if (!link.answersAsPatient()) {
            return "Outside professional, by link";
        }
        return link.carer().isEmpty()
                ? "Patient, by link"
                : link.carer() + ", for the patient, by link";
    }

    /// The visit.
    ///
    /// @param what it asks, without the token
    public static Visit of(Link link, String address, String request, String what) {
        Role role = new Role(link.role());
        return new Visit(
                new Person(account(link), name(link), Set.of(role), "", Optional.of(link.chart())),
                role,
                List.of(),
                address,
                request,
                what,
                false);
    }
}
