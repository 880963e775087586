package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osteon.app.http.ServerAddress;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.PictureView;
import org.osteon.app.http.web.QrCode;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.SiteRegister;
import org.osteon.records.feeds.Correction;
import org.osteon.records.links.Link;
import org.osteon.records.links.Links;
import org.osteon.records.words.CalendarDay;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A patient's page, and the one sheet of paper of it.
@RestController
final class PatientController {
    /// Whose page takes longer is told whose it will be, and how large the chart is.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private static final int SECONDS_WHILE_BEING_MADE = 1;
    private static final Pattern DAYS = Pattern.compile("-?\\d{1,5},-?\\d{1,5}");

    private final Charts charts;
    private final PatientPages pages;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Clock clock;
    private final Server.SiteFeeds site;
    private final Links links;
    private final Html html;
    private final Desk desk;

    PatientController(
            Charts charts,
            KnowledgeBase knowledge,
            FormLibrary forms,
            Clock clock,
            Server.SiteFeeds site,
            Links links,
            Html html,
            Desk desk) {
        this.site = site;
        this.links = links;
        this.charts = charts;
        this.pages = new PatientPages(knowledge.pathways());
        this.knowledge = knowledge;
        this.forms = forms;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/patients/{id}")
    ResponseEntity<String> patient(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(defaultValue = "") String asOf,
            @RequestParam(defaultValue = "false") boolean recorded,
            @RequestParam(defaultValue = "") String days,
            @RequestParam(defaultValue = "") String signed,
            @RequestParam(defaultValue = "") List<String> next,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (id.equals(SiteRegister.CHART)) {
            return Html.seeOther("/site");
        }
        Asked asked = asked(id, pathway, asOf, recorded, days(days));
        Optional<PatientPage> made = pages.soon(asked.chart(), asked.view(), LONGEST_WAIT);
        if (made.isEmpty()) {
            return waiting(asked, request, response);
        }
        PatientPage page = made.get();
        Frame frame = desk.frame(request, response, page.patient().name());
        PatientActions doing = doing(page, new PatientActions.Looking(desk.who(), signed, next));
        boolean corrected = isGivenOnWhatWasCorrected(id);
        List<PictureView> pictures = PictureView.of(page.layout().pictures(), knowledge);
        return html.page((out, interceptor) ->
                JtepatientGenerated.render(
                        out, interceptor, frame, page, doing, corrected, pictures));
    }

    /// Whose page it will be, as long as it is being made.
    private ResponseEntity<String> waiting(
            Asked asked, HttpServletRequest request, HttpServletResponse response) {
        PatientBanner patient = charts.banner(asked.chart(), asked.view().asOf());
        Frame frame =
                desk.frame(request, response, patient.name()).refreshing(SECONDS_WHILE_BEING_MADE);
        int resources = asked.chart().resources().size();
        return html.page((out, interceptor) ->
                JtepatientwaitingGenerated.render(out, interceptor, frame, patient, resources));
    }

    /// Whether a dose was given on a result that its sender corrected since, and that the pathways
    /// would have judged otherwise.
    private boolean isGivenOnWhatWasCorrected(String id) {
        return site.feeds()
                .map(feeds ->
                        feeds.mending().corrections(id).stream()
                                .anyMatch(Correction::concernsADoseGiven))
                .orElse(false);
    }

    private PatientActions doing(PatientPage page, PatientActions.Looking looking) {
        Pathway pathway = knowledge.pathway(page.sheet().pathway()).orElseThrow();
        Chart chart = charts.chart(page.patient().id());
        return page.past()
                ? PatientActions.nothing(page, chart, forms, clock.getZone())
                : PatientActions.of(pathway, page, chart, forms, looking, clock.getZone());
    }

    /// One sheet of paper for the pharmacy.
    @GetMapping("/patients/{id}/sheet")
    ResponseEntity<String> sheet(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(defaultValue = "") String asOf,
            @RequestParam(defaultValue = "false") boolean recorded,
            HttpServletRequest request,
            HttpServletResponse response) {
        PatientPage page = page(id, pathway, asOf, recorded, List.of());
        Frame frame = desk.frame(request, response, page.patient().name() + ", release sheet");
        return html.page((out, interceptor) ->
                JtepaperGenerated.render(
                        out, interceptor, frame, page, printed(), code(page, request)));
    }

    /// The calendar of doses on one page.
    @GetMapping("/patients/{id}/calendar")
    ResponseEntity<String> calendar(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(defaultValue = "") String asOf,
            @RequestParam(defaultValue = "false") boolean recorded,
            HttpServletRequest request,
            HttpServletResponse response) {
        PatientPage page = page(id, pathway, asOf, recorded, List.of());
        CalendarGrid grid =
                page.calendar()
                        .map(CalendarGrid::of)
                        .orElseThrow(() ->
                                nothingThere(
                                        "No calendar of doses",
                                        "Nothing is planned by days for this patient."));
        Frame frame = desk.frame(request, response, page.patient().name() + ", " + grid.title());
        return html.page((out, interceptor) ->
                JtecalendarpaperGenerated.render(
                        out, interceptor, frame, page, printed(), grid, code(page, request)));
    }

    /// What the patient takes home.
    @GetMapping("/patients/{id}/aftercare")
    ResponseEntity<String> aftercare(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(defaultValue = "") String asOf,
            @RequestParam(defaultValue = "false") boolean recorded,
            HttpServletRequest request,
            HttpServletResponse response) {
        return aftercare(
                page(id, pathway, asOf, recorded, List.of()), Optional.empty(), request, response);
    }

    /// The patient's link on the sheet that they take home.
    ///
    /// @param picture a code for a camera
    /// @param until until when it opens, in words
    record LinkCode(String picture, String address, String until) {}

    /// The same with the link that was just given: its address is nowhere but in the hands of who
    /// made it, and is not kept by this.
    @PostMapping("/patients/{id}/aftercare")
    ResponseEntity<String> aftercareWithLink(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(defaultValue = "") String token,
            HttpServletRequest request,
            HttpServletResponse response) {
        String _ = desk.author(request, response);
        PatientPage page = page(id, pathway, "", false, List.of());
        Link link =
                links.given(token, id)
                        .orElseThrow(() ->
                                nothingThere(
                                        "No such link",
                                        "The link was taken back, or it is of another patient."));
        String address = ServerAddress.of(request) + "/p/" + token;
        return aftercare(
                page,
                Optional.of(
                        new LinkCode(
                                QrCode.svg(address, "The link as a code for a camera"),
                                address,
                                Wording.day(link.until()))),
                request,
                response);
    }

    private ResponseEntity<String> aftercare(
            PatientPage page,
            Optional<LinkCode> link,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!page.hasAftercare()) {
            throw nothingThere("No aftercare", "Nothing is planned for the patient to do at home.");
        }
        Frame frame = desk.frame(request, response, page.patient().name() + ", aftercare");
        return html.page((out, interceptor) ->
                JteaftercareGenerated.render(
                        out, interceptor, frame, page, printed(), code(page, request), link));
    }

