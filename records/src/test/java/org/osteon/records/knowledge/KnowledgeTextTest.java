package org.osteon.records.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;

/// What the authors wrote is read after the first answer: what is wrong with it is told then. A
/// file of cases that cannot be read costs its own cases, and the rules say so.
class KnowledgeTextTest {
    @TempDir private Path folder;

    @Test
    void a_file_of_cases_that_cannot_be_read_is_told_and_the_rules_are_shown_all_the_same()
            throws IOException {
        KnowledgeBase knowledge = KnowledgeBase.load(MadeUpKnowledge.copiedInto(folder));
        Pathway pathway = knowledge.pathway("cooling").orElseThrow();
        int cases = new KnowledgeText(knowledge).cases(pathway).size();
        Path written = knowledge.folder().resolve("cooling/cases");
        Files.createDirectories(written);
        Files.writeString(written.resolve("broken.json"), "{\"id\":");
        Files.writeString(
                written.resolve("no-chart.json"),
                "{\"pathway\":\"cooling\",\"cases\":[{\"id\":\"a\",\"chart\":{\"like\":\"warm\"}}]}");
        Files.writeString(written.resolve("text.json"), "{\"cases\":[\"a\"]}");
        Files.writeString(
                written.resolve("whole.json"), "{\"id\":\"whole\",\"pathway\":\"cooling\"}");

        KnowledgeText text = new KnowledgeText(knowledge);

        assertThat(text.read())
                .hasValueSatisfying(why ->
                        assertThat(why).contains("broken.json is not JSON").doesNotContain("\n"));
        assertThat(text.unreadCases(pathway))
                .hasSize(3)
                .allMatch(line -> line.startsWith("cooling"))
                .anyMatch(line -> line.contains("broken.json is not JSON"))
                .anyMatch(line -> line.endsWith("no-chart.json: there is no chart \"warm\""))
                .anyMatch(
                        line -> line.endsWith("text.json: \"a\" among the cases is not an object"));
        assertThat(text.cases(pathway)).hasSize(cases + 1);
        assertThat(text.plan(pathway).path("id").asText()).isEqualTo("cooling");
        RuleBook book = RuleBook.of(pathway, text, new ReviewedSources(text, List.of()), "");
        assertThat(book.unreadCases()).isEqualTo(text.unreadCases(pathway));
    }
}
