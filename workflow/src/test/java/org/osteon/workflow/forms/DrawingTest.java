package org.osteon.workflow.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osteon.chart.Coding;

/// Choices at their places on a drawing (records, 5.8: targets by tapping the joint map).
class DrawingTest {
    private static Drawing drawn(FormItem item, boolean turned) {
        return drawn(item, turned, "").orElseThrow();
    }

    private static Optional<Drawing> drawn(FormItem item, boolean turned, String part) {
        List<FormView.Choice> choices =
                item.options().stream()
                        .map(FormItem.Option::coding)
                        .map((Coding one) ->
                                new FormView.Choice(TypedAnswer.written(one), one.label()))
                        .toList();
        return Drawing.of(DeliveredForms.KNOWLEDGE, item.picture().name(), choices, turned, part);
    }

    private static Stream<FormItem> items() {
        return DeliveredForms.FORMS.forms().stream()
                .flatMap(Form::allItems)
                .filter(item -> !item.picture().name().isEmpty());
    }

    private static FormItem targets() {
        return DeliveredForms.FORMS
                .form("procedure-record")
                .flatMap(form -> form.item("targets"))
                .orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> every_choice_of_an_item_with_a_drawing_has_one_place_inside_it() {
        return items().map(item ->
                DynamicTest.dynamicTest(
                        item.text(),
                        () -> {
                            Drawing drawing = drawn(item, false);
                            assertThat(drawing.spots()).hasSameSizeAs(item.options());
                            assertThat(drawing.spots().stream().map(Drawing.Spot::number))
                                    .doesNotHaveDuplicates();
                            for (Drawing.View view : drawing.views()) {
                                assertThat(view.spots())
                                        .allSatisfy(spot -> {
                                            assertThat(spot.x()).isBetween(13, view.width() - 13);
                                            assertThat(spot.y()).isBetween(13, view.height() - 13);
                                        });
                            }
                        }));
    }

    @Test
    void of_a_known_joint_only_its_views_are_drawn_and_of_a_joint_without_a_drawing_none() {
        assertThat(drawn(targets(), false, "KNEE").orElseThrow().views())
                .extracting(Drawing.View::title)
                .containsExactly("Knee, from the front", "Knee, from the side");
        assertThat(drawn(targets(), false, "HIP").orElseThrow().views())
                .extracting(Drawing.View::title)
                .containsExactly("Hip, from the front");
        assertThat(drawn(targets(), false, "ANKLE")).isEmpty();
        assertThat(drawn(targets(), false).views()).hasSize(3);
    }

    @Test
    void every_joint_map_asks_which_joint_it_is_about() {
        assertThat(items().filter(item -> item.picture().name().equals("joints")))
                .allSatisfy(item -> assertThat(item.picture().of()).isPresent());
    }

    @Test
    void four_forms_mark_places_on_the_joint_map_and_one_on_the_body() {
        assertThat(items().map(item -> item.picture().name()).sorted())
                .hasSize(5)
                .filteredOn(name -> !name.contains("body"))
                .hasSize(4);
    }

    /// Seen from the front the inner side of a right knee lies to the right, of a left one to the
    /// left: the places change with the words.
    @Test
    void of_the_other_side_places_and_words_change_together() {
        Drawing.View right = drawn(targets(), false).views().getFirst();
        Drawing.View left = drawn(targets(), true).views().getFirst();

        assertThat(right.right()).isEqualTo("inner side").isEqualTo(left.left());
        for (Drawing.Spot spot : right.spots()) {
            assertThat(left.spots())
                    .filteredOn(other -> other.choice().equals(spot.choice()))
                    .singleElement()
                    .satisfies(other -> assertThat(other.x()).isEqualTo(right.width() - spot.x()));
        }
        Drawing.Spot inner =
                right.spots().stream()
                        .filter(spot -> spot.choice().value().contains("medial-tibial"))
                        .findFirst()
                        .orElseThrow();
        assertThat(inner.x()).isGreaterThan(right.width() / 2);
    }

    /// Front and back are the same of both knees as they are drawn.
    @Test
    void a_view_from_the_side_does_not_turn() {
        assertThat(drawn(targets(), true).views().get(1))
                .isEqualTo(drawn(targets(), false).views().get(1));
    }
}
