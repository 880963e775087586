package org.osteon.app.http.web.outcomes;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.access.Action;
import org.osteon.app.http.web.Attachment;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.Uploads;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Table;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.charts.Records;
import org.osteon.records.cohort.PoolDefinition;
import org.osteon.records.cohort.PoolRows;
import org.osteon.records.cohort.PooledSites;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/// The rows of several sites put together, on a page: what is brought is shown to whoever brought
/// it, and kept nowhere.
@RestController
final class PoolController {
    private static final int MOST_SITES = 100;

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final Uploads uploads;
    private final Records records;
    private final Cohorts cohorts;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    PoolController(
            Uploads uploads,
            Records records,
            Cohorts cohorts,
            KnowledgeBase knowledge,
            Clock clock,
            Html html,
            Desk desk) {
        this.uploads = uploads;
        this.records = records;
        this.cohorts = cohorts;
        this.knowledge = knowledge;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/outcomes/pool")
    ResponseEntity<String> ask(
            @RequestParam(defaultValue = "") String of,
            HttpServletRequest request,
            HttpServletResponse response) {
        records.require(Action.FOLLOW);
        return page(request, response, Optional.empty(), asked(of), Optional.empty());
    }

    private ResponseEntity<String> page(
            HttpServletRequest request,
            HttpServletResponse response,
            Optional<PoolPage> sites,
            Asked asked,
            Optional<Counted> counted) {
        Frame frame = desk.frame(request, response, "Several sites together");
        return html.page((out, interceptor) ->
                JtepoolGenerated.render(out, interceptor, frame, sites, asked, counted));
    }

    /// What can be asked of several sites.
    ///
    /// @param pathways that measure something
    /// @param of whose patients
    /// @param visits of its measures after time zero
    record Asked(List<Pathway> pathways, Optional<Pathway> of, List<String> visits) {}

    private Asked asked(String of) {
        List<Pathway> measuring =
                knowledge.pathways().stream().filter(one -> !one.measures().isEmpty()).toList();
        Optional<Pathway> chosen =
                measuring.stream().filter(one -> one.id().equals(of)).findFirst();
        LocalDate today = LocalDate.now(clock);
        return new Asked(
                measuring,
                chosen,
                chosen.stream()
                        .flatMap(one ->
                                one.measures().stream()
                                        .flatMap(measure ->
                                                one.visits(measure, today).entrySet().stream()))
                        // What is changed is changed after the treatment.
                        .filter(visit -> visit.getValue() > 0)
                        .map(Map.Entry::getKey)
                        .distinct()
                        .toList());
    }

    /// A definition that travels to the sites.
    @GetMapping("/outcomes/pool/definition.json")
    ResponseEntity<byte[]> definition(
            @RequestParam String of,
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "1") String version,
            @RequestParam(defaultValue = "") String measure,
            @RequestParam(defaultValue = "") String visit,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String first,
            @RequestParam(defaultValue = "") String second,
            @RequestParam(defaultValue = "") List<String> factor) {
        records.require(Action.FOLLOW);
        Pathway pathway =
                knowledge
                        .pathway(of)
                        .orElseThrow(() -> Problem.unusable("there is no therapy “" + of + "”"));
        PoolDefinition made =
                PoolDefinition.of(
                        pathway,
                        id.strip(),
                        version.strip(),
                        measure,
                        visit,
                        by,
                        List.of(first.strip(), second.strip()),
                        factor.stream().filter(one -> !one.isBlank() && !one.equals(by)).toList(),
                        LocalDate.now(clock));
        return Attachment.of(
                made.id() + ".json",
                MediaType.APPLICATION_JSON,
                (made.json() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/outcomes/pool")
    ResponseEntity<String> together(
            @RequestParam MultipartFile definition,
            @RequestParam List<MultipartFile> sites,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        desk.author(request, response);
        records.require(Action.FOLLOW);
        List<MultipartFile> brought = sites.stream().filter(one -> !one.isEmpty()).toList();
        if (definition.isEmpty() || brought.isEmpty() || brought.size() > MOST_SITES) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "A file is missing",
                    "There is "
                            + (definition.isEmpty() ? "no definition" : "a definition")
                            + " and rows of "
                            + brought.size()
                            + " sites.",
                    "Go back, and choose the definition and the rows of 1 to "
                            + MOST_SITES
                            + " sites.");
        }
        List<String> tickets = new ArrayList<>();
        try {
            PoolDefinition asked = PoolDefinition.read(Files.readString(kept(definition, tickets)));
            Map<String, Table> tables = new LinkedHashMap<>();
            for (MultipartFile one : brought) {
                tables.put(
                        one.getOriginalFilename() + " (" + (tables.size() + 1) + ")",
                        Csv.read(kept(one, tickets)));
            }
            PoolPage page =
                    new PoolPage(
                            PooledSites.of(asked, tables),
                            brought.stream()
                                    .map(one -> String.valueOf(one.getOriginalFilename()))
                                    .toList());
            return page(request, response, Optional.of(page), asked(""), Optional.empty());
        } finally {
            tickets.forEach(uploads::forget);
        }
    }

    /// What this site would give, counted before it is taken.
    ///
    /// @param leftOut how many are in no row, by the reason
    record Counted(String definition, int rows, Map<String, Integer> leftOut) {}

    /// This site's rows for a definition that travelled here: looked at, or taken along.
    @PostMapping("/outcomes/pool/rows")
    ResponseEntity<?> rows(
            @RequestParam MultipartFile definition,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(name = "do", defaultValue = "look") String wanted,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String author = desk.author(request, response);
        records.require(Action.FOLLOW);
        String name = site.strip();
        if (definition.isEmpty() || !name.matches("[A-Za-z0-9 ._-]{1,40}")) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    definition.isEmpty() ? "A file is missing" : "What is this site called?",
                    definition.isEmpty()
                            ? "There is no definition."
                            : "“" + name + "” is no name of a site: letters and figures, up to 40.",
                    "Go back, and give the definition that travelled and a name of the site that"
                            + " the others know.");
        }
        List<String> tickets = new ArrayList<>();
        try {
            PoolDefinition asked = PoolDefinition.read(Files.readString(kept(definition, tickets)));
            PoolRows rows = cohorts.pool(asked, name);
            if (!wanted.equals("take")) {
                Counted counted =
                        new Counted(
                                asked.id() + " " + asked.version(),
                                rows.rows().rows().size(),
                                rows.leftOut());
                return page(request, response, Optional.empty(), asked(""), Optional.of(counted));
            }
            cohorts.tookPool(author, asked, rows);
            return Attachment.of(
                    asked.id() + "-" + name + ".csv",
                    CSV,
                    rows.rows().csv().getBytes(StandardCharsets.UTF_8));
        } finally {
            tickets.forEach(uploads::forget);
        }
    }

    private Path kept(MultipartFile file, List<String> tickets) throws IOException {
        String ticket = uploads.keep(file, desk.owner(), clock);
        tickets.add(ticket);
        return uploads.waiting(ticket, desk.owner())
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.TOO_LARGE,
                                "The files are too large for this page",
                                "All of them together take more room than one person has here.",
                                "osteon outcome pool combine takes any number."))
                .file();
    }
}
