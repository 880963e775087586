package org.osteon.pathway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.ExpressionRef;
import org.hl7.elm.r1.FunctionRef;
import org.hl7.elm.r1.Library;

/// Checks what a clinical author wrote, and says what is wrong in the author's words.
final class PathwayCheck {
    private PathwayCheck() {}

    /// @param written the files of the libraries, compiled or not, by name
    static List<KnowledgeProblem> problems(
            List<Pathway> pathways,
            CqlLibraries libraries,
            Map<String, String> written,
            ValueSets valueSets) {
        List<KnowledgeProblem> problems = new ArrayList<>();
        for (Pathway pathway : pathways) {
            new Check(pathway, libraries, written, valueSets, problems).run();
        }
        return problems;
    }

    private record Check(
            Pathway pathway,
            CqlLibraries libraries,
            Map<String, String> written,
            ValueSets valueSets,
            List<KnowledgeProblem> problems) {

        void run() {
            PathwayDefinition definition = pathway.definition();
            if (definition.id().isEmpty()) {
                problem("", "the PlanDefinition has no id");
            }
            if (definition.version().isEmpty()) {
                problem("", "the PlanDefinition has no version");
            }
            for (String name : definition.libraries()) {
                if (!written.containsKey(name)) {
                    problem("", "there is no CQL library " + name + " (no file " + name + ".cql)");
                }
            }
            for (String url : definition.unknownDefinitions()) {
                problem("", "no file in an actions folder defines " + url);
            }
            if (pathway.criteria().isEmpty()) {
                problem("", "it has no criteria");
            }
            // What stands in a library that does not compile is not known.
            if (definition.libraries().stream().allMatch(this::isCompiledOrNowhere)) {
                definition.groups().forEach(group -> group.withDescendants().forEach(this::check));
            }
            checkSources();
            checkEndpoints();
            checkPage();
            checkDecisions();
            checkValueSets();
        }

        private boolean isCompiledOrNowhere(String library) {
            return libraries.library(library).isPresent() || !written.containsKey(library);
        }

        private void check(Rule rule) {
            for (String expression : rule.allExpressions()) {
                if (pathway.expression(expression).isEmpty()) {
                    problem(
                            rule.id(),
                            "the expression \""
                                    + expression
                                    + "\" is not defined in "
                                    + String.join(", ", pathway.definition().libraries()));
                }
                Set<String> meanings = meanings(expression);
                if (meanings.size() > 1) {
                    problem(
                            rule.id(),
                            "the expression \""
                                    + expression
                                    + "\" is defined in "
                                    + String.join(" and in ", meanings)
                                    + ": which one is meant? Give one of them another name");
                }
            }
        }

        /// The pathway's own libraries that define it, those left out that only pass on what
        /// another defines. Its own definition in the place of a shared one is meant.
        private Set<String> meanings(String expression) {
            Set<String> meanings = new TreeSet<>();
            for (String name : pathway.definition().libraries()) {
                if (libraries.expressions(name).containsKey(expression) && isOwn(name)) {
                    meanings.add(origin(name, expression));
                }
            }
            return meanings;
        }

        private boolean isOwn(String library) {
            return written.getOrDefault(library, "").startsWith(pathway.id() + "/");
        }

        private String origin(String library, String expression) {
            ExpressionDef definition = libraries.expressions(library).get(expression);
            if (definition != null
                    && definition.getExpression() instanceof ExpressionRef passedOn
                    && !(passedOn instanceof FunctionRef)
                    && passedOn.getLibraryName() != null
                    && expression.equals(passedOn.getName())) {
                return included(library, passedOn.getLibraryName())
                        .map(other -> origin(other, expression))
                        .orElse(library);
            }
            return library;
        }

        private Optional<String> included(String library, String alias) {
            return libraries.library(library).stream()
                    .map(Library::getIncludes)
                    .filter(Objects::nonNull)
                    .flatMap(includes -> includes.getDef().stream())
                    .filter(include -> alias.equals(include.getLocalIdentifier()))
                    .map(include -> String.valueOf(include.getPath()))
                    .findFirst();
        }

        private void checkSources() {
            pathway.definition()
                    .rules("alternatives")
                    .forEach(rule -> requireSource(rule, "alternative"));
            for (Rule criterion : pathway.criteria()) {
                requireSource(criterion, "criterion");
                requireBasis(criterion);
                for (Rule alert : criterion.rules()) {
                    requireSource(alert, "alert");
                    if (alert.title().isEmpty()) {
                        problem(alert.id(), "the alert has no title");
                    }
                    if (alert.condition().isEmpty() && criterion.expression("raised").isEmpty()) {
                        problem(alert.id(), "the alert has no condition: when does it hold?");
                    }
                }
            }
        }

        /// A criterion is met by evidence, or rests on declared absence (X2, X3).
        private void requireBasis(Rule criterion) {
            if (criterion.expression("evidence").isEmpty()
                    && criterion.expression("absence").isEmpty()
                    && criterion.reading().isEmpty()) {
                problem(
                        criterion.id(),
                        "nothing could ever show that the criterion is met: name the resources"
                                + " that do under evidence, or under absence the sentence for"
                                + " when none are on record");
            }
        }

        private void checkEndpoints() {
            for (Rule endpoint : pathway.endpoints()) {
                requireSource(endpoint, "endpoint");
                if (endpoint.rules().isEmpty()) {
                    problem(endpoint.id(), "the endpoint has no event: what is it that happens?");
                }
                for (Rule event : endpoint.rules()) {
                    if (event.expression("date").isEmpty()) {
                        problem(
                                endpoint.id(),
                                "its event " + event.id() + " has no date: when did it happen?");
                    }
                }
            }
            boolean followed =
                    pathway.followUp().flatMap(rule -> rule.expression("start")).isPresent();
            if (!followed && !(pathway.endpoints().isEmpty() && pathway.measures().isEmpty())) {
                problem("follow-up", "endpoints need a time zero: give its start");
            }
        }

        /// What a theme of the page gathers must be there.
        private void checkPage() {
            Set<String> criteria =
                    pathway.criteria().stream().map(Rule::id).collect(Collectors.toSet());
            Set<String> results =
                    pathway.results().stream().map(Rule::id).collect(Collectors.toSet());
            pathway.page().stream()
                    .flatMap(page -> page.withDescendants().stream())
                    .forEach(rule -> {
                        requireKnown(rule, PageReading.CRITERION_SYSTEM, criteria, "criterion");
                        requireKnown(rule, Rule.RESULT_SYSTEM, results, "result");
                    });
        }

        private void requireKnown(Rule rule, String system, Set<String> known, String kind) {
            rule.codes(system).stream()
                    .filter(code -> !known.contains(code))
                    .forEach(code ->
                            problem(
                                    rule.id(),
                                    "it gathers the "
                                            + kind
                                            + " "
                                            + code
                                            + ", which the pathway does not have"));
        }

        private void requireSource(Rule rule, String kind) {
            if (rule.source().isEmpty()) {
                problem(
                        rule.id(),
                        "the "
                                + kind
                                + " cites no source: give its section and source under"
                                + " documentation");
            }
        }

        private void checkDecisions() {
            Set<String> words =
                    pathway.decisions().stream()
                            .map(DecisionWord::word)
                            .collect(Collectors.toSet());
            for (Rule alert : pathway.alerts()) {
                if (!alert.decision().isEmpty() && !words.contains(alert.decision())) {
                    problem(
                            alert.id(),
                            "it asks for the decision "
                                    + alert.decision()
                                    + ", which is not among "
                                    + words);
                }
            }
        }

        private void checkValueSets() {
            for (String name : pathway.definition().libraries()) {
                libraries
                        .library(name)
                        .map(library -> library.getValueSets())
                        .ifPresent(definitions ->
                                definitions.getDef().stream()
                                        .filter(definition ->
                                                !valueSets.urls().contains(definition.getId()))
                                        .forEach(definition ->
                                                problem(
                                                        name + ".cql",
                                                        "the value set \""
                                                                + definition.getName()
                                                                + "\" ("
                                                                + definition.getId()
                                                                + ") is in no"
                                                                + " valuesets"
                                                                + " folder")));
            }
        }

        private void problem(String rule, String what) {
            problems.add(
                    new KnowledgeProblem(pathway.id() + (rule.isEmpty() ? "" : ", " + rule), what));
        }
    }
}
