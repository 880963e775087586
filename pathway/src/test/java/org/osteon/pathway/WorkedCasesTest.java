package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;

/// Charts with the result that an expert wrote down for each: the knowledge gives it (X2, X3).
class WorkedCasesTest {

    @TestFactory
    Stream<DynamicContainer> our_own_cases_agree() {
        return Knowledge.BASE.pathways().stream().map(container(Knowledge::ownCases));
    }

    @TestFactory
    Stream<DynamicContainer> the_cases_of_the_specification_agree() {
        assumeTrue(Knowledge.hasGivenCases(), "no ../shared/cases beside the project");
        return Knowledge.BASE.pathways().stream().map(container(Knowledge::givenCases));
    }

    private static Function<Pathway, DynamicContainer> container(
            Function<Pathway, List<WorkedCase>> cases) {
        return pathway ->
                dynamicContainer(
                        pathway.id(),
                        cases.apply(pathway).stream()
                                .map(one ->
                                        dynamicTest(
                                                one.toString(),
                                                () ->
                                                        assertThat(one.differences(pathway))
                                                                .isEmpty())));
    }

    @TestFactory
    Stream<DynamicContainer> every_rule_of_the_register_is_raised_by_a_case() {
        return Knowledge.BASE.pathways().stream()
                .map(pathway -> {
                    var raised = new TreeSet<String>();
                    Knowledge.allCases(pathway).forEach(one -> raised.addAll(one.expectedAlerts()));
                    return dynamicContainer(
                            pathway.id(),
                            pathway.alerts().stream()
                                    .map(rule ->
                                            dynamicTest(
                                                    rule.id(),
                                                    () -> assertThat(raised).contains(rule.id()))));
                });
    }

    /// A criterion that can lack data has a case that lacks it: where it names what is missing, or
    /// an alert of it does, or an alert of it asks for the decision for want of data.
    @TestFactory
    Stream<DynamicContainer> every_criterion_that_needs_data_has_a_case_without_it() {
        return Knowledge.BASE.pathways().stream()
                .map(pathway -> {
                    var undetermined = new TreeSet<String>();
                    forEachAssessment((_, of, assessment) -> {
                        if (of.equals(pathway)) {
                            assessment.criteria().stream()
                                    .filter(criterion ->
                                            criterion.verdict() instanceof Verdict.Undetermined)
                                    .forEach(criterion -> undetermined.add(criterion.id()));
                        }
                    });
                    return dynamicContainer(
                            pathway.id(),
                            pathway.criteria().stream()
                                    .filter(rule -> canLackData(pathway, rule))
                                    .map(rule ->
                                            dynamicTest(
                                                    rule.id(),
                                                    () ->
                                                            assertThat(undetermined)
                                                                    .contains(rule.id()))));
                });
    }

    private static boolean canLackData(Pathway pathway, Rule criterion) {
        return criterion.expression("verdict").isEmpty()
                && criterion.withDescendants().stream()
                        .anyMatch(rule ->
                                rule.expression("missing").isPresent()
                                        || pathway.decision(rule.decision())
                                                .filter(word ->
                                                        word.effect()
                                                                == DecisionWord.Effect.UNKNOWN)
                                                .isPresent());
    }

    @Test
    void an_undetermined_criterion_names_what_is_missing() {
        forEachAssessment((one, _, assessment) ->
                assertThat(assessment.criteria())
                        .as(one.toString())
                        .filteredOn(criterion -> criterion.verdict().word().equals("undetermined"))
                        .allSatisfy(criterion ->
                                assertThat(criterion.verdict().missing())
                                        .isNotEmpty()
                                        .doesNotContain("", criterion.label())));
    }

    @Test
    void a_decision_for_want_of_data_says_what_to_order() {
        forEachAssessment((one, pathway, assessment) -> {
            boolean unknown =
                    assessment
                            .decision()
                            .flatMap(pathway::decision)
                            .filter(word -> word.effect() == DecisionWord.Effect.UNKNOWN)
                            .isPresent();
            if (unknown) {
                assertThat(assessment.missing()).as(one.toString()).isNotEmpty();
            }
        });
    }

    @Test
    void evidence_was_known_on_the_day_and_is_named_once() {
        forEachAssessment((one, _, assessment) -> {
            Chart known = one.chart().knownOn(one.asOf());
            Stream.concat(
                            assessment.criteria().stream().map(Criterion::evidence),
                            assessment.alerts().stream().map(Alert::evidence))
                    .forEach(evidence -> {
                        var references = evidence.stream().map(Evidence::reference).toList();
                        assertThat(references).as(one.toString()).doesNotHaveDuplicates();
                        assertThat(references)
                                .as(one.toString())
                                .allSatisfy(reference ->
                                        assertThat(known.resource(reference)).isPresent());
                    });
        });
    }

