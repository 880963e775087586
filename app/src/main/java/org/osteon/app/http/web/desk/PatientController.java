package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.words.CalendarDay;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.workflow.desk.Gate;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A patient's page, and the one sheet of paper of it.
@RestController
final class PatientController {
    private final Charts charts;
    private final KnowledgeBase knowledge;
    private final FormLibrary forms;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    PatientController(
            Charts charts,
            KnowledgeBase knowledge,
            FormLibrary forms,
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

    @GetMapping("/patients/{id}")
    ResponseEntity<String> patient(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String pathway,
            @RequestParam(defaultValue = "") String asOf,
            @RequestParam(defaultValue = "false") boolean recorded,
            HttpServletRequest request,
            HttpServletResponse response) {
        PatientPage page = page(id, pathway, asOf, recorded);
        Frame frame = desk.frame(request, response, page.patient().name());
        Map<String, String> entered = page.past() ? Map.of() : forms(page);
        return html.page((out, interceptor) ->
                JtepatientGenerated.render(out, interceptor, frame, page, entered));
    }

    /// Where what a gate waits for can be entered, by the gate's id.
    private Map<String, String> forms(PatientPage page) {
        Map<String, String> addresses = new HashMap<>();
        knowledge
                .pathway(page.sheet().pathway())
                .ifPresent(pathway ->
                        page.sheet()
                                .gates()
                                .forEach(gate ->
                                        Stream.concat(
                                                        Stream.of(gate.id()),
                                                        gate.findings().stream()
                                                                .map(Gate.Finding::code))
                                                .flatMap(id -> forms.openedBy(pathway, id).stream())
                                                .findFirst()
                                                .ifPresent(form ->
                                                        addresses.put(
                                                                gate.id(),
                                                                page.path()
                                                                        + "/forms/"
                                                                        + form.id()
                                                                        + "?pathway="
                                                                        + pathway.id()))));
        return addresses;
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
        PatientPage page = page(id, pathway, asOf, recorded);
        Frame frame = desk.frame(request, response, page.patient().name() + ", release sheet");
        LocalDateTime printed =
                clock.instant().atZone(clock.getZone()).toLocalDateTime().withNano(0);
        return html.page((out, interceptor) ->
                JtepaperGenerated.render(out, interceptor, frame, page, printed));
    }

    private PatientPage page(String id, String pathway, String asOf, boolean recorded) {
        LocalDate today = LocalDate.now(clock);
        LocalDate day = asOf.isBlank() ? today : CalendarDay.parse(asOf);
        Chart chart =
                recorded
                        ? charts.chart(
                                id, day.atTime(LocalTime.MAX).atZone(clock.getZone()).toInstant())
                        : charts.chart(id);
        return PatientPage.of(
                knowledge.pathways(), chart, new PatientPage.View(day, today, recorded, pathway));
    }
}
