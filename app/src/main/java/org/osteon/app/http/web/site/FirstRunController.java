package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.app.http.Door;
import org.osteon.app.http.ServerAddress;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.Records;
import org.osteon.records.demo.DemoCohort;
import org.osteon.records.words.Pathways;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ChartListing;
import org.osteon.store.intake.Intake;
import org.osteon.store.intake.IntakeReport;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The first steps with an empty store: a made-up patient, and what integrators need.
@RestController
final class FirstRunController {
    /// Stands where a chart's id would, as long as there is none.
    private static final String NOBODY = "PATIENT";

    private static final long SEED = 20_260_302;

    private final Records store;
    private final KnowledgeBase knowledge;
    private final List<Door> doors;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    FirstRunController(
            Records store,
            KnowledgeBase knowledge,
            List<Door> doors,
            Clock clock,
            Html html,
            Desk desk) {
        this.store = store;
        this.knowledge = knowledge;
        this.doors = List.copyOf(doors);
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// A therapy of which a made-up patient can be had.
    record Choice(String id, String title, String description) {}

    @GetMapping("/first-run")
    ResponseEntity<String> choose(HttpServletRequest request, HttpServletResponse response) {
        List<Choice> choices =
                knowledge.pathways().stream()
                        .filter(pathway -> cohort().has(pathway.id()))
                        .map(pathway ->
                                new Choice(pathway.id(), pathway.title(), pathway.description()))
                        .toList();
        boolean empty = store.isEmpty();
        Frame frame = desk.frame(request, response, "A made-up patient");
        return html.page((out, interceptor) ->
                JtefirstrunGenerated.render(out, interceptor, frame, choices, empty));
    }

    /// Takes in one made-up patient. Made-up patients never go among others.
    @PostMapping("/first-run")
    ResponseEntity<String> load(
            @RequestParam String pathway, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String author = desk.author(request, response);
        Pathway chosen = Pathways.named(knowledge, pathway);
        if (!store.isEmpty()) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "There are charts already",
                    "Made-up patients do not go among others.",
                    "To look around among many of them: osteon serve --demo.");
        }
        String bundle =
                cohort().one(chosen.id())
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "No made-up patient",
                                        chosen.title() + " comes with none.",
                                        "Import a chart of your own."));
        IntakeReport report = new IntakeReport(_ -> {});
        Intake intake = store.intake(author, report, _ -> {});
        intake.bundle("made-up patient", bundle.getBytes(StandardCharsets.UTF_8));
        intake.finish();
        ChartListing taken = store.chartsAfter("", 1).getFirst();
        desk.notice(response, "A made-up patient was taken in: this is nobody's chart.");
        return Html.seeOther("/patients/" + taken.id() + "?pathway=" + chosen.id());
    }

    private DemoCohort cohort() {
        return new DemoCohort(knowledge.folder(), LocalDate.now(clock), SEED);
    }

    /// What other systems need to connect, with lines that work as they stand.
    @GetMapping("/integrate")
    ResponseEntity<String> integrate(HttpServletRequest request, HttpServletResponse response) {
        String server = ServerAddress.of(request);
        String patient =
                store.chartsAfter("", 1).stream().map(ChartListing::id).findFirst().orElse(NOBODY);
        List<IntegratorPage.Opened> opened =
                doors.stream()
                        .map(door -> IntegratorPage.Opened.of(door, server, patient))
                        .toList();
        Frame frame = desk.frame(request, response, "For integrators");
        IntegratorPage page =
                new IntegratorPage(server, store.chartCount(), patient.equals(NOBODY), opened);
        return html.page(
                (out, interceptor) -> JteintegrateGenerated.render(out, interceptor, frame, page));
    }
}
