package org.osteon.records.studies;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osteon.access.Action;
import org.osteon.chart.Chart;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.people.Notes;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.workflow.studies.Participant;
import org.osteon.workflow.studies.Screening;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyConsent;
import org.osteon.workflow.studies.StudyEntry;

/// What becomes of people in a study: screened, eligible by a signature, allocated, treated, ended.
/// What somebody here is handed tells no arm, but for [#breakCode] and [Studies#allocations].
public final class Enrolment {
    private static final int TRIES = 20;

    private final Studies studies;
    private final Notes<Person> people;
    private final StudyResources resources;

    public Enrolment(Studies studies) {
        this.studies = studies;
        this.people = new Notes<>(studies.store(), "study-person", Person.class);
        this.resources = new StudyResources(studies);
    }

    /// Who somebody in a study is. Once they have declined, nobody knows.
    ///
    /// @param number in the study
    /// @param chart theirs; empty once they declined
    record Person(String study, String number, String chart) {}

    /// Somebody as who treats them sees them in a study.
    ///
    /// @param number empty while they have none
    /// @param participant what became of them; empty before they were entered
    public record Seen(
            String chart,
            String number,
            Optional<Participant> participant,
            Screening screening,
            Optional<StudyConsent> consent,
            List<String> obstacles) {
        /// Whether they can be allocated now.
        public boolean canBeAllocated() {
            return obstacles.isEmpty();
        }
    }

    /// Somebody of a chart, as they stand.
    ///
    /// @throws Problem where there is no such chart for them
    public Seen seen(Study study, String chart) {
        Chart opened = open(Action.SCREEN, chart);
        LocalDate today = studies.today();
        Screening screening = Screening.of(studies.written(study.id()).criteria(), opened, today);
        Optional<StudyConsent> consent = StudyConsent.of(opened, study.id(), today);
        Optional<Person> person = person(study, chart);
        Optional<Participant> participant = person.flatMap(one -> participant(study, one.number()));
        return new Seen(
                chart,
                person.map(Person::number).orElse(""),
                participant,
                screening,
                consent,
                obstacles(study, participant, consent));
    }

    private Chart open(Action action, String chart) {
        return switch (studies.records().open(action, chart)) {
            case ChartOpening.Opened(Chart opened, _) -> opened;
            case ChartOpening.Missing _ -> throw Problem.noChart(chart);
            case ChartOpening.Unreadable(_, _, String reason) ->
                    throw new Problem(ProblemKind.UNUSABLE, "The chart cannot be read: " + reason);
        };
    }

    /// The chart of a number; empty where nobody knows any more.
    public Optional<String> chart(Study study, String number) {
        return people.all().stream()
                .filter(one -> one.study().equals(study.id()) && one.number().equals(number))
                .map(Person::chart)
                .filter(chart -> !chart.isEmpty())
                .findFirst();
    }

    /// The charts of all who are in a study and known, by their numbers.
    Map<String, String> charts(Study study) {
        Map<String, String> charts = new LinkedHashMap<>();
        people.all().stream()
                .filter(one -> one.study().equals(study.id()) && !one.chart().isEmpty())
                .forEach(one -> charts.put(one.number(), one.chart()));
        return charts;
    }

    /// The charts of those in a study whom whoever asks may see with who they are, by their
    /// numbers.
    public Map<String, String> chartsSeen(Study study) {
        Map<String, String> seen = new LinkedHashMap<>(charts(study));
        seen.values().removeIf(chart -> !studies.records().may(Action.SCREEN, chart));
        return seen;
    }

    private Optional<Participant> participant(Study study, String number) {
        return studies.people(study).stream()
                .filter(one -> one.number().equals(number))
                .findFirst();
    }

    private Optional<Person> person(Study study, String chart) {
        return people.one(personId(study, chart));
    }

    private String personId(Study study, String chart) {
        return study.id() + " " + new ArmKeeper(studies.store(), study).mark(chart);
    }

