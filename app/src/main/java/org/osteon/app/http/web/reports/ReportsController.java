package org.osteon.app.http.web.reports;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What of all patients is to be reported, and what the centre tells of itself.
@RestController
final class ReportsController {
    private final ReportDesk reports;
    private final Html html;

    ReportsController(ReportDesk reports, Html html) {
        this.reports = reports;
        this.html = html;
    }

    @GetMapping("/reports")
    ResponseEntity<String> due(
            @RequestParam(defaultValue = "") String centre,
            @RequestParam(defaultValue = "false") boolean all,
            HttpServletRequest request,
            HttpServletResponse response) {
        ReportsPage page =
                new ReportsPage(
                        reports.due().found(),
                        reports.due().forms(),
                        reports.due().regions(),
                        centre,
                        all,
                        reports.now());
        Frame frame = reports.desk().frame(request, response, "Reports");
        return html.page(
                (out, interceptor) -> JtereportsGenerated.render(out, interceptor, frame, page));
    }

    /// Whom what is reported to, how soon, and which of it the site has confirmed.
    @GetMapping("/reports/rules")
    ResponseEntity<String> rules(HttpServletRequest request, HttpServletResponse response) {
        Frame frame = reports.desk().frame(request, response, "Reports: rules");
        return html.page((out, interceptor) ->
                JtereportrulesGenerated.render(
                        out, interceptor, frame, reports.due().regions(), reports.due().forms()));
    }
}
