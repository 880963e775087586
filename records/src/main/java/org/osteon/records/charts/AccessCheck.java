package org.osteon.records.charts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Access;
import org.osteon.access.Action;
import org.osteon.access.Decision;
import org.osteon.access.Grant;
import org.osteon.access.Limits;
import org.osteon.access.Person;
import org.osteon.access.Protection;
import org.osteon.access.Purpose;
import org.osteon.access.Role;
import org.osteon.access.RoleTable;
import org.osteon.access.Scopes;
import org.osteon.access.Subject;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ChartStore;
import org.osteon.store.Look;
import org.osteon.store.LookEntry;

/// Asks [Access] for whoever asks ([Visits]), and writes down what came of it.
final class AccessCheck {
    private static final int SIGHTS = 200;
    private static final Duration SIGHT_KEPT = Duration.ofMinutes(30);

    private final ChartStore store;
    private final Clock clock;
    private final Access access = new Access(RoleTable.standard());
    private final RoleTable table = RoleTable.standard();
    private final ChartRegister<Protection> protections;
    private final Cache<Seer, Sight> sights =
            Caffeine.newBuilder()
                    .maximumSize(SIGHTS)
                    .expireAfterAccess(SIGHT_KEPT)
                    .softValues()
                    .build();

    private static final Scopes.Need AUDITING = Scopes.Need.search("AuditEvent");

    AccessCheck(ChartStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.protections = new ChartRegister<>(store, Protection.TYPES, Protection::of);
    }

    void makeReady() {
        protections.makeReady();
    }

    private Protection protection(String chart) {
        Protection said = protections.all().get(chart);
        return said == null ? Protection.none(chart) : said;
    }

    Purpose purpose(Visit visit) {
        return table.purpose(visit.role()).orElse(new Purpose(""));
    }

    boolean may(Visit visit, Action action) {
        return table.may(visit.person(), action)
                && visit.scopes()
                        .map(scopes -> access.leaves(scopes, action, needOf(action)))
                        .orElse(true);
    }

    /// Whether they may do something with a chart of this id, whether there is one or not: for what
    /// is to be made. Not written down.
    boolean mayOf(Action action, String chart) {
        return isId(chart)
                && askOfChart(visit(), action, chart).decision()
                        instanceof Decision.Allowed(Limits limits)
                && !limits.pseudonymised();
    }

    /// For what a program needs a chart, where nothing closer is known.
    private static Scopes.Need needOf(Action action) {
        return switch (action) {
            case AUDIT -> AUDITING;
            case RECORD, ANSWER, PLAN, GIVE -> Scopes.Need.WRITE;
            default -> Scopes.Need.WHOLE;
        };
    }

    static Visit visit() {
        return Visits.current()
                .orElseThrow(() -> new IllegalStateException("nobody asks: no chart is opened"));
    }

    /// What is allowed, and for what purpose.
    record Answer(Decision decision, Purpose purpose) {}

    /// For the purpose of the role they work in, else of another of theirs.
    Answer ask(Visit visit, Action action, Subject subject) {
        return ask(visit, action, subject, needOf(action));
    }

    private Answer ask(Visit visit, Action action, Subject subject, Scopes.Need need) {
        Set<Purpose> purposes = new LinkedHashSet<>();
        table.purpose(visit.role()).ifPresent(purposes::add);
        visit.person().roles().stream()
                .sorted(Comparator.comparing(Role::code))
                .forEach(role -> table.purpose(role).ifPresent(purposes::add));
        Answer answer = new Answer(new Decision.Refused(Decision.Reason.ROLE), new Purpose(""));
        for (Purpose purpose : purposes) {
            Answer next =
                    new Answer(
                            decide(
                                    visit,
                                    new Access.Question(visit.person(), purpose, action, subject),
                                    need),
                            purpose);
            if (next.decision().isAllowed()) {
                return next;
            }
            answer = answer.purpose().code().isEmpty() ? next : answer;
        }
        return answer;
    }

    private Decision decide(Visit visit, Access.Question question, Scopes.Need need) {
        ZonedDateTime now = clock.instant().atZone(clock.getZone());
        return visit.scopes()
                .map(scopes -> access.decide(question, scopes, need, visit.grants(), now))
                .orElseGet(() -> access.decide(question, visit.grants(), now));
    }

    Answer askOfChart(Visit visit, Action action, String chart) {
        return askOfChart(visit, action, chart, needOf(action));
    }

    Answer askOfChart(Visit visit, Action action, String chart, Scopes.Need need) {
        Subject subject = new Subject.OfChart(protection(chart));
        Answer answer = ask(visit, action, subject, need);
        boolean broken =
                visit.grants().stream()
                        .anyMatch(one ->
                                one instanceof Grant.BreakGlass glass
                                        && glass.chart().equals(chart));
        if (answer.decision().isAllowed() || !broken) {
            return answer;
        }
        Decision emergency =
                decide(
                        visit,
                        new Access.Question(visit.person(), table.emergency(), action, subject),
                        need);
        return emergency.isAllowed() ? new Answer(emergency, table.emergency()) : answer;
    }

    /// Whether they are told who got what in a study.
    boolean isTold(String study) {
        return ask(visit(), Action.ARMS, new Subject.OfStudy(study)).decision().isAllowed();
    }

