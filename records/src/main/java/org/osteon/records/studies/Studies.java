package org.osteon.records.studies;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.osteon.access.Action;
import org.osteon.access.Grant;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.StudyKnowledge;
import org.osteon.records.charts.Records;
import org.osteon.records.people.Grants;
import org.osteon.records.people.Notes;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.store.NoteChange;
import org.osteon.workflow.studies.Consort;
import org.osteon.workflow.studies.Participant;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyCheck;
import org.osteon.workflow.studies.StudyEntry;
import org.osteon.workflow.studies.StudyForm;
import org.osteon.workflow.studies.StudyReader;

/// The studies of a site: how they are set up, how far they are, what became of the people in them.
public final class Studies {
    static final String LOG = "study-log";

    private final ChartStore store;
    private final Records records;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final Notes<StudyState> states;
    private final Notes<StudyEntry> log;
    private final Notes<Grants.Told> told;
    private final StudySetUps setUps;
    private final StudyTurns turns;

    public Studies(ChartStore store, Records records, KnowledgeBase knowledge, Clock clock) {
        this.store = store;
        this.records = records;
        this.knowledge = knowledge;
        this.clock = clock;
        this.states = new Notes<>(store, "study", StudyState.class);
        this.log = new Notes<>(store, LOG, StudyEntry.class);
        this.told = new Notes<>(store, Grant.Unblinded.NOTES, Grants.Told.class);
        this.setUps = new StudySetUps(store);
        this.turns = new StudyTurns(store);
        // What cannot be read at all stops the start, as it is written.
        knowledge.studies().forEach(StudyReader::read);
    }

    // --- what is written ---

    /// All studies of the knowledge, by id.
    public List<Study> all() {
        records.require(Action.STUDY);
        return knowledge.studies().stream()
                .sorted(Comparator.comparing(StudyKnowledge::id))
                .map(setUps::study)
                .toList();
    }