    /// What a rule read is its evidence where it names none: both engines must have read the same.
    @Test
    void the_reference_engine_finds_the_same_evidence() {
        for (int i = 0; i < ASSESSED.size(); i += Math.max(1, ASSESSED.size() / 12)) {
            Assessed all = ASSESSED.get(i);
            Assessment reference =
                    all.pathway().onReferenceEngine().assess(all.one().chart(), all.one().asOf());
            assertThat(all.assessment().criteria())
                    .as(all.one().toString())
                    .isEqualTo(reference.criteria());
            assertThat(all.assessment().alerts())
                    .as(all.one().toString())
                    .isEqualTo(reference.alerts());
        }
    }

    /// What an option leaves untouched is not evaluated again: it must say what the same order in
    /// the chart says.
    @Test
    void an_option_says_what_the_order_in_the_chart_would_say() {
        forEachAssessment((one, pathway, assessment) -> {
            for (Assessment.Option option : assessment.options()) {
                Pathway.Orderable orderable =
                        pathway.options().stream()
                                .filter(other -> other.id().equals(option.id()))
                                .findFirst()
                                .orElseThrow();
                Resource order = orderable.order();
                Chart ordered =
                        one.chart()
                                .knownOn(one.asOf())
                                .with(order.with(order.content().without("subject")));
                assertThat(option.assessment())
                        .as("%s, %s", one, option.id())
                        .isEqualTo(pathway.assess(ordered, one.asOf()).with(List.of(), List.of()));
            }
        });
    }

    @Test
    void several_pathways_asked_of_one_chart_say_what_each_says_alone() {
        List<Pathway> pathways = Knowledge.BASE.pathways();
        assertThat(pathways).hasSizeGreaterThan(1);
        for (int i = 0; i < ASSESSED.size(); i += Math.max(1, ASSESSED.size() / 100)) {
            WorkedCase one = ASSESSED.get(i).one();
            ChartOnDay chart = new ChartOnDay(Knowledge.BASE.pathways(), one.chart(), one.asOf());
            for (Pathway pathway : pathways) {
                Assessment alone = pathway.assessWithOptions(one.chart(), one.asOf());
                assertThat(chart.assess(pathway))
                        .as("%s by %s", one, pathway.id())
                        .isEqualTo(alone.with(List.of(), alone.lookedFor()));
                assertThat(chart.assessWithOptions(pathway))
                        .as("%s by %s, each option", one, pathway.id())
                        .isEqualTo(alone);
            }
        }
    }

    @Test
    void an_alert_cites_its_rule_and_a_decision_it_asks_for_is_of_the_pathway() {
        forEachAssessment((one, pathway, assessment) ->
                assertThat(assessment.alerts())
                        .as(one.toString())
                        .allSatisfy(alert -> {
                            assertThat(alert.source()).startsWith(alert.code() + ", ");
                            assertThat(alert.summary()).isNotBlank();
                            if (!alert.decision().isEmpty()) {
                                assertThat(pathway.decision(alert.decision())).isPresent();
                            }
                        }));
    }

    @Test
    void every_rule_of_the_register_has_its_place_in_one_criterion() {
        Knowledge.BASE
                .pathways()
                .forEach(pathway ->
                        assertThat(pathway.alerts().stream().map(Rule::id))
                                .as(pathway.id())
                                .doesNotHaveDuplicates());
    }

    private interface Check {
        void check(WorkedCase one, Pathway pathway, Assessment assessment);
    }

    private record Assessed(WorkedCase one, Pathway pathway, Assessment assessment) {}

    /// Every case assessed once, for all the checks of form.
    private static final List<Assessed> ASSESSED =
            Knowledge.BASE.pathways().stream()
                    .flatMap(pathway ->
                            Knowledge.allCases(pathway).stream()
                                    .map(one ->
                                            new Assessed(
                                                    one,
                                                    pathway,
                                                    pathway.assessWithOptions(
                                                            one.chart(), one.asOf()))))
                    .toList();

    private static void forEachAssessment(Check check) {
        assertThat(ASSESSED).isNotEmpty();
        List<AssertionError> failures = new ArrayList<>();
        for (Assessed all : ASSESSED) {
            try {
                check.check(all.one(), all.pathway(), all.assessment());
            } catch (AssertionError failure) {
                failures.add(failure);
            }
        }
        assertThat(failures).as("in %d cases", failures.size()).isEmpty();
    }
}