    /// That they are, which is written down either way.
    void requireTold(String study) {
        Visit visit = visit();
        Answer answer = ask(visit, Action.ARMS, new Subject.OfStudy(study));
        switch (answer.decision()) {
            case Decision.Allowed _ ->
                    look(visit, answer.purpose(), Action.ARMS.code(), "done", List.of());
            case Decision.Refused(var reason) -> {
                look(
                        visit,
                        answer.purpose(),
                        Action.ARMS.code(),
                        "refused: " + reason.words(),
                        List.of());
                throw new Problem(
                        ProblemKind.REFUSED,
                        "You are blind in this study",
                        "Who got what in this study is told to those who were named for it.",
                        "In an emergency a physician of the patient breaks the code.");
            }
        }
    }

    /// Whether they may do something with a chart only without what tells who it is.
    boolean isCoded(Action action) {
        return !(ask(visit(), action, new Subject.OfChart(Protection.none(""))).decision()
                        instanceof Decision.Allowed(Limits limits)
                && !limits.pseudonymised());
    }

    /// Whether something of a chart may be hidden because it tells an arm.
    boolean isBlind(String chart) {
        Visit visit = visit();
        return Access.isBlind(visit.person(), protection(chart), visit.grants());
    }

    /// Whether what others did with a chart may be told without what it was only: the patient
    /// denied a part of it to whoever asks, who is no auditor.
    boolean isPartDenied(String chart) {
        Visit visit = visit();
        return !may(visit, Action.AUDIT)
                && askOfChart(visit, Action.READ, chart).decision()
                        instanceof Decision.Allowed(Limits limits)
                && limits.mayDeny();
    }

    /// The limits of what somebody does with a chart, which is written down; empty where there is
    /// no such chart for them.
    Optional<Limits> limits(Action action, String chart) {
        return limits(action, chart, needOf(action));
    }

    Optional<Limits> limits(Action action, String chart, Scopes.Need need) {
        if (!isId(chart) || store.listing(chart).isEmpty()) {
            return Optional.empty();
        }
        Visit visit = visit();
        Answer answer =
                chart.equals(ChartStore.SITE)
                        ? ask(visit, Action.SITE, new Subject.OfSite())
                        : askOfChart(visit, action, chart, need);
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

    /// Writes down that something of these charts is shown to whoever asks, before it is.
    void seen(String action, List<String> charts) {
        Visit visit = visit();
        look(visit, purpose(visit), action, "done", charts);
    }

    /// Writes down that something of these charts is shown, before it is.
    void look(Visit visit, Purpose purpose, String action, String outcome, List<String> seen) {
        if (visit.first(action + outcome + seen)) {
            List<Look> look =
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
                                    visit.what()));
            visit.look(() -> store.look(look));
        }
    }

    /// Looks that were written down, with those of this request.
    List<LookEntry> looks(@Nullable String chart, long before, int limit) {
        visit().settle();
        List<LookEntry> all = store.looks(chart, before, limit);
        return chart != null && isPartDenied(chart)
                ? all.stream().map(one -> one.withoutDetail(one.look().action())).toList()
                : all;
    }

    /// Who asks for a sight, by all that the decisions depend on but the charts and the time.
    private record Seer(
            Person person,
            Role role,
            List<Grant> grants,
            Optional<Scopes> scopes,
            Action action,
            boolean coded,
            Scopes.Need need) {}

    /// What they may do with all charts. Kept: deciding a hundred thousand times for each page
    /// would be most of the page.
    ///
    /// @param coded whether it may be without what tells who it is
    Sight sight(Action action, boolean coded) {
        return sight(action, coded, needOf(action));
    }

    Sight sight(Action action, boolean coded, Scopes.Need need) {
        Visit visit = visit();
        Seer seer =
                new Seer(
                        visit.person(),
                        visit.role(),
                        visit.grants(),
                        visit.scopes(),
                        action,
                        coded,
                        need);
        Sight kept = sights.getIfPresent(seer);
        if (kept == null || !kept.holds(clock.instant())) {
            // Whoever asks at the same moment, as all do when the day turns, waits for the one.
            kept =
                    sights.asMap()
                            .compute(
                                    seer,
                                    (_, known) ->
                                            known != null && known.holds(clock.instant())
                                                    ? known
                                                    : made(visit, action, coded, need));
        }
        kept.hear();
        return kept;
    }

    private Sight made(Visit visit, Action action, boolean coded, Scopes.Need need) {
        ZonedDateTime now = clock.instant().atZone(clock.getZone());
        Set<String> special = new HashSet<>();
        visit.person().ownChart().ifPresent(special::add);
        visit.scopes().flatMap(Scopes::patient).ifPresent(special::add);
        return new Sight(
                protections,
                special,
                said ->
                        ask(visit, action, new Subject.OfChart(said), need).decision()
                                                instanceof Decision.Allowed(Limits limits)
                                        && (coded || !limits.pseudonymised())
                                ? Optional.of(limits)
                                : Optional.empty(),
                now,
                visit.grants().stream()
                        .flatMap(grant -> grant.nextTurn(now.toInstant()).stream())
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX));
    }
}
