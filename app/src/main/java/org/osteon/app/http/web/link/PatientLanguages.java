package org.osteon.app.http.web.link;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.osteon.app.http.Cookies;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.records.links.Link;
import org.osteon.records.links.PatientSpeech;
import org.osteon.records.links.PatientTexts;
import org.osteon.records.links.Translations;
import org.osteon.records.links.Wordings;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormItem;
import org.osteon.workflow.forms.FormLibrary;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// The languages in which a link can be answered: those in which everything that is read was
/// released, the words of the pages, the words that a physician approved, and every form of the
/// link. Half a translation is none.
@Component
final class PatientLanguages implements PatientSpeech {
    /// What the words of a pathway's own scores are called, before its id.
    static final String SCORES = "own-scores:";

    /// What a measure is, besides its numbers: `examined` by somebody, `lower-is-better`.
    static final String MEASURE = "urn:osteon:measure";

    /// What words of a form are of, beside a linkId.
    static final String TITLE = "title";

    static final String HELP = ".help";
    static final String CHOICE = "=";
    static final String STEM = "group ";

    private static final String COOKIE = "osteon-language";
    private static final String TAG = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*";

    private final List<String> phrases;
    private final Translations translations;
    private final Wordings wordings;
    private final PatientTexts texts;
    private final FormLibrary forms;
    private final KnowledgeBase pathways;
    private final Clock clock;

    PatientLanguages(
            KnowledgeText knowledge,
            KnowledgeBase pathways,
            Translations translations,
            Wordings wordings,
            PatientTexts texts,
            FormLibrary forms,
            Clock clock) {
        this.pathways = pathways;
        this.clock = clock;
        this.phrases =
                knowledge
                        .words("patient-pages")
                        .path("phrases")
                        .valueStream()
                        .map(one -> one.asText(""))
                        .toList();
        this.translations = translations;
        this.wordings = wordings;
        this.texts = texts;
        this.forms = forms;
    }

    /// A language that can be chosen.
    ///
    /// @param name in itself
    public record Language(String tag, String name) {
        static Language of(String tag) {
            Locale locale = Locale.forLanguageTag(tag);
            String name = locale.getDisplayName(locale);
            return new Language(tag, name.isEmpty() ? tag : name);
        }
    }

    static boolean isTag(String text) {
        return text.matches(TAG) && text.length() <= 20;
    }

    /// Everything that is read beside the forms: the phrases of the pages, and what was approved.
    Map<String, String> ofThePages() {
        Map<String, String> lines = new LinkedHashMap<>();
        phrases.forEach(one -> lines.put(one, one));
        texts.current()
                .ifPresent(said ->
                        said.levels().values().stream()
                                .sorted()
                                .forEach(one -> lines.put(one, one)));
        return lines;
    }

