package org.osteon.app.http.web.reports;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.osteon.access.Action;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.charts.Records;
import org.osteon.records.reports.DueReports;
import org.osteon.records.studies.Studies;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What of all patients is to be reported, and what the centre tells of itself.
@RestController
final class ReportsController {
    private final ReportDesk reports;
    private final Studies studies;
    private final Records records;
    private final Html html;

    ReportsController(ReportDesk reports, Studies studies, Records records, Html html) {
        this.reports = reports;
        this.studies = studies;
        this.records = records;
        this.html = html;
    }

    @GetMapping("/reports")
    ResponseEntity<String> due(
            @RequestParam(defaultValue = "") String centre,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "1") int authority,
            HttpServletRequest request,
            HttpServletResponse response) {
        DueReports.Found found = reports.due().found();
        ReportsPage shown =
                new ReportsPage(
                        found,
                        reports.due().forms(),
                        reports.due().regions(),
                        centre,
                        all,
                        page,
                        authority,
                        CentreFigures.of(
                                found,
                                reports.register(),
                                Optional.of(studies).filter(_ -> records.may(Action.STUDY)),
                                reports.today()),
                        reports.now());
        Frame frame = reports.desk().frame(request, response, "Reports");
        return html.page(
                (out, interceptor) -> JtereportsGenerated.render(out, interceptor, frame, shown));
    }
}
