package org.osteon.app.http.web.outcomes;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.report.FunnelDrawing;
import org.osteon.report.ResultJson;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Models of endpoints and measures: regression, propensity, mixed models, centres (H12, K7, K14).
@RestController
final class ModelsController {
    private final Cohorts cohorts;
    private final Html html;
    private final Desk desk;

    ModelsController(Cohorts cohorts, Html html, Desk desk) {
        this.cohorts = cohorts;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/outcomes/{pathway}/{group:endpoints|measures}/{id}/models")
    ResponseEntity<String> models(
            @PathVariable String pathway,
            @PathVariable String group,
            @PathVariable String id,
            @RequestParam Map<String, String> query,
            HttpServletRequest request,
            HttpServletResponse response) {
        Cohorts.Reading reading = cohorts.read(pathway, query);
        ModelPage page = page(reading, group, id, query);
        Frame shown = desk.frame(request, response, page.title() + ": models");
        Frame frame = Cohorts.whileReading(shown, reading.pending());
        Provenance made = Provenance.of(reading.cohort());
        return html.page((out, interceptor) ->
                JteoutcomemodelsGenerated.render(
                        out, interceptor, frame, page, made, reading.pending()));
    }

    @GetMapping("/outcomes/{pathway}/{group:endpoints|measures}/{id}/models/result.json")
    ResponseEntity<String> result(
            @PathVariable String pathway,
            @PathVariable String group,
            @PathVariable String id,
            @RequestParam Map<String, String> query,
            HttpServletRequest request) {
        // Scores and weights are of single people, without their names.
        cohorts.requireExport();
        desk.requireConfirmed(request);
        ModelPage page = estimated(cohorts.read(pathway, query), group, id, query);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(ResultJson.pretty(page.answer().result()) + "\n");
    }

    @GetMapping("/outcomes/{pathway}/{group:endpoints|measures}/{id}/models/funnel.{kind}")
    ResponseEntity<byte[]> funnel(
            @PathVariable String pathway,
            @PathVariable String group,
            @PathVariable String id,
            @PathVariable String kind,
            @RequestParam Map<String, String> query) {
        Cohorts.Reading reading = cohorts.read(pathway, query);
        ModelPage page = estimated(reading, group, id, query);
        var funnel = page.answer().funnel().orElseThrow(ModelsController::none);
        List<String> made = Provenance.of(reading.cohort()).lines(page.answer().method());
        return FigureDownload.of(
                pathway + "-" + id + "-funnel",
                kind,
                funnel.csv(),
                FunnelDrawing.svg(funnel, OutcomePage.WIDE),
                page.answer().title(),
                made);
    }

    private ModelPage estimated(
            Cohorts.Reading reading, String group, String id, Map<String, String> query) {
        ModelPage page = page(reading, group, id, query);
        if (!page.estimated()) {
            throw none();
        }
        return page;
    }

    private static Problem none() {
        return new Problem(
                ProblemKind.MISSING,
                "There is no such result",
                "The model was not asked for, or says nothing of these people.",
                "Go back and choose otherwise.");
    }

    private static ModelPage page(
            Cohorts.Reading reading, String group, String id, Map<String, String> query) {
        return new ModelPage(reading.cohort(), group.equals("measures"), id, query);
    }
}
