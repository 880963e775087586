package org.osteon.app.http.web.reports;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osteon.access.Action;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.PatientLines;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.Pathway;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.RecordedResponse;
import org.osteon.workflow.forms.ValueText;
import org.osteon.workflow.registry.RegistryEntry;
import org.osteon.workflow.safety.SafetyEntry;
import org.osteon.workflow.tasks.PatientTasks;
import org.osteon.workflow.tasks.Task;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What whoever reports records of a patient's course (records, 2: A9, B7, T20, O19): whether they
/// live, what happened, what a registry is told. Who does not read the chart fills in these here,
/// and sees of the chart what the form asks about.
@RestController
final class FollowUpController {
    /// Filled in by the pages of reports themselves.
    private static final Set<String> OF_REPORTS = Set.of(RegistryEntry.FORM, SafetyEntry.FORM);

    private final ReportDesk reports;
    private final PatientLines patients;
    private final Html html;

    FollowUpController(ReportDesk reports, PatientLines patients, Html html) {
        this.reports = reports;
        this.patients = patients;
        this.html = html;
    }

    /// Somebody by the number of their record, whole: no list of patients is shown.
    @GetMapping("/reports/patient")
    ResponseEntity<String> find(@RequestParam(defaultValue = "") String record) {
        PatientLines.WithRecord known = patients.withRecord(Action.REPORT, record.strip());
        List<String> found = known.charts();
        if (found.size() != 1) {
            throw new Problem(
                    ProblemKind.MISSING,
                    found.isEmpty() ? "Nobody of that number" : "Several of that number",
                    "“"
                            + record.strip()
                            + "” is the record number of "
                            + (found.isEmpty() ? "nobody" : found.size() + " patients")
                            + " whose reports are yours."
                            + (known.pending() == 0
                                    ? ""
                                    : " "
                                            + Wording.count(
                                                    known.pending(), "chart is", "charts are")
                                            + " still to be read: their numbers are not known"
                                            + " yet."),
                    (known.pending() == 0 ? "" : "Ask again in a moment. ")
                            + "Type the whole number as it stands on the record, and ask the ward"
                            + " where it is not found.");
        }
        return Html.seeOther("/patients/" + found.getFirst() + "/follow-up");
    }

    @GetMapping("/patients/{id}/follow-up")
    ResponseEntity<String> followUp(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Chart chart = reports.chart(id);
        PatientBanner patient = reports.banner(chart);
        FollowUpPage page = page(id, chart);
        Frame frame = reports.desk().frame(request, response, "Follow-up, " + patient.name());
        return html.page((out, interceptor) ->
                JtefollowupGenerated.render(out, interceptor, frame, patient, page));
    }

    private FollowUpPage page(String id, Chart chart) {
        LocalDate today = reports.today();
        List<Form> theirs = theirs();
        Set<String> names = theirs.stream().map(Form::id).collect(Collectors.toSet());
        ChartOnDay onDay = new ChartOnDay(reports.knowledge().pathways(), chart, today);
        List<Pathway> own = new ArrayList<>();
        List<Task> due = new ArrayList<>();
        for (Pathway pathway : reports.knowledge().pathways()) {
            Assessment assessment = onDay.assess(pathway);
            if (assessment.status() != Assessment.Status.NOT_APPLICABLE) {
                own.add(pathway);
                PatientTasks.of(pathway, assessment, chart, reports.library()).stream()
                        .filter(task -> names.contains(task.form()))
                        .forEach(due::add);
            }
        }
        List<FollowUpPage.Offered> offered = new ArrayList<>();
        for (Form form : theirs) {
            own.stream()
                    .filter(one -> form.isOf(one.id()))
                    .findFirst()
                    .map(Pathway::id)
                    .or(() -> form.pathways().isEmpty() ? Optional.of("") : Optional.empty())
                    .ifPresent(pathway ->
                            offered.add(
                                    new FollowUpPage.Offered(
                                            form.id(), form.title(), form.about(), pathway)));
        }
        return new FollowUpPage(id, reports.reads(id), offered, due, recorded(chart, theirs));
    }

    /// The forms that whoever looks fills in.
    private List<Form> theirs() {
        return reports.library().forms().stream()
                .filter(form -> !form.isOfTheSite() && !OF_REPORTS.contains(form.id()))
                .filter(form -> reports.fills(form.id()))
                .toList();
    }

    private List<FollowUpPage.Recorded> recorded(Chart chart, List<Form> theirs) {
        ZoneId zone = reports.clock().getZone();
        List<FollowUpPage.Recorded> recorded = new ArrayList<>();
        for (RecordedResponse one : RecordedResponse.on(chart)) {
            theirs.stream()
                    .filter(one::isOf)
                    .findFirst()
                    .ifPresent(form -> recorded.add(recorded(one, form, zone)));
        }
        return recorded;
    }

    private static FollowUpPage.Recorded recorded(RecordedResponse one, Form form, ZoneId zone) {
        String of = one.when().isEmpty() ? "" : ", of " + ValueText.shown(one.when(), zone);
        String by = one.author().isEmpty() ? "" : ", " + one.author();
        return new FollowUpPage.Recorded(
                form.id(),
                form.title(),
                one.id(),
                one.status().replace('-', ' ') + of + by,
                one.isDraft() ? "go on" : one.isSigned() ? "amend" : "");
    }
}
