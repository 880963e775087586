package org.osteon.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The published criteria for graphs of laboratory results (Sittig and others, J Am Med Inform
/// Assoc 2015;22:900), one by one, and what else a reader must be able to see.
class TrendDrawingTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 10);

    private static final List<TrendFigure.Point> POINTS =
            List.of(
                    new TrendFigure.Point(FIRST, 80),
                    new TrendFigure.Point(FIRST.plusDays(10), 92.4),
                    new TrendFigure.Point(FIRST.plusDays(100), 141));

    private static TrendFigure figure(
            boolean isLogarithmic,
            Optional<LocalDate> dayZero,
            List<TrendFigure.Point> points,
            List<TrendFigure.Line> lines,
            List<TrendFigure.Mark> marks) {
        return new TrendFigure(
                "Creatinine",
                "µmol/L",
                "Ferrari, Diego, born 3 Feb 1949",
                isLogarithmic,
                dayZero,
                points,
                lines,
                marks);
    }

    private static String plain() {
        return TrendDrawing.svg(
                figure(
                        false,
                        Optional.empty(),
                        POINTS,
                        List.of(
                                new TrendFigure.Line("baseline", 80),
                                new TrendFigure.Line("hold", 124)),
                        List.of(
                                new TrendFigure.Mark(
                                        FIRST.plusDays(20), "Dose", "zoledronic acid 4 mg"))));
    }

    /// What the words of a class are, and where they stand.
    private record Words(double x, double y, String text) {}

    private static List<Words> words(String svg, String kind) {
        return Pattern.compile(
                        "<text class=\""
                                + kind
                                + "\" x=\"([\\d.-]+)\" y=\"([\\d.-]+)\"[^>]*>([^<]*)</text>")
                .matcher(svg)
                .results()
                .map(found ->
                        new Words(
                                Double.parseDouble(found.group(1)),
                                Double.parseDouble(found.group(2)),
                                found.group(3)))
                .toList();
    }

    private static List<Double> numbers(String svg, String pattern) {
        return Pattern.compile(pattern)
                .matcher(svg)
                .results()
                .map((MatchResult found) -> Double.parseDouble(found.group(1)))
                .toList();
    }

    private static List<Double> pointsX(String svg) {
        return numbers(svg, "<circle class=\"point[^\"]*\" cx=\"([\\d.]+)\"[^>]*><title>");
    }

    @Test
    void criterion_1_it_says_whose_it_is() {
        assertThat(words(plain(), "whose"))
                .extracting(Words::text)
                .containsExactly("Ferrari, Diego, born 3 Feb 1949");
        double row = words(plain(), "whose").getFirst().y();
        assertThat(words(plain(), "axis-name"))
                .allSatisfy(name -> assertThat(Math.abs(name.y() - row)).isGreaterThan(12));
    }

    @Test
    void criterion_2_it_says_what_it_shows() {
        assertThat(plain())
                .contains(
                        "aria-label=\"Creatinine (µmol/L) of Ferrari, Diego, born 3 Feb 1949, 3"
                                + " values");
    }

    @Test
    void criterion_3_the_axis_of_days_has_a_name() {
        assertThat(words(plain(), "axis-name")).extracting(Words::text).contains("date, 2025");
    }

    @Test
    void criterion_4_equal_times_are_equal_lengths_and_time_runs_to_the_right() {
        List<Double> x = pointsX(plain());

        assertThat(x).isSorted();
        assertThat((x.get(2) - x.get(0)) / (x.get(1) - x.get(0))).isCloseTo(10, offset(0.1));
    }

    @Test
    void criterion_5_days_are_named_between_the_first_and_the_last() {
        String svg = plain();
        double first = pointsX(svg).getFirst();
        double last = pointsX(svg).getLast();

        assertThat(words(svg, "tick"))
                .filteredOn(tick -> tick.text().matches("\\d+ [A-Z][a-z]+"))
                .filteredOn(tick -> tick.x() > first + 20 && tick.x() < last - 20)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void criterion_6_the_axis_of_values_names_what_is_measured_and_its_unit() {
        assertThat(words(plain(), "axis-name"))
                .extracting(Words::text)
                .contains("Creatinine (µmol/L)");
    }

    @Test
    void criterion_7_every_value_and_every_limit_lies_within_the_axis() {
        String svg = plain();

        assertThat(numbers(svg, "<circle class=\"point[^\"]*\" cx=\"[\\d.]+\" cy=\"([\\d.]+)\""))
                .allSatisfy(y -> assertThat(y).isBetween(24.0, 300.0));
        assertThat(numbers(svg, "<line class=\"limit\" x1=\"44.0\" y1=\"([\\d.]+)\""))
                .hasSize(2)
                .allSatisfy(y -> assertThat(y).isBetween(24.0, 174.0));
    }

    @Test
    void criterion_8_the_axis_of_values_has_round_values() {
        assertThat(words(plain(), "tick"))
                .filteredOn(tick -> tick.text().matches("\\d+"))
                .extracting(Words::text)
                .contains("80", "100", "120", "140");
    }

    @Test
    void criterion_9_references_are_lines_with_words_and_numbers() {
        assertThat(words(plain(), "limit-label"))
                .extracting(Words::text)
                .containsExactly("hold 124", "baseline 80");
    }

    @Test
    void criterion_10_each_value_can_be_read_at_its_point_by_pointing_and_by_the_keyboard() {
        String svg = plain();

        assertThat(svg)
                .contains("<title>92.4 µmol/L on 20 Jan 2025</title>")
                .contains("tabindex=\"0\" role=\"img\" aria-label=\"92.4 µmol/L on 20 Jan 2025\"");
        assertThat(words(svg, "readout")).hasSize(3);
    }

    @Test
    void criterion_11_a_legend_says_what_the_marks_are() {
        assertThat(words(plain(), "legend"))
                .extracting(Words::text)
                .containsExactly("value", "limit", "Dose");
    }

    @Test
    void what_happened_meanwhile_is_marked_with_its_words_and_what_lies_outside_is_not() {
        assertThat(plain()).contains("<title>Dose, 30 Jan 2025: zoledronic acid 4 mg</title>");
        String outside =
                TrendDrawing.svg(
                        figure(
                                false,
                                Optional.empty(),
                                POINTS,
                                List.of(),
                                List.of(
                                        new TrendFigure.Mark(
                                                FIRST.minusDays(1), "Dose", "before"))));
        assertThat(outside).doesNotContain("before", ">Dose<");
    }

    @Test
    void the_labels_of_lines_that_lie_close_do_not_stand_upon_each_other() {
        for (List<TrendFigure.Line> lines :
                List.of(
                        List.of(
                                new TrendFigure.Line("transfuse below", 10),
                                new TrendFigure.Line("engraftment", 20),
                                new TrendFigure.Line("second threshold", 50)),
                        List.of(
                                new TrendFigure.Line("a", 298),
                                new TrendFigure.Line("b", 299),
                                new TrendFigure.Line("c", 300)))) {
            String svg =
                    TrendDrawing.svg(
                            figure(
                                    false,
                                    Optional.empty(),
                                    List.of(
                                            new TrendFigure.Point(FIRST, 2),
                                            new TrendFigure.Point(FIRST.plusDays(30), 300)),
                                    lines,
                                    List.of()));
            List<Double> heights =
                    words(svg, "limit-label").stream().map(Words::y).sorted().toList();
            assertThat(heights).hasSize(3);
            for (int i = 1; i < heights.size(); i++) {
                assertThat(heights.get(i) - heights.get(i - 1)).isGreaterThanOrEqualTo(12);
            }
            assertThat(heights).allSatisfy(y -> assertThat(y).isBetween(24.0, 174.0));
        }
    }

    @Test
    void by_powers_of_ten_equal_factors_are_equal_heights_and_zero_stands_at_the_edge() {
        String svg =
                TrendDrawing.svg(
                        figure(
                                true,
                                Optional.empty(),
                                List.of(
                                        new TrendFigure.Point(FIRST, 0),
                                        new TrendFigure.Point(FIRST.plusDays(1), 0.1),
                                        new TrendFigure.Point(FIRST.plusDays(2), 1),
                                        new TrendFigure.Point(FIRST.plusDays(3), 10)),
                                List.of(),
                                List.of()));
        List<Double> y =
                numbers(
                        svg,
                        "<circle class=\"point[^\"]*\" cx=\"[\\d.]+\" cy=\"([\\d.]+)\""
                                + " r=\"[\\d.]+\"><title>");

        assertThat(y.get(1) - y.get(2)).isCloseTo(y.get(2) - y.get(3), offset(0.2));
        assertThat(y.get(0)).isGreaterThan(y.get(1));
        assertThat(words(svg, "tick")).extracting(Words::text).contains("0.1", "1", "10");
        assertThat(svg).contains("<title>0 µmol/L on 10 Jan 2025</title>");
    }

    @Test
    void where_days_are_counted_from_day_0_the_axis_and_the_points_say_the_number() {
        LocalDate zero = FIRST.plusDays(10);
        String svg =
                TrendDrawing.svg(figure(false, Optional.of(zero), POINTS, List.of(), List.of()));

        assertThat(words(svg, "tick")).extracting(Words::text).contains("Day 0", "Day +40");
        assertThat(svg).contains("<line class=\"zero\"", "20 Jan 2025, Day 0");
        assertThat(words(svg, "legend")).extracting(Words::text).contains("Day 0");
    }

    @Test
    void all_of_many_points_are_drawn_and_the_keyboard_walks_the_newest() {
        List<TrendFigure.Point> many = new ArrayList<>();
        IntStream.range(0, 400)
                .forEach(i -> many.add(new TrendFigure.Point(FIRST.plusDays(i), 50 + i % 7)));

        String svg = TrendDrawing.svg(figure(false, Optional.empty(), many, List.of(), List.of()));

        assertThat(pointsX(svg)).hasSize(400);
        assertThat(svg.split("tabindex=\"0\"", -1)).hasSize(13);
    }

    @Test
    void a_single_value_stands_in_the_middle_with_its_whole_date() {
        String svg =
                TrendDrawing.svg(
                        figure(
                                false,
                                Optional.empty(),
                                List.of(new TrendFigure.Point(FIRST, 80)),
                                List.of(),
                                List.of()));

        assertThat(words(svg, "tick")).extracting(Words::text).contains("10 Jan 2025");
        assertThat(pointsX(svg)).hasSize(1);
    }

    @Test
    void named_days_do_not_stand_upon_each_other_however_long_the_course_is() {
        for (int length : List.of(1, 5, 20, 60, 119, 121, 400, 1500, 9000)) {
            for (Optional<LocalDate> zero :
                    List.of(Optional.<LocalDate>empty(), Optional.of(FIRST))) {
                String svg =
                        TrendDrawing.svg(
                                figure(
                                        false,
                                        zero,
                                        List.of(
                                                new TrendFigure.Point(FIRST, 80),
                                                new TrendFigure.Point(FIRST.plusDays(length), 90)),
                                        List.of(),
                                        List.of()));
                List<Words> days =
                        words(svg, "tick").stream()
                                .filter(tick -> tick.text().matches(".*[A-Z][a-z]{2}( \\d{4})?"))
                                .toList();
                assertThat(days).as("%s days", length).isNotEmpty();
                for (int i = 1; i < days.size(); i++) {
                    Words one = days.get(i - 1);
                    Words other = days.get(i);
                    assertThat(other.x() - one.x())
                            .as("%s days: %s, %s", length, one.text(), other.text())
                            .isGreaterThan((one.text().length() + other.text().length()) * 3.0);
                }
            }
        }
    }

    /// Ten a day for so many days, with one peak and one trough.
    private static List<TrendFigure.Point> many(int days) {
        List<TrendFigure.Point> points = new ArrayList<>();
        for (int i = 0; i < 10 * days; i++) {
            points.add(new TrendFigure.Point(FIRST.plusDays(i / 10), 100 + i % 7));
        }
        points.set(4 * days + 3, new TrendFigure.Point(FIRST.plusDays((4 * days + 3) / 10), 900));
        points.set(7 * days + 1, new TrendFigure.Point(FIRST.plusDays((7 * days + 1) / 10), 2));
        return points;
    }

    @Test
    void of_very_many_values_those_are_drawn_between_which_no_peak_is_lost() {
        List<TrendFigure.Point> all = many(1_000);
        List<TrendFigure.Point> drawn = TrendThinning.of(all, 60);
        assertThat(drawn).hasSizeLessThanOrEqualTo(240).isSubsetOf(all);
        assertThat(drawn)
                .extracting(TrendFigure.Point::date)
                .isSortedAccordingTo(java.util.Comparator.naturalOrder());
        assertThat(drawn).startsWith(all.getFirst()).endsWith(all.getLast());
        assertThat(drawn).extracting(TrendFigure.Point::value).contains(900.0, 2.0);
        for (int stretch = 0; stretch < 60; stretch++) {
            int part = stretch;
            List<TrendFigure.Point> measured = part(all, part);
            List<TrendFigure.Point> shown = part(drawn, part);
            assertThat(shown.stream().mapToDouble(TrendFigure.Point::value).max())
                    .isEqualTo(measured.stream().mapToDouble(TrendFigure.Point::value).max());
            assertThat(shown.stream().mapToDouble(TrendFigure.Point::value).min())
                    .isEqualTo(measured.stream().mapToDouble(TrendFigure.Point::value).min());
        }
    }

    private static List<TrendFigure.Point> part(List<TrendFigure.Point> points, int part) {
        return points.stream()
                .filter(point ->
                        (point.date().toEpochDay() - FIRST.toEpochDay()) * 60 / 1_000 == part)
                .toList();
    }

    @Test
    void values_that_can_all_be_drawn_are() {
        List<TrendFigure.Point> all = many(50);
        assertThat(TrendThinning.of(all, 60)).isEqualTo(all);
        assertThat(TrendThinning.of(many(51), 60)).hasSizeLessThan(250);
    }

    @Test
    void a_drawing_of_very_many_values_says_how_many_it_shows_and_stays_small() {
        String svg =
                TrendDrawing.svg(
                        figure(false, Optional.empty(), many(1_000), List.of(), List.of()));
        int drawn = TrendThinning.of(many(1_000), 60).size();
        assertThat(svg)
                .contains(drawn + " of 10000 drawn")
                .contains("10000 values")
                .contains("900 µmol/L on")
                .hasSizeLessThan(40_000);
        assertThat(
                        TrendDrawing.svg(
                                figure(false, Optional.empty(), many(24), List.of(), List.of())))
                .doesNotContain("drawn");
    }
}
