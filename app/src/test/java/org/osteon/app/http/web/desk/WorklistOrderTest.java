package org.osteon.app.http.web.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.LoadedKnowledge;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.WorkedCase;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;

/// How soon somebody must come decides who stands on top, not the decision word and not what is
/// overdue (X7). Over the worked cases of every therapy.
class WorklistOrderTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");

    private static final Map<String, WorklistEntry> ENTRIES = new TreeMap<>();

    @BeforeAll
    static void everybody_is_on_the_list() throws IOException {
        KnowledgeBase knowledge = LoadedKnowledge.of(KNOWLEDGE);
        FormLibrary forms = FormLibrary.of(knowledge);
        for (Pathway pathway : knowledge.pathways()) {
            for (WorkedCase one : WorkedCase.of(KNOWLEDGE, pathway)) {
                ENTRIES.put(
                        one.id(),
                        WorklistEntry.of(List.of(pathway), forms, one.chart(), one.asOf())
                                .getFirst());
            }
        }
    }

    private static List<WorklistEntry> sorted() {
        WorklistView view = WorklistView.of(LocalDate.of(2026, 1, 1));
        return ENTRIES.values().stream()
                .map(entry -> WorklistRow.of(entry, view, _ -> true))
                .sorted(WorklistView.Sort.ATTENTION.order())
                .map(WorklistRow::entry)
                .toList();
    }

    @Test
    void febrile_neutropenia_stands_above_a_vaccine_that_is_overdue() {
        WorklistEntry fever = ENTRIES.get("own-fn-38-3");
        assertThat(fever.priority()).isEqualTo(Priority.NOW);
        List<WorklistEntry> list = sorted();
        assertThat(list)
                .filteredOn(one -> one.next().contains("vaccin"))
                .isNotEmpty()
                .filteredOn(one -> one.priority() != Priority.NOW)
                .allSatisfy(
                        one -> assertThat(list.indexOf(one)).isGreaterThan(list.indexOf(fever)));
    }

    @Test
    void nobody_who_can_wait_stands_above_somebody_who_cannot() {
        assertThat(sorted())
                .isSortedAccordingTo((one, two) -> one.priority().compareTo(two.priority()));
        assertThat(ENTRIES.values())
                .extracting(WorklistEntry::priority)
                .contains(Priority.values());
    }

    @Test
    void why_stands_in_a_sentence_and_not_in_a_code() {
        assertThat(ENTRIES.values())
                .filteredOn(one -> one.priority().compareTo(Priority.ROUTINE) < 0)
                .allSatisfy(
                        one -> assertThat(one.reason()).isNotBlank().doesNotMatch("[A-Z0-9-]+"));
    }

    @Test
    void two_of_one_family_name_are_told_apart() {
        WorklistEntry one = ENTRIES.get("own-fn-38-3");
        assertThat(one.details()).contains("born ");
        assertThat(one.name().toLowerCase(Locale.ROOT)).startsWith(one.family() + ",");
    }
}
