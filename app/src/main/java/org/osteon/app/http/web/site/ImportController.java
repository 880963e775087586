package org.osteon.app.http.web.site;

import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.Uploads;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.Evidence;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ChartStore;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.Wording;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Brings charts in by the browser: first what was understood, then the word to keep it.
@RestController
final class ImportController {
    private static final int MOST_SHOWN = 20;
    private static final int EXAMPLES = 3;

    private final Records records;
    private final KnowledgeBase knowledge;
    private final Uploads uploads;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    ImportController(
            Records records,
            KnowledgeBase knowledge,
            Uploads uploads,
            Clock clock,
            Html html,
            Desk desk) {
        this.records = records;
        this.knowledge = knowledge;
        this.uploads = uploads;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// How large an upload may be; larger ones are for the command line.
    @Configuration(proxyBeanMethods = false)
    static class UploadSize {
        static final long MOST_BYTES = 64L << 20;

        @Bean
        MultipartConfigElement multipartConfig() {
            return new MultipartConfigElement("", MOST_BYTES, MOST_BYTES + (1 << 20), 1 << 20);
        }
    }

    @GetMapping("/import")
    ResponseEntity<String> choose(HttpServletRequest request, HttpServletResponse response) {
        Frame frame = desk.frame(request, response, "Import");
        return html.page((out, interceptor) -> JteimportGenerated.render(out, interceptor, frame));
    }

    /// Reads the file into a store of its own, and shows what came of it.
    @PostMapping("/import")
    ResponseEntity<String> review(
            @RequestParam MultipartFile file,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        desk.author(request, response);
        if (file.isEmpty()) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "No file was chosen",
                    "The form came without a file, or the file is empty.",
                    "Go back and choose a FHIR bundle.");
        }
        String ticket = uploads.keep(file, desk.owner(), clock);
        ImportReview review = review(ticket, uploads.waiting(ticket, desk.owner()).orElseThrow());
        if (!review.hasCharts()) {
            uploads.forget(ticket);
        }
        Frame frame = desk.frame(request, response, "Import, " + review.file());
        return html.page(
                review.hasCharts() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                (out, interceptor) ->
                        JteimportreviewGenerated.render(out, interceptor, frame, review));
    }

    /// Takes in what was reviewed.
    @PostMapping("/import/keep")
    ResponseEntity<String> keep(
            @RequestParam String ticket, HttpServletRequest request, HttpServletResponse response) {
        String author = desk.author(request, response);
        Uploads.Waiting waiting =
                uploads.waiting(ticket, desk.owner())
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "The file no longer waits",
                                        "It was taken in already, or half an hour has passed.",
                                        "Look whether the patient is in the worklist; if not,"
                                                + " choose the file again."));
        IntakeReport report = new IntakeReport(_ -> {});
        Intake intake = records.intake(author, report, _ -> {});
        intake.file(waiting.file());
        intake.finish();
        uploads.forget(ticket);
        desk.notice(
                response,
                waiting.name()
                        + ": "
                        + Wording.count(report.created(), "resource", "resources")
                        + " new, "
                        + report.updated()
                        + " changed, "
                        + report.unchanged()
                        + " as before.");
        return Html.seeOther(
                report.charts() == 1 ? "/patients/" + report.chartIds().iterator().next() : "/");
    }

    private ImportReview review(String ticket, Uploads.Waiting waiting) throws IOException {
        List<String> rejected = new ArrayList<>();
        IntakeReport report =
                new IntakeReport(rejection ->
                        rejected.add(
                                (rejection.line() == 0
                                                ? ""
                                                : rejection.what() + " " + rejection.line() + ": ")
                                        + rejection.reason()));
        Path folder = Files.createTempDirectory("osteon-review");
        List<ImportReview.Incoming> incoming = new ArrayList<>();
        try (ChartStore scratch = ChartStore.open(folder.resolve("review.db"))) {
            Intake intake = new Intake(scratch, "review", clock, report, _ -> {}, records::knows);
            intake.file(waiting.file());
            intake.finish();
            refuseForeign(report.chartIds());
            StoredCharts charts = new StoredCharts(scratch);
            for (String id : report.chartIds().stream().limit(MOST_SHOWN).toList()) {
                incoming.add(incoming(id, charts));
            }
        } finally {
            delete(folder);
        }
        return new ImportReview(
                ticket,
                waiting.name(),
                incoming,
                rejected.stream().limit(MOST_SHOWN).toList(),
                Math.max(0, rejected.size() - MOST_SHOWN),
                report.unreferenced());
    }

    /// What is there and not theirs is not added to; and nobody learns from it who is there.
    private void refuseForeign(Iterable<String> ids) {
        for (String id : ids) {
            if (!records.mayBringIn(id)) {
                throw new Problem(
                        ProblemKind.REFUSED,
                        "Not with your roles",
                        "Chart " + id + " of the file cannot be taken in by you.",
                        "Ask somebody who looks after the patient.");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private ImportReview.Incoming incoming(String id, StoredCharts charts) {
        LocalDate today = LocalDate.now(clock);
        boolean known = records.has(id);
        return switch (charts.pass(id)) {
            case ChartOpening.Opened(Chart chart, _) -> incoming(id, known, chart, today);
            case ChartOpening.Missing _ -> unread(id, known, "nothing of it was kept");
            // Resources about a patient who is not in the file: added to a chart that has one.
            case ChartOpening.Unreadable(_, _, String reason) -> unread(id, known, reason);
        };
    }

    private static ImportReview.Incoming unread(String id, boolean known, String reason) {
        return new ImportReview.Incoming(
                id,
                id,
                known ? "" : "no Patient in the file, and none in the store",
                known,
                List.of(),
                List.of("Chart " + id + ": " + reason + "."),
                List.of());
    }

    private ImportReview.Incoming incoming(String id, boolean known, Chart chart, LocalDate today) {
        PatientBanner patient = PatientBanner.of(chart, today);
        Set<String> read = new HashSet<>();
        List<ImportReview.Judged> judged = new ArrayList<>();
        ChartOnDay onDay = new ChartOnDay(knowledge.pathways(), chart, today);
        for (Pathway pathway : knowledge.pathways()) {
            Assessment assessment = onDay.assessWithOptions(pathway);
            evidence(assessment).map(Evidence::reference).forEach(read::add);
            judged.add(judged(pathway, assessment));
        }
        return new ImportReview.Incoming(
                id,
                patient.name(),
                Stream.of(patient.age().isEmpty() ? "" : patient.age() + " years", patient.sex())
                        .filter(part -> !part.isEmpty())
                        .reduce((one, other) -> one + ", " + other)
                        .orElse(""),
                known,
                types(chart, read),
                chart.remarks(),
                judged);
    }

    private static Stream<Evidence> evidence(Assessment assessment) {
        return Stream.concat(
                Stream.concat(
                                assessment.criteria().stream().map(Criterion::evidence),
                                assessment.alerts().stream().map(Alert::evidence))
                        .flatMap(List::stream),
                assessment.options().stream().flatMap(option -> evidence(option.assessment())));
    }

    private static ImportReview.Judged judged(Pathway pathway, Assessment assessment) {
        return new ImportReview.Judged(
                pathway.title(),
                assessment.status() != Assessment.Status.NOT_APPLICABLE,
                Tone.of(pathway, assessment.decision(), assessment.alerts()),
                assessment
                        .decision()
                        .flatMap(word -> Tone.word(pathway, word))
                        .map(word -> word.title())
                        .orElse("Nothing planned"),
                assessment.missing());
    }

    private static List<ImportReview.TypeCount> types(Chart chart, Set<String> read) {
        Map<String, List<Resource>> byType = new TreeMap<>();
        chart.resources()
                .forEach(resource ->
                        byType.computeIfAbsent(resource.type(), _ -> new ArrayList<>())
                                .add(resource));
        return byType.entrySet().stream()
                .map(entry ->
                        new ImportReview.TypeCount(
                                entry.getKey(),
                                entry.getValue().size(),
                                (int)
                                        entry.getValue().stream()
                                                .filter(one -> read.contains(one.reference()))
                                                .count(),
                                entry.getValue().stream()
                                        .map(ResourceText::of)
                                        .distinct()
                                        .limit(EXAMPLES)
                                        .toList()))
                .toList();
    }
}
