package org.osteon.app.http.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.reading.Meaning;
import org.osteon.pathway.reading.ReadingSurvey;
import org.osteon.records.charts.Records;
import org.osteon.records.cohort.SiteMapWriter;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What the charts of this store hold that the rules do not understand, and the map that a site
/// makes of it.
@RestController
final class ReadingController {
    private static final int MOST_SHOWN = 100;
    private static final String NOTHING = "nothing";
    private static final String OTHER = "other";

    private final Records store;
    private final KnowledgeBase knowledge;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    ReadingController(Records store, KnowledgeBase knowledge, Clock clock, Html html, Desk desk) {
        this.store = store;
        this.knowledge = knowledge;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/reading")
    ResponseEntity<String> page(HttpServletRequest request, HttpServletResponse response) {
        ReadingSurvey survey = knowledge.survey();
        LocalDate today = LocalDate.now(clock);
        store.survey(chart -> survey.add(chart, today));
        List<ReadingSurvey.Row> rows = survey.rows();
        Path folder = knowledge.maps().folder();
        Frame frame = desk.frame(request, response, "What is not understood");
        List<ReadingSurvey.Row> first = rows.stream().limit(MOST_SHOWN).toList();
        int more = Math.max(0, rows.size() - MOST_SHOWN);
        boolean canWrite = folder != null;
        return html.page((out, interceptor) ->
                JtereadingGenerated.render(
                        out, interceptor, frame, first, more, survey.charts(), canWrite));
    }

    /// Keeps one row of the map.
    @PostMapping("/reading")
    ResponseEntity<String> map(
            @RequestParam String source,
            @RequestParam String code,
            @RequestParam(defaultValue = "") String text,
            @RequestParam String meaning,
            @RequestParam(defaultValue = "") String other,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        desk.author(request, response);
        Path folder = knowledge.maps().folder();
        if (folder == null) {
            throw new Problem(
                    ProblemKind.CHANGED,
                    "No folder of maps",
                    "This server was started without a folder of maps, and nothing was kept.",
                    "Start it with osteon serve --maps DIR.");
        }
        SiteMapWriter maps = new SiteMapWriter(folder);
        if (meaning.equals(NOTHING)) {
            maps.setAside(source, code, text);
        } else {
            maps.map(source, code, text, meaning(meaning.equals(OTHER) ? other : meaning));
        }
        desk.notice(
                response,
                "Kept in the map. It holds for assessments after the next start of the server.");
        return Html.seeOther("/reading");
    }

    private static Meaning meaning(String written) {
        int bar = written.lastIndexOf('|');
        if (bar < 1 || bar == written.length() - 1) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "Which code?",
                    "“" + written + "” is not a system and a code, and nothing was kept.",
                    "Write them with a bar between, like http://loinc.org|777-3.");
        }
        String code = written.substring(bar + 1).strip();
        return new Meaning(code, written.substring(0, bar).strip(), code);
    }
}
