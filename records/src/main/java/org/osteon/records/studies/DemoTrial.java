package org.osteon.records.studies;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.store.ChartListing;
import org.osteon.store.ChartStore;
import org.osteon.workflow.studies.Screening;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyEntry;

/// A study among the made-up patients: activated, its people taken in and followed, by the same
/// deeds as at the pages, on the days on which they would have been done.
public final class DemoTrial {
    private static final String STUDY = "knee-comparators";
    private static final String PEOPLE = "demo-knee-study-";
    private static final Duration BEGAN = Duration.ofDays(438);
    private static final Duration BETWEEN = Duration.ofHours(8);
    private static final String PHYSICIAN = "Demo physician";

    private final Moving clock;
    private final Studies studies;
    private final Enrolment enrolment;
    private final ChartStore store;

    private DemoTrial(ChartStore store, KnowledgeBase knowledge, Clock now) {
        this.store = store;
        this.clock = new Moving(now);
        this.studies =
                new Studies(
                        store,
                        new Records(store, new StoredCharts(store), clock),
                        knowledge,
                        clock);
        this.enrolment = new Enrolment(studies);
    }

    /// A clock that is put where a deed belongs.
    private static final class Moving extends Clock {
        private final Clock now;
        private Instant at;

        Moving(Clock now) {
            this.now = now;
            this.at = now.instant().minus(BEGAN);
        }

        @Override
        public ZoneId getZone() {
            return now.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new Moving(now.withZone(zone));
        }

        @Override
        public Instant instant() {
            return at;
        }
    }

    /// Runs it, where the knowledge has it and the store a key.
    public static void over(ChartStore store, KnowledgeBase knowledge, Clock clock) {
        if (knowledge.study(STUDY).isPresent()
                && store.signatures().sign(new byte[1]).isPresent()) {
            new DemoTrial(store, knowledge, clock).run();
        }
    }

    private <T> T as(String role, Supplier<T> does) {
        String id = "demo-" + role;
        return Visits.answer(
                new Visit(
                        Person.of(id, "Demo " + role, new Role(role)),
                        new Role(role),
                        List.of(Grant.SiteTeam.ofAll(id)),
                        "",
                        "demonstration",
                        "demonstration",
                        false),
                does::get);
    }

    private void run() {
        Study study = as("physician", () -> studies.study(STUDY));
        for (String role : List.of("physician", "research")) {
            as(
                    role,
                    () ->
                            studies.sign(
                                    study,
                                    StudyState.Step.ACTIVATE,
                                    "demo-" + role,
                                    "Demo " + role,
                                    role));
        }
        for (String account : List.of("demo-operator", "demo-pharmacist")) {
            as(
                    "research",
                    () -> {
                        studies.tell(study, account, true, "Demo research");
                        return account;
                    });
        }
        List<String> people = people();
        for (int i = 0; i < people.size(); i++) {
            clock.at = clock.at.plus(BETWEEN);
            String chart = people.get(i);
            int number = i;
            as(
                    "physician",
                    () -> {
                        take(study, chart, number);
                        return chart;
                    });
        }
    }

    private List<String> people() {
        List<String> people = new ArrayList<>();
        String last = PEOPLE;
        for (ChartListing one : store.chartsAfter(last, 1000)) {
            if (one.id().startsWith(PEOPLE)) {
                people.add(one.id());
            }
        }
        return people;
    }

    private void take(Study study, String chart, int number) {
        Enrolment.Seen seen = enrolment.seen(study, chart);
        enrolment.screened(study, chart, PHYSICIAN);
        if (seen.screening().result() != Screening.Result.MEETS_ALL) {
            return;
        }
        if (seen.consent().isEmpty() || number % 17 == 5) {
            enrolment.declined(
                    study, chart, "declined to take part", "Too far to travel", PHYSICIAN);
            return;
        }
        enrolment.eligible(study, chart, PHYSICIAN);
        enrolment.allocate(study, chart, PHYSICIAN);
        if (number % 19 == 7) {
            enter(
                    study,
                    chart,
                    StudyEntry.Kind.NOT_RECEIVED,
                    Map.of(StudyEntry.REASON, "wanted no injection"));
        } else {
            enter(study, chart, StudyEntry.Kind.RECEIVED, Map.of());
        }
        if (number % 13 == 4) {
            enter(
                    study,
                    chart,
                    StudyEntry.Kind.ENDED,
                    Map.of(StudyEntry.WHAT, "lost", StudyEntry.REASON, "moved away"));
        }
        if (number % 15 == 9) {
            enter(
                    study,
                    chart,
                    StudyEntry.Kind.DEVIATED,
                    Map.of(
                            StudyEntry.WHAT,
                            "minor",
                            StudyEntry.REASON,
                            "The six-week visit was by telephone"));
        }
        if (number == 11) {
            enrolment.breakCode(
                    study,
                    chart,
                    "emergency",
                    "Hot knee and fever: was anything of the patient's own injected?",
                    "sponsor, data manager",
                    PHYSICIAN);
        }
        String[] guesses = {
            StudyEntry.UNKNOWN, StudyEntry.TESTED, StudyEntry.COMPARATOR, StudyEntry.UNKNOWN
        };
        enter(
                study,
                chart,
                StudyEntry.Kind.GUESSED,
                Map.of(StudyEntry.WHAT, "patient", StudyEntry.GUESS, guesses[number % 4]));
    }

    private void enter(Study study, String chart, StudyEntry.Kind kind, Map<String, String> said) {
        enrolment.entered(study, chart, kind, said, PHYSICIAN);
    }
}
