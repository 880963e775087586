package org.osteon.records.charts;

import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Access;
import org.osteon.access.Action;
import org.osteon.access.Decision;
import org.osteon.access.Grant;
import org.osteon.access.Limits;
import org.osteon.access.Protection;
import org.osteon.access.Purpose;
import org.osteon.access.Role;
import org.osteon.access.RoleTable;
import org.osteon.access.Subject;
import org.osteon.store.ChartStore;
import org.osteon.store.Look;

/// Asks [Access] for whoever asks ([Visits]), and writes down what came of it.
final class Asking {
    private final ChartStore store;
    private final Clock clock;
    private final Access access = new Access(RoleTable.standard());
    private final RoleTable table = RoleTable.standard();
    private final ChartRegister<Protection> protections;

    Asking(ChartStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.protections = new ChartRegister<>(store, Protection.TYPES, Protection::of);
    }

    private Protection protection(String chart) {
        Protection said = protections.all().get(chart);
        return said == null ? Protection.none(chart) : said;
    }

    Purpose purpose(Visit visit) {
        return table.purpose(visit.role()).orElse(new Purpose(""));
    }

    boolean may(Visit visit, Action action) {
        return table.may(visit.person(), action);
    }

    static Visit visit() {
        return Visits.current()
                .orElseThrow(() -> new IllegalStateException("nobody asks: no chart is opened"));
    }

    /// What is allowed, and for what purpose.
    record Answer(Decision decision, Purpose purpose) {}

    /// For the purpose of the role they work in, else of another of theirs.
    Answer ask(Visit visit, Action action, Subject subject) {
        Set<Purpose> purposes = new LinkedHashSet<>();
        table.purpose(visit.role()).ifPresent(purposes::add);
        visit.person().roles().stream()
                .sorted(Comparator.comparing(Role::code))
                .forEach(role -> table.purpose(role).ifPresent(purposes::add));
        Answer answer = new Answer(new Decision.Refused(Decision.Reason.ROLE), new Purpose(""));
        for (Purpose purpose : purposes) {
            Answer next =
                    new Answer(
                            access.decide(
                                    new Access.Question(visit.person(), purpose, action, subject),
                                    visit.grants(),
                                    clock.instant().atZone(clock.getZone())),
                            purpose);
            if (next.decision().isAllowed()) {
                return next;
            }
            answer = answer.purpose().code().isEmpty() ? next : answer;
        }
        return answer;
    }

    Answer askOfChart(Visit visit, Action action, String chart) {
        Subject subject = new Subject.OfChart(protection(chart));
        Answer answer = ask(visit, action, subject);
        boolean broken =
                visit.grants().stream()
                        .anyMatch(one ->
                                one instanceof Grant.BreakGlass glass
                                        && glass.chart().equals(chart));
        if (answer.decision().isAllowed() || !broken) {
            return answer;
        }
        Decision emergency =
                access.decide(
                        new Access.Question(visit.person(), table.emergency(), action, subject),
                        visit.grants(),
                        clock.instant().atZone(clock.getZone()));
        return emergency.isAllowed() ? new Answer(emergency, table.emergency()) : answer;
    }

    /// The limits of what somebody does with a chart, which is written down; empty where there is
    /// no such chart for them.
    Optional<Limits> limits(Action action, String chart) {
        if (!isId(chart) || store.listing(chart).isEmpty()) {
            return Optional.empty();
        }
        Visit visit = visit();
        Answer answer =
                chart.equals(ChartStore.SITE)
                        ? ask(visit, Action.SITE, new Subject.OfSite())
                        : askOfChart(visit, action, chart);
        return switch (answer.decision()) {
            case Decision.Allowed(Limits limits) when !limits.pseudonymised() -> {
                limits.until().ifPresent(visit::emergency);
                look(visit, answer.purpose(), action.code(), "done", List.of(chart));
                yield Optional.of(limits);
            }
            case Decision.Allowed _ -> {
                look(visit, answer.purpose(), action.code(), "refused: coded", List.of(chart));
                yield Optional.empty();
            }
            case Decision.Refused(var reason) -> {
                look(
                        visit,
                        answer.purpose(),
                        action.code(),
                        "refused: " + reason.words(),
                        List.of(chart));
                yield Optional.empty();
            }
        };
    }

    static boolean isId(String chart) {
        return !chart.isBlank()
                && chart.length() <= 255
                && chart.chars().noneMatch(Character::isISOControl);
    }

    /// Writes down that something of these charts is shown, before it is.
    void look(Visit visit, Purpose purpose, String action, String outcome, List<String> seen) {
        if (visit.first(action + outcome + seen)) {
            store.look(
                    List.of(
                            new Look(
                                    clock.instant(),
                                    visit.person().id(),
                                    visit.person().name(),
                                    visit.role().code(),
                                    purpose.code(),
                                    visit.address(),
                                    visit.request(),
                                    action,
                                    outcome,
                                    seen,
                                    visit.what())));
        }
    }

    /// What they may do with all charts.
    ///
    /// @param coded whether it may be without what tells who it is
    Sight sight(Action action, boolean coded) {
        Visit visit = visit();
        return new Sight(
                protections.all(),
                visit.person().ownChart(),
                said ->
                        ask(visit, action, new Subject.OfChart(said)).decision()
                                                instanceof Decision.Allowed(Limits limits)
                                        && (coded || !limits.pseudonymised())
                                ? Optional.of(limits)
                                : Optional.empty());
    }
}
