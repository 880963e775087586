package org.osteon.app.http.web.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osteon.app.LoadedKnowledge;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.knowledge.KnowledgeText;
import org.osteon.records.knowledge.ReviewedSources;
import org.osteon.records.knowledge.RuleBook;

/// The rule book of the delivered knowledge.
class RuleBookTest {
    private static KnowledgeBase knowledge;
    private static KnowledgeText text;

    @BeforeAll
    static void reads_the_knowledge() throws IOException {
        knowledge = LoadedKnowledge.of(Path.of("..", "knowledge"));
        text = new KnowledgeText(knowledge);
    }

    @TestFactory
    Stream<DynamicTest> the_table_has_every_rule_and_no_rule_is_without_a_case() {
        return of((pathway, book) -> {
            assertThat(book.alerts())
                    .hasSize(book.rules())
                    .allSatisfy(alert -> assertThat(alert.cases()).as(alert.code()).isNotEmpty());
            assertThat(book.withoutCase()).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> every_decision_is_given_by_a_case() {
        return of((pathway, book) ->
                assertThat(book.decisions())
                        .allSatisfy(
                                one -> assertThat(one.cases()).as(one.word().word()).isPositive()));
    }

    @TestFactory
    Stream<DynamicTest> every_rule_shows_the_cql_behind_it_or_behind_its_criterion() {
        return of((pathway, book) ->
                assertThat(book.criteria())
                        .allSatisfy(criterion ->
                                assertThat(criterion.alerts())
                                        .allSatisfy(alert ->
                                                assertThat(
                                                                alert.cql().isEmpty()
                                                                        && criterion
                                                                                .cql()
                                                                                .isEmpty())
                                                        .as(alert.code())
                                                        .isFalse())));
    }

    private interface Check {
        void check(Pathway pathway, RuleBook book);
    }

    private static Stream<DynamicTest> of(Check check) {
        return knowledge.pathways().stream()
                .map(pathway ->
                        dynamicTest(
                                pathway.id(),
                                () ->
                                        check.check(
                                                pathway,
                                                RuleBook.of(
                                                        pathway,
                                                        text,
                                                        new ReviewedSources(text, List.of()),
                                                        ""))));
    }
}
