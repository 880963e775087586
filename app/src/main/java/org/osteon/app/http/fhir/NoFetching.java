package org.osteon.app.http.fhir;

import org.hl7.fhir.utilities.http.ManagedWebAccess;

/// FHIR's libraries can fetch from the net what a resource names: profiles, terminologies,
/// packages. Here nothing is fetched: whoever sends a resource does not choose what this server
/// asks for.
final class NoFetching {
    private NoFetching() {}

    /// Forbids it, for the whole process.
    static void forbid() {
        ManagedWebAccess.setAccessPolicy(ManagedWebAccess.WebAccessPolicy.PROHIBITED);
    }
}
