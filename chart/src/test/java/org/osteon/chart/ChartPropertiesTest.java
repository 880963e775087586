package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.localDates;
import static org.quicktheories.generators.SourceDSL.strings;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What holds for every chart and every date, tried on many made up by chance (X1, X3).
class ChartPropertiesTest {

    @Test
    void every_day_of_the_calendar_is_read_as_itself() {
        qt().forAll(localDates().withDaysBetween(-200_000, 200_000))
                .assuming(day -> day.getYear() > 0 && day.getYear() < 10_000)
                .checkAssert(day ->
                        assertThat(FhirTime.parse(day.toString()).flatMap(FhirTime::date))
                                .contains(day));
    }

    @Test
    void the_day_is_that_which_is_written_whatever_the_time_and_the_offset() {
        qt().forAll(
                        localDates().withDaysBetween(0, 20_000),
                        integers().between(0, 86_399),
                        integers().between(-56, 56))
                .checkAssert((day, second, quarters) -> {
                    String written =
                            "%sT%02d:%02d:%02d%s%02d:%02d"
                                    .formatted(
                                            day,
                                            second / 3600,
                                            second / 60 % 60,
                                            second % 60,
                                            quarters < 0 ? "-" : "+",
                                            Math.abs(quarters) / 4,
                                            Math.abs(quarters) % 4 * 15);
                    assertThat(FhirTime.parse(written).flatMap(FhirTime::date)).contains(day);
                });
    }

    @Test
    void no_text_makes_reading_a_date_fail_and_what_is_read_is_as_written() {
        qt().forAll(strings().basicLatinAlphabet().ofLengthBetween(0, 30))
                .checkAssert(text -> {
                    Optional<FhirTime> time = FhirTime.parse(text);
                    time.ifPresent(read -> assertThat(read).hasToString(text));
                });
        qt().forAll(integers().between(0, 99_999_999))
                .checkAssert(number -> {
                    String text =
                            "%04d-%02d-%02d"
                                    .formatted(number / 10_000, number / 100 % 100, number % 100);
                    boolean isDay = FhirTime.parse(text).flatMap(FhirTime::date).isPresent();
                    assertThat(isDay).as(text).isEqualTo(isDayOfTheCalendar(text));
                });
    }

    private static boolean isDayOfTheCalendar(String text) {
        try {
            LocalDate _ = LocalDate.parse(text);
            return true;
        } catch (java.time.DateTimeException _) {
            return false;
        }
    }

    @Test
    void no_bytes_make_reading_a_chart_fail() {
        qt().forAll(strings().allPossible().ofLengthBetween(0, 200))
                .checkAssert(text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    assertThat(ChartReader.bundle(bytes)).isInstanceOf(ChartReading.Unusable.class);
                    assertThat(ChartReader.resources(bytes))
                            .isInstanceOf(ChartReading.Unusable.class);
                });
    }

    @Test
    void a_chart_that_breaks_off_anywhere_is_refused() {
        String whole = bundle(List.of("2025-06-01", "2025-06-02"));
        qt().forAll(integers().between(0, whole.length() - 1))
                .checkAssert(length ->
                        assertThat(
                                        ChartReader.bundle(
                                                whole.substring(0, length)
                                                        .getBytes(StandardCharsets.UTF_8)))
                                .isInstanceOf(ChartReading.Unusable.class));
    }

    @Test
    void what_is_known_grows_with_the_days_and_is_never_dated_later() {
        qt().forAll(
                        lists().of(localDates().withDaysBetween(19_000, 20_000))
                                .ofSizeBetween(0, 20),
                        localDates().withDaysBetween(19_000, 20_000))
                .checkAssert((days, asOf) -> {
                    Chart chart = chart(bundle(days.stream().map(LocalDate::toString).toList()));
                    long expected = days.stream().filter(day -> !day.isAfter(asOf)).count();
                    assertThat(chart.knownOn(asOf).resources("Observation"))
                            .hasSize((int) expected);
                    assertThat(chart.knownOn(asOf.plusDays(1)).resources())
                            .containsAll(chart.knownOn(asOf).resources());
                });
    }

    private static String bundle(List<String> days) {
        StringBuilder json =
                new StringBuilder(
                        """
                        {"resourceType":"Bundle","type":"collection","entry":[\
                        {"resource":{"resourceType":"Patient","id":"p1"}}\
                        """);
        for (int i = 0; i < days.size(); i++) {
            json.append(
                    """
                    ,{"resource":{"resourceType":"Observation","id":"o%d",\
                    "effectiveDateTime":"%s"}}\
                    """
                            .formatted(i, days.get(i)));
        }
        return json.append("]}").toString();
    }

    private static Chart chart(String json) {
        return switch (ChartReader.bundle(json.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new AssertionError(reason);
        };
    }
}
