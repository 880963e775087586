package org.osteon.app.http.web.link;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.osteon.access.Action;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.pathway.words.DayText;
import org.osteon.records.charts.Records;
import org.osteon.records.links.Wordings;
import org.osteon.records.people.Secrets;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Loads the wording of a questionnaire that its owner lets the site use.
@RestController
final class WordingController {
    private static final String SIGNS = "data-manager";

    private final Wordings wordings;
    private final FormLibrary forms;
    private final Records records;
    private final Desk desk;
    private final Html html;
    private final Clock clock;

    WordingController(
            Wordings wordings,
            FormLibrary forms,
            Records records,
            Desk desk,
            Html html,
            Clock clock) {
        this.wordings = wordings;
        this.forms = forms;
        this.records = records;
        this.desk = desk;
        this.html = html;
        this.clock = clock;
    }

    private List<Form> licensed() {
        return forms.forms().stream().filter(Form::isWordedByItsOwner).toList();
    }

    @GetMapping("/links/wording")
    ResponseEntity<String> ask(HttpServletRequest request, HttpServletResponse response) {
        records.require(Action.REGISTER);
        Frame frame = desk.frame(request, response, "Load a wording");
        boolean may = desk.roleAmong(List.of(SIGNS)).equals(SIGNS);
        return html.page((out, interceptor) ->
                JtewordingGenerated.render(out, interceptor, frame, licensed(), may));
    }

    @PostMapping("/links/wording")
    ResponseEntity<String> load(
            @RequestParam(defaultValue = "") String form,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String holder,
            @RequestParam(defaultValue = "") String licence,
            @RequestParam(defaultValue = "") String until,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        records.require(Action.REGISTER);
        desk.requireFresh(request);
        if (!desk.roleAmong(List.of(SIGNS)).equals(SIGNS)) {
            throw refused("A data manager signs that the site may use a wording.", "Ask one.");
        }
        Form found =
                licensed().stream()
                        .filter(one -> one.id().equals(form))
                        .findFirst()
                        .orElseThrow(() ->
                                refused(
                                        "No questionnaire was chosen.",
                                        "Go back, and choose one."));
        if (holder.isBlank()
                || licence.isBlank()
                || !language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")) {
            throw refused(
                    "The holder of the licence, its number, or the language is missing.",
                    "Go back, and write them; a language is written as en or pt-BR.");
        }
        WordingFile file = WordingFile.read(found, words);
        wordings.load(
                new Wordings.Wording(
                        form,
                        language,
                        file.texts(),
                        file.options(),
                        holder.strip(),
                        licence.strip(),
                        day(until),
                        Secrets.kept(words),
                        author,
                        clock.instant()));
        desk.notice(response, "Loaded: " + found.title());
        return Html.seeOther("/links");
    }

    private static LocalDate day(String until) {
        try {
            return DayText.parse(until.strip());
        } catch (IllegalArgumentException _) {
            throw refused(
                    "“" + until + "” is no day.",
                    "Write until when the licence holds: 2026-12-31.");
        }
    }

    private static Problem refused(String message, String remedy) {
        return new Problem(ProblemKind.INCOMPLETE, "Not loaded", message, remedy);
    }
}
