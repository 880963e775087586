package org.osteon.records.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;

/// What changed in a rule between the states of the knowledge that were applied (X4).
class RuleHistoryTest {
    @TempDir private Path folder;

    private Path knowledge;
    private KnowledgeVersions versions;
    private Instant at = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void copies_the_made_up_knowledge() throws IOException {
        knowledge = MadeUpKnowledge.copiedInto(folder);
        versions = new KnowledgeVersions(folder.resolve("kept"));
    }

    /// Keeps the state as it is now, a day after the one before.
    private void apply() throws IOException {
        String hash = versions.keep(KnowledgeBase.load(knowledge));
        Files.setLastModifiedTime(folder.resolve("kept").resolve(hash + ".txt"), FileTime.from(at));
        at = at.plusSeconds(86_400);
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = knowledge.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    private List<RuleHistory.Change> told(String code) throws IOException {
        Pathway pathway = KnowledgeBase.load(knowledge).pathway("cooling").orElseThrow();
        for (Rule criterion : pathway.criteria()) {
            for (Rule rule : criterion.rules()) {
                if (rule.id().equals(code)) {
                    return new RuleHistory(Optional.of(versions), List.of())
                            .of("cooling", criterion, rule)
                            .changes();
                }
            }
        }
        throw new AssertionError("no rule " + code);
    }

    private String anAlert() throws IOException {
        return KnowledgeBase.load(knowledge)
                .pathway("cooling")
                .orElseThrow()
                .alerts()
                .getFirst()
                .id();
    }

    @Test
    void a_changed_threshold_is_told_with_before_and_after() throws IOException {
        apply();
        change("cooling/Cooling.cql", "< 36.0", "< 30.0");
        apply();

        List<RuleHistory.Change> changes = told(anAlert());

        assertThat(changes).hasSize(2);
        assertThat(changes.getLast().first()).isTrue();
        assertThat(changes.getFirst().parts())
                .anySatisfy(part -> {
                    assertThat(part.before()).contains("36");
                    assertThat(part.after()).contains("30");
                });
    }

    @Test
    void a_state_that_leaves_the_rule_as_it_was_is_no_change_of_it() throws IOException {
        apply();
        change("cooling/pathway.json", "\"version\": \"", "\"version\": \"9");
        apply();

        assertThat(told(anAlert())).hasSize(1);
    }

    @Test
    void without_kept_states_nothing_is_told() throws IOException {
        assertThat(told(anAlert())).isEmpty();
    }
}
