package org.osteon.app.http.web.reports;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.chart.Chart;
import org.osteon.records.reports.RegistryFiles;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.registry.RegistryDraft;
import org.osteon.workflow.registry.RegistryEntry;
import org.osteon.workflow.registry.RegistryLine;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Drafts of what a registry asks about a patient: seen, answered, signed, taken as files, entered
/// as submitted. Nothing is sent.
@RestController
final class RegistryController {
    private static final String DRAFT = "/patients/{id}/registry/{form}/{zero}/{time}";
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final ReportDesk reports;
    private final Html html;

    RegistryController(ReportDesk reports, Html html) {
        this.reports = reports;
        this.html = html;
    }

    @GetMapping("/patients/{id}/registry")
    ResponseEntity<String> all(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Chart chart = reports.chart(id);
        PatientBanner patient = reports.banner(chart);
        List<RegistryDraft> drafts =
                RegistryDraft.all(
                        reports.knowledge().pathways(),
                        reports.due().forms().forms(),
                        chart,
                        reports.today());
        Frame frame = reports.desk().frame(request, response, "Registry, " + patient.name());
        RegistryPage.All page =
                new RegistryPage.All(id, drafts, reports.today(), reports.reads(id));
        return html.page((out, interceptor) ->
                JtepatientregistryGenerated.render(out, interceptor, frame, patient, page));
    }

    private RegistryDraft draft(Chart chart, String form, String zero, String time) {
        String key = form + "/" + zero + "/" + time;
        return RegistryDraft.named(
                        key,
                        reports.knowledge().pathways(),
                        reports.due().forms().forms(),
                        chart,
                        reports.today())
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "There is no such draft",
                                "Nothing of the name “"
                                        + key
                                        + "” is asked about this patient now.",
                                "All that is asked stands on the patient's page of the registry."));
    }

    @GetMapping(DRAFT)
    ResponseEntity<String> open(
            @PathVariable String id,
            @PathVariable String form,
            @PathVariable String zero,
            @PathVariable String time,
            HttpServletRequest request,
            HttpServletResponse response) {
        return page(id, form, zero, time, false, request, response);
    }

    /// The same on paper.
    @GetMapping(DRAFT + "/sheet")
    ResponseEntity<String> sheet(
            @PathVariable String id,
            @PathVariable String form,
            @PathVariable String zero,
            @PathVariable String time,
            HttpServletRequest request,
            HttpServletResponse response) {
        return page(id, form, zero, time, true, request, response);
    }

    private ResponseEntity<String> page(
            String id,
            String form,
            String zero,
            String time,
            boolean paper,
            HttpServletRequest request,
            HttpServletResponse response) {
        Chart chart = reports.chart(id);
        PatientBanner patient = reports.banner(chart);
        RegistryDraft draft = draft(chart, form, zero, time);
        RegistryPage page = RegistryPage.of(id, draft, reports, request);
        Frame frame = reports.desk().frame(request, response, page.title() + ", " + patient.name());
        return html.page((out, interceptor) -> {
            if (paper) {
                JteregistrysheetGenerated.render(
                        out, interceptor, frame, patient, page, reports.now().toLocalDateTime());
            } else {
                JteregistrydraftGenerated.render(out, interceptor, frame, patient, page);
            }
        });
    }

    @GetMapping(DRAFT + "/answers.csv")
    ResponseEntity<byte[]> csv(
            @PathVariable String id,
            @PathVariable String form,
            @PathVariable String zero,
            @PathVariable String time) {
        RegistryDraft draft = draft(reports.chart(id), form, zero, time);
        return ReportDesk.file(name(draft) + ".csv", CSV, RegistryFiles.csv(draft));
    }

    @GetMapping(DRAFT + "/bundles.json")
    ResponseEntity<byte[]> bundles(
            @PathVariable String id,
            @PathVariable String form,
            @PathVariable String zero,
            @PathVariable String time) {
        RegistryDraft draft = draft(reports.chart(id), form, zero, time);
        return ReportDesk.file(
                name(draft) + "-bundles.json",
                MediaType.APPLICATION_JSON,
                FhirEdit.write(RegistryFiles.bundles(draft)));
    }

    private static String name(RegistryDraft draft) {
        return draft.due().key().replace('/', '-');
    }

    @PostMapping(DRAFT)
    ResponseEntity<String> act(
            @PathVariable String id,
            @PathVariable String form,
            @PathVariable String zero,
            @PathVariable String time,
            @RequestParam Map<String, String> sent,
            HttpServletRequest request,
            HttpServletResponse response) {
        reports.desk().requireOwnForm(request);
        Chart chart = reports.chart(id);
        RegistryDraft draft = draft(chart, form, zero, time);
        RegistryEntry entry = new RegistryEntry(draft, reports.when());
        String item = sent.getOrDefault("item", "");
        String said;
        switch (sent.getOrDefault("do", "")) {
            case "confirm" -> {
                reports.keep(id, chart, RegistryEntry.FORM, entry.confirm(item), request, response);
                said = "Confirmed.";
            }
            case "confirm-none" -> {
                List<RegistryLine> lines = draft.of(RegistryLine.State.NONE_ON_RECORD);
                for (RegistryLine line : lines) {
                    // Each on top of the one before: what is kept says what was on record.
                    reports.keep(
                            id,
                            reports.chart(id),
                            RegistryEntry.FORM,
                            entry.confirm(line.item().key()),
                            request,
                            response);
                }
                said = lines.size() + " confirmed: nothing is on record.";
            }
            case "answer" -> {
                reports.keep(
                        id,
                        chart,
                        RegistryEntry.FORM,
                        entry.answer(
                                item,
                                sent.getOrDefault("answer", ""),
                                sent.getOrDefault("reason", "")),
                        request,
                        response);
                said = "Answered.";
            }
            case "back" -> {
                reports.keep(
                        id, chart, RegistryEntry.FORM, entry.takeBack(item), request, response);
                said = "Taken back: the chart answers again.";
            }
            case "sign" -> {
                reports.confirmed(request, sent);
                reports.keep(id, chart, RegistryEntry.FORM, entry.sign(), request, response);
                said = "Signed. Nothing was sent: take the files, and send them elsewhere.";
            }
            case "submitted" -> {
                reports.keep(
                        id,
                        chart,
                        RegistryEntry.FORM,
                        entry.submitted(
                                sent.getOrDefault("on", ""),
                                sent.getOrDefault("number", ""),
                                sent.getOrDefault("by", ""),
                                reports.today()),
                        request,
                        response);
                said = "Entered as submitted.";
            }
            default -> throw Problem.unusable("nobody can do “" + sent.get("do") + "” here");
        }
        reports.desk().notice(response, said);
        return Html.seeOther(
                "/patients/"
                        + id
                        + "/registry/"
                        + draft.due().key()
                        + (item.isEmpty() ? "" : "#" + item));
    }
}
