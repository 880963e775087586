package org.osteon.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A forest plot shows every site, what they come to, and no difference; nothing lies outside of
/// it.
class ForestDrawingTest {
    private static final Pattern X = Pattern.compile("\\bx[12]?=\"(-?[\\d.]+)\"");

    private static ForestFigure figure(double from, double to) {
        return new ForestFigure(
                "B minus A",
                List.of(
                        new ForestFigure.Line("north", 4, 1, 7, 60, "4.00 (1.00 to 7.00)"),
                        new ForestFigure.Line("south <b>", 8, 2, 14, 40, "8.00 (2.00 to 14.00)")),
                List.of(new ForestFigure.Line("All", 5, 3, 7, 100, "5.00 (3.00 to 7.00)")),
                from,
                to);
    }

    @Test
    void every_site_and_the_whole_stand_in_it_and_no_difference_is_marked() {
        String svg = ForestDrawing.svg(figure(-2, 12), 760);

        assertThat(svg)
                .contains("north: 4.00 (1.00 to 7.00)", "All: 5.00", "A further site would lie")
                .contains("south &lt;b&gt;")
                .contains(">0</text>");
        assertThat(svg.split("<rect", -1)).hasSize(3);
        assertThat(X.matcher(svg).results().map((MatchResult one) -> Double.valueOf(one.group(1))))
                .allMatch(x -> x >= 0 && x <= 760);
    }

    @Test
    void without_a_prediction_there_is_none_and_a_narrow_one_fits_a_phone() {
        String svg = ForestDrawing.svg(figure(Double.NaN, Double.NaN), 340);

        assertThat(svg).doesNotContain("A further site", "NaN").contains("viewBox=\"0 0 340.0");
    }
}
