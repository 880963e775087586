package org.osteon.records.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.records.TestKnowledge;

/// What the rules rest on is known by kind, and told when it is to be looked at again.
class WatchListTest {
    private static KnowledgeBase knowledge;
    private static KnowledgeText text;

    @BeforeAll
    static void reads_the_knowledge() {
        knowledge = TestKnowledge.delivered();
        text = new KnowledgeText(knowledge);
    }

    private static WatchList on(String day) {
        return WatchList.of(knowledge, text, LocalDate.parse(day));
    }

    private static WatchList.Watched one(WatchList list, String pathway, String key) {
        return list.sources().stream()
                .filter(one -> one.pathway().equals(pathway) && one.source().key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_source_of_every_pathway_is_watched_by_its_kind() {
        WatchList list = on("2026-11-30");

        assertThat(list.sources())
                .hasSize(knowledge.pathways().stream().mapToInt(one -> one.sources().size()).sum())
                .allSatisfy(one -> {
                    assertThat(one.kind()).as(one.source().key()).isNotEmpty();
                    assertThat(one.next()).as(one.source().key()).isNotEmpty();
                });
        assertThat(list.kinds()).allMatch(kind -> kind.months() > 0);
        assertThat(list.remark()).contains("no clinician");
    }

    /// What says of itself that nobody read it was reviewed by nobody.
    @Test
    void a_source_whose_text_was_not_read_was_never_reviewed_and_is_late_from_the_first_day() {
        WatchList list = on("2026-11-30");

        assertThat(list.sources())
                .filteredOn(one ->
                        one.source()
                                .citation()
                                .matches(".*(general knowledge|not read|abstract).*"))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.reviewed()).as(one.source().key()).isEmpty();
                    assertThat(one.isLate()).isTrue();
                });
        assertThat(list.late())
                .isEqualTo(list.sources().stream().filter(one -> one.reviewed().isEmpty()).count());
        assertThat(list.sources().getFirst().reviewed()).isEmpty();
    }

    @Test
    void a_label_is_late_before_a_guideline_and_both_before_a_study() {
        String bone = "bone-modifying-agents";
        for (var expected :
                List.of(
                        List.of("2027-05-28", "false", "false", "false"),
                        List.of("2027-05-29", "true", "false", "false"),
                        List.of("2027-11-29", "true", "true", "false"),
                        List.of("2028-11-29", "true", "true", "true"))) {
            WatchList list = on(expected.getFirst());
            assertThat(
                            List.of(
                                    one(list, bone, "S1"),
                                    one(list, bone, "S14"),
                                    one(list, bone, "S20")))
                    .as(expected.getFirst())
                    .extracting(found -> String.valueOf(found.isLate()))
                    .isEqualTo(expected.subList(1, 4));
        }
        assertThat(one(on("2027-01-01"), bone, "S1").rules()).isPositive();
    }

    /// Every threshold is shown with when it was last reviewed; where one of its sources never was,
    /// it never was.
    @Test
    void every_rule_says_when_it_was_last_held_against_its_sources() {
        WatchList list = on("2026-11-30");
        for (Pathway pathway : knowledge.pathways()) {
            for (RuleBook.Entry alert : RuleBook.of(pathway, text, "").alerts()) {
                List<String> reviewed =
                        alert.source().documents().stream()
                                .map(source -> one(list, pathway.id(), source.key()).reviewed())
                                .toList();
                assertThat(alert.reviewed())
                        .as(alert.code() + " " + alert.source().text())
                        .isEqualTo(
                                reviewed.isEmpty() || reviewed.contains("")
                                        ? "never"
                                        : "28 Nov 2026");
            }
        }
    }
}