    /// Everything that is read of a form.
    static Map<String, String> ofAForm(Form form) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(TITLE, title(form));
        form.byLink()
                .allItems()
                .filter(item -> !item.hidden())
                .forEach(item -> {
                    if (item.type() == FormItem.Type.GROUP) {
                        if (!item.text().isEmpty()) {
                            lines.put(STEM + item.text(), item.text());
                        }
                    } else if (item.type().isAnswered()
                            && !item.readOnly()
                            && item.calculated().isEmpty()
                            && !item.linkId().equals(Form.WHEN)) {
                        of(item, lines);
                    }
                });
        return lines;
    }

    private static void of(FormItem item, Map<String, String> lines) {
        lines.put(item.linkId(), item.text());
        if (!item.help().isEmpty()) {
            lines.put(item.linkId() + HELP, item.help());
        }
        item.options()
                .forEach(one ->
                        lines.put(
                                item.linkId() + CHOICE + one.coding().code(),
                                one.coding().display()));
    }

    static String title(Form form) {
        return form.title().replaceAll(", answers from paper$", "");
    }

    /// What is to be translated; empty where there is no such form.
    Optional<Map<String, String>> lines(String of) {
        if (of.equals(Translations.PAGES)) {
            return Optional.of(ofThePages());
        }
        return of.startsWith(SCORES)
                ? pathways.pathway(of.substring(SCORES.length())).map(this::ofTheScores)
                : forms.form(of).map(PatientLanguages::ofAForm);
    }

    /// The pathways whose measures patients see of themselves.
    List<Pathway> measuring() {
        return pathways.pathways().stream().filter(one -> !reported(one).isEmpty()).toList();
    }

    /// What the patients of a pathway report themselves: what somebody found at them is explained
    /// by who found it.
    static List<Rule> reported(Pathway pathway) {
        return pathway.measures().stream()
                .filter(one -> !one.codes(MEASURE).contains("examined"))
                .toList();
    }

    /// What measures and their times are called.
    private Map<String, String> ofTheScores(Pathway pathway) {
        Map<String, String> lines = new LinkedHashMap<>();
        LocalDate today = LocalDate.now(clock);
        for (Rule measure : reported(pathway)) {
            lines.put(measure.title(), measure.title());
            pathway.visits(measure, today).keySet().forEach(label -> lines.put(label, label));
        }
        return lines;
    }

    /// A language with the words for the own scores of a pathway; empty where they were not
    /// released in it.
    Optional<Speech> ofScores(Speech speech, String pathway) {
        String of = SCORES + pathway;
        return speech.isEnglish()
                ? Optional.of(speech)
                : translations
                        .of(of, speech.language())
                        .filter(one -> lines(of).filter(one::isOf).isPresent())
                        .map(one -> speech.with(of, one.words()));
    }

    /// In the language in which somebody is written to.
    Speech of(Link link) {
        return isTag(link.language()) && isWholeOf(link.language(), link.forms())
                ? speech(link.language(), link.forms())
                : Speech.ENGLISH;
    }

    @Override
    public Said to(Link link) {
        Speech speech = of(link);
        return new Said(speech.language(), speech::say);
    }

    /// The languages in which something was released, for who gives a link.
    List<Language> released() {
        return translations.all().stream()
                .filter(one -> one.of().equals(Translations.PAGES))
                .map(Translations.Translation::language)
                .sorted()
                .map(Language::of)
                .toList();
    }

    /// Words that others own are there in the language in which the site loaded them.
    private boolean isWhole(String of, String language) {
        if (forms.form(of).filter(Form::isWordedByItsOwner).isPresent()) {
            return wordings.of(of).filter(one -> one.language().equals(language)).isPresent();
        }
        return translations
                .of(of, language)
                .filter(one -> lines(of).filter(one::isOf).isPresent())
                .isPresent();
    }

    /// In the language that is wanted, where everything is there in it.
    Speech wanted(List<String> of) {
        return chosen(of)
                .filter(tag -> !tag.equals(Speech.ENGLISH.language()))
                .map(tag -> speech(tag, of))
                .orElse(Speech.ENGLISH);
    }

    /// The language that somebody chose where they read; empty: they chose none, or one in which
    /// not everything is there.
    Optional<String> chosen(List<String> of) {
        return request()
                .flatMap(one -> Cookies.of(one, COOKIE).findFirst())
                .filter(PatientLanguages::isTag)
                .filter(tag -> tag.equals(Speech.ENGLISH.language()) || isWholeOf(tag, of));
    }

    /// In which a form is read: its owner's words in theirs, else the page's.
    String of(Form form, List<String> all) {
        return Optional.of(form)
                .filter(Form::isWordedByItsOwner)
                .flatMap(one -> wordings.of(one.id()))
                .map(Wordings.Wording::language)
                .orElseGet(() -> wanted(all).language());
    }

    private boolean isWholeOf(String tag, List<String> of) {
        return isWhole(Translations.PAGES, tag) && of.stream().allMatch(one -> isWhole(one, tag));
    }

    private Speech speech(String tag, List<String> of) {
        Map<String, Map<String, String>> words = new LinkedHashMap<>();
        of.forEach(
                one -> translations.of(one, tag).ifPresent(found -> words.put(one, found.words())));
        return new Speech(
                tag,
                translations
                        .of(Translations.PAGES, tag)
                        .map(Translations.Translation::words)
                        .orElse(Map.of()),
                words);
    }

    /// The languages beside the one in use.
    List<Language> besides(Speech used, List<String> of) {
        TreeSet<String> tags = new TreeSet<>();
        translations.all().stream()
                .map(Translations.Translation::language)
                .filter(tag -> isWholeOf(tag, of))
                .forEach(tags::add);
        tags.add(Speech.ENGLISH.language());
        tags.remove(used.language());
        List<Language> languages = new ArrayList<>();
        tags.forEach(tag -> languages.add(Language.of(tag)));
        return languages;
    }

    private static Optional<HttpServletRequest> request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes there
                ? Optional.of(there.getRequest())
                : Optional.empty();
    }

    /// The address of the link that is open.
    static String here() {
        return request()
                .map(HttpServletRequest::getRequestURI)
                .map(path -> path.replaceFirst("^(/p/[^/]+).*", "$1"))
                .orElse("/");
    }

    /// What a browser keeps of the choice.
    static String chosen(HttpServletRequest request, String tag) {
        return org.springframework.http.ResponseCookie.from(COOKIE, tag)
                .path("/p/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .build()
                .toString();
    }
}
