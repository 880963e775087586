package org.osteon.app.http.web.link;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.pathway.AskedAnswers;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;
import org.osteon.pathway.Rule;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.records.links.Link;
import org.osteon.records.links.Wordings;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormItem;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.stereotype.Component;

/// What a link can be given for on a chart: forms that patients, or those who treat them outside,
/// fill in; the schedule of questionnaires; what a dentist was asked.
@Component
final class LinkSetUp {
    private static final String OF_THE_SCHEDULE = "prom-";
    private static final String SCHEDULE = "prom-schedule";
    private static final String JUDGED = "symptom-check-in";
    private static final Set<String> OPEN = Set.of("active", "draft", "on-hold");

    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Wordings wordings;
    private final Clock clock;
    private final JsonNode oneForm;

    LinkSetUp(
            KnowledgeBase knowledge,
            FormLibrary forms,
            Wordings wordings,
            KnowledgeText text,
            Clock clock) {
        this.oneForm = text.words("links").path("oneForm");
        this.knowledge = knowledge;
        this.forms = forms;
        this.wordings = wordings;
        this.clock = clock;
    }

    LocalDate today() {
        return clock.instant().atZone(clock.getZone()).toLocalDate();
    }

    /// The last day of a link for one form where nobody says another.
    LocalDate usualEnd() {
        return today().plusDays(oneForm.path("usualDays").asInt());
    }

    /// The last day that a link for one form can have.
    LocalDate lastEnd() {
        return today().plusDays(oneForm.path("longestDays").asInt());
    }

    /// A form that can be given.
    ///
    /// @param closed why not; empty where it can
    /// @param code whether a code of a letter is asked besides
    public record Offered(Form form, String role, String closed, boolean code) {}

    /// A schedule of questionnaires as somebody made it.
    ///
    /// @param forms those that can be given
    /// @param left those that cannot, each with the reason
    public record Schedule(List<String> forms, List<String> left, List<Link.Time> times) {
        static final Schedule NONE = new Schedule(List.of(), List.of(), List.of());

        /// Whether there is something to give.
        public boolean isThere() {
            return !forms.isEmpty() && !times.isEmpty();
        }
    }

    /// The pathway that a chart is of: the one wanted, else the first that applies.
    Optional<Pathway> pathway(Chart chart, String wanted) {
        return named(wanted).or(() -> applying(chart).findFirst());
    }

    /// That of an id; empty where there is none.
    Optional<Pathway> named(String id) {
        return knowledge.pathway(id);
    }

    /// The therapies that a patient has, or is to have.
    List<Pathway> therapies(Chart chart) {
        return applying(chart).toList();
    }

    /// Each is assessed when it is come to.
    private Stream<Pathway> applying(Chart chart) {
        ChartOnDay onDay = onDay(chart);
        return knowledge.pathways().stream()
                .filter(one -> onDay.assess(one).status() != Assessment.Status.NOT_APPLICABLE);
    }

    private ChartOnDay onDay(Chart chart) {
        return new ChartOnDay(knowledge.pathways(), chart, today());
    }

    /// The forms that a link can be given for.
    List<Offered> offered(Optional<Pathway> pathway) {
        List<Offered> offered = new ArrayList<>();
        for (Form form : forms.forms()) {
            boolean own = pathway.filter(one -> form.isOf(one.id())).isPresent();
            if (own && form.roles().contains(Link.PATIENT)) {
                offered.add(new Offered(form, Link.PATIENT, closed(form), false));
            } else if (own && form.roles().contains(Link.OUTSIDE)) {
                offered.add(new Offered(form, Link.OUTSIDE, closed(form), true));
            }
        }
        return offered;
    }

    /// Forms by their titles.
    String titles(List<String> ids) {
        return ids.stream()
                .map(id -> forms.form(id).map(Form::title).orElse(id))
                .collect(Collectors.joining(", "));
    }

    private String closed(Form form) {
        if (!form.isWordedByItsOwner()) {
            return "";
        }
        return wordings.of(form.id())
                .map(one ->
                        one.holds(today())
                                ? ""
                                : "the licence of its wording ended on " + Wording.day(one.until()))
                .orElse("its wording is licensed by its owner, and was not loaded here");
    }

    /// The schedule on a chart: which questionnaires, and the times of the board.
    Schedule schedule(Chart chart, Optional<Pathway> pathway) {
        Optional<Rule> asked = pathway.flatMap(Pathway::askedAnswers);
        if (asked.isEmpty()) {
            return Schedule.NONE;
        }
        ChartOnDay onDay = onDay(chart);
        Assessment assessment = onDay.assess(pathway.get());
        Set<String> wanted = new LinkedHashSet<>();
        assessment.plan().stream()
                .map(PlanItem::id)
                .filter(id -> id.startsWith(OF_THE_SCHEDULE))
                .map(id -> id.substring(OF_THE_SCHEDULE.length(), id.lastIndexOf('-')))
                .forEach(wanted::add);
        List<String> given = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (String id : wanted) {
            Optional<Form> form = forms.form(id).filter(one -> one.roles().contains(Link.PATIENT));
            String closed = form.map(this::closed).orElse("there is no such form for patients");
            if (closed.isEmpty()) {
                given.add(id);
            } else {
                left.add(form.map(Form::title).orElse(id) + ": " + closed);
            }
        }
        List<AskedAnswers.Cell> cells =
                onDay.askedAnswers(pathway.get(), assessment)
                        .map(AskedAnswers::cells)
                        .orElse(List.of());
        List<Link.Time> times =
                asked.get().rules().stream()
                        .flatMap(rule ->
                                cells.stream()
                                        .filter(cell -> cell.time().equals(rule.title()))
                                        .filter(LinkSetUp::isStillAsked)
                                        .limit(1)
                                        .map(cell ->
                                                new Link.Time(
                                                        "time-" + rule.id(),
                                                        rule.title(),
                                                        Objects.requireNonNull(cell.from()),
                                                        Objects.requireNonNull(cell.to()))))
                        .toList();
        return new Schedule(given, left, times);
    }

