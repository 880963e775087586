package org.osteon.workflow.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Dates, ages, numbers and words of vocabularies as people read them (X2).
class WordingTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    @ParameterizedTest
    @CsvSource({
        "2025-06-02, today",
        "2025-06-01, 1 day ago",
        "2025-06-03, in 1 day",
        "2025-05-31, 2 days ago",
        "2025-02-03, 119 days ago",
        "2025-02-02, 4 months ago",
        "2025-09-30, in 4 months",
        "2023-06-04, 24 months ago",
        "2023-06-03, 2 years ago",
        "2022-06-03, 3 years ago",
        "2022-06-04, 2 years ago",
    })
    void an_age_is_in_days_then_months_then_years(LocalDate date, String words) {
        assertThat(Wording.age(date, TODAY)).isEqualTo(words);
    }

    @Test
    void days_are_named_from_day_zero() {
        assertThat(Wording.dayFrom(0)).isEqualTo("Day 0");
        assertThat(Wording.dayFrom(1)).isEqualTo("Day +1");
        assertThat(Wording.dayFrom(-3)).isEqualTo("Day −3");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-10, 2025-06-20, in 8 days",
        "2025-05-20, 2025-06-16, 14 days left",
        "2025-05-20, 2025-06-02, last day",
        "2025-05-20, 2025-05-30, 3 days ago",
        "2025-06-02, 2025-06-02, today",
        "2025-05-20, , 13 days ago",
        ", 2025-06-05, in 3 days",
        ", , ''",
    })
    void a_window_says_what_is_left_of_it_and_not_how_long_ago_it_began(
            LocalDate from, LocalDate to, String words) {
        assertThat(Wording.window(Optional.ofNullable(from), Optional.ofNullable(to), TODAY))
                .isEqualTo(words);
    }

    @Test
    void a_moment_is_a_day_and_a_time() {
        assertThat(Wording.moment(TODAY.atTime(9, 5, 41))).isEqualTo("2 Jun 2025 09:05");
    }

    @Test
    void a_span_says_its_year_once_where_it_has_one() {
        assertThat(Wording.span(LocalDate.of(2025, 6, 23), LocalDate.of(2025, 6, 30)))
                .isEqualTo("23 Jun to 30 Jun 2025");
        assertThat(Wording.span(LocalDate.of(2024, 12, 23), LocalDate.of(2025, 1, 2)))
                .isEqualTo("23 Dec 2024 to 2 Jan 2025");
        assertThat(Wording.span(TODAY, TODAY)).isEqualTo("2 Jun 2025");
    }

    @ParameterizedTest
    @CsvSource({
        "1.500, 1.5",
        "1000, 1000",
        "1E+3, 1000",
        "0.125, 0.13",
        "0.124, 0.12",
        "0.12, 0.12",
        "-2.50, -2.5",
        "0.00, 0",
    })
    void a_number_has_at_most_two_decimals_and_no_needless_zeros(String number, String words) {
        assertThat(Wording.number(new BigDecimal(number))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "ON_TREATMENT, On treatment",
        "some-product, Some product",
        "perYear, Per year",
        "HELD, Held",
        "YES, Yes",
        "NO, No",
        "RIC, RIC",
        "21_40, 21 to 40",
        "BK-X5:REVIEW, BK-X5: review",
        "MISSING_ELEMENT:HIGH_RISKS, Missing element: high risks",
        "two words, two words",
        "Capital, Capital",
    })
    void a_word_of_a_vocabulary_becomes_plain_words_and_other_text_stays(
            String word, String words) {
        assertThat(Wording.term(word)).isEqualTo(words);
    }

    @Test
    void values_of_every_kind_are_worded() {
        Map<String, Object> quantity = new LinkedHashMap<>();
        quantity.put("value", new BigDecimal("4.0"));
        quantity.put("unit", "mg");
        Map<String, Object> bare = new LinkedHashMap<>();
        bare.put("value", new BigDecimal("4.0"));
        bare.put("unit", null);
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("low", 1);
        parts.put("none", null);
        parts.put("high", "ON_TREATMENT");

        assertThat(Wording.value(null)).isEmpty();
        assertThat(Wording.value(new BigDecimal("2.50"))).isEqualTo("2.5");
        assertThat(Wording.value(true)).isEqualTo("yes");
        assertThat(Wording.value(false)).isEqualTo("no");
        assertThat(Wording.value(TODAY)).isEqualTo("2 Jun 2025");
        assertThat(Wording.value("ON_HOLD")).isEqualTo("On hold");
        assertThat(Wording.value(7)).isEqualTo("7");
        assertThat(Wording.value(quantity)).isEqualTo("4 mg");
        assertThat(Wording.value(bare)).isEqualTo("4");
        assertThat(Wording.value(parts)).isEqualTo("low 1, high On treatment");
        assertThat(Wording.value(Map.of("value", "only"))).isEqualTo("value Only");
        assertThat(Wording.value(Map.of("unit", "mg"))).isEqualTo("unit Mg");
    }

    @Test
    void two_dates_are_a_span_two_numbers_a_range_and_other_lists_stand_side_by_side() {
        LocalDate later = TODAY.plusDays(2);

        assertThat(Wording.value(List.of(TODAY, later))).isEqualTo("2 Jun to 4 Jun 2025");
        assertThat(Wording.value(List.of(1, new BigDecimal("2.50")))).isEqualTo("1 to 2.5");
        assertThat(Wording.value(Arrays.asList(1, null, 2))).isEqualTo("1 to 2");
        assertThat(Wording.value(List.of(1, 2, 3))).isEqualTo("1 · 2 · 3");
        assertThat(Wording.value(List.of(1, "ON_HOLD"))).isEqualTo("1 · On hold");
        assertThat(Wording.value(List.of("ON_HOLD", 1))).isEqualTo("On hold · 1");
        assertThat(Wording.value(List.of(TODAY, 1))).isEqualTo("2 Jun 2025 · 1");
        assertThat(Wording.value(List.of(TODAY))).isEqualTo("2 Jun 2025");
        assertThat(Wording.value(List.of(TODAY, later, later)))
                .isEqualTo("2 Jun 2025 · 4 Jun 2025 · 4 Jun 2025");
    }

    @Test
    void sentences_begin_with_a_capital_and_counts_agree_with_their_noun() {
        assertThat(Wording.sentence("ferritin 40")).isEqualTo("Ferritin 40");
        assertThat(Wording.sentence("")).isEmpty();
        assertThat(Wording.count(1, "result", "results")).isEqualTo("1 result");
        assertThat(Wording.count(0, "result", "results")).isEqualTo("0 results");
        assertThat(Wording.count(3, "result", "results")).isEqualTo("3 results");
    }

    @Test
    void attention_has_words_for_people_and_for_links() {
        assertThat(Attention.TO_RELEASE.id()).isEqualTo("to-release");
        assertThat(Attention.TO_RELEASE.title()).isEqualTo("To release");
        assertThat(Attention.OVERDUE.tone()).isEqualTo(Tone.STOP);
    }
}
