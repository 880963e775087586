package org.osteon.records.knowledge;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.Source;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.desk.Citation;
import org.osteon.workflow.desk.Tone;

/// The rules of a pathway in words, with their sources, cases and CQL.
///
/// @param query what is searched for; empty: everything
/// @param criteria those in which the search finds something
/// @param rules how many alerts the pathway has in all
/// @param unreadCases files of cases that cannot be read, and why
/// @param withoutCase codes of alerts that no case triggers
/// @param tables what the pathway's tables to read are called
public record RuleBook(
        String id,
        String title,
        String description,
        String version,
        String knowledgeHash,
        String query,
        List<Decided> decisions,
        List<Entry> criteria,
        int rules,
        int cases,
        List<String> unreadCases,
        List<String> withoutCase,
        List<Source> sources,
        List<String> tables) {

    private static final int MOST_LARGE = 4;
    private static final int NEAR = 2;

    /// The alerts found, each once, in the order of the criteria.
    public List<Entry> alerts() {
        return criteria.stream().flatMap(criterion -> criterion.alerts().stream()).toList();
    }

    /// A criterion, or an alert within one.
    ///
    /// @param id of the criterion or alert: the last part of its page's address
    /// @param code the identifier of an alert; empty for a criterion
    /// @param numbers those that decide it, the nearest first
    /// @param decision the decision that an alert asks for, in words
    /// @param reviewed when they were last held against their sources, in words; `never`
    /// @param cql the expressions behind it by name
    public record Entry(
            String id,
            String code,
            String title,
            String description,
            Tone tone,
            String decision,
            Citation source,
            Map<String, String> cql,
            List<RuleNumber> numbers,
            String reviewed,
            List<WorkedCase> cases,
            List<Entry> alerts) {

        /// Where its page is, within the rule book of its pathway.
        public String path() {
            return URLEncoder.encode(id, StandardCharsets.UTF_8);
        }

        private boolean contains(String words) {
            return Stream.of(code, title, description, decision, source.text(), cql.toString())
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
        }
    }

    /// How many cases give a decision.
    public record Decided(DecisionWord word, long cases) {}

    /// The rules of a pathway in which a search finds something.
    public static RuleBook of(
            Pathway pathway, KnowledgeText text, ReviewedSources reviewed, String query) {
        String words = query.toLowerCase(Locale.ROOT);
        List<Entry> criteria = new ArrayList<>();
        for (Rule rule : pathway.criteria()) {
            List<Entry> alerts =
                    rule.rules().stream()
                            .map(alert ->
                                    entry(
                                            pathway,
                                            text,
                                            reviewed,
                                            rule,
                                            alert,
                                            alert.id(),
                                            List.of()))
                            .toList();
            Entry whole = entry(pathway, text, reviewed, rule, rule, "", alerts);
            List<Entry> matching = alerts.stream().filter(alert -> alert.contains(words)).toList();
            if (words.isEmpty() || whole.contains(words)) {
                criteria.add(whole);
            } else if (!matching.isEmpty()) {
                criteria.add(entry(pathway, text, reviewed, rule, rule, "", matching));
            }
        }
        return new RuleBook(
                pathway.id(),
                pathway.title(),
                pathway.description(),
                pathway.version(),
                pathway.knowledgeHash(),
                query,
                pathway.decisions().stream()
                        .map(word ->
                                new Decided(
                                        word,
                                        text.cases(pathway).stream()
                                                .filter(one ->
                                                        one.expectedDecision().equals(word.word()))
                                                .count()))
                        .toList(),
                criteria,
                pathway.alerts().size(),
                text.cases(pathway).size(),
                text.unreadCases(pathway),
                pathway.alerts().stream()
                        .map(Rule::id)
                        .distinct()
                        .filter(code -> cases(pathway, text, code).isEmpty())
                        .toList(),
                pathway.sources(),
                pathway.tableTitles());
    }

    /// The expressions behind a rule, as they were written, by name.
    public static Map<String, String> cql(Pathway pathway, KnowledgeText text, Rule rule) {
        Map<String, String> cql = new LinkedHashMap<>();
        Stream.concat(rule.condition().stream(), rule.expressions().values().stream())
                .distinct()
                .forEach(name ->
                        text.expression(pathway, name).ifPresent(body -> cql.put(name, body)));
        return cql;
    }

    /// The numbers that decide a rule: those that its sentence says, else those that stand nearest.
    public static List<RuleNumber> deciding(Rule rule, List<RuleNumber> numbers) {
        String sentence = rule.title() + ". " + rule.description();
        List<RuleNumber> said =
                numbers.stream().filter(number -> number.isIn(sentence)).limit(MOST_LARGE).toList();
        if (!said.isEmpty()) {
            return said;
        }
        int nearest = numbers.stream().mapToInt(RuleNumber::steps).min().orElse(0);
        return numbers.stream()
                .filter(number -> number.steps() == nearest && nearest <= NEAR)
                .limit(MOST_LARGE)
                .toList();
    }

    private static Entry entry(
            Pathway pathway,
            KnowledgeText text,
            ReviewedSources reviewed,
            Rule criterion,
            Rule rule,
            String code,
            List<Entry> alerts) {
        Tone tone = Tone.word(pathway, rule.decision()).map(Tone::of).orElse(Tone.NONE);
        Citation source = Citation.of(pathway, rule.source());
        return new Entry(
                rule.id(),
                code,
                rule.title(),
                rule.description(),
                tone,
                Tone.word(pathway, rule.decision()).map(DecisionWord::title).orElse("depends"),
                source,
                cql(pathway, text, rule),
                code.isEmpty() ? List.of() : deciding(rule, text.numbers(pathway, criterion, rule)),
                reviewed.words(pathway, source.documents()),
                code.isEmpty() ? List.of() : cases(pathway, text, code),
                alerts);
    }

    private static List<WorkedCase> cases(Pathway pathway, KnowledgeText text, String code) {
        return text.cases(pathway).stream().filter(one -> one.shows(code)).toList();
    }
}
