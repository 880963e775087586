package org.osteon.app.http.web.site;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.app.http.web.Glossary;
import org.osteon.app.http.web.PatientLines;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.search.ServedDonors;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;

/// What a search over everything finds, by kind, the best of each first.
///
/// @param query what is searched for
/// @param kinds those in which something is found, each with its hits
/// @param patients whose lines are among the hits
/// @param pending charts that are still to be assessed
record FoundPages(String query, List<Kind> kinds, List<WorklistEntry> patients, int pending) {
    private static final int MOST = 12;

    /// Pages that are found by what people call them.
    private static final List<Hit> PAGES =
            List.of(
                    new Hit("Worklist", "who needs attention, patients", "/"),
                    new Hit("Boards", "columns, pipeline, infusion suite", "/boards"),
                    new Hit(
                            "Answers",
                            "who answered which questionnaire when, responders",
                            "/answers"),
                    new Hit("Donors", "donor search, HLA typing, registry", "/donors"),
                    new Hit(
                            "Who has a donor",
                            "match likelihood, registry size, population",
                            "/donors/likelihood"),
                    new Hit("Import", "bring in charts, FHIR bundle, file", "/import"),
                    new Hit("Outcomes", "curves, survival, cohort, table, report", "/outcomes"),
                    new Hit("Rule book", "rules, thresholds, sources, cases", "/rules"),
                    new Hit("Forms", "forms to enter, blank forms for paper", "/forms"),
                    new Hit(
                            "What was not understood",
                            "reading, codes, units, site maps",
                            "/reading"),
                    new Hit("Messages", "HL7 v2, dead letters, merges, profiles", "/feeds"),
                    new Hit("Help", "keys, glossary, words, meaning", "/help"),
                    new Hit(
                            "For integrators",
                            "FHIR, CDS Hooks, API, address, curl, metadata",
                            "/integrate"),
                    new Hit("Your name", "who, sign in", "/who"));

    /// Hits of one kind.
    ///
    /// @param more how many more there are
    record Kind(String title, List<Hit> hits, int more) {}

    /// A page.
    record Hit(String title, String detail, String href) {}

    /// Everything that can be searched.
    record Searched(
            KnowledgeBase knowledge,
            FormLibrary forms,
            Glossary glossary,
            ServedDonors donors,
            PatientLines.Lines patients) {}

    static FoundPages of(String query, Searched in) {
        List<String> words =
                Stream.of(query.toLowerCase(Locale.ROOT).split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
        List<Kind> kinds = new ArrayList<>();
        List<WorklistEntry> patients =
                words.isEmpty() ? List.of() : patients(query, words, in.patients().entries());
        if (!words.isEmpty()) {
            add(kinds, "Patients", patients.stream().map(FoundPages::hit).toList());
            add(kinds, "Rules", rules(words, in.knowledge()));
            add(kinds, "Donors", donor(query, in.donors()).stream().toList());
            add(kinds, "Forms", forms(words, in.forms()));
            add(
                    kinds,
                    "Words",
                    in.glossary().called(query.strip()).stream()
                            .map(term ->
                                    new Hit(
                                            term.word() + ": " + term.name(),
                                            term.meaning(),
                                            "/help#" + term.anchor()))
                            .toList());
            add(
                    kinds,
                    "Pages",
                    PAGES.stream()
                            .filter(page -> all(words, page.title() + " " + page.detail()))
                            .toList());
        }
        return new FoundPages(
                query, kinds, patients.stream().limit(MOST).toList(), in.patients().pending());
    }

    private static void add(List<Kind> kinds, String title, List<Hit> hits) {
        if (!hits.isEmpty()) {
            kinds.add(
                    new Kind(
                            title,
                            hits.stream().limit(MOST).toList(),
                            Math.max(0, hits.size() - MOST)));
        }
    }

    private static boolean all(List<String> words, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().allMatch(lower::contains);
    }

    /// Each patient once, whatever concerns them.
    private static List<WorklistEntry> patients(
            String query, List<String> words, List<WorklistEntry> entries) {
        Optional<String> born =
                Birthday.in(query).map(day -> Wording.day(day).toLowerCase(Locale.ROOT));
        Map<String, WorklistEntry> found = new LinkedHashMap<>();
        for (WorklistEntry entry : entries) {
            boolean matches =
                    all(words, entry.search())
                            || born.filter(day -> isIn(entry.search(), day)).isPresent();
            if (matches) {
                found.putIfAbsent(entry.chart(), entry);
            }
        }
        return List.copyOf(found.values());
    }

    private static Hit hit(WorklistEntry entry) {
        return new Hit(entry.name(), entry.details(), "/patients/" + entry.chart());
    }

    /// Not `12 may 1950` for `2 may 1950`.
    private static boolean isIn(String text, String day) {
        return (" " + text + " ").contains(" " + day + " ");
    }

    private static List<Hit> rules(List<String> words, KnowledgeBase knowledge) {
        List<Hit> byCode = new ArrayList<>();
        List<Hit> bySentence = new ArrayList<>();
        for (Pathway pathway : knowledge.pathways()) {
            for (Rule rule : pathway.alerts()) {
                Hit hit =
                        new Hit(
                                rule.id(),
                                rule.title() + " (" + pathway.title() + ")",
                                "/rules/" + pathway.id() + "/" + encoded(rule.id()));
                if (all(words, rule.id())) {
                    byCode.add(hit);
                } else if (all(words, rule.title() + " " + rule.description())) {
                    bySentence.add(hit);
                }
            }
        }
        byCode.addAll(bySentence);
        return byCode.stream().distinct().toList();
    }

    /// By the whole number of the donor: a part of it says nothing.
    private static Optional<Hit> donor(String query, ServedDonors donors) {
        String id = query.strip();
        return donors.state() instanceof ServedDonors.Ready ready
                ? ready.registry()
                        .filter(registry -> registry.version().find(id).isPresent())
                        .map(_ ->
                                new Hit(
                                        id,
                                        "a donor of the registry; a search compares them with a"
                                                + " patient",
                                        "/donors"))
                : Optional.empty();
    }

    private static List<Hit> forms(List<String> words, FormLibrary forms) {
        return forms.forms().stream()
                .filter(form -> all(words, form.title() + " " + form.id()))
                .map(form -> new Hit(form.title(), form.id(), "/forms/" + encoded(form.id())))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Where one hit is all there is, people want to go there.
    Optional<Hit> only() {
        return kinds.size() == 1 && kinds.getFirst().hits().size() == 1
                ? Optional.of(kinds.getFirst().hits().getFirst())
                : Optional.empty();
    }
}
