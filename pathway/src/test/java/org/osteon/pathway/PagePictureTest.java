package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;

/// Pictures on the page of a patient, over the worked cases: they say nothing else than the
/// assessment (records, 5.8 and 5.9; T11).
class PagePictureTest {
    private record Shown(WorkedCase one, Assessment assessment, PagePicture picture) {}

    private static List<Shown> of(String pathway) {
        List<Shown> shown = new ArrayList<>();
        for (WorkedCase one : Knowledge.allCases()) {
            Pathway own = Knowledge.pathwayOf(one);
            if (own.id().equals(pathway)) {
                ChartOnDay onDay = new ChartOnDay(List.of(own), one.chart(), one.asOf());
                onDay.layout(own)
                        .pictures()
                        .forEach(picture -> shown.add(new Shown(one, onDay.assess(own), picture)));
            }
        }
        return shown;
    }

    @Test
    void the_wheel_shows_the_stages_and_the_grade_of_the_assessment() {
        List<Shown> wheels = of("marrow-transplant");

        assertThat(wheels).hasSizeGreaterThan(20);
        assertThat(wheels)
                .allSatisfy(one -> {
                    assertThat(one.picture().parts()).hasSize(4);
                    assertThat(one.picture().middle())
                            .isEqualTo(
                                    Optional.ofNullable(
                                                    one.assessment().results().get("agvhdGrade"))
                                            .map(String::valueOf)
                                            .orElse(""));
                })
                .anySatisfy(one ->
                        assertThat(one.picture().lines())
                                .anyMatch(line -> line.startsWith("Changed: ")))
                .anySatisfy(one ->
                        assertThat(one.picture().parts())
                                .anyMatch(part -> part.stage().equals(OptionalInt.empty())));
    }

    @Test
    void a_stage_that_is_not_known_now_or_before_is_never_said_to_have_stayed() {
        int notCompared = 0;
        for (Shown one : of("marrow-transplant")) {
            if (one.picture().lines().stream().anyMatch(line -> line.startsWith("Before, on "))) {
                Chart chart = one.one().chart();
                for (Resource taken : chart.resources("Observation")) {
                    notCompared += compared(one.one(), chart.without(List.of(taken.reference())));
                }
            }
        }
        assertThat(notCompared).isPositive();
    }

    /// How many wheels of a chart have a stage that is not known both times.
    private static int compared(WorkedCase one, Chart chart) {
        Pathway own = Knowledge.pathwayOf(one);
        int notCompared = 0;
        for (PagePicture wheel :
                new ChartOnDay(List.of(own), chart, one.asOf()).layout(own).pictures()) {
            List<String> unknown =
                    wheel.parts().stream()
                            .filter(part -> part.stage().isEmpty() || part.before().isEmpty())
                            .map(PagePicture.Part::name)
                            .toList();
            boolean again = wheel.lines().stream().anyMatch(line -> line.startsWith("Before, on "));
            if (again && !unknown.isEmpty()) {
                notCompared++;
                assertThat(wheel.lines())
                        .doesNotContain("Nothing changed.")
                        .contains(
                                "Not known both times, so not compared: "
                                        + String.join(", ", unknown)
                                        + ".");
            } else {
                assertThat(wheel.lines())
                        .noneMatch(line -> line.startsWith("Not known both times"));
            }
        }
        return notCompared;
    }

    @Test
    void the_joint_map_marks_what_was_asked_for_or_injected() {
        assertThat(of("intraosseous-injection"))
                .isNotEmpty()
                .allSatisfy(one ->
                        assertThat(one.picture().marked())
                                .allMatch(code -> code.startsWith("target-")))
                .anySatisfy(one -> assertThat(one.picture().lines()).contains("Injected."));
        assertThat(of("marrow-knee-injection"))
                .isNotEmpty()
                .anySatisfy(one ->
                        assertThat(one.picture().marked()).containsExactly("target-joint-cavity"));
    }
}
