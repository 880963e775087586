package org.osteon.access;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Decision.Reason;

/// The one decision. Denied by default: a role must reach the chart by the table, then no consent
/// may deny it. Grants add up, and their order does not matter.
public final class Access {
    private final RoleTable table;

    /// By a table of roles.
    public Access(RoleTable table) {
        this.table = table;
    }

    /// What is asked.
    ///
    /// @param who asks
    /// @param purpose for what
    /// @param action what they want to do
    /// @param subject with what
    public record Question(Person who, Purpose purpose, Action action, Subject subject) {}

    /// Whether somebody may.
    ///
    /// @param grants all that the site gave to anybody; those to others are passed over
    /// @param now in the time zone of the site
    public Decision decide(
            Question question, Collection<? extends Grant> grants, ZonedDateTime now) {
        Person who = question.who();
        List<Role> able =
                who.roles().stream()
                        .filter(role -> table.reach(role, question.action()).isPresent())
                        .toList();
        if (able.isEmpty()) {
            return new Decision.Refused(Reason.ROLE);
        }
        boolean emergency = question.purpose().equals(table.emergency());
        List<Role> roles =
                able.stream()
                        .filter(role ->
                                emergency
                                        || table.purpose(role)
                                                .filter(question.purpose()::equals)
                                                .isPresent())
                        .toList();
        if (roles.isEmpty()) {
            return new Decision.Refused(Reason.PURPOSE);
        }
        Set<Reach> reaches = EnumSet.noneOf(Reach.class);
        roles.forEach(role -> table.reach(role, question.action()).ifPresent(reaches::add));
        return switch (question.subject()) {
            case Subject.OfSite _ ->
                    emergency && !reaches.contains(Reach.ANY)
                            ? new Decision.Refused(Reason.PURPOSE)
                            : allowed(
                                    question,
                                    List.of(),
                                    false,
                                    Optional.empty(),
                                    Blinding.NONE,
                                    now);
            case Subject.OfStudy(String study) ->
                    isTold(who, study, grants)
                            ? allowed(
                                    question,
                                    List.of(),
                                    false,
                                    Optional.empty(),
                                    Blinding.NONE,
                                    now)
                            : new Decision.Refused(Reason.BLIND);
            case Subject.OfChart(Protection chart) ->
                    ofChart(question, chart, reaches, grants, now);
            case Subject.OfResource(Protection chart, var resource) ->
                    switch (ofChart(question, chart, reaches, grants, now)) {
                        case Decision.Allowed(Limits limits) when limits.withholds(resource) ->
                                new Decision.Refused(Reason.CONSENT);
                        case Decision decision -> decision;
                    };
        };
    }

    /// Whether a program may, for somebody: what they may, and what it was let do.
    ///
    /// @param scopes what it was let do
    /// @param need for what
    public Decision decide(
            Question question,
            Scopes scopes,
            Scopes.Need need,
            Collection<? extends Grant> grants,
            ZonedDateTime now) {
        Decision decision = decide(question, grants, now);
        if (!(decision instanceof Decision.Allowed(Limits limits))) {
            return decision;
        }
        boolean in =
                scopes.leaves(question.action())
                        && switch (question.subject()) {
                            // Who got what is told to people, never to a program.
                            case Subject.OfStudy _ -> false;
                            case Subject.OfSite _ ->
                                    question.action() == Action.SITE || scopes.reaches("", need);
                            case Subject.OfChart(Protection chart) ->
                                    scopes.reaches(chart.chart(), need);
                            case Subject.OfResource(Protection chart, var resource) ->
                                    scopes.permits(need, chart.chart(), resource);
                        };
        if (!in) {
            return new Decision.Refused(Reason.SCOPE);
        }
        return question.subject() instanceof Subject.OfChart(Protection chart)
                ? new Decision.Allowed(limits.within(scopes, need, chart.chart()))
                : decision;
    }