    /// The study of an id.
    ///
    /// @throws Problem where there is none, with those that there are
    public Study study(String id) {
        records.require(Action.STUDY);
        return knowledge
                .study(id)
                .map(setUps::study)
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "No such study",
                                "There is no study “"
                                        + id
                                        + "”; there are "
                                        + knowledge.studies().stream()
                                                .map(StudyKnowledge::id)
                                                .sorted()
                                                .toList()
                                        + ".",
                                "Go to /studies."));
    }

    /// What is written of it.
    public StudyKnowledge written(String id) {
        return knowledge
                .study(id)
                .orElseThrow(() -> new IllegalStateException("a study that was read is written"));
    }

    /// What is wrong with it as it is written.
    public StudyCheck check(Study study) {
        return StudyCheck.of(knowledge, written(study.id()), study);
    }

    /// Whether it was set up at a page, and stands so over what is written; empty: by whom and when
    /// nobody did.
    public Optional<String> setUpBy(Study study) {
        return setUps.of(study.id())
                .map(one -> one.by() + ", " + LocalDate.ofInstant(one.at(), clock.getZone()));
    }

    /// Sets it up otherwise, at a page. What is still wrong with it is told by [#check]; it is
    /// activated once nothing is.
    ///
    /// @param fields as [StudyForm] names them
    /// @throws Problem where something cannot be read, or is settled by now
    public void setUp(Study study, Map<String, String> fields, String name) {
        records.require(Action.ACTIVATE);
        turns.run(study.id(), () -> setUpNow(study, fields, name));
    }

    private void setUpNow(Study study, Map<String, String> fields, String name) {
        requireCurrent(study);
        StudyKnowledge written = written(study.id());
        StudyForm.Typed typed = StudyForm.into(setUps.holds(written).definition(), fields);
        if (!typed.problems().isEmpty()) {
            throw refused("Not kept", String.join("; ", typed.problems()) + ".");
        }
        Study next = StudyReader.read(written.with(typed.definition()));
        List<String> changes = StudyForm.changes(study, next);
        // Sizes that are typed are a change whatever they are: what is told of the right ones would
        // let them be guessed.
        boolean blocks =
                !fields.getOrDefault("blocks", "").isBlank()
                        || !next.randomisation().blocks().equals(study.randomisation().blocks());
        if (changes.isEmpty() && !blocks) {
            throw refused("Nothing was changed", "What was sent is how it is set up already.");
        }
        settled(study, next, blocks);
        setUps.keep(study.id(), new StudySetUps.SetUp(typed.definition(), name, clock.instant()));
        signedAnew(study);
        audit(
                name,
                "study-set-up",
                study,
                String.join("; ", changes) + (blocks ? "; sizes of blocks" : ""));
    }

    /// Does something that rests on how a study stands, when it is its turn on any server.
    <T> T inTurn(Study study, Supplier<T> does) {
        return turns.of(study.id(), does);
    }

    /// What somebody looked at is what there is, up to the moment at which they are heard.
    private void requireCurrent(Study study) {
        if (!study(study.id()).digest().equals(study.digest())) {
            throw new Problem(
                    ProblemKind.CHANGED,
                    "It was changed meanwhile",
                    "At the same moment the study was set up otherwise. Nothing of yours was kept.",
                    "Open the study again, and look at how it is set up.");
        }
    }

    /// Who signed that it begins signed what it was then.
    private void signedAnew(Study study) {
        StudyState now = state(study);
        if (now.digest().isEmpty() && !now.signatures().isEmpty()) {
            kept(study, StudyState.fresh(study.id()));
        }
    }

    /// What people were screened and allocated by is not changed under them.
    private void settled(Study study, Study next, boolean blocks) {
        StudyState now = state(study);
        if (now.digest().isEmpty()) {
            return;
        }
        if (now.isDone(StudyState.Step.LOCK)) {
            throw refused("The data is locked", "Nothing of the set-up is changed any more.");
        }
        List<String> settled = new ArrayList<>(StudyForm.settled(study, next));
        if (blocks) {
            settled.add("sizes of blocks");
        }
        if (!settled.isEmpty()) {
            throw refused(
                    "Settled when it was activated",
                    "People are allocated by it: "
                            + String.join(", ", settled)
                            + ". Another study begins anew.");
        }
        if (next.version().equals(study.version())) {
            throw refused(
                    "Another version",
                    "Give it another version than "
                            + study.version()
                            + ": who was screened before stays under that one.");
        }
        StudyCheck check = StudyCheck.of(knowledge, written(study.id()), next);
        if (!check.isSound()) {
            throw refused(
                    "The study would not be sound", String.join("; ", check.problems()) + ".");
        }
    }

    /// Goes back to what is written in its files, as long as it is not activated.
    public void asWritten(Study study, String name) {
        records.require(Action.ACTIVATE);
        turns.run(study.id(), () -> asWrittenNow(study, name));
    }

    private void asWrittenNow(Study study, String name) {
        requireCurrent(study);
        if (!state(study).digest().isEmpty()) {
            throw refused("It is activated", "What was set up at the page is what was activated.");
        }
        if (setUps.remove(study.id())) {
            signedAnew(study);
            audit(name, "study-set-up", study, "as written in its files");
        }
    }

    // --- how far it is ---

    /// How far it is.
    public StudyState state(Study study) {
        return states.one(study.id())
                .map(state -> keyed(study, state))
                .orElseGet(() -> StudyState.fresh(study.id()));
    }

    /// What was signed before definitions were named by a key stands, as long as it is the same.
    private StudyState keyed(Study study, StudyState state) {
        return setUps.isPlain(written(study.id()), state.digest())
                ? state.named(study.digest())
                : state;
    }

    /// Signs the next step. Two people sign each, one of them a physician.
    ///
    /// @param account who signs
    /// @throws Problem where it is not sound, not theirs to sign, or they signed already
    public StudyState sign(
            Study study, StudyState.Step step, String account, String name, String role) {
        records.require(Action.ACTIVATE);
        return inTurn(study, () -> signNow(study, step, account, name, role));
    }

    private StudyState signNow(
            Study study, StudyState.Step step, String account, String name, String role) {
        requireCurrent(study);
        StudyState now = state(study);
        if (now.next().filter(step::equals).isEmpty()) {
            throw refused(
                    "Not now",
                    "“"
                            + step.words()
                            + "” is not the next step of this study: "
                            + now.next().map(StudyState.Step::words).orElse("there is none")
                            + ".");
        }
        StudyCheck check = check(study);
        if (!check.isSound()) {
            throw refused("The study is not sound", String.join("; ", check.problems()) + ".");
        }
        if (now.of(step).stream().anyMatch(one -> one.account().equals(account))) {
            throw refused("Another person", name + " has signed this already; another signs, too.");
        }
        StudyState.Signed signed =
                new StudyState.Signed(step, account, name, role, clock.instant());
        boolean physician = role.equals("physician");
        if (now.of(step).stream().anyMatch(one -> one.role().equals("physician") == physician)) {
            throw refused(
                    "Another role",
                    "A physician and somebody of research sign this, one each; a "
                            + role
                            + " has signed already.");
        }
        StudyState next = kept(study, now.with(signed));
        if (step == StudyState.Step.ACTIVATE && next.isDone(step)) {
            next =
                    kept(
                            study,
                            next.begun(
                                    study.digest(),
                                    new ArmKeeper(store, study)
                                            .freshSeed(new SecureRandom().nextLong())));
        }
        if (step == StudyState.Step.UNBLIND && next.isDone(step)) {
            told.keep(
                    study.id() + " " + Grant.Unblinded.EVERYBODY,
                    Grants.Told.everybody(study.id()));
        }
        audit(name, "study-" + step.name().toLowerCase(Locale.ROOT), study, "signed");
        return next;
    }

    private StudyState kept(Study study, StudyState state) {
        states.keep(study.id(), state);
        return state;
    }

    /// Takes on that the definition was changed since it was activated.
    public void amend(Study study, String name) {
        records.require(Action.ACTIVATE);
        turns.run(study.id(), () -> amendNow(study, name));
    }

    private void amendNow(Study study, String name) {
        requireCurrent(study);
        StudyState now = state(study);
        if (!now.digest().equals(study.digest()) && !now.digest().isEmpty()) {
            kept(
                    study,
                    now.amended(
                            new StudyState.Amendment(
                                    study.digest(), study.version(), name, clock.instant())));
            told(study).forEach(account -> keepTold(study, account));
            audit(name, "study-amendment", study, "version " + study.version());
        }
    }

    private void audit(String name, String action, Study study, String what) {
        store.record(
                new Attribution(name, clock.instant(), action, what), null, "study " + study.id());
    }

    static Problem refused(String title, String message) {
        return new Problem(
                ProblemKind.REFUSED, title, message, "Go back to the study, and look at it again.");
    }

    // --- who is told ---

    /// Who is told who got what, by their accounts.
    public List<String> told(Study study) {
        return told.all().stream()
                .filter(one -> one.study().equals(study.id()))
                .map(Grants.Told::account)
                .filter(account -> !account.equals(Grant.Unblinded.EVERYBODY))
                .sorted()
                .toList();
    }

    /// Names somebody who is told, or takes it back.
    public void tell(Study study, String account, boolean on, String by) {
        records.require(Action.ACTIVATE);
        String id = study.id() + " " + account;
        if (on) {
            keepTold(study, account);
        } else {
            boolean _ = told.remove(id);
        }
        audit(by, "study-told", study, account + (on ? " is told" : " is no longer told"));
    }

    /// What of their charts could tell the arm, as the study says now.
    private void keepTold(Study study, String account) {
        Set<String> shows = new TreeSet<>();
        study.shows().forEach(set -> shows.addAll(knowledge.codesOf(set)));
        told.keep(
                study.id() + " " + account,
                new Grants.Told(account, study.id(), study.hides(), shows));
    }

    // --- its people ---

    /// What was entered, in its order. It tells no arm.
    public List<StudyEntry> log(Study study) {
        records.require(Action.STUDY);
        return logOf(study.id());
    }

    List<StudyEntry> logOf(String study) {
        return log.all().stream()
                .filter(one -> one.study().equals(study))
                .sorted(Comparator.comparingLong(StudyEntry::number))
                .toList();
    }

    /// The people in it, as its log tells.
    public List<Participant> people(Study study) {
        return Participant.of(log(study));
    }

    /// The note that adds an entry.
    NoteChange adding(StudyEntry entry) {
        return log.adding(entryId(entry), entry);
    }

    private static String entryId(StudyEntry entry) {
        return String.format(Locale.ROOT, "%s %08d", entry.study(), entry.number());
    }

    /// The number of the entry after these.
    static long next(List<StudyEntry> log) {
        return log.stream().mapToLong(StudyEntry::number).max().orElse(0) + 1;
    }

    /// Adds an entry, whoever else adds one at the same time.
    StudyEntry add(
            String study,
            String participant,
            StudyEntry.Kind kind,
            Map<String, String> said,
            String by) {
        while (true) {
            long number = next(logOf(study));
            StudyEntry entry =
                    new StudyEntry(study, number, participant, kind, said, clock.instant(), by);
            if (log.add(entryId(entry), entry)) {
                return entry;
            }
        }
    }

    /// The flow of people. Who is blind sees all arms as one.
    public Consort.Drawn consort(Study study) {
        List<Participant> people = people(study);
        boolean arms = records.isTold(study.id());
        Map<String, String> groups = new HashMap<>();
        List<String> names;
        if (study.kind() == Study.Kind.COHORT || state(study).seed().isEmpty()) {
            names = List.of(Consort.ALL);
        } else if (arms) {
            names = study.arms().stream().map(Study.Arm::name).toList();
            new ArmKeeper(store, study)
                    .all()
                    .forEach((number, arm) -> groups.put(number, arm.name()));
        } else {
            names = List.of(Consort.ALL);
            new ArmKeeper(store, study)
                    .allocated()
                    .forEach(number -> groups.put(number, Consort.ALL));
        }
        return Consort.of(people, groups, names, state(study).isDone(StudyState.Step.LOCK));
    }

    /// A line of the list of allocations.
    public record Allocation(Participant person, Study.Arm arm, String kit) {}

    /// Who got what; for those who are told.
    ///
    /// @throws Problem where they are blind
    public List<Allocation> allocations(Study study) {
        records.requireTold(study.id());
        if (state(study).seed().isEmpty()) {
            return List.of();
        }
        List<Allocation> all = new ArrayList<>();
        new ArmKeeper(store, study)
                .of(people(study))
                .forEach((person, arm) -> all.add(new Allocation(person, arm, kit(study, person))));
        return all;
    }

    /// The number of a kit: it goes by the person, and tells no arm.
    public static String kit(Study study, Participant person) {
        return study.kit().isEmpty() ? "" : study.kit() + person.number();
    }

    /// Where the list that the seed and the log give is not what was kept; for those who are told.
    public List<String> verify(Study study) {
        records.requireTold(study.id());
        StudyState now = state(study);
        return now.seed().isEmpty()
                ? List.of()
                : new ArmKeeper(store, study).differences(now.seed(), logOf(study.id()));
    }

    ChartStore store() {
        return store;
    }

    Records records() {
        return records;
    }

    /// Today, at the site.
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    Clock clock() {
        return clock;
    }
}
