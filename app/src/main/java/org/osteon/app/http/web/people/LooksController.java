package org.osteon.app.http.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.access.Action;
import org.osteon.access.Purpose;
import org.osteon.access.Role;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.charts.RecordTrail;
import org.osteon.records.charts.Records;
import org.osteon.records.trail.AuditEvents;
import org.osteon.records.trail.TrailFile;
import org.osteon.records.trail.TrailPeriod;
import org.osteon.records.words.Problem;
import org.osteon.store.Look;
import org.osteon.store.LookEntry;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Who looked: at one patient, or at anything.
@RestController
public final class LooksController {
    private static final int ENTRIES = 100;
    private static final int CHARTS_SHOWN = 5;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private final Records records;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    LooksController(Records records, Clock clock, Html html, Desk desk) {
        this.records = records;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// A look as it is shown.
    public record Line(
            long sequence,
            String at,
            String who,
            String as,
            String action,
            String detail,
            String charts,
            String from) {}

    @GetMapping("/looks")
    ResponseEntity<String> all(
            @RequestParam(defaultValue = "") String before,
            HttpServletRequest request,
            HttpServletResponse response) {
        List<Line> lines =
                records.looks(before(before), ENTRIES).stream()
                        .map(entry -> line(entry, true))
                        .toList();
        Frame frame = desk.frame(request, response, "Looks");
        return html.page((out, interceptor) ->
                JtelooksGenerated.render(out, interceptor, frame, lines, lines.size() == ENTRIES));
    }

    /// A month, or the patients of a study, to take away.
    @GetMapping("/looks/export")
    void export(
            @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "") String study,
            @RequestParam(defaultValue = "") String form,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        records.require(Action.AUDIT);
        desk.requireConfirmed(request);
        TrailFile file =
                TrailFile.of(form)
                        .orElseThrow(
                                () -> Problem.unusable("a file is ndjson or csv, not " + form));
        TrailPeriod period = TrailPeriod.of(month, study);
        RecordTrail trail = records.trail();
        Set<String> charts = period.study().map(trail::ofStudy).orElse(Set.of());
        TrailPeriod.Pages pages = trail.export(charts);
        response.setContentType(file.mediaType());
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"" + period.fileName() + "." + file.ending() + "\"");
        AuditEvents events = new AuditEvents(request.getServerName());
        Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        out.write(file.head());
        try {
            period.each(
                    clock.getZone(),
                    pages,
                    charts,
                    one -> {
                        try {
                            out.write(file.line(one, events));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.flush();
    }

    @GetMapping("/patients/{id}/looks")
    ResponseEntity<String> ofPatient(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String before,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!records.may(Action.AUDIT, id) && records.listing(id).isEmpty()) {
            throw Problem.noChart(id);
        }
        List<Line> lines =
                records.looks(id, before(before), ENTRIES).stream()
                        .map(entry -> line(entry, false))
                        .toList();
        Frame frame = desk.frame(request, response, "Who looked at " + id);
        return html.page((out, interceptor) ->
                JtepatientlooksGenerated.render(
                        out, interceptor, frame, id, id, lines, lines.size() == ENTRIES));
    }

    private static long before(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }

    /// @param others whether the other charts of a look are named: not beside one patient's
    private Line line(LookEntry entry, boolean others) {
        Look look = entry.look();
        int more = look.charts().size() - CHARTS_SHOWN;
        return new Line(
                entry.sequence(),
                MOMENT.format(look.at().atZone(clock.getZone())),
                look.name().isEmpty() ? "(nobody)" : look.name() + " (" + look.person() + ")",
                Stream.of(new Role(look.role()).title(), new Purpose(look.purpose()).title())
                        .filter(one -> !one.isEmpty())
                        .collect(Collectors.joining(", ")),
                look.action() + (look.outcome().equals("done") ? "" : ": " + look.outcome()),
                look.detail(),
                others
                        ? look.charts().stream()
                                        .limit(CHARTS_SHOWN)
                                        .collect(Collectors.joining(", "))
                                + (more > 0 ? " and " + more + " more" : "")
                        : look.charts().size() == 1 ? "this one" : look.charts().size() + " charts",
                look.address());
    }
}
