package org.osteon.outcome.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.UnusableInputException;

/// Rows, groups and covariates of a table.
class TableTest {
    private static final Table TABLE =
            new Table(
                    List.of(
                            new Column.Numbers("age", new double[] {30, 40, 50, 60}),
                            new Column.Texts(
                                    "arm", List.of("b", "a", "unused"), new int[] {0, 1, 0, 1}),
                            new Column.Numbers("grade", new double[] {2, 10, 2, 1})));

    @Test
    void a_column_is_found_by_its_name_and_one_that_is_not_there_is_told_with_those_that_are() {
        assertThat(TABLE.has("age")).isTrue();
        assertThat(TABLE.has("Age")).isFalse();
        assertThat(TABLE.names()).containsExactly("age", "arm", "grade");
        assertThat(TABLE.column("age").size()).isEqualTo(4);
        assertThat(TABLE.column("arm").size()).isEqualTo(4);
        assertThatThrownBy(() -> TABLE.column("sex"))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage("no column 'sex': there are age, arm, grade");
        assertThatThrownBy(() -> new Table(List.of())).hasMessageContaining("at least one column");
    }

    @Test
    void texts_are_numbers_where_each_is_one_and_otherwise_the_row_is_told() {
        Table digits =
                new Table(
                        List.of(new Column.Texts("x", List.of("007", "8"), new int[] {0, 1, -1})));
        assertThat(digits.numbers("x")).containsExactly(7, 8, Double.NaN);
        assertThatThrownBy(() -> TABLE.numbers("arm"))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("column 'arm' holds 'b' in row 1")
                .hasMessageContaining("C(arm)");
    }

    @Test
    void groups_stand_in_the_order_of_characters_without_those_that_nobody_is_in() {
        Groups arms = TABLE.groups("arm");
        assertThat(arms.labels()).containsExactly("a", "b");
        assertThat(arms.index()).containsExactly(1, 0, 1, 0);
        Groups grades = TABLE.groups("grade");
        assertThat(grades.labels()).containsExactly("1", "10", "2");
        assertThat(grades.index()).containsExactly(2, 1, 2, 0);
        assertThat(grades.sizes()).containsExactly(1, 1, 2);
        assertThat(grades.rowsOf(2)).containsExactly(0, 2);
    }

    @Test
    void signs_stand_before_digits_before_letters() {
        assertThat(Groups.of(List.of("a", "1", "<", "b", "a1", "a<", "aa", "a", "Z")).labels())
                .containsExactly("<", "1", "Z", "a", "a<", "a1", "aa", "b");
    }

    @Test
    void a_row_without_a_group_is_told_by_its_number() {
        Table gaps =
                new Table(
                        List.of(
                                new Column.Texts("arm", List.of("a"), new int[] {0, -1}),
                                new Column.Numbers("grade", new double[] {1, Double.NaN})));
        for (String name : List.of("arm", "grade")) {
            assertThatThrownBy(() -> gaps.groups(name))
                    .isInstanceOf(UnusableInputException.class)
                    .hasMessageContaining("column '" + name + "' is empty in row 2");
        }
    }

    @Test
    void the_reference_group_moves_to_the_front_and_everybody_stays_in_theirs() {
        Groups groups = Groups.of(List.of("a", "b", "c", "b", "d"));
        Groups moved = groups.withReference("c");
        assertThat(moved.labels()).containsExactly("c", "a", "b", "d");
        for (int row = 0; row < groups.rows(); row++) {
            assertThat(moved.labels().get(moved.index()[row]))
                    .isEqualTo(groups.labels().get(groups.index()[row]));
        }
        assertThat(groups.positionOf("a")).isZero();
        assertThatThrownBy(() -> groups.positionOf("e"))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("'e'")
                .hasMessageContaining("[a, b, c, d]");
        assertThat(Groups.single(3).labels()).containsExactly("all");
    }

    @Test
    void a_part_of_the_rows_keeps_the_groups_that_occur_in_it() {
        Groups part = Groups.of(List.of("a", "b", "c", "b")).subset(new int[] {3, 2});
        assertThat(part.labels()).containsExactly("b", "c");
        assertThat(part.index()).containsExactly(0, 1);
        Groups crossed =
                Groups.of(List.of("a", "b", "a")).crossedWith(Groups.of(List.of("x", "x", "y")));
        assertThat(crossed.labels()).containsExactly("a x", "a y", "b x");
        assertThat(crossed.index()).containsExactly(0, 2, 1);
        assertThatThrownBy(() -> Groups.ordered(List.of("z"), List.of("a")))
                .hasMessageContaining("'z'");
    }

    @Test
    void rows_are_taken_in_the_order_asked_for_and_a_column_of_the_same_name_is_replaced() {
        Table turned = TABLE.rows(new int[] {3, 0});
        assertThat(turned.numbers("age")).containsExactly(60, 30);
        assertThat(turned.column("arm").text(0)).isEqualTo("a");
        assertThat(TABLE.where(row -> row > 1).numbers("age")).containsExactly(50, 60);
        assertThat(TABLE.where(_ -> true)).isSameAs(TABLE);
        Table more = TABLE.with(new Column.Numbers("age", new double[] {1, 2, 3, 4}));
        assertThat(more.names()).containsExactly("arm", "grade", "age");
        assertThat(more.numbers("age")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_whole_number_is_a_label_without_a_point() {
        assertThat(Column.plain(3)).isEqualTo("3");
        assertThat(Column.plain(-2)).isEqualTo("-2");
        assertThat(Column.plain(2.5)).isEqualTo("2.5");
        assertThat(Column.plain(1e14)).isEqualTo("100000000000000");
        assertThat(Column.plain(1e15)).isEqualTo("1.0E15");
        assertThat(Column.plain(-1e15)).isEqualTo("-1.0E15");
    }

    @Test
    void covariates_are_centred_at_their_mean_and_scaled_by_their_spread() {
        DesignMatrix x =
                new DesignMatrix(
                        List.of("one", "two"), new double[][] {{1, 3, 5, 7}, {-2, -2, 2, 2}});
        Centring centring = Centring.of(x);
        assertThat(centring.mean()).containsExactly(4, 0);
        assertThat(centring.spread()[0]).isEqualTo(Math.sqrt(5), offset(1e-15));
        assertThat(centring.spread()[1]).isEqualTo(2);
    }

    @Test
    void what_is_constant_but_for_rounding_is_not_divided_by_its_noise() {
        double[] noise = new double[1_000];
        Arrays.fill(noise, 1e6);
        for (int i = 0; i < noise.length; i += 2) {
            noise[i] = Math.nextUp(1e6);
        }
        double[] small = new double[1_000];
        for (int i = 0; i < small.length; i++) {
            small[i] = 1e6 + (i % 2) * 1e-3;
        }
        double[] constant = new double[1_000];
        Centring centring =
                Centring.of(
                        new DesignMatrix(
                                List.of("noise", "small", "constant"),
                                new double[][] {noise, small, constant}));
        assertThat(centring.spread()[0]).isEqualTo(1);
        assertThat(centring.spread()[1]).isCloseTo(5e-4, offset(1e-9));
        assertThat(centring.spread()[2]).isEqualTo(1);
    }
}
