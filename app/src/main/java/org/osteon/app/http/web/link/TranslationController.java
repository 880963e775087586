package org.osteon.app.http.web.link;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osteon.access.Action;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.charts.Records;
import org.osteon.records.links.Link;
import org.osteon.records.links.Translations;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What patients read in another language, line by line, released by who approves what they read.
@RestController
final class TranslationController {
    private static final String PATH = "/links/translations";
    private static final int LONGEST = 100_000;

    private final Translations translations;
    private final PatientLanguages languages;
    private final FormLibrary forms;
    private final Records records;
    private final Desk desk;
    private final Html html;
    private final Clock clock;

    TranslationController(
            Translations translations,
            PatientLanguages languages,
            FormLibrary forms,
            Records records,
            Desk desk,
            Html html,
            Clock clock) {
        this.translations = translations;
        this.languages = languages;
        this.forms = forms;
        this.records = records;
        this.desk = desk;
        this.html = html;
        this.clock = clock;
    }

    /// What can be translated.
    public record Subject(String of, String title) {}

    /// What was released.
    ///
    /// @param whole whether it is of what is read now
    public record Released(String title, String language, String by, String on, boolean whole) {}

    /// The page.
    ///
    /// @param lines what is to be translated, a line each, with what was released
    public record Page(
            List<Subject> subjects,
            Subject chosen,
            String language,
            String lines,
            int count,
            List<Released> released,
            boolean may) {}

    /// The pages, the forms that patients answer in our own words, and their own scores.
    private List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(new Subject(Translations.PAGES, "The pages themselves"));
        forms.forms().stream()
                .filter(form -> form.roles().contains(Link.PATIENT) && !form.isWordedByItsOwner())
                .sorted(Comparator.comparing(Form::title))
                .forEach(
                        form -> subjects.add(new Subject(form.id(), PatientLanguages.title(form))));
        languages
                .measuring()
                .forEach(one ->
                        subjects.add(
                                new Subject(
                                        PatientLanguages.SCORES + one.id(),
                                        "Own scores: " + one.title())));
        return subjects;
    }

    @GetMapping(PATH)
    ResponseEntity<String> ask(
            @RequestParam(defaultValue = Translations.PAGES) String of,
            @RequestParam(defaultValue = "") String language,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!records.may(Action.APPROVE)) {
            records.require(Action.REGISTER);
        }
        List<Subject> subjects = subjects();
        Subject chosen = chosen(subjects, of);
        Map<String, String> english = languages.lines(chosen.of()).orElse(Map.of());
        Map<String, String> words =
                translations
                        .of(chosen.of(), language)
                        .map(Translations.Translation::words)
                        .orElse(Map.of());
        String lines =
                english.entrySet().stream()
                        .map(one ->
                                cell(one.getKey())
                                        + ","
                                        + cell(words.getOrDefault(one.getKey(), one.getValue())))
                        .collect(Collectors.joining("\n"));
        Frame frame = desk.frame(request, response, "Translations");
        Page page =
                new Page(
                        subjects,
                        chosen,
                        language,
                        lines,
                        english.size(),
                        released(subjects),
                        records.may(Action.APPROVE));
        return html.page((out, interceptor) ->
                JtetranslationsGenerated.render(out, interceptor, frame, page));
    }

    private List<Released> released(List<Subject> subjects) {
        return translations.all().stream()
                .map(one ->
                        new Released(
                                subjects.stream()
                                        .filter(subject -> subject.of().equals(one.of()))
                                        .map(Subject::title)
                                        .findFirst()
                                        .orElse(one.of()),
                                one.language(),
                                one.by(),
                                one.at().toString().substring(0, 10),
                                languages.lines(one.of()).filter(one::isOf).isPresent()))
                .toList();
    }

    private static Subject chosen(List<Subject> subjects, String of) {
        return subjects.stream()
                .filter(one -> one.of().equals(of))
                .findFirst()
                .orElse(subjects.getFirst());
    }

    @PostMapping(PATH)
    ResponseEntity<String> release(
            @RequestParam(defaultValue = "") String of,
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String lines,
            HttpServletRequest request,
            HttpServletResponse response) {
        String author = desk.author(request, response);
        records.require(Action.APPROVE);
        desk.requireFresh(request);
        Optional<Map<String, String>> english =
                subjects().stream().anyMatch(one -> one.of().equals(of))
                        ? languages.lines(of)
                        : Optional.empty();
        if (english.isEmpty()) {
            throw refused("“" + of + "” is nothing that patients read.", "Choose from the list.");
        }
        if (!PatientLanguages.isTag(language) || language.equals(Speech.ENGLISH.language())) {
            throw refused(
                    "“" + language + "” is no other language.",
                    "A language is written as de or pt-BR.");
        }
        translations.release(
                new Translations.Translation(
                        of,
                        language,
                        english.get(),
                        read(lines, english.get()),
                        author,
                        clock.instant()));
        desk.notice(
                response,
                "Released: " + PatientLanguages.Language.of(language).name() + ", " + of + ".");
        return Html.seeOther(PATH + "?of=" + of + "&language=" + language);
    }

    private static Map<String, String> read(String lines, Map<String, String> english) {
        Map<String, String> words = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        if (lines.length() > LONGEST) {
            wrong.add("it is longer than " + LONGEST + " characters");
        }
        for (String line : lines.lines().filter(one -> !one.isBlank()).limit(2000).toList()) {
            List<String> cells = WordingFile.cells(line);
            if (cells.size() != 2) {
                wrong.add("“" + line + "” has no two parts");
            } else if (!english.containsKey(cells.getFirst())) {
                wrong.add("“" + cells.getFirst() + "” is nothing that is read");
            } else if (words.put(cells.getFirst(), cells.getLast()) != null) {
                wrong.add("“" + cells.getFirst() + "” stands there twice");
            }
        }
        english.forEach((key, text) -> {
            String said = words.getOrDefault(key, "");
            if (said.isBlank()) {
                wrong.add("“" + key + "” is missing");
            } else if (!parts(said).equals(parts(text))) {
                wrong.add("“" + key + "” must have the same " + String.join(", ", parts(text)));
            }
        });
        if (!wrong.isEmpty()) {
            throw refused(
                    String.join("; ", wrong.subList(0, Math.min(wrong.size(), 20))) + ".",
                    "Write a line for each: what stands before the first comma stays, what follows"
                            + " is translated. A text with commas stands in quotation marks.");
        }
        return words;
    }

    /// `{0}`, `{1}`: what is filled in.
    private static List<String> parts(String text) {
        return java.util.regex.Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .sorted()
                .toList();
    }

    private static String cell(String text) {
        return text.contains(",") || text.contains("\"")
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }

    private static Problem refused(String message, String remedy) {
        return new Problem(ProblemKind.INCOMPLETE, "Not released", message, remedy);
    }
}
