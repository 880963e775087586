package org.osteon.records.cards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.store.ChartStore;

/// How often a rule stood on a card, and what became of it.
class CardLedgerTest {
    private static final Instant NOON = Instant.parse("2025-03-02T12:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2025, 3, 2);

    @TempDir private Path folder;

    private ChartStore store() {
        return ChartStore.open(folder.resolve("cards.db"));
    }

    private static CardLedger on(ChartStore store, long daysLater) {
        return new CardLedger(
                store, Clock.fixed(NOON.plus(Duration.ofDays(daysLater)), ZoneOffset.UTC));
    }

    private static IssuedCard card(String id, LocalDate day, String user, String... rules) {
        return new IssuedCard(id, day, "p", "cooling", List.of(rules), user, "cold");
    }

    @Test
    void each_rule_on_a_card_is_counted_once_however_often_the_call_comes_again() {
        try (ChartStore store = store()) {
            CardLedger ledger = on(store, 0);
            ledger.issued(List.of(card("1", DAY, "Practitioner/a", "COLD", "WARM", "COLD")));
            ledger.issued(
                    List.of(
                            card("1", DAY, "Practitioner/a", "COLD", "WARM"),
                            card("2", DAY, "Practitioner/b", "COLD")));

            assertThat(ledger.figures(DAY))
                    .extracting(RuleFigures::rule, RuleFigures::shown)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("COLD", 2L),
                            org.assertj.core.groups.Tuple.tuple("WARM", 1L));
        }
    }

    @Test
    void an_override_is_told_by_whom_and_why_and_the_last_word_counts() {
        try (ChartStore store = store()) {
            CardLedger ledger = on(store, 0);
            ledger.issued(
                    List.of(
                            card("1", DAY, "Practitioner/a", "COLD"),
                            card("2", DAY, "Practitioner/a", "COLD"),
                            card("3", DAY, "", "COLD"),
                            card("4", DAY, "Practitioner/b", "COLD")));
            assertThat(ledger.answered("1", false, "data-wrong", "measured wrongly", "EHR"))
                    .hasValueSatisfying(card -> assertThat(card.summary()).isEqualTo("cold"));
            ledger.answered("2", false, "data-wrong", "", "EHR");
            ledger.answered("3", false, "", "", "EHR");
            ledger.answered("4", false, "other", "", "EHR");
            ledger.answered("4", true, "", "", "EHR");
            assertThat(ledger.answered("unknown", false, "other", "", "EHR")).isEmpty();

            RuleFigures cold = ledger.figures(DAY).getFirst();
            assertThat(cold.shown()).isEqualTo(4);
            assertThat(cold.overridden()).isEqualTo(3);
            assertThat(cold.overriddenPercent()).isEqualTo(75);
            assertThat(cold.accepted()).isEqualTo(1);
            assertThat(cold.unanswered()).isZero();
            assertThat(cold.reasons())
                    .containsExactly(
                            Map.entry("The facts shown are wrong or outdated", 2L),
                            Map.entry("no reason given", 1L));
            assertThat(cold.people())
                    .containsExactly(Map.entry("Practitioner/a", 2L), Map.entry("EHR", 1L));
            assertThat(ledger.answers(DAY)).hasSize(5);
        }
    }

    @Test
    void what_was_counted_stays_over_a_restart_and_when_its_cards_are_forgotten() {
        try (ChartStore store = store()) {
            on(store, 0).issued(List.of(card("1", DAY, "", "COLD")));
            on(store, 0).issued(List.of(card("2", DAY, "", "COLD")));
            CardLedger later = on(store, 61);
            later.issued(List.of(card("3", DAY.plusDays(61), "", "COLD")));

            assertThat(later.card("1")).isEmpty();
            assertThat(later.card("3")).isPresent();
            assertThat(later.figures(DAY).getFirst().shown()).isEqualTo(3);
            assertThat(later.figures(DAY.plusDays(1)).getFirst().shown()).isEqualTo(1);
        }
    }
}
