package org.osteon.access;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;

/// Within which limits something is allowed.
public final class Limits {
    private final boolean pseudonymised;
    private final List<Provision> denials;
    private final Optional<Instant> until;
    private final Person person;
    private final Purpose purpose;
    private final ZonedDateTime now;
    private final @Nullable Program program;

    /// What a program needs a chart for, and was let do.
    private record Program(Scopes scopes, Scopes.Need need, String chart) {
        boolean sees(FhirObject resource) {
            return scopes.permits(need, chart, resource);
        }
    }

    Limits(
            boolean pseudonymised,
            List<Provision> denials,
            Optional<Instant> until,
            Person person,
            Purpose purpose,
            ZonedDateTime now) {
        this(pseudonymised, denials, until, person, purpose, now, null);
    }

    private Limits(
            boolean pseudonymised,
            List<Provision> denials,
            Optional<Instant> until,
            Person person,
            Purpose purpose,
            ZonedDateTime now,
            @Nullable Program program) {
        this.pseudonymised = pseudonymised;
        this.denials = List.copyOf(denials);
        this.until = until;
        this.person = person;
        this.purpose = purpose;
        this.now = now;
        this.program = program;
    }

    /// The same for a program, within what it was let do.
    Limits within(Scopes scopes, Scopes.Need need, String chart) {
        return scopes.permitsAll(chart, need)
                ? this
                : new Limits(
                        pseudonymised,
                        denials,
                        until,
                        person,
                        purpose,
                        now,
                        new Program(scopes, need, chart));
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

    /// Whether anything at all may be withheld: else nothing has to be looked at.
    public boolean mayWithhold() {
        return !denials.isEmpty() || program != null;
    }

    /// Whether this resource is withheld: the patient denied it to who asks, or their program was
    /// not let see it.
    public boolean withholds(FhirObject resource) {
        return (!denials.isEmpty() && withholds(Provision.Content.of(resource)))
                || (program != null && !program.sees(resource));
    }

    private boolean withholds(Provision.Content resource) {
        return denials.stream()
                .anyMatch(one -> one.denies(person, purpose, resource, now).orElse(false));
    }
}
