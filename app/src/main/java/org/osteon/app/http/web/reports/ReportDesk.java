package org.osteon.app.http.web.reports;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.FormWords;
import org.osteon.app.http.web.Attachment;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.SiteRegister;
import org.osteon.records.reports.DueReports;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.workflow.Deed;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormAnswers;
import org.osteon.workflow.forms.FormEntry;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormOutcome;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// What the pages of reports have in common: the chart for reporting, what is due, and how what
/// people do is kept: as responses of a form.
@Component
final class ReportDesk {
    private final Records records;
    private final Charts charts;
    private final KnowledgeBase knowledge;
    private final FormLibrary library;
    private final Desk desk;
    private final Clock clock;
    private final DueReports due;

    ReportDesk(
            Records records,
            Charts charts,
            KnowledgeBase knowledge,
            FormLibrary library,
            Desk desk,
            Clock clock) {
        this.records = records;
        this.charts = charts;
        this.knowledge = knowledge;
        this.library = library;
        this.desk = desk;
        this.clock = clock;
        this.due = new DueReports(records, knowledge, library, clock);
    }

    DueReports due() {
        return due;
    }

    KnowledgeBase knowledge() {
        return knowledge;
    }

    FormLibrary library() {
        return library;
    }

    Desk desk() {
        return desk;
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    ZonedDateTime now() {
        return clock.instant().atZone(clock.getZone());
    }

    Clock clock() {
        return clock;
    }

    /// The chart, for reporting what it says; a [Problem] where that is not theirs.
    Chart chart(String id) {
        return charts.chart(Action.REPORT, id);
    }

    /// What the site keeps of itself.
    Chart register() {
        return charts.chart(SiteRegister.CHART);
    }

    PatientBanner banner(Chart chart) {
        return charts.banner(chart, today());
    }

    /// Whether they may read the chart beside what is reported of it: where links lead to.
    boolean reads(String id) {
        return charts.reads(id);
    }

    /// Whether they fill in a form.
    boolean fills(String form) {
        return library.form(form)
                .filter(one -> one.closedTo(desk.roleAmong(one.roles())).isEmpty())
                .isPresent();
    }

    /// A resource in a line.
    String text(Resource resource) {
        return knowledge.text(resource);
    }

    /// The moment as forms write it.
    String when() {
        return now().withNano(0).toOffsetDateTime().toString();
    }

    /// The roles that may.
    List<String> roles(String form) {
        return form(form).roles();
    }

    private Form form(String id) {
        return library.form(id)
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "There is no such form",
                                "This knowledge has no form “" + id + "”, in which it is kept.",
                                "osteon forms tells why."));
    }

    /// Asks for the password beside a signature, where one is asked for.
    ///
    /// @throws Problem where it is another
    void confirmed(HttpServletRequest request, Map<String, String> sent) {
        if (desk.asksPassword(request)
                && !desk.confirms(request, sent.getOrDefault("password", ""))) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "That is not your password",
                    "Nothing was signed.",
                    "Go back, and give your password beside the signature.");
        }
    }

    /// Keeps what somebody did.
    ///
    /// @throws Problem where it cannot be kept, in words
    void keep(
            String chart,
            Chart read,
            String form,
            FormEntry entry,
            HttpServletRequest request,
            HttpServletResponse response) {
        switch (entry) {
            case FormEntry.Answers(var answers) ->
                    keep(chart, read, form, answers, request, response);
            case FormEntry.Refused(String why) -> throw refused("Not kept", why);
        }
    }

    private void keep(
            String chart,
            Chart read,
            String form,
            FormAnswers answers,
            HttpServletRequest request,
            HttpServletResponse response) {
        Form found = form(form);
        Deed deed = desk.deed(request, response, "", found.roles());
        FormOutcome outcome =
                new FormLife(knowledge, found, read, "").take(FormLife.newId(), answers, deed);
        if (!(outcome instanceof FormOutcome.Saved saved)) {
            throw refused(FormWords.heading(outcome), String.join(" ", said(outcome)));
        }
        new ChartWriting(records)
                .keepOrTell(
                        Action.REPORT,
                        chart,
                        new Attribution(deed.author(), deed.at().toInstant(), form, deed.reason()),
                        saved.writes(),
                        "The chart was changed at the same moment. Nothing of yours was kept.",
                        "Go back, look again, and send it once more.");
    }

    private static List<String> said(FormOutcome outcome) {
        return outcome instanceof FormOutcome.Incomplete(var problems)
                ? problems.stream().map(one -> one.field() + ": " + one.text()).toList()
                : FormWords.lines(outcome);
    }

    /// What cannot be done, and why.
    static Problem refused(String title, String why) {
        return new Problem(ProblemKind.INCOMPLETE, title, why, "Nothing was kept. Go back.");
    }

    /// A file to take away: what leaves the page is on record like a look.
    static ResponseEntity<byte[]> file(String name, MediaType type, String text) {
        return Attachment.of(name, type, text.getBytes(StandardCharsets.UTF_8));
    }
}
