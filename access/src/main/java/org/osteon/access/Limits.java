package org.osteon.access;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Blinding blinding;

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
            ZonedDateTime now,
            Blinding blinding) {
        this(pseudonymised, denials, until, person, purpose, now, blinding, null);
    }

    private Limits(
            boolean pseudonymised,
            List<Provision> denials,
            Optional<Instant> until,
            Person person,
            Purpose purpose,
            ZonedDateTime now,
            Blinding blinding,
            @Nullable Program program) {
        this.pseudonymised = pseudonymised;
        this.denials = List.copyOf(denials);
        this.until = until;
        this.person = person;
        this.purpose = purpose;
        this.now = now;
        this.program = program;
        this.blinding = blinding;
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
                        blinding,
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
        return !denials.isEmpty() || program != null || blinding.mayHide();
    }

    /// Whether the patient is in a study in which they are blind, whatever the chart holds.
    public boolean mayBlind() {
        return blinding.mayHide();
    }

    /// Whether a resource is hidden because it tells the arm of somebody in a study.
    public boolean blinds(FhirObject resource) {
        return blinding.hides(resource);
    }

    /// The studies that the patient is in and whose arms they are told: what they write could tell
    /// the arm to others.
    public Set<String> told() {
        return blinding.known();
    }

    /// Whether this resource is withheld: the patient denied it to who asks, or it is the consent
    /// that names what is denied; their program was not let see it, or it tells what they are blind
    /// to.
    public boolean withholds(FhirObject resource) {
        return blinds(resource)
                || (!denials.isEmpty()
                        && (withholds(Provision.Content.of(resource))
                                || Protection.namesWhatItDenies(resource, person, purpose, now)))
                || (program != null && !program.sees(resource));
    }

    private boolean withholds(Provision.Content resource) {
        return denials.stream()
                .anyMatch(one -> one.denies(person, purpose, resource, now).orElse(false));
    }

    /// Whether the patient denied a part to who asks.
    public boolean mayDeny() {
        return !denials.isEmpty();
    }
}
