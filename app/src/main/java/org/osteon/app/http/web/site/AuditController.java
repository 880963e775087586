package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.chart.Chart;
import org.osteon.records.charts.Records;
import org.osteon.store.AuditEntry;
import org.osteon.workflow.desk.PatientBanner;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Who did what to a chart, when and why.
@RestController
final class AuditController {
    private static final int ENTRIES = 100;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private final Records store;
    private final Charts charts;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    AuditController(Records store, Charts charts, Clock clock, Html html, Desk desk) {
        this.store = store;
        this.charts = charts;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// A line of the audit as it is shown.
    record Line(
            long sequence,
            String at,
            String actor,
            String action,
            String reason,
            String hash,
            int changes) {}

    @GetMapping("/patients/{id}/audit")
    ResponseEntity<String> audit(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String before,
            HttpServletRequest request,
            HttpServletResponse response) {
        Chart chart = charts.chart(id);
        long from = before.matches("\\d{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
        List<Line> lines = store.auditOf(id, from, ENTRIES).stream().map(this::line).toList();
        PatientBanner patient = charts.banner(chart, LocalDate.now(clock));
        Frame frame = desk.frame(request, response, "Audit, " + patient.name());
        boolean more = lines.size() == ENTRIES;
        return html.page((out, interceptor) ->
                JteauditGenerated.render(out, interceptor, frame, patient, lines, more));
    }

    private Line line(AuditEntry entry) {
        return new Line(
                entry.sequence(),
                MOMENT.format(entry.at().atZone(clock.getZone())),
                entry.actor(),
                entry.action(),
                entry.reason(),
                entry.hash(),
                entry.changes());
    }
}