    /// Why somebody cannot be allocated now, each in words.
    private List<String> obstacles(
            Study study, Optional<Participant> participant, Optional<StudyConsent> consent) {
        StudyState state = studies.state(study);
        LocalDate today = studies.today();
        Map<String, Boolean> holds = new LinkedHashMap<>();
        holds.put("the study is not open: two people activate it", state.takesPeople());
        holds.put(
                "the approval of the ethics committee does not hold today",
                study.ethics().holds(today));
        holds.put(
                "the definition was changed since: an amendment takes it on",
                !state.takesPeople() || state.digest().equals(study.digest()));
        holds.put("no consent to this study is on record", consent.isPresent());
        holds.put("already allocated", participant.filter(Participant::isAllocated).isEmpty());
        holds.put(
                "declined", participant.filter(one -> one.has(StudyEntry.Kind.DECLINED)).isEmpty());
        Optional<StudyEntry> eligible =
                participant.flatMap(one -> one.last(StudyEntry.Kind.ELIGIBLE));
        holds.put("nobody has signed that they are eligible", eligible.isPresent());
        holds.put(
                "eligibility was signed more than "
                        + study.randomisation().eligibleDays()
                        + " days ago: screen again",
                eligible.map(one -> days(one.at(), today)).orElse(0L)
                        <= study.randomisation().eligibleDays());
        return holds.entrySet().stream()
                .filter(one -> !one.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private long days(Instant from, LocalDate today) {
        return ChronoUnit.DAYS.between(from.atZone(studies.clock().getZone()).toLocalDate(), today);
    }

    // --- before ---

    /// Enters somebody in the log as screened, with what the criteria say now.
    public StudyEntry screened(Study study, String chart, String by) {
        requireMay(Action.SCREEN, chart);
        requireOpen(study);
        Seen seen = seen(study, chart);
        Person person = known(study, chart);
        return studies.add(
                study.id(),
                person.number(),
                StudyEntry.Kind.SCREENED,
                Map.of(
                        StudyEntry.RESULT,
                        seen.screening().result().name(),
                        StudyEntry.REASON,
                        String.join("; ", seen.screening().reasons()),
                        "definition",
                        study.version() + " " + study.digest()),
                by);
    }

    private void requireMay(Action action, String chart) {
        if (!studies.records().may(action, chart)) {
            throw Problem.noChart(chart);
        }
    }

    private void requireOpen(Study study) {
        if (!studies.state(study).takesPeople() || !study.ethics().holds(studies.today())) {
            throw Studies.refused(
                    "The study is not open",
                    "Nobody is screened before two people have activated it, without the approval"
                            + " of an ethics committee in date, or once its data is locked.");
        }
    }

    private Person known(Study study, String chart) {
        String id = personId(study, chart);
        while (true) {
            Optional<Person> person = people.one(id);
            if (person.filter(one -> one.chart().isEmpty()).isPresent()) {
                throw Studies.refused(
                        "They declined",
                        "This person declined to take part, and is not asked again.");
            }
            if (person.isPresent()) {
                return person.get();
            }
            int number =
                    people.all().stream()
                                    .filter(one -> one.study().equals(study.id()))
                                    .mapToInt(one -> Integer.parseInt(one.number()))
                                    .max()
                                    .orElse(0)
                            + 1;
            boolean _ =
                    people.add(
                            id,
                            new Person(
                                    study.id(), String.format(Locale.ROOT, "%04d", number), chart));
        }
    }

    /// Signs that somebody may take part: every criterion is fulfilled, none is unknown.
    public StudyEntry eligible(Study study, String chart, String by) {
        requireMay(Action.ENROL, chart);
        requireOpen(study);
        Seen seen = seen(study, chart);
        if (seen.screening().result() != Screening.Result.MEETS_ALL) {
            throw Studies.refused(
                    "Not eligible",
                    "The criteria say “"
                            + seen.screening().result().words()
                            + "”: "
                            + String.join(
                                    "; ",
                                    seen.screening().criteria().stream()
                                            .filter(one -> one.state() != Screening.State.MET)
                                            .map(Screening.Answer::title)
                                            .toList())
                            + ".");
        }
        Map<String, String> said = new LinkedHashMap<>();
        for (Study.Factor factor : study.randomisation().factors()) {
            String level = seen.screening().levels().get(factor.code());
            if (level == null || !(factor.levels().isEmpty() || factor.levels().contains(level))) {
                throw Studies.refused(
                        "A factor is not known",
                        factor.title()
                                + (level == null ? " is not known" : " is " + level)
                                + ", and allocation balances it.");
            }
            said.put(StudyEntry.LEVEL + factor.code(), level);
        }
        said.put("knowledge", seen.screening().knowledge());
        if (seen.participant().isEmpty()) {
            screened(study, chart, by);
        }
        return studies.add(
                study.id(), known(study, chart).number(), StudyEntry.Kind.ELIGIBLE, said, by);
    }

    /// Enters that somebody does not take part; who they are is forgotten.
    public void declined(Study study, String chart, String what, String reason, String by) {
        requireMay(Action.ENROL, chart);
        Seen seen = seen(study, chart);
        if (seen.participant().filter(Participant::isAllocated).isPresent()) {
            throw Studies.refused(
                    "They are allocated", "Who is allocated leaves the study by “ended”.");
        }
        Person person = known(study, chart);
        studies.add(
                study.id(),
                person.number(),
                StudyEntry.Kind.DECLINED,
                Map.of(StudyEntry.WHAT, what, StudyEntry.REASON, reason),
                by);
        people.keep(personId(study, chart), new Person(study.id(), person.number(), ""));
    }

    // --- allocation ---

    /// Allocates somebody. The arm, the line of the log and the ResearchSubject are kept in one
    /// transaction, or nothing is drawn.
    public StudyEntry allocate(Study study, String chart, String by) {
        requireMay(Action.ENROL, chart);
        return studies.inTurn(study, () -> allocateNow(study, chart, by));
    }

    private StudyEntry allocateNow(Study study, String chart, String by) {
        for (int i = 0; i < TRIES; i++) {
            Seen seen = seen(study, chart);
            if (!seen.canBeAllocated()) {
                throw Studies.refused("Not allocated", String.join("; ", seen.obstacles()) + ".");
            }
            Optional<StudyEntry> allocated = allocated(study, chart, seen, by);
            if (allocated.isPresent()) {
                return allocated.get();
            }
        }
        throw new Problem(
                ProblemKind.BUSY,
                "Others are allocated at the same moment; nothing was drawn for this person.");
    }

    private Optional<StudyEntry> allocated(Study study, String chart, Seen seen, String by) {
        List<StudyEntry> log = studies.logOf(study.id());
        Map<String, String> levels = new LinkedHashMap<>();
        StudyEntry eligible =
                seen.participant().orElseThrow().last(StudyEntry.Kind.ELIGIBLE).orElseThrow();
        study.randomisation()
                .factors()
                .forEach(factor ->
                        eligible.said(StudyEntry.LEVEL + factor.code())
                                .ifPresent(level -> levels.put(factor.code(), level)));
        ArmKeeper arms = new ArmKeeper(studies.store(), study);
        ArmKeeper.Drawn drawn = arms.draw(studies.state(study).seed(), log, seen.number(), levels);
        Map<String, String> said = new LinkedHashMap<>();
        levels.forEach((factor, level) -> said.put(StudyEntry.LEVEL + factor, level));
        said.put(StudyEntry.STRATUM, drawn.stratum());
        said.put(StudyEntry.SEAL, drawn.seal());
        Instant now = studies.clock().instant();
        StudyEntry entry =
                new StudyEntry(
                        study.id(),
                        Studies.next(log),
                        seen.number(),
                        StudyEntry.Kind.ALLOCATED,
                        said,
                        now,
                        by);
        Appended appended =
                studies.records()
                        .append(
                                Action.ENROL,
                                chart,
                                new Attribution(
                                        by,
                                        now,
                                        "study-allocated",
                                        study.id() + " " + seen.number() + ", " + drawn.seal()),
                                List.of(resources.subject(study, chart, seen, "on-study")),
                                List.of(studies.adding(entry), arms.adding(drawn)));
        return appended instanceof Appended.Recorded ? Optional.of(entry) : Optional.empty();
    }

    // --- after ---

    /// Enters what became of somebody who is allocated.
    public StudyEntry entered(
            Study study, String chart, StudyEntry.Kind kind, Map<String, String> said, String by) {
        requireMay(Action.ENROL, chart);
        return studies.inTurn(study, () -> enteredNow(study, chart, kind, said, by));
    }

    private StudyEntry enteredNow(
            Study study, String chart, StudyEntry.Kind kind, Map<String, String> said, String by) {
        Seen seen = seen(study, chart);
        if (seen.participant().filter(Participant::isAllocated).isEmpty()) {
            throw Studies.refused("Not allocated", "Nobody was allocated under this chart.");
        }
        if (studies.state(study).isDone(StudyState.Step.LOCK)) {
            throw Studies.refused("Locked", "The data of this study is locked.");
        }
        StudyEntry entry = studies.add(study.id(), seen.number(), kind, said, by);
        if (kind == StudyEntry.Kind.ENDED) {
            Appended _ =
                    studies.records()
                            .append(
                                    Action.ENROL,
                                    chart,
                                    new Attribution(
                                            by,
                                            studies.clock().instant(),
                                            "study-ended",
                                            study.id() + " " + seen.number()),
                                    List.of(resources.subject(study, chart, seen, "off-study")));
        }
        return entry;
    }

    /// The arm of one patient, told to one physician, in an emergency: on record before it is told.
    ///
    /// @param why the kind of need
    /// @param reason in words
    /// @param told to whom it is told besides
    /// @throws Problem where it may not be, or nothing was drawn
    public Study.Arm breakCode(
            Study study, String chart, String why, String reason, String told, String by) {
        requireMay(Action.BREAK_CODE, chart);
        if (reason.isBlank()) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "Why?",
                    "Breaking the code of a patient needs a reason.",
                    "Go back and say it.");
        }
        Person person =
                person(study, chart)
                        .orElseThrow(() ->
                                Studies.refused(
                                        "Not allocated", "Nobody was allocated under this chart."));
        Study.Arm arm =
                new ArmKeeper(studies.store(), study)
                        .of(person.number())
                        .orElseThrow(() ->
                                Studies.refused(
                                        "Not allocated", "Nobody was allocated under this chart."));
        StudyEntry broken =
                studies.add(
                        study.id(),
                        person.number(),
                        StudyEntry.Kind.CODE_BROKEN,
                        Map.of(StudyEntry.WHAT, why, StudyEntry.REASON, reason, "told", told),
                        by);
        studies.store()
                .record(
                        new Attribution(by, studies.clock().instant(), "code-break", reason),
                        chart,
                        study.id() + " " + person.number() + ", " + why);
        new BrokenCodes(studies).tell(study, broken);
        return arm;
    }

    /// Enters what a person answered to a criterion that no chart can tell.
    public void answered(Study study, String chart, String criterion, boolean yes, String by) {
        requireMay(Action.ENROL, chart);
        Screening.Answer asked =
                seen(study, chart).screening().criteria().stream()
                        .filter(one -> one.id().equals(criterion))
                        .filter(one -> !one.question().isEmpty())
                        .findFirst()
                        .orElseThrow(() ->
                                Studies.refused(
                                        "No such question", "“" + criterion + "” is not asked."));
        Instant now = studies.clock().instant();
        Appended _ =
                studies.records()
                        .append(
                                Action.ENROL,
                                chart,
                                new Attribution(by, now, "study-answer", study.id()),
                                List.of(resources.answer(study, chart, asked, yes, by, now)));
    }
}
