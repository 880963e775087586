package org.osteon.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// A wheel fills the rings up to the stage, and says what it shows.
class WheelDrawingTest {
    private static WheelDrawing.Part part(String name, int stage, int before, int most) {
        return new WheelDrawing.Part(
                name,
                stage < 0 ? OptionalInt.empty() : OptionalInt.of(stage),
                before < 0 ? OptionalInt.empty() : OptionalInt.of(before),
                most);
    }

    private static int count(String svg, String kind) {
        return svg.split("class=\"" + kind + "\"", -1).length - 1;
    }

    @Test
    void the_rings_are_filled_up_to_the_stage() {
        String svg =
                WheelDrawing.svg(
                        "GVHD", "III", List.of(part("skin", 3, 1, 4), part("liver", 0, 0, 4)));

        assertThat(count(svg, "ring filled")).isEqualTo(3);
        assertThat(count(svg, "ring")).isEqualTo(5);
        assertThat(count(svg, "before")).isEqualTo(1);
        assertThat(svg)
                .contains("GVHD: skin stage 3, before 1; liver stage 0, before 0", ">III</text>");
    }

    @Test
    void what_is_not_known_is_neither_full_nor_empty() {
        String svg = WheelDrawing.svg("GVHD", "", List.of(part("skin", -1, 2, 4)));

        assertThat(count(svg, "ring unknown")).isEqualTo(4);
        assertThat(count(svg, "ring filled")).isZero();
        assertThat(svg).contains("skin not known, before 2", ">?</text>");
    }
}
