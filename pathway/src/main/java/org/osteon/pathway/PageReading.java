package org.osteon.pathway;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Reads how a pathway lays out the page of one patient: its group `page`.
final class PageReading {
    /// Codes of a theme: the criteria whose facts it gathers.
    static final String CRITERION_SYSTEM = "urn:osteon:criterion";

    /// Code of a tool: the form that it opens.
    static final String FORM_SYSTEM = "urn:osteon:form";

    /// Code of a tool: the page that it opens.
    static final String PAGE_SYSTEM = "urn:osteon:page";

    private final Pathway pathway;
    private final RuleAnswers answers;

    PageReading(Pathway pathway, RuleAnswers answers) {
        this.pathway = pathway;
        this.answers = answers;
    }

    PageLayout layout() {
        return pathway.page().isEmpty()
                ? PageLayout.NONE
                : new PageLayout(
                        lines("banner"),
                        text("decision"),
                        lines("decision"),
                        part("order").map(Rule::title).orElse(""),
                        text("order"),
                        lines("order"),
                        within("facts").map(PageReading::theme).toList(),
                        within("tools").flatMap(this::tool).toList(),
                        new PageLayout.Home(
                                part("aftercare").map(Rule::title).orElse(""),
                                part("aftercare").map(Rule::source).orElse(""),
                                lines("aftercare")),
                        within("pictures").flatMap(this::picture).toList());
    }

    private static PageLayout.Theme theme(Rule rule) {
        return new PageLayout.Theme(
                rule.id(),
                rule.title(),
                rule.codes(CRITERION_SYSTEM),
                rule.codes(Rule.RESULT_SYSTEM));
    }

    private Stream<PageLayout.Tool> tool(Rule rule) {
        return asked(
                rule,
                Stream.<PageLayout.Tool>empty(),
                () ->
                        answers.holds(rule)
                                ? Stream.of(
                                        new PageLayout.Tool(
                                                rule.title(),
                                                first(rule.codes(FORM_SYSTEM)),
                                                first(rule.codes(PAGE_SYSTEM)),
                                                answers.text(rule, "summary"),
                                                rule.codes(CRITERION_SYSTEM)))
                                : Stream.empty());
    }

    private Stream<PagePicture> picture(Rule rule) {
        return asked(rule, Stream.<PagePicture>empty(), () -> PagePicture.of(rule, answers));
    }

    private static String first(List<String> codes) {
        return codes.isEmpty() ? "" : codes.getFirst();
    }

    private List<String> lines(String id) {
        return part(id).map(
                        rule -> asked(rule, List.<String>of(), () -> answers.texts(rule, "lines")))
                .orElse(List.of());
    }

    private String text(String id) {
        return part(id).map(rule -> asked(rule, "", () -> answers.text(rule, "value"))).orElse("");
    }

    /// A part that fails costs itself.
    private <T> T asked(Rule rule, T otherwise, Supplier<T> answer) {
        return answers.orElse(otherwise, rule.id(), answer);
    }

    private Stream<Rule> within(String id) {
        return part(id).stream().flatMap(rule -> rule.rules().stream());
    }

    private Optional<Rule> part(String id) {
        return pathway.page().stream()
                .flatMap(page -> page.rules().stream())
                .filter(rule -> rule.id().equals(id))
                .findFirst();
    }
}
