package org.osteon.app.http.web.reports;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.chart.Chart;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.safety.SafetyDraft;
import org.osteon.workflow.safety.SafetyEntry;
import org.osteon.workflow.safety.SafetyReport;
import org.osteon.workflow.safety.SafetyReports;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Reports of a patient's adverse events to authorities: seen, written, signed, taken along,
/// entered as submitted. Nothing is sent.
@RestController
final class SafetyController {
    private static final String REPORT = "/patients/{id}/reports/{event}/{rule}";

    private final ReportDesk reports;
    private final Html html;

    SafetyController(ReportDesk reports, Html html) {
        this.reports = reports;
        this.html = html;
    }

    private List<SafetyReport> of(Chart chart) {
        return SafetyReports.of(
                reports.knowledge().pathways(),
                reports.due().regions(),
                chart,
                reports.today(),
                reports.clock().getZone());
    }

    @GetMapping("/patients/{id}/reports")
    ResponseEntity<String> all(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Chart chart = reports.chart(id);
        PatientBanner patient = reports.banner(chart);
        SafetyPage.All page =
                new SafetyPage.All(
                        id,
                        of(chart),
                        reports.now(),
                        reports.due().regions().hoursBefore(),
                        reports.reads(id));
        Frame frame =
                reports.desk()
                        .frame(request, response, "Reports to authorities, " + patient.name());
        return html.page((out, interceptor) ->
                JtepatientreportsGenerated.render(out, interceptor, frame, patient, page));
    }

    private SafetyDraft draft(Chart chart, String event, String rule) {
        return of(chart).stream()
                .filter(one -> one.key().equals(event + "/" + rule))
                .map(one -> SafetyDraft.of(reports.knowledge(), one, chart, reports.today()))
                .findFirst()
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "There is no such report",
                                "No rule “"
                                        + rule
                                        + "” asks for a report of the event “"
                                        + event
                                        + "” of this patient now.",
                                "All reports stand on the patient's page of reports."));
    }

    private SafetyPage page(String id, SafetyDraft draft, HttpServletRequest request) {
        List<String> roles = reports.roles(SafetyEntry.FORM);
        return new SafetyPage(
                id,
                draft,
                reports.now(),
                reports.due().regions().hoursBefore(),
                reports.reads(id),
                roles.contains(reports.desk().roleAmong(roles)),
                reports.desk().asksPassword(request));
    }

    @GetMapping(REPORT)
    ResponseEntity<String> open(
            @PathVariable String id,
            @PathVariable String event,
            @PathVariable String rule,
            HttpServletRequest request,
            HttpServletResponse response) {
        Chart chart = reports.chart(id);
        PatientBanner patient = reports.banner(chart);
        SafetyPage page = page(id, draft(chart, event, rule), request);
        Frame frame =
                reports.desk()
                        .frame(request, response, page.report().title() + ", " + patient.name());
        return html.page((out, interceptor) ->
                JtesafetydraftGenerated.render(out, interceptor, frame, patient, page));
    }

    /// The same on paper: without the name, as it goes out of the house.
    @GetMapping(REPORT + "/sheet")
    ResponseEntity<String> sheet(
            @PathVariable String id,
            @PathVariable String event,
            @PathVariable String rule,
            HttpServletRequest request,
            HttpServletResponse response) {
        Chart chart = reports.chart(id);
        SafetyPage page = page(id, draft(chart, event, rule), request);
        Frame frame = reports.desk().frame(request, response, page.report().title());
        return html.page((out, interceptor) ->
                JtesafetysheetGenerated.render(
                        out, interceptor, frame, page, reports.now().toLocalDateTime()));
    }

    @GetMapping(REPORT + "/report.json")
    ResponseEntity<byte[]> file(
            @PathVariable String id, @PathVariable String event, @PathVariable String rule) {
        SafetyDraft draft = draft(reports.chart(id), event, rule);
        return ReportDesk.file(
                "report-" + rule + ".json",
                MediaType.APPLICATION_JSON,
                FhirEdit.write(draft.file()));
    }

    @PostMapping(REPORT)
    ResponseEntity<String> act(
            @PathVariable String id,
            @PathVariable String event,
            @PathVariable String rule,
            @RequestParam Map<String, String> sent,
            HttpServletRequest request,
            HttpServletResponse response) {
        reports.desk().requireOwnForm(request);
        Chart chart = reports.chart(id);
        SafetyEntry entry = new SafetyEntry(draft(chart, event, rule), reports.when());
        String said =
                switch (sent.getOrDefault("do", "")) {
                    case "keep" -> {
                        reports.keep(
                                id, chart, SafetyEntry.FORM, entry.keep(sent), request, response);
                        yield "Kept as a draft.";
                    }
                    case "sign" -> {
                        reports.confirmed(request, sent);
                        reports.keep(
                                id, chart, SafetyEntry.FORM, entry.sign(sent), request, response);
                        yield "Signed. Nothing was sent: print it or take the file, and send it"
                                + " elsewhere.";
                    }
                    case "submitted" -> {
                        reports.keep(
                                id,
                                chart,
                                SafetyEntry.FORM,
                                entry.submitted(
                                        moment(sent.getOrDefault("on", "")),
                                        sent.getOrDefault("number", ""),
                                        sent.getOrDefault("by", ""),
                                        reports.now()),
                                request,
                                response);
                        yield "Entered as submitted.";
                    }
                    case "not-due" -> {
                        reports.confirmed(request, sent);
                        reports.keep(
                                id,
                                chart,
                                SafetyEntry.FORM,
                                entry.notDue(sent.getOrDefault("because", "")),
                                request,
                                response);
                        yield "Entered: not to be reported.";
                    }
                    default ->
                            throw Problem.unusable("nobody can do “" + sent.get("do") + "” here");
                };
        reports.desk().notice(response, said);
        return Html.seeOther("/patients/" + id + "/reports/" + event + "/" + rule);
    }

    private ZonedDateTime moment(String typed) {
        try {
            return LocalDateTime.parse(typed.strip().replace(' ', 'T'))
                    .atZone(reports.clock().getZone());
        } catch (DateTimeParseException _) {
            throw ReportDesk.refused(
                    "Not kept", "“" + typed + "” is no moment. Write 2025-06-02 10:15.");
        }
    }
}
