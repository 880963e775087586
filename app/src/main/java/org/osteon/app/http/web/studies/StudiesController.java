package org.osteon.app.http.web.studies;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.osteon.access.Action;
import org.osteon.app.http.web.Attachment;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.PatientLines;
import org.osteon.records.charts.Records;
import org.osteon.records.people.Accounts;
import org.osteon.records.studies.BrokenCodes;
import org.osteon.records.studies.Enrolment;
import org.osteon.records.studies.ScreeningList;
import org.osteon.records.studies.Studies;
import org.osteon.records.studies.StudyOdm;
import org.osteon.records.studies.StudyOutcomes;
import org.osteon.records.studies.StudyState;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.studies.Study;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Studies: how they are set up, how far they are, who meets their criteria (K1, K9).
@RestController
final class StudiesController {
    private static final int SECONDS_WHILE_READING = 2;

    private final Studies studies;
    private final Enrolment enrolment;
    private final ScreeningList screening;
    private final BrokenCodes broken;
    private final Records records;
    private final Accounts accounts;
    private final PatientLines patients;
    private final Desk desk;
    private final Html html;

    StudiesController(
            Studies studies,
            Enrolment enrolment,
            ScreeningList screening,
            Records records,
            Accounts accounts,
            PatientLines patients,
            Desk desk,
            Html html) {
        this.studies = studies;
        this.enrolment = enrolment;
        this.screening = screening;
        this.broken = new BrokenCodes(studies);
        this.records = records;
        this.accounts = accounts;
        this.patients = patients;
        this.desk = desk;
        this.html = html;
    }

    @GetMapping("/studies")
    ResponseEntity<String> list(HttpServletRequest request, HttpServletResponse response) {
        List<StudyPage> pages = studies.all().stream().map(study -> page(study, request)).toList();
        Frame frame = desk.frame(request, response, "Studies");
        return html.page(
                (out, interceptor) -> JtestudiesGenerated.render(out, interceptor, frame, pages));
    }

    private StudyPage page(Study study, HttpServletRequest request) {
        return new StudyPage(
                study,
                studies.check(study),
                studies.state(study),
                studies.setUpBy(study).orElse(""),
                studies.written(study.id()).criteria().criteria(),
                studies.people(study),
                studies.consort(study),
                studies.told(study),
                broken,
                records.isTold(study.id()),
                records.may(Action.ACTIVATE),
                records.may(Action.SCREEN),
                desk.asksPassword(request));
    }

    @GetMapping("/studies/{id}")
    ResponseEntity<String> study(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        StudyPage page = page(studies.study(id), request);
        Map<String, String> charts = enrolment.chartsSeen(page.study());
        Map<String, WorklistEntry> people = people(charts.values());
        Frame frame = desk.frame(request, response, page.study().title());
        return html.page((out, interceptor) ->
                JtestudyGenerated.render(out, interceptor, frame, page, charts, people));
    }

