package org.osteon.app.http.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.osteon.access.Action;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Visits;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Grants;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/// Charts opened in an emergency, and the report of them for auditors.
@RestController
public final class EmergencyController {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

    private final Grants grants;
    private final Accounts accounts;
    private final Records records;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    EmergencyController(
            Grants grants, Accounts accounts, Records records, Clock clock, Html html, Desk desk) {
        this.grants = grants;
        this.accounts = accounts;
        this.records = records;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// A line of the report.
    public record Line(String at, String name, String chart, String reason) {}

    @GetMapping("/emergency")
    ResponseEntity<String> ask(
            @RequestParam(defaultValue = "") String chart,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean audits = records.may(Action.AUDIT);
        if (!audits) {
            records.require(Action.BREAK);
        }
        List<Line> report =
                audits
                        ? grants.report().stream()
                                .map(one ->
                                        new Line(
                                                MOMENT.format(one.at().atZone(clock.getZone())),
                                                one.name(),
                                                one.chart(),
                                                one.reason()))
                                .toList()
                        : List.of();
        Frame frame = desk.frame(request, response, "Open a chart in an emergency");
        return html.page((out, interceptor) ->
                JteemergencyGenerated.render(out, interceptor, frame, chart, report));
    }

    @PostMapping("/emergency")
    ResponseEntity<String> open(
            @RequestParam(defaultValue = "") String chart,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        records.require(Action.BREAK);
        desk.requireConfirmed(request);
        Account account =
                Visits.current()
                        .flatMap(visit -> accounts.account(visit.person().id()))
                        .orElseThrow(
                                () -> new Problem(ProblemKind.REFUSED, "programs break no glass"));
        String id = chart.strip();
        if (!Records.isId(id)) {
            throw Problem.noChart("");
        }
        grants.breakGlass(account, id, reason);
        return Html.seeOther("/patients/" + UriUtils.encodePathSegment(id, "UTF-8"));
    }
}
