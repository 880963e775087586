package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.Records;
import org.osteon.records.words.Problem;
import org.osteon.store.StoredChart;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.WorklistEntry;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What can be done with a chart that cannot be read: look at it as text, and tell those who can
/// mend it what is wrong with it.
@RestController
final class ChartTextController {
    private final Records records;
    private final KnowledgeBase knowledge;
    private final Worklist worklist;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    ChartTextController(
            Records records,
            KnowledgeBase knowledge,
            Worklist worklist,
            Clock clock,
            Html html,
            Desk desk) {
        this.records = records;
        this.knowledge = knowledge;
        this.worklist = worklist;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// A chart as the store holds it.
    @GetMapping("/charts/{id}/text")
    ResponseEntity<String> text(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") String page,
            HttpServletRequest request,
            HttpServletResponse response) {
        ChartText shown =
                ChartText.of(
                        stored(id),
                        records.pass(id),
                        page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1,
                        clock.getZone());
        Frame frame = desk.frame(request, response, "Chart " + id + " as text");
        return html.page(
                (out, interceptor) -> JtecharttextGenerated.render(out, interceptor, frame, shown));
    }

    /// What is wrong with a chart, without anything that it says of the patient.
    @GetMapping("/charts/{id}/trouble")
    ResponseEntity<String> trouble(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        ChartOpening opening = records.pass(id);
        ChartTrouble shown =
                ChartTrouble.of(
                        stored(id),
                        Optional.of(ChartText.trouble(opening))
                                .filter(reason -> !reason.isEmpty())
                                .orElseGet(() -> stopped(id)),
                        records.location(),
                        versions(),
                        clock.instant().atZone(clock.getZone()));
        Frame frame = desk.frame(request, response, "What is wrong with chart " + id);
        return html.page((out, interceptor) ->
                JtecharttroubleGenerated.render(out, interceptor, frame, shown));
    }

    /// A chart that can be read, and that the rules stopped at: what the worklist says of it.
    private String stopped(String id) {
        return worklist.on(LocalDate.now(clock)).roster().of(id).stream()
                .filter(entry -> entry.attention() == Attention.UNREADABLE)
                .map(WorklistEntry::reason)
                .findFirst()
                .orElse("");
    }

    private List<String> versions() {
        return knowledge.pathways().stream().map(ChartTextController::version).toList();
    }

    private static String version(Pathway pathway) {
        return pathway.id() + " " + pathway.version() + ", " + pathway.knowledgeHash();
    }

    private StoredChart stored(String id) {
        return records.chart(id).orElseThrow(() -> Problem.noChart(id));
    }
}
