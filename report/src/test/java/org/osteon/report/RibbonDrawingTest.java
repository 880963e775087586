package org.osteon.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The ribbon of days (records, 5.7).
class RibbonDrawingTest {
    private static RibbonFigure.Spot spot(int day, String words) {
        return new RibbonFigure.Spot(day, day, OptionalDouble.empty(), "", words);
    }

    private static RibbonFigure.Spot value(int day, double value) {
        return new RibbonFigure.Spot(day, day, OptionalDouble.of(value), "", "value " + value);
    }

    private static RibbonFigure.Spot window(int from, int until, String words) {
        return new RibbonFigure.Spot(from, until, OptionalDouble.empty(), "", words);
    }

    private static String drawn(RibbonFigure.Shape shape, RibbonFigure.Spot... spots) {
        return drawn(shape, List.of(), spots);
    }

    private static String drawn(
            RibbonFigure.Shape shape, List<RibbonFigure.Limit> limits, RibbonFigure.Spot... spots) {
        return RibbonDrawing.svg(
                new RibbonFigure(
                        "By day",
                        -30,
                        100,
                        20,
                        List.of(-30, 0, 30, 100),
                        List.of(
                                new RibbonFigure.Lane(
                                        "Lane",
                                        shape,
                                        List.of(
                                                new RibbonFigure.Row(
                                                        "row", false, List.of(spots), limits))))));
    }

    private static double number(String svg, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(svg);
        assertThat(found.find()).as(pattern + " in " + svg).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static double middle(String svg, String words) {
        return number(svg, "cy=\"([-0-9.]+)\"[^>]*><title>" + Pattern.quote(words));
    }

    @Test
    void each_power_of_ten_takes_the_same_room_on_a_log_scale() {
        String svg =
                drawn(
                        RibbonFigure.Shape.LOG_VALUES,
                        value(1, 0.1),
                        value(2, 1),
                        value(3, 10),
                        value(4, 100));

        double first = middle(svg, "value 0.1") - middle(svg, "value 1.0");
        double last = middle(svg, "value 10.0") - middle(svg, "value 100.0");
        assertThat(first).isPositive();
        assertThat(last).isCloseTo(first, org.assertj.core.data.Offset.offset(0.2));
    }

    @Test
    void a_count_of_nothing_stands_at_the_foot_of_a_log_scale() {
        String svg = drawn(RibbonFigure.Shape.LOG_VALUES, value(1, 0), value(2, 0.01), value(3, 1));

        assertThat(middle(svg, "value 0.0")).isEqualTo(middle(svg, "value 0.01"));
    }

    @Test
    void a_limit_is_a_line_with_its_words_where_its_value_lies() {
        String svg =
                drawn(
                        RibbonFigure.Shape.VALUES,
                        List.of(new RibbonFigure.Limit(5, "5 hold")),
                        value(1, 5),
                        value(2, 9));

        assertThat(svg).contains(">5 hold</text>");
        assertThat(number(svg, "class=\"limit\" x1=\"[-0-9.]+\" y1=\"([-0-9.]+)\""))
                .isEqualTo(middle(svg, "value 5.0"));
    }

    @Test
    void words_of_limits_that_lie_close_together_do_not_touch() {
        String svg =
                drawn(
                        RibbonFigure.Shape.LOG_VALUES,
                        List.of(
                                new RibbonFigure.Limit(50, "50 one"),
                                new RibbonFigure.Limit(20, "20 two"),
                                new RibbonFigure.Limit(10, "10 three"),
                                new RibbonFigure.Limit(0.02, "0.02 four"),
                                new RibbonFigure.Limit(0.01, "0.01 five")),
                        value(1, 0.01),
                        value(9, 900));

        List<Double> lines =
                Pattern.compile("class=\"limit-label\"[^>]* y=\"([-0-9.]+)\"")
                        .matcher(svg)
                        .results()
                        .map(found -> Double.parseDouble(found.group(1)))
                        .toList();
        assertThat(lines).hasSize(5);
        for (int i = 1; i < lines.size(); i++) {
            assertThat(lines.get(i) - lines.get(i - 1)).isGreaterThanOrEqualTo(11);
        }
    }

    @Test
    void windows_that_overlap_stand_below_each_other_and_others_on_one_line() {
        String svg =
                drawn(
                        RibbonFigure.Shape.MARKS,
                        window(0, 40, "long"),
                        window(20, 50, "into it"),
                        window(60, 70, "after it"));

        double first = number(svg, "y=\"([-0-9.]+)\"[^>]*><title>long");
        assertThat(number(svg, "y=\"([-0-9.]+)\"[^>]*><title>into it")).isGreaterThan(first);
        assertThat(number(svg, "y=\"([-0-9.]+)\"[^>]*><title>after it")).isEqualTo(first);
    }

    @Test
    void days_in_a_row_stand_on_one_line_two_of_one_day_below_each_other() {
        String svg =
                drawn(
                        RibbonFigure.Shape.MARKS,
                        spot(1, "first"),
                        spot(2, "second"),
                        spot(2, "of the same day"));

        assertThat(middle(svg, "second")).isEqualTo(middle(svg, "first"));
        assertThat(middle(svg, "of the same day")).isGreaterThan(middle(svg, "first"));
    }

    @Test
    void what_is_outside_the_window_is_not_drawn_and_what_reaches_into_it_is() {
        String svg =
                drawn(
                        RibbonFigure.Shape.MARKS,
                        spot(-31, "before"),
                        spot(-30, "first day"),
                        spot(100, "last day"),
                        spot(101, "after"),
                        window(-60, -20, "reaches in"));

        assertThat(svg)
                .contains("first day", "last day", "reaches in")
                .doesNotContain("before", "after");
    }

    @Test
    void what_could_not_be_staged_is_not_drawn_like_stage_0() {
        String svg =
                drawn(
                        RibbonFigure.Shape.STAGES,
                        value(1, 0),
                        value(2, 4),
                        spot(3, "skin not known"));

        assertThat(svg)
                .contains("class=\"stage stage-0\"", "class=\"stage stage-4\"")
                .containsPattern("class=\"stage stage-open\"[^>]*><title>skin not known");
    }

    @Test
    void the_day_of_the_assessment_is_a_line_only_where_it_is_shown() {
        RibbonFigure.Lane lane = new RibbonFigure.Lane("Lane", RibbonFigure.Shape.MARKS, List.of());
        Stream.of(-31, 101)
                .forEach(today ->
                        assertThat(
                                        RibbonDrawing.svg(
                                                new RibbonFigure(
                                                        "d",
                                                        -30,
                                                        100,
                                                        today,
                                                        List.of(),
                                                        List.of(lane))))
                                .doesNotContain("class=\"today\""));
        assertThat(drawn(RibbonFigure.Shape.MARKS, spot(1, "x"))).contains("class=\"today\"");
    }
}