    private static boolean isStillAsked(AskedAnswers.Cell cell) {
        return cell.from() != null
                && cell.to() != null
                && (cell.state() == AskedAnswers.State.OPEN
                        || cell.state() == AskedAnswers.State.PLANNED
                        || cell.state() == AskedAnswers.State.RECEIVED);
    }

    /// Which procedure and side, in words; empty where the chart has none.
    String about(Chart chart, Optional<Pathway> pathway) {
        return pathway.flatMap(own ->
                        forms.form(SCHEDULE)
                                .filter(form -> form.isOf(own.id()))
                                .flatMap(Form::aboutTheChart)
                                .map(said -> onDay(chart).ask(own, said).value()))
                .map(Object::toString)
                .orElse("");
    }

    /// A joint and side that answers can be about.
    ///
    /// @param code as the item of a form that asks has it
    /// @param name in words
    public record Site(String code, String name) {}

    /// Those in question for a form: more than one where the patient is treated on both sides; none
    /// where the form does not ask.
    List<Site> sites(Chart chart, Optional<Pathway> pathway, Form form) {
        return sites(onDay(chart), pathway, form);
    }

    private static List<Site> sites(ChartOnDay onDay, Optional<Pathway> pathway, Form form) {
        return pathway
                .filter(own -> form.isOf(own.id()))
                .flatMap(own -> form.sitesInQuestion().map(said -> onDay.ask(own, said).value()))
                .map(said -> said instanceof List<?> all ? all : List.of(said))
                .orElse(List.of())
                .stream()
                .filter(Objects::nonNull)
                .flatMap(said -> site(form, said.toString()).stream())
                .sorted(Comparator.comparing(Site::name))
                .toList();
    }

    private static Optional<Site> site(Form form, String code) {
        return form.item(Form.SIDE).stream()
                .flatMap(item -> item.options().stream())
                .map(FormItem.Option::coding)
                .filter(option -> option.code().equals(code))
                .findFirst()
                .map(option -> new Site(option.system() + "|" + option.code(), option.display()));
    }

    /// Those of all forms that are offered, each once.
    List<Site> sites(Chart chart, Optional<Pathway> pathway, List<Offered> offered) {
        ChartOnDay onDay = onDay(chart);
        return offered.stream()
                .map(Offered::form)
                .flatMap(form -> sites(onDay, pathway, form).stream())
                .distinct()
                .toList();
    }

    /// That of the schedule on a chart, as one of its forms has it; empty where none asks.
    ///
    /// @throws Problem where forms ask and the chart does not say
    String siteOfTheSchedule(Chart chart, Optional<Pathway> pathway, Schedule schedule) {
        ChartOnDay onDay = onDay(chart);
        List<Form> asking =
                schedule.forms().stream()
                        .flatMap(id -> forms.form(id).stream())
                        .filter(form -> sites(onDay, pathway, form).size() > 1)
                        .toList();
        if (asking.isEmpty()) {
            return "";
        }
        return pathway.flatMap(own ->
                        forms.form(SCHEDULE)
                                .flatMap(Form::siteOfTheChart)
                                .map(said -> onDay.ask(own, said).value()))
                .flatMap(said ->
                        asking.stream()
                                .flatMap(form -> site(form, said.toString()).stream())
                                .findFirst())
                .map(Site::code)
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.INCOMPLETE,
                                "Which side?",
                                "The patient is treated on both sides, and the request does not say"
                                        + " which one the schedule is for.",
                                "Say the side on the request, then give the link."));
    }

    /// Whether a form can be answered as often as the patient likes: symptoms come again.
    static boolean repeats(Form form) {
        return form.id().equals(JUDGED);
    }

    /// Whether it goes home with the patient: the check-in after a procedure.
    static boolean isAfterTheProcedure(Link link) {
        return link.answersAsPatient() && link.forms().contains(JUDGED);
    }

    /// What somebody outside was asked and has not answered: the latest request that waits.
    Optional<String> request(Chart chart, Form form) {
        return form.item("request").isEmpty()
                ? Optional.empty()
                : chart.resources("Task").reversed().stream()
                        .filter(task ->
                                task.content()
                                        .text("status")
                                        .filter("requested"::equals)
                                        .isPresent())
                        .flatMap(task -> task.content().object("focus").stream())
                        .flatMap(focus -> focus.text("reference").stream())
                        .filter(reference ->
                                chart.resource(reference)
                                        .filter(one ->
                                                OPEN.contains(
                                                        one.content().text("status").orElse("")))
                                        .isPresent())
                        .findFirst();
    }

    /// The birth date that a link asks for.
    ///
    /// @throws Problem where the chart has none that is whole
    static LocalDate born(Chart chart) {
        return chart.patient()
                .content()
                .time("birthDate")
                .filter(one -> one.earliest().equals(one.latest()))
                .map(FhirTime::earliest)
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.INCOMPLETE,
                                "No birth date",
                                "A link asks for the date of birth, and this chart has no whole"
                                        + " one.",
                                "Complete the patient's birth date, then give the link."));
    }

    /// The language that the patient prefers, or the only one that is on the chart; may be empty.
    static String language(Chart chart) {
        List<FhirObject> spoken = chart.patient().content().objects("communication");
        return spoken.stream()
                .filter(one ->
                        spoken.size() == 1
                                || one.text("preferred").filter("true"::equals).isPresent())
                .flatMap(one -> one.codings("language").stream())
                .map(Coding::code)
                .findFirst()
                .orElse("");
    }
}
