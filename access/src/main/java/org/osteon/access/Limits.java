package org.osteon.access;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.FhirObject;

/// Within which limits something is allowed.
public final class Limits {
    private final boolean pseudonymised;
    private final List<Provision> denials;
    private final Optional<Instant> until;
    private final Person person;
    private final Purpose purpose;
    private final ZonedDateTime now;

    Limits(
            boolean pseudonymised,
            List<Provision> denials,
            Optional<Instant> until,
            Person person,
            Purpose purpose,
            ZonedDateTime now) {
        this.pseudonymised = pseudonymised;
        this.denials = List.copyOf(denials);
        this.until = until;
        this.person = person;
        this.purpose = purpose;
        this.now = now;
    }

    /// Whether nothing that tells who it is may be shown.
    public boolean pseudonymised() {
        return pseudonymised;
    }

    /// When it ends; empty where that is not known.
    public Optional<Instant> until() {
        return until;
    }

    /// Whether it holds in an emergency only.
    public boolean emergency() {
        return until.isPresent();
    }

    /// Whether the patient denied anything at all to who asks: else nothing has to be looked at.
    public boolean mayWithhold() {
        return !denials.isEmpty();
    }

    /// Whether the patient denied this resource to who asks.
    public boolean withholds(FhirObject resource) {
        return !denials.isEmpty() && withholds(Provision.Content.of(resource));
    }

    private boolean withholds(Provision.Content resource) {
        return denials.stream()
                .anyMatch(one -> one.denies(person, purpose, resource, now).orElse(false));
    }
}
