package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.opencds.cqf.cql.engine.runtime.Date;

/// What an index gives holds all that a walk would keep: in the order of the list, each once, and
/// nothing of which it is known that it cannot be kept.
class FilterIndexTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final Object OTHER = new Object();

    private static @Nullable Object value(Random random, int kinds) {
        int days = random.nextInt(20);
        return switch (random.nextInt(kinds)) {
            case 0, 1 -> new Date(FIRST.plusDays(days));
            case 2 -> null;
            case 3 -> OTHER;
            case 4 -> "" + days;
            default -> days;
        };
    }

    private record Item(int place, @Nullable Object value) {}

    private static List<Item> items(Random random, int kinds) {
        return IntStream.range(0, random.nextInt(60))
                .mapToObj(i -> new Item(i, value(random, kinds)))
                .toList();
    }

    private static FilterIndex index(List<Item> items) {
        return new FilterIndex(items, item -> ((Item) item).value());
    }

    private static List<Item> walked(List<Item> items, Predicate<Object> kept) {
        return items.stream().filter(one -> one.value() != null && kept.test(one.value())).toList();
    }

    @Test
    void what_is_equal_is_given_with_what_nobody_can_tell_of_and_nothing_else() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            List<Item> items = items(random, 1 + random.nextInt(6));
            Object wanted = value(random, 6);
            if (wanted == null || wanted.equals(OTHER)) {
                continue;
            }
            Object key = key(wanted);
            assertThat(index(items).same(wanted))
                    .isEqualTo(walked(items, one -> one.equals(OTHER) || key(one).equals(key)));
        }
    }

    private static Object key(Object value) {
        LocalDate day = CqlFilter.day(value);
        return day == null ? value : day;
    }

    @Test
    void what_lies_between_two_days_is_given_whatever_order_the_list_has() {
        Random random = new Random(8);
        for (int i = 0; i < 5_000; i++) {
            List<Item> items = items(random, 1 + random.nextInt(4));
            LocalDate from = random.nextInt(4) == 0 ? null : FIRST.plusDays(random.nextInt(20));
            LocalDate to = random.nextInt(4) == 0 ? null : FIRST.plusDays(random.nextInt(20));
            List<Item> kept = walked(items, one -> liesBetween(one, from, to));
            assertThat(List.<Object>copyOf(index(items).between(from, to)))
                    .satisfiesAnyOf(
                            all -> assertThat(all).isEqualTo(items),
                            some -> assertThat(some).isEqualTo(kept));
        }
    }

    private static boolean liesBetween(
            Object value, @Nullable LocalDate from, @Nullable LocalDate to) {
        LocalDate day = CqlFilter.day(value);
        if (day == null) {
            return value.equals(OTHER);
        }
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    @Test
    void of_a_long_list_what_is_not_known_is_not_looked_at_again() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            items.add(new Item(i, i == 400 ? "here" : null));
        }

        assertThat(index(items).same("here")).isEqualTo(List.of(items.get(400)));
        assertThat(index(items).same("nowhere")).isEmpty();
        assertThat(index(items).between(FIRST, FIRST)).isEqualTo(items);
    }
}