    /// Whether there is anything of this kind that a program was let do.
    public boolean leaves(Scopes scopes, Action action, Scopes.Need need) {
        return scopes.leaves(action)
                && (action == Action.SITE
                        || scopes.reaches("", need)
                        || scopes.patient()
                                .filter(chart ->
                                        action != Action.AUDIT && scopes.reaches(chart, need))
                                .isPresent());
    }

    /// Whether something of a chart would tell them the arm of a study in which they are blind,
    /// whether or not they see the chart.
    public static boolean isBlind(
            Person who, Protection chart, Collection<? extends Grant> grants) {
        return Blinding.of(chart, who, grants).mayHide();
    }

    private static boolean isTold(Person who, String study, Collection<? extends Grant> grants) {
        return grants.stream()
                .anyMatch(one ->
                        one instanceof Grant.Unblinded told
                                && told.person().equals(who.id())
                                && told.study().equals(study));
    }

    private Decision ofChart(
            Question question,
            Protection chart,
            Set<Reach> reaches,
            Collection<? extends Grant> grants,
            ZonedDateTime now) {
        Person who = question.who();
        boolean emergency = question.purpose().equals(table.emergency());
        Optional<Instant> broken = emergency ? broken(who, chart, grants, now) : Optional.empty();
        boolean identified =
                emergency
                        ? reaches.contains(Reach.TEAM) && broken.isPresent()
                        : reaches.contains(Reach.SITE)
                                || (reaches.contains(Reach.OWN)
                                        && who.ownChart().filter(chart.chart()::equals).isPresent())
                                || (reaches.contains(Reach.TEAM)
                                        && looksAfter(who, chart, grants, now));
        boolean coded = !emergency && reaches.contains(Reach.CODED);
        if (!identified && !coded) {
            return new Decision.Refused(Reason.TEAM);
        }
        if (question.action() == Action.AUDIT) {
            return allowed(question, List.of(), false, Optional.empty(), Blinding.NONE, now);
        }
        List<Provision> denials =
                chart.consents().stream()
                        .filter(one -> one.mayHideFrom(who, question.purpose(), now))
                        .toList();
        if (denials.stream().anyMatch(one -> one.deniesAll(who, question.purpose(), now))) {
            return new Decision.Refused(Reason.CONSENT);
        }
        return allowed(
                question, denials, !identified, broken, Blinding.of(chart, who, grants), now);
    }

    private static boolean looksAfter(
            Person who, Protection chart, Collection<? extends Grant> grants, ZonedDateTime now) {
        return chart.isLookedAfterBy(who, now)
                || grants.stream()
                        .filter(one -> one.person().equals(who.id()))
                        .anyMatch(one -> covers(one, chart, now));
    }

    private static boolean covers(Grant grant, Protection chart, ZonedDateTime now) {
        return switch (grant) {
            case Grant.SiteTeam(_, var charts, var until) ->
                    until.map(end -> now.toInstant().isBefore(end)).orElse(true)
                            && charts.map(named -> named.contains(chart.chart()))
                                    .orElseGet(() -> !chart.isOfADonor(now));
            case Grant.BreakGlass _, Grant.Unblinded _ -> false;
        };
    }

    /// Until when the glass of a chart is broken.
    private static Optional<Instant> broken(
            Person who, Protection chart, Collection<? extends Grant> grants, ZonedDateTime now) {
        return grants.stream()
                .filter(Grant.BreakGlass.class::isInstance)
                .map(Grant.BreakGlass.class::cast)
                .filter(one -> one.person().equals(who.id()) && one.chart().equals(chart.chart()))
                .filter(one -> !now.toInstant().isBefore(one.at()))
                .map(Grant.BreakGlass::until)
                .filter(end -> now.toInstant().isBefore(end))
                .max(Instant::compareTo);
    }

    private static Decision allowed(
            Question question,
            List<Provision> denials,
            boolean pseudonymised,
            Optional<Instant> until,
            Blinding blinding,
            ZonedDateTime now) {
        return new Decision.Allowed(
                new Limits(
                        pseudonymised,
                        denials,
                        until,
                        question.who(),
                        question.purpose(),
                        now,
                        blinding));
    }
}
