package org.osteon.app.http.web.forms;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Action;
import org.osteon.app.http.FormWords;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.SiteRegister;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.Deed;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.forms.CheckedAnswers;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormItem;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormOutcome;
import org.osteon.workflow.forms.FormView;
import org.osteon.workflow.forms.LastTime;
import org.osteon.workflow.forms.RecordedResponse;
import org.osteon.workflow.forms.Shown;
import org.osteon.workflow.safety.Regions;
import org.osteon.workflow.safety.SafetyReports;
import org.osteon.workflow.tasks.PatientTasks;
import org.osteon.workflow.tasks.TaskLife;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A form on a patient's chart: opened, checked, kept as a draft, signed, amended, withdrawn.
@RestController
final class FormController {
    private static final String RESPONSE = "response";
    private static final String ROWS = "rows.";
    private static final Set<String> SIGNS = Set.of("sign", "amend");
    private static final String NO_PASSWORD =
            "This signature weighs more than others. Nothing was kept yet: type your password below"
                    + " and sign again. Whom the hospital signs in keeps a draft, and signs in anew.";

    private static final String SIGNED_BEFORE =
            "This form was signed before: below is what is kept. To change an answer, amend it.";

    /// Fields of the page that are no answers.
    private static final Set<String> OWN =
            Set.of(
                    RESPONSE,
                    "pathway",
                    "shown",
                    "do",
                    "formToken",
                    "person",
                    "role",
                    TaskLife.ENDS,
                    FormPage.PASSWORD);

