package org.osteon.app.http.web.forms;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osteon.app.http.FormWords;
import org.osteon.app.http.ServerAddress;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.QrCode;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.SiteRegister;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.Deed;
import org.osteon.workflow.DoseForm;
import org.osteon.workflow.PersonName;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormOutcome;
import org.osteon.workflow.forms.FormView;
import org.osteon.workflow.forms.RecordedResponse;
import org.osteon.workflow.forms.SecondSignature;
import org.osteon.workflow.forms.Signer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The forms: all of them, those of a patient, and what was recorded in one.
@RestController
final class FormsController {
    /// The field with the name of a patient who signs.
    private static final String PATIENT_NAME = "patient-name";

    private final Charts charts;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final FormDesk keeping;
    private final Records store;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    FormsController(
            Charts charts,
            KnowledgeBase knowledge,
            FormLibrary forms,
            FormDesk keeping,
            Records store,
            Clock clock,
            Html html,
            Desk desk) {
        this.charts = charts;
        this.knowledge = knowledge;
        this.forms = forms;
        this.keeping = keeping;
        this.store = store;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// @param blank the pathway whose forms are wanted on paper; empty: the catalogue
    @GetMapping("/forms")
    ResponseEntity<String> catalogue(
            @RequestParam(defaultValue = "") String blank,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Pathway> pack = knowledge.pathway(blank);
        Frame frame = desk.frame(request, response, "Forms");
        return pack.map(of ->
                        blanks(
                                "Forms: " + of.title(),
                                "/forms",
                                forms.of(of),
                                Optional.empty(),
                                request,
                                response))
                .orElseGet(() ->
                        html.page((out, interceptor) ->
                                JtecatalogueGenerated.render(
                                        out,
                                        interceptor,
                                        frame,
                                        forms,
                                        DoseForm.of(knowledge),
                                        knowledge.pathways())));
    }

    /// A form for paper.
    @GetMapping("/forms/{form}")
    ResponseEntity<String> blank(
            @PathVariable String form, HttpServletRequest request, HttpServletResponse response) {
        Form found = keeping.form(form);
        return blanks(found.title(), "/forms", List.of(found), Optional.empty(), request, response);
    }

    /// The same with the patient's name on each page.
    @GetMapping("/patients/{id}/forms/{form}/blank")
    ResponseEntity<String> blank(
            @PathVariable String id,
            @PathVariable String form,
            HttpServletRequest request,
            HttpServletResponse response) {
        Form found = keeping.form(form);
        PatientBanner patient = charts.banner(charts.chart(id), LocalDate.now(clock));
        return blanks(
                found.title() + ", " + patient.name(),
                "/patients/" + id + "/forms/" + form,
                List.of(found),
                Optional.of(patient),
                request,
                response);
    }

    private ResponseEntity<String> blanks(
            String title,
            String back,
            List<Form> wanted,
            Optional<PatientBanner> patient,
            HttpServletRequest request,
            HttpServletResponse response) {
        Frame frame = desk.frame(request, response, title);
        String at =
                ServerAddress.of(request)
                        + patient.map(one -> "/patients/" + one.id()).orElse("")
                        + "/forms/";
        List<Blank> blanks =
                wanted.stream()
                        .map(form ->
                                new Blank(
                                        form,
                                        FormView.blank(form),
                                        QrCode.svg(at + form.id(), "Code that leads to this form")))
                        .toList();
        return html.page((out, interceptor) ->
                JteblankGenerated.render(out, interceptor, frame, title, back, blanks, patient));
    }

    /// A form to be filled in by hand.
    ///
    /// @param code leads to where it is typed in
    public record Blank(Form form, List<FormView.Entry> entries, String code) {}

    @GetMapping("/patients/{id}/forms")
    ResponseEntity<String> patient(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String pathway,
            HttpServletRequest request,
            HttpServletResponse response) {
        Chart chart = charts.chart(id);
        PatientBanner patient = charts.banner(chart, LocalDate.now(clock));
        Frame frame = desk.frame(request, response, "Forms, " + patient.name());
        List<String> therapies = pathway.isEmpty() ? therapies(chart) : List.of(pathway);
        Map<Boolean, List<Form>> offered =
                forms.forms().stream()
                        .filter(form -> form.isOfTheSite() == id.equals(SiteRegister.CHART))
                        .collect(
                                Collectors.partitioningBy(
                                        form -> therapies.stream().anyMatch(form::isOf)));
        List<Dose> doses =
                DoseForm.of(knowledge).stream()
                        .flatMap(form ->
                                form.waiting(chart).stream().map(one -> Dose.of(form, one, id)))
                        .toList();
        List<Named> recorded =
                RecordedResponse.on(chart).stream().map(one -> Named.of(one, forms)).toList();
        // Those that somebody may fill in come first: forty in a row are not found.
        Map<Boolean, List<Form>> ofTheTherapy =
                offered.getOrDefault(true, List.of()).stream()
                        .collect(
                                Collectors.partitioningBy(form ->
                                        form.closedTo(desk.roleAmong(form.roles())).isEmpty()));
        return html.page((out, interceptor) ->
                JtepatientformsGenerated.render(
                        out,
                        interceptor,
                        frame,
                        patient,
                        ofTheTherapy.getOrDefault(true, List.of()),
                        ofTheTherapy.getOrDefault(false, List.of()),
                        offered.getOrDefault(false, List.of()),
                        doses,
                        recorded,
                        pathway,
                        clock.getZone()));
    }

    /// Those that apply to the patient today.
    private List<String> therapies(Chart chart) {
        ChartOnDay onDay = new ChartOnDay(knowledge.pathways(), chart, LocalDate.now(clock));
        return knowledge.pathways().stream()
                .filter(one -> onDay.assess(one).status() != Assessment.Status.NOT_APPLICABLE)
                .map(Pathway::id)
                .toList();
    }

    @GetMapping("/patients/{id}/forms/{form}/{response}")
    ResponseEntity<String> recorded(
            @PathVariable String id,
            @PathVariable String form,
            @PathVariable String response,
            HttpServletRequest request,
            HttpServletResponse answer) {
        Chart chart = charts.chart(id);
        PatientBanner patient = charts.banner(chart, LocalDate.now(clock));
        RecordedPage page = page(id, form, response, chart);
        Frame frame = desk.frame(request, answer, page.named().title() + ", " + patient.name());
        return html.page((out, interceptor) ->
                JterecordedGenerated.render(
                        out, interceptor, frame, patient, page, desk.asksPassword(request)));
    }

    /// The same for paper.
    @GetMapping("/patients/{id}/forms/{form}/{response}/paper")
    ResponseEntity<String> paper(
            @PathVariable String id,
            @PathVariable String form,
            @PathVariable String response,
            HttpServletRequest request,
            HttpServletResponse answer) {
        Chart chart = charts.chart(id);
        PatientBanner patient = charts.banner(chart, LocalDate.now(clock));
        RecordedPage page = page(id, form, response, chart);
        Frame frame = desk.frame(request, answer, page.named().title() + ", " + patient.name());
        String code =
                QrCode.svg(
                        request.getRequestURL().toString().replaceFirst("/paper$", ""),
                        "Code that leads to this record");
        return html.page((out, interceptor) ->
                JtepaperrecordGenerated.render(
                        out,
                        interceptor,
                        frame,
                        patient,
                        page,
                        page.signatures(clock.getZone()),
                        code,
                        LocalDateTime.now(clock).truncatedTo(ChronoUnit.MINUTES)));
    }

    private RecordedPage page(String id, String form, String response, Chart chart) {
        RecordedResponse found = found(chart, response);
        FormLife life = new FormLife(knowledge, keeping.form(form), chart, "");
        Optional<RecordedPage.Waiting> waiting =
                Optional.of(found)
                        .filter(one -> one.isWaiting() && life.form().needsTwo())
                        .map(one -> RecordedPage.Waiting.of(life, one, looking(life)));
        return RecordedPage.of(
                id,
                Named.of(found, forms),
                keeping.form(form),
                knowledge,
                chart,
                store,
                waiting,
                clock.getZone());
    }

    /// Who looks at what waits for a second signature: where the patient signs, the patient, before
    /// whom the screen lies.
    private Deed looking(FormLife life) {
        boolean patient = life.form().signers().getLast().isThePatient();
        return new Deed(
                patient ? "" : desk.who().name(),
                patient
                        ? Signer.PATIENT
                        : desk.roleAmong(new SecondSignature(life).signer().roles()),
                clock.instant().atZone(clock.getZone()),
                "");
    }

    /// Who signs second: who sits there, or the patient, whose name is typed on the screen of who
    /// sits there.
    private Deed second(FormLife life, Deed there, HttpServletRequest request) {
        if (!life.form().signers().getLast().isThePatient()) {
            return there;
        }
        String name =
                Optional.ofNullable(request.getParameter(PATIENT_NAME))
                        .map(String::strip)
                        .orElse("");
        if (!Desk.isName(name)) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "Nobody has consented",
                    "The full name of who consents is missing, and nothing was kept.",
                    "Go back, and let them type their full name.");
        }
        if (PersonName.areSame(name, there.author())) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "Who consents is another",
                    name + " sits at the screen; the patient, or who decides for them, consents.",
                    "Go back, and let them type their full name.");
        }
        return new Deed(name, Signer.PATIENT, there.at(), there.reason());
    }

    /// The second signature.
    ///
    /// @param version of the response that was looked at
    /// @param told what had changed since the first signature, as it was told
    @PostMapping("/patients/{id}/forms/{form}/{response}/sign")
    ResponseEntity<String> signSecond(
            @PathVariable String id,
            @PathVariable String form,
            @PathVariable String response,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(name = "told", defaultValue = "") String told,
            HttpServletRequest request,
            HttpServletResponse answer) {
        FormLife life = new FormLife(knowledge, keeping.form(form), charts.chart(id), "");
        requirePassword(request);
        Deed deed = desk.deed(request, answer, "", new SecondSignature(life).signer().roles());
        FormOutcome outcome =
                new SecondSignature(life)
                        .sign(
                                response,
                                version,
                                told.lines().toList(),
                                second(life, deed, request));
        String page = "/patients/" + id + "/forms/" + form + "/" + response;
        return switch (outcome) {
            case FormOutcome.Saved saved -> {
                keeping.keep(id, saved, deed, "Go back, look at it again, and sign again.");
                desk.notice(answer, FormWords.done(life.form(), saved));
                yield Html.seeOther("/patients/" + id + "/forms");
            }
            case FormOutcome.AlreadySaved _ -> Html.seeOther(page);
            default ->
                    throw new Problem(
                            outcome instanceof FormOutcome.Changed
                                    ? ProblemKind.CHANGED
                                    : ProblemKind.INCOMPLETE,
                            outcome instanceof FormOutcome.Gone
                                    ? "Nothing waits for a signature here"
                                    : FormWords.heading(outcome),
                            String.join(" ", FormWords.every(outcome)),
                            "Look at it again: " + page);
        };
    }

    @PostMapping("/patients/{id}/forms/{form}/{response}/withdraw")
    ResponseEntity<String> withdraw(
            @PathVariable String id,
            @PathVariable String form,
            @PathVariable String response,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse answer) {
        FormLife life = new FormLife(knowledge, keeping.form(form), charts.chart(id), "");
        requirePassword(request);
        Deed deed = desk.deed(request, answer, reason, life.form().roles());
        FormOutcome outcome = life.withdraw(response, deed);
        if (!(outcome instanceof FormOutcome.Saved saved)) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    outcome instanceof FormOutcome.Gone
                            ? "No longer there"
                            : FormWords.heading(outcome),
                    "Nothing was changed.",
                    "Go back, say why, and send it again.");
        }
        keeping.keep(id, saved, deed, "Go back, look at it again, and decide again.");
        desk.notice(answer, FormWords.done(life.form(), saved));
        return Html.seeOther("/patients/" + id + "/forms");
    }

    /// That who sits there showed a short while ago who they are, or does so beside the signature.
    private void requirePassword(HttpServletRequest request) {
        desk.requireOwnForm(request);
        String typed = Optional.ofNullable(request.getParameter(FormPage.PASSWORD)).orElse("");
        if (!desk.confirms(request, typed)) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Your password again",
                    "This weighs more than a click, and that is not your password. Nothing was"
                            + " changed.",
                    "Go back, type it beside the signature, and send this once more; whom the"
                            + " hospital signs in shows at /confirm who they are.");
        }
    }

    private static RecordedResponse found(Chart chart, String response) {
        return RecordedResponse.on(chart, response)
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "Nothing like that was recorded",
                                "This chart has no response " + response + ".",
                                "Go back to the patient's forms."));
    }

    /// The record of a dose, on the page of the order that waits for it.
    public record Dose(String title, String about, String address) {
        static Dose of(DoseForm form, DoseForm.Waiting order, String patient) {
            return new Dose(
                    form.kind().title() + ": " + order.order().title(),
                    form.kind().about(),
                    "/patients/"
                            + patient
                            + "/orders/"
                            + order.order().reference()
                            + "/record#"
                            + form.kind().id());
        }
    }

    /// A response with the form that it answers, where this knowledge has it.
    public record Named(RecordedResponse recorded, Optional<Form> form) {
        static Named of(RecordedResponse recorded, FormLibrary forms) {
            return new Named(
                    recorded,
                    forms.forms().stream().filter(recorded::isOf).reduce((_, last) -> last));
        }

        /// What it is called.
        public String title() {
            return form.map(Form::title).orElseGet(recorded::questionnaire);
        }
    }
}
