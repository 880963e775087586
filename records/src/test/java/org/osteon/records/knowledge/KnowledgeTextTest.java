package org.osteon.records.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;

/// What the authors wrote is read after the first answer: what is wrong with it is told then, and
/// nobody is shown rules without their cases.
class KnowledgeTextTest {
    @TempDir private Path folder;

    @Test
    void what_cannot_be_read_is_told_in_a_line_and_is_read_when_it_is_put_right()
            throws IOException {
        KnowledgeBase knowledge = KnowledgeBase.load(MadeUpKnowledge.copiedInto(folder));
        Pathway pathway = knowledge.pathway("cooling").orElseThrow();
        KnowledgeText text = new KnowledgeText(knowledge);
        Path broken = knowledge.folder().resolve("cooling/cases/broken.json");
        Files.createDirectories(broken.getParent());
        Files.writeString(broken, "{\"id\":");

        assertThat(text.read())
                .hasValueSatisfying(why ->
                        assertThat(why).contains("broken.json is not JSON").doesNotContain("\n"));
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> text.cases(pathway));

        Files.delete(broken);
        assertThat(text.read()).isEmpty();
        assertThat(text.plan(pathway).path("id").asText()).isEqualTo("cooling");
    }
}
