package org.osteon.app.http.web.outcomes;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.Uploads;
import org.osteon.chart.Sha256;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Table;
import org.osteon.records.cohort.FollowedPeople;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.Citation;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// Outcomes of a table that someone brings: kept for half an hour, never stored.
@RestController
final class OutcomeTablesController {
    private final Uploads uploads;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    OutcomeTablesController(Uploads uploads, Clock clock, Html html, Desk desk) {
        this.uploads = uploads;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @PostMapping("/outcomes/tables")
    ResponseEntity<String> bring(
            @RequestParam MultipartFile file,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        desk.author(request, response);
        if (file.isEmpty()) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "No file was chosen",
                    "The form came without a file, or the file is empty.",
                    "Go back and choose a table: CSV with a header line.");
        }
        String ticket = uploads.keep(file, desk.owner(), clock);
        try {
            Csv.read(waiting(ticket).file());
        } catch (UnusableInputException e) {
            uploads.forget(ticket);
            throw e;
        }
        return Html.seeOther("/outcomes/tables/" + ticket);
    }

    @GetMapping("/outcomes/tables/{ticket}")
    ResponseEntity<String> table(
            @PathVariable String ticket,
            @RequestParam Map<String, String> query,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Uploads.Waiting waiting = waiting(ticket);
        Table table = Csv.read(waiting.file());
        String time = query.getOrDefault("time", "");
        String event = query.getOrDefault("event", "");
        if (time.isEmpty() || event.isEmpty()) {
            Frame frame = desk.frame(request, response, "Table " + waiting.name());
            String path = "/outcomes/tables/" + ticket;
            List<String> columns = numeric(table);
            return html.page((out, interceptor) ->
                    JteoutcometableGenerated.render(
                            out, interceptor, frame, waiting.name(), table.rows(), path, columns));
        }
        OutcomePage page = page(table, waiting.name(), query);
        Frame frame = desk.frame(request, response, "Table " + waiting.name());
        Provenance made = made(waiting, table);
        OutcomeSource source =
                new OutcomeSource(
                        "/outcomes/tables/" + ticket,
                        "Table " + waiting.name(),
                        "",
                        new Citation("", List.of()),
                        "",
                        Stream.of("time", "event", "kinds", "title")
                                .filter(query::containsKey)
                                .map(name -> Map.entry(name, query.get(name)))
                                .toList(),
                        List.of());
        return html.page((out, interceptor) ->
                JteoutcomeGenerated.render(out, interceptor, frame, page, made, source, 0));
    }

    @GetMapping("/outcomes/tables/{ticket}/figure.{kind}")
    ResponseEntity<byte[]> figure(
            @PathVariable String ticket,
            @PathVariable String kind,
            @RequestParam Map<String, String> query,
            HttpServletRequest request)
            throws IOException {
        Uploads.Waiting waiting = waiting(ticket);
        Table table = Csv.read(waiting.file());
        return page(table, waiting.name(), query)
                .download(waiting.name(), kind, made(waiting, table));
    }

    private static OutcomePage page(Table table, String name, Map<String, String> query) {
        List<String> kinds =
                Stream.of(query.getOrDefault("kinds", "").split(","))
                        .map(String::strip)
                        .filter(kind -> !kind.isEmpty())
                        .toList();
        String title = query.getOrDefault("title", "");
        return new OutcomePage(
                FollowedPeople.of(
                        table,
                        title.isBlank() ? name : title,
                        query.getOrDefault("time", ""),
                        query.getOrDefault("event", ""),
                        kinds),
                OutcomePage.Wanted.of(query));
    }

    private static List<String> numeric(Table table) {
        return table.names().stream()
                .filter(name -> table.column(name) instanceof Column.Numbers)
                .toList();
    }

    private Provenance made(Uploads.Waiting waiting, Table table) throws IOException {
        String hash = Sha256.hex(Files.readAllBytes(waiting.file()));
        return Provenance.ofTable(
                waiting.name(),
                table.rows(),
                hash,
                LocalDate.ofInstant(waiting.since(), clock.getZone()));
    }

    private Uploads.Waiting waiting(String ticket) {
        return uploads.waiting(ticket, desk.owner())
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "The table is no longer here",
                                "Half an hour has passed since it was brought, or it was never"
                                        + " here.",
                                "Bring it again on the page Outcomes."));
    }
}
