package org.osteon.app.http.web.outcomes;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.cohort.Cohort;
import org.osteon.records.cohort.CohortTable;
import org.osteon.records.cohort.FollowedPeople;
import org.osteon.records.studies.StudyOutcomes;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What became of the patients of this store (C10, H12, K7, I7).
@RestController
final class OutcomesController {
    private final Cohorts cohorts;
    private final KnowledgeBase knowledge;
    private final OwnArms arms;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    OutcomesController(
            Cohorts cohorts,
            KnowledgeBase knowledge,
            OwnArms arms,
            Clock clock,
            Html html,
            Desk desk) {
        this.cohorts = cohorts;
        this.arms = arms;
        this.knowledge = knowledge;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// A pathway that says what its outcomes are.
    ///
    /// @param patients who came to time zero
    record Listed(Pathway pathway, String timeZero, int patients, int pending) {
        List<Rule> endpoints() {
            return pathway.endpoints();
        }

        List<Rule> measures() {
            return pathway.measures();
        }
    }

    @GetMapping("/outcomes")
    ResponseEntity<String> list(HttpServletRequest request, HttpServletResponse response) {
        List<Listed> listed = new ArrayList<>();
        int pending = 0;
        for (Pathway pathway : knowledge.pathways()) {
            if (pathway.followUp().isPresent()) {
                Cohorts.Reading reading = cohorts.read(pathway, LocalDate.now(clock));
                pending = Math.max(pending, reading.pending());
                listed.add(
                        new Listed(
                                pathway,
                                pathway.followUp().get().title(),
                                reading.cohort().patients().size(),
                                reading.pending()));
            }
        }
        Frame frame = frame(request, response, "Outcomes", pending);
        return html.page(
                (out, interceptor) -> JteoutcomesGenerated.render(out, interceptor, frame, listed));
    }

    @GetMapping("/outcomes/{pathway}/endpoints/{endpoint}")
    ResponseEntity<String> endpoint(
            @PathVariable String pathway,
            @PathVariable String endpoint,
            @RequestParam Map<String, String> query,
            HttpServletRequest request,
            HttpServletResponse response) {
        Cohorts.Reading reading = cohorts.read(pathway, query);
        OutcomePage page = page(reading.cohort(), endpoint, query);
        Frame frame = frame(request, response, page.title(), reading.pending());
        Provenance made = Provenance.of(reading.cohort());
        OutcomeSource source = OutcomeSource.of(reading.cohort(), endpoint);
        return html.page((out, interceptor) ->
                JteoutcomeGenerated.render(
                        out, interceptor, frame, page, made, source, reading.pending()));
    }

    @GetMapping("/outcomes/{pathway}/endpoints/{endpoint}/figure.{kind}")
    ResponseEntity<byte[]> endpointFigure(
            @PathVariable String pathway,
            @PathVariable String endpoint,
            @PathVariable String kind,
            @RequestParam Map<String, String> query) {
        Cohort cohort = cohorts.read(pathway, query).cohort();
        return page(cohort, endpoint, query)
                .download(pathway + "-" + endpoint, kind, Provenance.of(cohort));
    }

    @GetMapping("/outcomes/{pathway}/endpoints/{endpoint}/rows.csv")
    ResponseEntity<byte[]> endpointRows(
            @PathVariable String pathway,
            @PathVariable String endpoint,
            @RequestParam Map<String, String> query,
            HttpServletRequest request) {
        cohorts.requireExport();
        desk.requireConfirmed(request);
        Cohort cohort = cohorts.read(pathway, query).cohort();
        CohortTable rows = CohortTable.ofEndpoint(cohort, cohort.endpoint(endpoint).id());
        String at = query.getOrDefault("at", "");
        return FigureDownload.csv(
                pathway + "-" + endpoint + "-rows",
                (at.isEmpty() ? rows : rows.withEventBy(ModelPage.day(at))).csv());
    }

    @GetMapping("/outcomes/{pathway}/measures/{measure}")
    ResponseEntity<String> measure(
            @PathVariable String pathway,
            @PathVariable String measure,
            @RequestParam Map<String, String> query,
            HttpServletRequest request,
            HttpServletResponse response) {
        Cohorts.Reading reading = cohorts.read(pathway, query);
        MeasurePage page = new MeasurePage(reading.cohort(), measure, OutcomePage.Wanted.of(query));
        Frame frame = frame(request, response, page.title(), reading.pending());
        Provenance made = Provenance.of(reading.cohort());
        OutcomeSource source = OutcomeSource.ofMeasure(reading.cohort(), measure);
        List<StudyOutcomes> own = arms.of(pathway, measure);
        return html.page((out, interceptor) ->
                JtemeasureGenerated.render(
                        out, interceptor, frame, page, made, source, own, reading.pending()));
    }

    @GetMapping("/outcomes/{pathway}/measures/{measure}/{figure}.{kind}")
    ResponseEntity<byte[]> measureFigure(
            @PathVariable String pathway,
            @PathVariable String measure,
            @PathVariable String figure,
            @PathVariable String kind,
            @RequestParam Map<String, String> query,
            HttpServletRequest request) {
        Cohort cohort = cohorts.read(pathway, query).cohort();
        if (figure.equals("rows")) {
            cohorts.requireExport();
            desk.requireConfirmed(request);
            return FigureDownload.csv(
                    pathway + "-" + measure + "-rows",
                    CohortTable.ofMeasure(cohort, cohort.measure(measure).id()).csv());
        }
        MeasurePage page = new MeasurePage(cohort, measure, OutcomePage.Wanted.of(query));
        return page.download(pathway + "-" + measure, figure, kind, Provenance.of(cohort));
    }

    @GetMapping("/outcomes/{pathway}/report")
    ResponseEntity<String> report(
            @PathVariable String pathway,
            @RequestParam Map<String, String> query,
            HttpServletRequest request,
            HttpServletResponse response) {
        Cohorts.Reading reading = cohorts.read(pathway, query);
        Cohort cohort = reading.cohort();
        Frame frame =
                frame(
                        request,
                        response,
                        "Report of outcomes, " + cohort.pathway().title(),
                        reading.pending());
        OutcomeReport report = OutcomeReport.of(cohort, OutcomePage.Wanted.of(query));
        Provenance made = Provenance.of(cohort);
        return html.page((out, interceptor) ->
                JteoutcomereportGenerated.render(out, interceptor, frame, report, made));
    }

    private OutcomePage page(Cohort cohort, String endpoint, Map<String, String> query) {
        return new OutcomePage(FollowedPeople.of(cohort, endpoint), OutcomePage.Wanted.of(query));
    }

    private Frame frame(
            HttpServletRequest request, HttpServletResponse response, String title, int pending) {
        return Cohorts.whileReading(desk.frame(request, response, title), pending);
    }
}
