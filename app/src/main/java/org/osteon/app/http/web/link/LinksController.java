package org.osteon.app.http.web.link;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osteon.access.Action;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.charts.Records;
import org.osteon.records.links.Links;
import org.osteon.records.links.Outbox;
import org.osteon.records.links.PatientTexts;
import org.osteon.records.links.Wordings;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// All links of the site: who guessed, what waits to be sent; the words that patients read.
@RestController
final class LinksController {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

    private final Links links;
    private final Outbox outbox;
    private final PatientTexts texts;
    private final Wordings wordings;
    private final FormLibrary forms;
    private final Levels levels;
    private final Records records;
    private final Desk desk;
    private final Html html;
    private final Clock clock;

    LinksController(
            Links links,
            Outbox outbox,
            PatientTexts texts,
            Wordings wordings,
            FormLibrary forms,
            Levels levels,
            Records records,
            Desk desk,
            Html html,
            Clock clock) {
        this.links = links;
        this.outbox = outbox;
        this.texts = texts;
        this.wordings = wordings;
        this.forms = forms;
        this.levels = levels;
        this.records = records;
        this.desk = desk;
        this.html = html;
        this.clock = clock;
    }

    /// The links of a site in numbers: nobody's name.
    ///
    /// @param alarms the hours in which somebody guessed, in words
    public record Overview(
            long open,
            long closed,
            long answered,
            boolean many,
            List<String> alarms,
            List<String> waiting,
            Optional<PatientTexts.Approved> texts,
            List<Wordings.Wording> wordings,
            List<String> unworded) {}

    private void requireManager() {
        if (!records.may(Action.REGISTER) && !records.may(Action.APPROVE)) {
            records.require(Action.REGISTER);
        }
    }

    @GetMapping("/links")
    ResponseEntity<String> all(HttpServletRequest request, HttpServletResponse response) {
        requireManager();
        var today = clock.instant().atZone(clock.getZone()).toLocalDate();
        var all = links.all();
        Overview overview =
                new Overview(
                        all.stream()
                                .filter(one -> !one.wasTakenBack() && !one.until().isBefore(today))
                                .count(),
                        links.closed().size(),
                        all.stream().filter(one -> one.lastSent().isPresent()).count(),
                        links.areManyClosed(),
                        links.alarms().stream()
                                .map(one ->
                                        HOUR.format(one.from().atZone(clock.getZone()))
                                                + ": "
                                                + one.all()
                                                + " wrong entries, "
                                                + one.unknown()
                                                + " for links that there never were, "
                                                + one.wrong()
                                                + " for links that there are, "
                                                + one.refused()
                                                + " not looked at; "
                                                + one.closed()
                                                + " links closed")
                                .toList(),
                        outbox.all().stream()
                                .filter(Outbox.Message::waits)
                                .map(one ->
                                        one.kind().name().toLowerCase(Locale.ROOT)
                                                + ", due "
                                                + HOUR.format(one.due().atZone(clock.getZone()))
                                                + (one.tries() > 0
                                                        ? ", tried " + one.tries() + " times"
                                                        : ""))
                                .toList(),
                        texts.current(),
                        wordings.all(),
                        forms.forms().stream()
                                .filter(Form::isWordedByItsOwner)
                                .filter(one ->
                                        wordings.of(one.id())
                                                .filter(there -> there.holds(today))
                                                .isEmpty())
                                .map(PatientLanguages::title)
                                .toList());
        Frame frame = desk.frame(request, response, "Links");
        return html.page(
                (out, interceptor) -> JtelinksGenerated.render(out, interceptor, frame, overview));
    }

    /// Words of a level, with what stands there.
    public record Said(Levels.Level level, String words) {}

    @GetMapping("/links/texts")
    ResponseEntity<String> texts(HttpServletRequest request, HttpServletResponse response) {
        requireManager();
        Optional<PatientTexts.Approved> now = texts.current();
        List<Said> said =
                levels.all().stream()
                        .map(level ->
                                new Said(
                                        level,
                                        now.map(one -> one.levels().get(level.code())).orElse("")))
                        .toList();
        Frame frame = desk.frame(request, response, "What patients read");
        boolean may = records.may(Action.APPROVE);
        return html.page((out, interceptor) ->
                JtetextsGenerated.render(out, interceptor, frame, now, said, may));
    }

    @PostMapping("/links/texts")
    ResponseEntity<String> approve(
            @RequestParam Map<String, String> sent,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        records.require(Action.APPROVE);
        desk.requireFresh(request);
        Map<String, String> words = new LinkedHashMap<>();
        for (Levels.Level level : levels.all()) {
            String said = sent.getOrDefault("level." + level.code(), "").strip();
            if (said.isEmpty() || said.equals(level.placeholder())) {
                throw incomplete(
                        "“" + level.title() + "” has no words of this site.",
                        "The words shown grey are only an example: write what holds here.");
            }
            words.put(level.code(), said);
        }
        texts.approve(
                new PatientTexts.Approved(
                        needed(sent, "site", "How patients call the site"),
                        needed(sent, "emergency", "The emergency number"),
                        needed(sent, "clinic", "The number of the site"),
                        sent.getOrDefault("second", "").strip(),
                        words,
                        sent.getOrDefault("tell", "").strip(),
                        author,
                        clock.instant()));
        desk.notice(response, "Approved. Links are switched on.");
        return Html.seeOther("/links");
    }

    private static String needed(Map<String, String> sent, String field, String what) {
        String said = sent.getOrDefault(field, "").strip();
        if (said.isEmpty()) {
            throw incomplete(what + " is missing.", "Go back, and write it.");
        }
        return said;
    }

    private static Problem incomplete(String message, String remedy) {
        return new Problem(ProblemKind.INCOMPLETE, "Not approved", message, remedy);
    }
}
