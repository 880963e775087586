package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osteon.chart.FhirObject;

/// Lists of resources, put together and taken apart, are as sets are that keep their order; where
/// nothing changes, the list itself is handed on.
class ResourceListTest {
    private static final List<FhirObject> ALL =
            IntStream.range(0, 60).mapToObj(i -> FhirObject.of("Observation", Map.of())).toList();

    private static ResourceList some(Random random) {
        List<FhirObject> some = new ArrayList<>();
        int most = random.nextInt(5);
        for (FhirObject one : ALL) {
            if (random.nextInt(5) < most) {
                some.add(one);
            }
        }
        return ResourceList.of(some);
    }

    @Test
    void they_are_put_together_and_taken_apart_as_sets_that_keep_their_order() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            ResourceList one = some(random);
            ResourceList other = some(random);
            Set<FhirObject> both = new LinkedHashSet<>(one);
            both.addAll(other);
            Set<FhirObject> rest = new LinkedHashSet<>(one);
            rest.removeAll(new ArrayList<>(other));

            assertThat(one.and(other)).isEqualTo(new ArrayList<>(both));
            assertThat(one.without(other)).isEqualTo(new ArrayList<>(rest));
            for (FhirObject resource : ALL.subList(0, 5)) {
                assertThat(one.contains(resource))
                        .isEqualTo(new ArrayList<>(one).contains(resource));
            }
        }
    }

    @Test
    void where_nothing_is_added_and_nothing_left_out_it_is_the_same_list() {
        ResourceList all = ResourceList.of(ALL);

        assertThat(all.and(ResourceList.NONE)).isSameAs(all);
        assertThat(ResourceList.NONE.and(all)).isSameAs(all);
        assertThat(all.without(ResourceList.NONE)).isSameAs(all);
        assertThat(all.left(new ArrayList<>(ALL))).isSameAs(all);
        assertThat(all.left(ALL.subList(1, 3))).isEqualTo(ALL.subList(1, 3));
    }

    @Test
    void a_resource_that_says_the_same_is_another() {
        assertThat(ResourceList.of(ALL).contains(FhirObject.of("Observation", Map.of()))).isFalse();
    }
}
