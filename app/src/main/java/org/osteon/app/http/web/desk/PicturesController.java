package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.chart.Chart;
import org.osteon.chart.ResourceText;
import org.osteon.records.charts.Records;
import org.osteon.records.words.CalendarDay;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.desk.Picture;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// The pictures of a chart: seen, added, taken back.
@RestController
final class PicturesController {
    private final Charts charts;
    private final ChartWriting writing;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    PicturesController(Charts charts, Records store, Clock clock, Html html, Desk desk) {
        this.charts = charts;
        this.writing = new ChartWriting(store);
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// A picture, for the page.
    ///
    /// @param of what was done then, in words; empty where nobody says
    record Shown(Picture picture, String of) {}

    /// What a picture can be of.
    record Subject(String reference, String words) {}

    /// What was typed, and what is wrong with it.
    record Typed(String title, String taken, String of, List<FieldProblem> problems) {}

    /// The page.
    record Page(PatientBanner patient, List<Shown> pictures, List<Subject> subjects, Typed typed) {}

    @GetMapping("/patients/{id}/pictures")
    ResponseEntity<String> all(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String of,
            HttpServletRequest request,
            HttpServletResponse response) {
        LocalDate today = LocalDate.now(clock);
        return page(
                HttpStatus.OK,
                charts.chart(id),
                new Typed("", today.toString(), of, List.of()),
                request,
                response);
    }

    private ResponseEntity<String> page(
            HttpStatus status,
            Chart chart,
            Typed typed,
            HttpServletRequest request,
            HttpServletResponse response) {
        Page page =
                new Page(
                        charts.banner(chart, LocalDate.now(clock)),
                        Picture.on(chart).stream()
                                .map(one ->
                                        new Shown(
                                                one,
                                                one.of(chart).map(ResourceText::of).orElse("")))
                                .toList(),
                        Picture.subjects(chart).stream()
                                .map(one -> new Subject(one.reference(), ResourceText.of(one)))
                                .toList(),
                        typed);
        Frame frame = desk.frame(request, response, "Pictures, " + page.patient().name());
        return html.page(
                status,
                (out, interceptor) -> JtepicturesGenerated.render(out, interceptor, frame, page));
    }

    /// One as a file.
    @GetMapping("/patients/{id}/pictures/{picture}")
    ResponseEntity<byte[]> one(@PathVariable String id, @PathVariable String picture) {
        Picture.Shown shown = picture(charts.chart(id), picture).shown();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(shown.type()))
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(shown.content());
    }

    private static Picture picture(Chart chart, String id) {
        return Picture.on(chart, id)
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "There is no such picture",
                                "It was taken back, or never was in this chart.",
                                "The page of the pictures lists all."));
    }

    @PostMapping("/patients/{id}/pictures")
    ResponseEntity<String> add(
            @PathVariable String id,
            @RequestParam MultipartFile picture,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String taken,
            @RequestParam(defaultValue = "") String of,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Deed deed = desk.deed(request, response, "");
        Chart chart = charts.chart(id);
        Outcome outcome =
                Picture.add(
                        chart,
                        id,
                        new Picture.Added(picture.getBytes(), title, CalendarDay.parse(taken), of),
                        deed);
        if (outcome instanceof Outcome.Incomplete(List<FieldProblem> problems)) {
            return page(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    chart,
                    new Typed(title, taken, of, problems),
                    request,
                    response);
        }
        keep(id, (Outcome.Done) outcome, deed);
        desk.notice(response, "The picture is in the chart.");
        return Html.seeOther("/patients/" + id + "/pictures");
    }

    @PostMapping("/patients/{id}/pictures/{picture}/back")
    ResponseEntity<String> takeBack(
            @PathVariable String id,
            @PathVariable String picture,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response) {
        Deed deed = desk.deed(request, response, reason);
        Outcome outcome = picture(charts.chart(id), picture).takeBack(deed);
        if (!(outcome instanceof Outcome.Done done)) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "A reason is needed",
                    "Say why the picture is taken back.",
                    "Go back, and send it again with a reason.");
        }
        keep(id, done, deed);
        desk.notice(response, "The picture is taken back. Its versions stay in the record.");
        return Html.seeOther("/patients/" + id + "/pictures");
    }

    private void keep(String id, Outcome.Done done, Deed deed) {
        writing.keepOrTell(Action.RECORD, id, done, deed, "Look at the pictures again.");
    }
}