    @PostMapping("/studies/{id}/sign")
    ResponseEntity<String> sign(
            @PathVariable String id,
            @RequestParam String step,
            @RequestParam(defaultValue = "") String seen,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        requirePassword(request, password);
        StudyState.Step wanted =
                Stream.of(StudyState.Step.values())
                        .filter(one -> one.name().equals(step.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> Problem.unusable("there is no step '" + step + "'"));
        Study study = studies.study(id);
        records.require(Action.ACTIVATE);
        StudySetUpController.requireSeen(studies, study, seen);
        studies.sign(
                study,
                wanted,
                desk.owner(),
                author,
                desk.roleAmong(List.of("physician", "research", "data-manager")));
        desk.notice(response, "Signed: " + wanted.words() + ".");
        return Html.seeOther("/studies/" + id);
    }

    private void requirePassword(HttpServletRequest request, String password) {
        if (desk.asksPassword(request) && !desk.confirms(request, password)) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "That is not your password",
                    "Nothing was changed.",
                    "Go back, and give your password beside the signature.");
        }
    }

    @PostMapping("/studies/{id}/amend")
    ResponseEntity<String> amend(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seen,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        records.require(Action.ACTIVATE);
        Study study = studies.study(id);
        StudySetUpController.requireSeen(studies, study, seen);
        studies.amend(study, author);
        return Html.seeOther("/studies/" + id);
    }

    /// Names somebody who is told who got what, or takes it back.
    @PostMapping("/studies/{id}/told")
    ResponseEntity<String> told(
            @PathVariable String id,
            @RequestParam String account,
            @RequestParam(defaultValue = "on") String on,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        requirePassword(request, password);
        Study study = studies.study(id);
        String name = account.strip();
        if (accounts.account(name).isEmpty()) {
            throw Problem.unusable("there is no account “" + name + "” at this site");
        }
        studies.tell(study, name, on.equals("on"), author);
        return Html.seeOther("/studies/" + id + "#told");
    }

    /// Names who is told by a message that a code was broken, or takes it back.
    @PostMapping("/studies/{id}/contacts")
    ResponseEntity<String> contacts(
            @PathVariable String id,
            @RequestParam String address,
            @RequestParam(defaultValue = "") String whose,
            @RequestParam(defaultValue = "on") String on,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        Study study = studies.study(id);
        if (on.equals("on")) {
            broken.name(study, whose, address, author);
        } else {
            broken.remove(study, address, author);
        }
        return Html.seeOther("/studies/" + id + "#contacts");
    }

    @GetMapping("/studies/{id}/screening")
    ResponseEntity<String> screening(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Study study = studies.study(id);
        ScreeningList.Found found = screening.read(study);
        Map<String, WorklistEntry> people = found.coded() ? Map.of() : people(found);
        Frame plain = desk.frame(request, response, "Screening, " + study.title());
        Frame frame = found.pending() > 0 ? plain.refreshing(SECONDS_WHILE_READING) : plain;
        return html.page((out, interceptor) ->
                JtescreeningGenerated.render(out, interceptor, frame, study, found, people));
    }

    /// Who the charts of the list are, for those who may know it.
    private Map<String, WorklistEntry> people(ScreeningList.Found found) {
        return people(found.lines().stream().map(ScreeningList.Line::name).toList());
    }

    private Map<String, WorklistEntry> people(Collection<String> named) {
        Set<String> charts = Set.copyOf(named);
        if (charts.isEmpty()) {
            return Map.of();
        }
        Map<String, WorklistEntry> people = new HashMap<>();
        for (WorklistEntry entry : patients.lines(studies.today()).entries()) {
            if (charts.contains(entry.chart())) {
                people.putIfAbsent(entry.chart(), entry);
            }
        }
        patients.shown(people.values());
        return people;
    }

    /// Who got what, for those who are told.
    @GetMapping("/studies/{id}/allocations")
    ResponseEntity<String> allocations(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Study study = studies.study(id);
        List<Studies.Allocation> all = studies.allocations(study);
        List<String> differences = studies.verify(study);
        Frame frame = desk.frame(request, response, "Allocations, " + study.title());
        return html.page((out, interceptor) ->
                JteallocationsGenerated.render(out, interceptor, frame, study, all, differences));
    }

    /// What came out, by arm: once the data is locked, for those who are told.
    @GetMapping("/studies/{id}/outcomes")
    ResponseEntity<String> outcomes(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        StudyOutcomes outcomes = StudyOutcomes.read(studies, enrolment, studies.study(id));
        Frame frame = desk.frame(request, response, "Outcomes by arm");
        return html.page((out, interceptor) ->
                JtestudyoutcomesGenerated.render(out, interceptor, frame, outcomes));
    }

    /// Its data, for another system: no date, no name, and no arm before everybody may know.
    @GetMapping("/studies/{id}/odm.xml")
    ResponseEntity<byte[]> odm(@PathVariable String id, HttpServletRequest request) {
        desk.requireConfirmed(request);
        return Attachment.of(
                id + "-odm.xml",
                MediaType.APPLICATION_XML,
                StudyOdm.of(studies, enrolment, studies.study(id))
                        .xml()
                        .getBytes(StandardCharsets.UTF_8));
    }
}
