package org.osteon.records.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Source;
import org.osteon.records.TestKnowledge;
import org.osteon.store.ChartStore;

/// What the rules rest on is known by kind, and told when it is to be looked at again.
class WatchListTest {
    private static KnowledgeBase knowledge;
    private static KnowledgeText text;

    @TempDir private Path folder;

    @BeforeAll
    static void reads_the_knowledge() {
        knowledge = TestKnowledge.delivered();
        text = new KnowledgeText(knowledge);
    }

    private static WatchList on(String day) {
        return on(day, List.of());
    }

    private static WatchList on(String day, List<SourceReviews.Review> signed) {
        return WatchList.of(
                knowledge, text, new ReviewedSources(text, signed), LocalDate.parse(day));
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

    @Test
    void what_somebody_of_the_site_signs_is_the_last_review_until_the_rules_cite_another_version() {
        Pathway bone = knowledge.pathway("bone-modifying-agents").orElseThrow();
        Source label =
                bone.sources().stream().filter(one -> one.key().equals("S1")).findFirst().get();
        Clock clock = Clock.fixed(Instant.parse("2027-03-01T09:00:00Z"), ZoneOffset.UTC);
        List<SourceReviews.Review> signed;
        try (ChartStore store = ChartStore.open(folder.resolve("s.db"))) {
            SourceReviews reviews = new SourceReviews(store, clock);
            reviews.sign(bone, label, "Label of 2027-02: as before", "anna", "Anna", "physician");
            signed = new SourceReviews(store, clock).all();
            assertThat(store.auditSince(0, 10).toString()).contains("source-review", "Anna");
        }

        WatchList.Watched now = one(on("2027-05-29", signed), bone.id(), "S1");
        assertThat(now.reviewed()).isEqualTo("1 Mar 2027");
        assertThat(now.by()).isEqualTo("Anna, physician");
        assertThat(now.isLate()).isFalse();
        assertThat(one(on("2027-05-29"), bone.id(), "S1").isLate()).isTrue();
        assertThat(new ReviewedSources(text, signed).words(bone, List.of(label)))
                .isEqualTo("1 Mar 2027");
        assertThat(
                        new ReviewedSources(text, signed)
                                .of(bone, new Source("S1", label.citation() + ", revised")))
                .isEmpty();
    }

    /// A page's worth, but never fewer than are late.
    @Test
    void the_list_begins_with_what_comes_first_and_a_therapy_has_all_of_its_own() {
        WatchList list = on("2028-12-01");

        assertThat(list.first()).hasSize((int) list.late());
        assertThat(on("2026-11-30").first()).hasSize(12);
        assertThat(list.therapies()).hasSize(knowledge.pathways().size());
        assertThat(list.therapies().stream().mapToInt(WatchList.Therapy::sources).sum())
                .isEqualTo(list.sources().size());
        assertThat(list.of("marrow-transplant"))
                .hasSize(knowledge.pathway("marrow-transplant").orElseThrow().sources().size());
    }

    /// Every threshold is shown with when it was last reviewed; where one of its sources never was,
    /// it never was.
    @Test
    void every_rule_says_when_it_was_last_held_against_its_sources() {
        WatchList list = on("2026-11-30");
        for (Pathway pathway : knowledge.pathways()) {
            for (RuleBook.Entry alert :
                    RuleBook.of(pathway, text, new ReviewedSources(text, List.of()), "").alerts()) {
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
