package org.osteon.app.http.web.studies;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.osteon.access.Action;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.charts.Records;
import org.osteon.records.studies.Enrolment;
import org.osteon.records.studies.Studies;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyEntry;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Somebody in a study: the criteria, the signature, the allocation, what became of them, the code
/// in an emergency.
@RestController
final class StudyPersonController {
    private final Studies studies;
    private final Enrolment enrolment;
    private final Records records;
    private final Charts charts;
    private final Desk desk;
    private final Html html;
    private final Clock clock;

    StudyPersonController(
            Studies studies,
            Enrolment enrolment,
            Records records,
            Charts charts,
            Desk desk,
            Html html,
            Clock clock) {
        this.studies = studies;
        this.enrolment = enrolment;
        this.records = records;
        this.charts = charts;
        this.desk = desk;
        this.html = html;
        this.clock = clock;
    }

    /// What the page offers who looks.
    ///
    /// @param enrol whether they enter what becomes of people
    /// @param breakCode whether they may break the code
    /// @param password whether a signature asks for it
    record May(boolean enrol, boolean breakCode, boolean password, ZoneId zone) {
        /// The day of an entry.
        LocalDate day(StudyEntry entry) {
            return entry.at().atZone(zone).toLocalDate();
        }
    }

    @GetMapping("/studies/{id}/patients/{chart}")
    ResponseEntity<String> person(
            @PathVariable String id,
            @PathVariable String chart,
            HttpServletRequest request,
            HttpServletResponse response) {
        Study study = studies.study(id);
        Enrolment.Seen seen = enrolment.seen(study, chart);
        PatientBanner patient = charts.banner(charts.chart(chart), studies.today());
        May may =
                new May(
                        records.may(Action.ENROL, chart),
                        records.may(Action.BREAK_CODE, chart),
                        desk.asksPassword(request),
                        clock.getZone());
        Frame frame = desk.frame(request, response, patient.name() + ", " + study.title());
        return html.page((out, interceptor) ->
                JteparticipantGenerated.render(out, interceptor, frame, study, patient, seen, may));
    }

    @PostMapping("/studies/{id}/patients/{chart}/{deed}")
    ResponseEntity<String> deed(
            @PathVariable String id,
            @PathVariable String chart,
            @PathVariable String deed,
            @RequestParam Map<String, String> form,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        Study study = studies.study(id);
        String here = "/studies/" + id + "/patients/" + chart;
        String reason = form.getOrDefault("reason", "").strip();
        String what = form.getOrDefault("what", "").strip();
        switch (deed) {
            case "screened" -> enrolment.screened(study, chart, author);
            case "answer" ->
                    enrolment.answered(
                            study,
                            chart,
                            form.getOrDefault("criterion", ""),
                            form.getOrDefault("answer", "").equals("yes"),
                            author);
            case "eligible" -> {
                requirePassword(request, form);
                enrolment.eligible(study, chart, author);
            }
            case "declined" -> {
                enrolment.declined(study, chart, required(what, "which it is"), reason, author);
                desk.notice(response, "Entered. Nobody knows any more who it was.");
                return Html.seeOther("/studies/" + id);
            }
            case "allocate" -> {
                requirePassword(request, form);
                enrolment.allocate(study, chart, author);
                desk.notice(response, "Allocated. The team that treats is told; this page is not.");
            }
            case "received" -> enter(study, chart, StudyEntry.Kind.RECEIVED, Map.of(), author);
            case "not-received" ->
                    enter(
                            study,
                            chart,
                            StudyEntry.Kind.NOT_RECEIVED,
                            Map.of(StudyEntry.REASON, required(reason, "why not")),
                            author);
            case "ended" ->
                    enter(
                            study,
                            chart,
                            StudyEntry.Kind.ENDED,
                            said(required(what, "which it is"), reason, form),
                            author);
            case "deviation" ->
                    enter(
                            study,
                            chart,
                            StudyEntry.Kind.DEVIATED,
                            said(
                                    required(what, "how much it weighs"),
                                    required(reason, "what"),
                                    form),
                            author);
            case "guess" ->
                    enter(
                            study,
                            chart,
                            StudyEntry.Kind.GUESSED,
                            Map.of(
                                    StudyEntry.WHAT,
                                    required(what, "who guessed"),
                                    StudyEntry.GUESS,
                                    required(form.getOrDefault("guess", ""), "the guess")),
                            author);
            case "not-analysed" ->
                    enter(
                            study,
                            chart,
                            StudyEntry.Kind.NOT_ANALYSED,
                            Map.of(StudyEntry.REASON, required(reason, "why")),
                            author);
            default -> throw Problem.unusable("nobody can do “" + deed + "” here");
        }
        return Html.seeOther(here);
    }

    private void enter(
            Study study, String chart, StudyEntry.Kind kind, Map<String, String> said, String by) {
        enrolment.entered(study, chart, kind, said, by);
    }

    private static Map<String, String> said(String what, String reason, Map<String, String> form) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put(StudyEntry.WHAT, what);
        said.put(StudyEntry.REASON, reason);
        said.put(StudyEntry.DAY, form.getOrDefault("day", "").strip());
        return said;
    }

    private static String required(String text, String what) {
        if (text.isBlank()) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "One thing is missing",
                    "Say " + what + ".",
                    "Go back.");
        }
        return text;
    }

    private void requirePassword(HttpServletRequest request, Map<String, String> form) {
        if (desk.asksPassword(request)
                && !desk.confirms(request, form.getOrDefault("password", ""))) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "That is not your password",
                    "Nothing was changed.",
                    "Go back, and give your password beside the signature.");
        }
    }

    /// First step: why, who asked, who is told.
    @GetMapping("/studies/{id}/patients/{chart}/code")
    ResponseEntity<String> code(
            @PathVariable String id,
            @PathVariable String chart,
            HttpServletRequest request,
            HttpServletResponse response) {
        Study study = studies.study(id);
        requireBreak(chart);
        PatientBanner patient = charts.banner(charts.chart(chart), studies.today());
        Frame frame = desk.frame(request, response, "Break the code");
        return html.page((out, interceptor) ->
                JtecodebreakGenerated.render(
                        out,
                        interceptor,
                        frame,
                        study,
                        patient,
                        desk.asksPassword(request),
                        Optional.empty()));
    }

    private void requireBreak(String chart) {
        if (!records.may(Action.BREAK_CODE, chart)) {
            throw Problem.noChart(chart);
        }
    }

    /// Second step: on record, then told, once, to who asked.
    @PostMapping("/studies/{id}/patients/{chart}/code")
    ResponseEntity<String> broken(
            @PathVariable String id,
            @PathVariable String chart,
            @RequestParam Map<String, String> form,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        Study study = studies.study(id);
        requireBreak(chart);
        requirePassword(request, form);
        Study.Arm arm =
                enrolment.breakCode(
                        study,
                        chart,
                        required(form.getOrDefault("what", ""), "which need it is"),
                        form.getOrDefault("reason", "").strip(),
                        form.getOrDefault("told", "").strip(),
                        author);
        PatientBanner patient = charts.banner(charts.chart(chart), studies.today());
        Frame frame = desk.frame(request, response, "The code is broken");
        return html.page((out, interceptor) ->
                JtecodebreakGenerated.render(
                        out, interceptor, frame, study, patient, false, Optional.of(arm)));
    }
}