    /// All values of a measurement, where the patient's page shows the latest only.
    @GetMapping("/patients/{id}/values/{trend}")
    ResponseEntity<String> values(
            @PathVariable String id,
            @PathVariable String trend,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(defaultValue = "") String asOf,
            @RequestParam(defaultValue = "false") boolean recorded,
            @RequestParam(defaultValue = "1") String page,
            HttpServletRequest request,
            HttpServletResponse response) {
        PatientPage patient = page(id, pathway, asOf, recorded, List.of());
        ValuesPage shown =
                patient.trends().stream()
                        .map(DrawnTrend::trend)
                        .filter(one -> one.id().equals(trend))
                        .findFirst()
                        .map(one ->
                                ValuesPage.of(
                                        patient,
                                        one,
                                        page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1))
                        .orElseThrow(() ->
                                nothingThere(
                                        "No such measurement",
                                        "This patient's course has none of that name."));
        Frame frame =
                desk.frame(
                        request, response, patient.patient().name() + ", " + shown.trend().title());
        return html.page(
                (out, interceptor) -> JtevaluesGenerated.render(out, interceptor, frame, shown));
    }

    /// All events of the course, where the patient's page lists the latest only.
    @GetMapping("/patients/{id}/events")
    ResponseEntity<String> events(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(defaultValue = "") String asOf,
            @RequestParam(defaultValue = "false") boolean recorded,
            @RequestParam(defaultValue = "1") String page,
            HttpServletRequest request,
            HttpServletResponse response) {
        PatientPage patient = page(id, pathway, asOf, recorded, List.of());
        EventsPage shown =
                EventsPage.of(patient, page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1);
        Frame frame = desk.frame(request, response, patient.patient().name() + ", events");
        return html.page(
                (out, interceptor) -> JteeventsGenerated.render(out, interceptor, frame, shown));
    }

    /// Leads from paper to the patient's page as it is by then.
    private static String code(PatientPage page, HttpServletRequest request) {
        return QrCode.svg(ServerAddress.of(request) + page.address(), PatientPage.CODE);
    }

    private static Problem nothingThere(String what, String why) {
        return new Problem(ProblemKind.MISSING, what, why, "Go back to the patient's page.");
    }

    private LocalDateTime printed() {
        return clock.instant().atZone(clock.getZone()).toLocalDateTime().withNano(0);
    }

    /// `-30,100`: the first and the last day of the ribbon; nothing else is days.
    private static List<Integer> days(String text) {
        return DAYS.matcher(text).matches()
                ? Stream.of(text.split(",")).map(Integer::valueOf).toList()
                : List.of();
    }

    private PatientPage page(
            String id, String pathway, String asOf, boolean recorded, List<Integer> days) {
        Asked asked = asked(id, pathway, asOf, recorded, days);
        return pages.of(asked.chart(), asked.view());
    }

    /// What is asked for, and of which chart.
    private record Asked(Chart chart, PatientPage.View view) {}

    private Asked asked(
            String id, String pathway, String asOf, boolean recorded, List<Integer> days) {
        LocalDate today = LocalDate.now(clock);
        LocalDate day = asOf.isBlank() ? today : CalendarDay.parse(asOf);
        Chart chart =
                recorded
                        ? charts.chart(
                                id, day.atTime(LocalTime.MAX).atZone(clock.getZone()).toInstant())
                        : charts.chart(id);
        return new Asked(
                chart,
                new PatientPage.View(day, today, recorded, pathway, days, charts.namesakes(chart)));
    }
}