    private final Charts charts;
    private final KnowledgeBase knowledge;
    private final FormDesk forms;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    FormController(
            Charts charts,
            KnowledgeBase knowledge,
            FormDesk forms,
            Clock clock,
            Html html,
            Desk desk) {
        this.charts = charts;
        this.knowledge = knowledge;
        this.forms = forms;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/patients/{id}/forms/{form}")
    ResponseEntity<String> open(
            @PathVariable String id,
            @PathVariable String form,
            @RequestParam(defaultValue = "") String response,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse answer) {
        FormLife life = life(id, form, pathway);
        Deed deed =
                new Deed(
                        "",
                        desk.roleAmong(life.form().roles()),
                        clock.instant().atZone(clock.getZone()),
                        "");
        Optional<RecordedResponse> there = there(life, response);
        FormLife.Opened opened =
                there.map(one -> life.open(one, deed.at()))
                        .orElseGet(() -> named(life, life.open(deed.at()), parameters));
        String own = there.map(RecordedResponse::id).orElseGet(FormLife::newId);
        CheckedAnswers checked =
                life.check(own, opened.answers(), Optional.of(opened.shown()), deed);
        return page(
                HttpStatus.OK,
                new Filled(id, own, life, there, endings(life, request), due(life, checked)),
                FormView.opened(life, opened, checked, deed.day()),
                new Said("", List.of(), opened.answers()),
                request,
                answer);
    }

    /// A response of this form: what was answered in another is not shown in it.
    private static Optional<RecordedResponse> there(FormLife life, String response) {
        return RecordedResponse.on(life.chart(), response).filter(one -> one.isOf(life.form()));
    }

    /// What would be to be reported to authorities, where the answers make an adverse event.
    private List<String> due(FormLife life, CheckedAnswers checked) {
        Set<String> made = new HashSet<>();
        checked.resources().stream()
                .filter(one -> one.path("resourceType").asText("").equals("AdverseEvent"))
                .forEach(one -> made.add(one.path("id").asText("")));
        return made.isEmpty()
                ? List.of()
                : SafetyReports.due(
                        knowledge.pathways(),
                        Regions.of(forms.library()),
                        checked.in(life.chart()),
                        made,
                        LocalDate.now(clock),
                        clock.getZone());
    }

    /// What somebody asked for and this form answers.
    private List<Filled.Ending> endings(FormLife life, HttpServletRequest request) {
        String[] sent = request.getParameterValues(TaskLife.ENDS);
        Set<String> ticked = sent == null ? Set.of() : new HashSet<>(List.of(sent));
        return knowledge.pathways().stream()
                .filter(one -> life.form().isOf(one.id()))
                .filter(one -> life.pathway().isEmpty() || one.id().equals(life.pathway()))
                .limit(1)
                .flatMap(one ->
                        PatientTasks.asked(one, life.chart(), LocalDate.now(clock), forms.library())
                                .stream())
                .filter(task -> task.form().equals(life.form().id()))
                .map(task -> new Filled.Ending(task, ticked.contains(task.id())))
                .toList();
    }

    /// With what the link that opened it says: which task, which order.
    private static FormLife.Opened named(
            FormLife life, FormLife.Opened opened, Map<String, String> parameters) {
        FormAnswers answers = opened.answers();
        for (Map.Entry<String, String> one : parameters.entrySet()) {
            if (!OWN.contains(one.getKey()) && life.form().item(one.getKey()).isPresent()) {
                answers = answers.with(one.getKey(), one.getValue());
            }
        }
        return new FormLife.Opened(opened.suggestions(), answers, opened.shown());
    }

    @PostMapping("/patients/{id}/forms/{form}")
    ResponseEntity<String> send(
            @PathVariable String id,
            @PathVariable String form,
            @RequestParam(defaultValue = "") String response,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(name = "do", defaultValue = "check") String wanted,
            @RequestParam Map<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse answer) {
        FormLife life = life(id, form, pathway);
        if (!FormLife.isId(response)) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "The form did not say which one it is",
                    "Nothing was kept.",
                    "Open the form again.");
        }
        Filled filled =
                new Filled(
                        id,
                        response,
                        life,
                        there(life, response),
                        endings(life, request),
                        List.of());
        FormAnswers sent = answers(request);
        FormAnswers answers =
                wanted.equals(FormPage.AS_LAST_TIME)
                        ? forms.lastTime(life.form(), desk.who())
                                .map(last -> last.into(sent))
                                .orElse(sent)
                        : sent;
        Optional<Shown> seen = Shown.parse(parameters.getOrDefault("shown", ""));
        boolean looks =
                wanted.equals("check")
                        || wanted.equals(FormPage.AS_LAST_TIME)
                        || wanted.startsWith("add:");
        Deed deed =
                new Deed(
                        looks ? desk.who().name() : desk.author(request, answer),
                        desk.roleAmong(life.form().roles()),
                        clock.instant().atZone(clock.getZone()),
                        answers.of(FormLife.REASON));
        if (looks) {
            Said said = new Said("", List.of(), answers);
            return again(HttpStatus.OK, filled, seen, deed, wanted, said, request, answer);
        }
        if (SIGNS.contains(wanted)
                && weighs(filled, answers, seen, deed)
                && !desk.confirms(request, parameters.getOrDefault(FormPage.PASSWORD, ""))) {
            Said said =
                    new Said("Your password, beside the signature", List.of(NO_PASSWORD), answers);
            return again(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    filled,
                    seen,
                    deed,
                    wanted,
                    said,
                    request,
                    answer);
        }
        FormOutcome outcome = act(filled, wanted, answers, seen, deed);
        return ended(filled, outcome, seen, deed, answers, request, answer);
    }

    /// Whether a signature weighs more than others: two sign, or what should not have happened is
    /// kept all the same.
    private static boolean weighs(
            Filled filled, FormAnswers answers, Optional<Shown> seen, Deed deed) {
        return filled.life().form().needsTwo()
                || filled.life().check(filled.response(), answers, seen, deed).findings().stream()
                        .anyMatch(one -> one.level() == FormItem.Level.STOP);
    }

    private static FormOutcome act(
            Filled filled, String wanted, FormAnswers answers, Optional<Shown> seen, Deed deed) {
        FormLife life = filled.life();
        String response = filled.response();
        return switch (wanted) {
            case "draft" -> life.draft(response, answers, seen, deed);
            case "discard" -> life.discard(response, deed);
            default ->
                    filled.there().filter(RecordedResponse::isSigned).isPresent()
                                    && wanted.equals("amend")
                            ? life.amend(response, answers, seen, deed)
                            : life.sign(response, answers, seen, deed);
        };
    }

    private ResponseEntity<String> ended(
            Filled filled,
            FormOutcome outcome,
            Optional<Shown> seen,
            Deed deed,
            FormAnswers answers,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (outcome) {
            case FormOutcome.Saved saved -> {
                ResponseEntity<String> done = kept(filled, saved, deed, response);
                if (saved.action().equals("form")) {
                    forms.remember(filled.life().form(), desk.who(), answers, deed.day());
                }
                yield done;
            }
            case FormOutcome.AlreadySaved already -> {
                // Back, a second click: perhaps with other answers, which are nowhere then.
                desk.notice(response, SIGNED_BEFORE);
                yield Html.seeOther(
                        charts.reads(filled.patient())
                                ? filled.path() + "/" + already.response()
                                : filled.home(false));
            }
            case FormOutcome.Gone _ ->
                    throw new Problem(
                            ProblemKind.CHANGED,
                            "No longer there",
                            "There is no such form to go on with.",
                            "Go back to the patient's forms.");
            default -> {
                String heading = FormWords.heading(outcome);
                boolean changed =
                        outcome instanceof FormOutcome.Changed
                                || outcome instanceof FormOutcome.SavedMeanwhile;
                yield again(
                        changed ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT,
                        filled,
                        changed ? Optional.empty() : seen,
                        deed,
                        "sign",
                        new Said(heading, FormWords.lines(outcome), answers),
                        request,
                        response);
            }
        };
    }

    private ResponseEntity<String> kept(
            Filled filled, FormOutcome.Saved saved, Deed deed, HttpServletResponse response) {
        forms.keep(
                filled.patient(),
                saved.action().equals("form") ? filled.ending(saved, deed) : saved,
                deed,
                "Go back, look at the form again, and send it once more.");
        desk.notice(response, FormWords.done(filled.life().form(), saved));
        String pathway = filled.life().pathway();
        if (filled.patient().equals(SiteRegister.CHART)) {
            return Html.seeOther("/site");
        }
        if (!charts.reads(filled.patient())) {
            return Html.seeOther(filled.home(false));
        }
        if (saved.action().equals(FormOutcome.AWAITED)
                && filled.life().form().signers().getLast().isThePatient()) {
            // The patient is there: the screen is handed over.
            return Html.seeOther(filled.path() + "/" + saved.response());
        }
        return Html.seeOther(
                saved.action().equals("form") || saved.action().equals(FormOutcome.AWAITED)
                        ? "/patients/"
                                + filled.patient()
                                + "?signed="
                                + filled.life().form().id()
                                + (pathway.isEmpty() ? "" : "&pathway=" + pathway)
                                + String.join(
                                        "",
                                        saved.next().stream().map(form -> "&next=" + form).toList())
                        : "/patients/" + filled.patient() + "/forms");
    }

    /// The form again with the answers kept.
    private ResponseEntity<String> again(
            HttpStatus status,
            Filled filled,
            Optional<Shown> seen,
            Deed deed,
            String wanted,
            Said said,
            HttpServletRequest request,
            HttpServletResponse response) {
        FormLife life = filled.life();
        FormLife.Opened fresh =
                filled.there()
                        .map(one -> life.open(one, deed.at()))
                        .orElseGet(() -> life.open(deed.at()));
        // What was seen stays what was seen, until the form says that it has changed.
        Shown shown = seen.orElse(fresh.shown());
        FormLife.Opened opened = new FormLife.Opened(fresh.suggestions(), fresh.answers(), shown);
        CheckedAnswers checked =
                life.check(filled.response(), said.answers(), Optional.of(shown), deed);
        FormView view =
                FormView.checked(
                        life,
                        opened,
                        said.answers(),
                        checked,
                        new FormView.More(
                                rows(life.form(), request, wanted),
                                wanted.equals("sign"),
                                deed.day()));
        return page(status, filled.due(due(life, checked)), view, said, request, response);
    }

    private static Map<String, Integer> rows(Form form, HttpServletRequest request, String wanted) {
        Map<String, Integer> rows = new HashMap<>();
        form.items().stream()
                .filter(item -> item.isRepeatingGroup())
                .forEach(item -> {
                    String sent = request.getParameter(ROWS + item.linkId());
                    int there =
                            sent != null && sent.matches("\\d{1,2}") ? Integer.parseInt(sent) : 1;
                    boolean one = wanted.equals("add:" + item.linkId());
                    rows.put(item.linkId(), there + (one ? 1 : 0));
                });
        return rows;
    }

    private static FormAnswers answers(HttpServletRequest request) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        request.getParameterMap()
                .forEach((name, values) -> {
                    if (!OWN.contains(name) && !name.startsWith(ROWS)) {
                        answers.put(name, List.of(values));
                    }
                });
        return new FormAnswers(answers);
    }

    private ResponseEntity<String> page(
            HttpStatus status,
            Filled filled,
            FormView view,
            Said said,
            HttpServletRequest request,
            HttpServletResponse response) {
        PatientBanner patient = charts.banner(filled.life().chart(), LocalDate.now(clock));
        Frame frame = desk.frame(request, response, view.form().title() + ", " + patient.name());
        Optional<LastTime> last = forms.lastTime(filled.life().form(), desk.who());
        FormPage page =
                new FormPage(
                        filled,
                        last.map(one -> one.marked(view)).orElse(view),
                        said,
                        last,
                        desk.roleAmong(filled.life().form().roles()),
                        desk.asksPassword(request),
                        desk.ways(),
                        charts.reads(filled.patient()),
                        forms.library());
        return html.page(
                status,
                (out, interceptor) ->
                        JteformGenerated.render(out, interceptor, frame, patient, page));
    }

    private FormLife life(String id, String form, String pathway) {
        Form found = forms.form(form);
        if (found.isOfTheSite() != id.equals(SiteRegister.CHART)) {
            throw new Problem(
                    ProblemKind.MISSING,
                    "Not on this chart",
                    found.isOfTheSite()
                            ? "“" + found.title() + "” is about the site, not about a patient."
                            : "“" + found.title() + "” is about a patient.",
                    "The register of the site has its own page: Site.");
        }
        Chart chart = charts.toFillIn(Action.ANSWER, id);
        Optional<String> closed = found.closedTo(desk.roleAmong(found.roles()));
        if (closed.isPresent() && !charts.reads(id)) {
            // What a form shows of a chart is for who reads the chart, or fills in the form.
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Not your form",
                    found.title() + ": " + closed.get().replaceFirst(": you can read it\\.$", "."),
                    "What you record of this patient stands at /patients/" + id + "/follow-up.");
        }
        return new FormLife(knowledge, found, chart, pathway);
    }

    /// What is said before a form is kept.
    ///
    /// @param heading empty where nothing is said
    record Said(String heading, List<String> lines, FormAnswers answers) {}
}
