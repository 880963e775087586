package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A resource is found by its name alone, whichever chart it is in and however many came after it.
class NamesTest extends StoreTest {
    private static ResourceId condition(String id) {
        return new ResourceId("Condition", id);
    }

    private List<String> chartsWith(String id) {
        return store.find(condition(id)).stream().map(StoredResource::chart).toList();
    }

    private void fill(String chart, int from, int to) {
        List<Change> changes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            changes.add(resource("Condition", chart + "-" + i, ""));
        }
        append(chart, MONDAY, changes.toArray(Change[]::new));
    }

    @Test
    void in_whichever_charts_it_is_by_their_order() {
        append("p2", MONDAY, resource("Condition", "same", ""), resource("Goal", "same", ""));
        append("p1", MONDAY, resource("Condition", "same", ""));
        append("p3", MONDAY, resource("Condition", "other", ""));

        assertThat(chartsWith("same")).containsExactly("p1", "p2");
        assertThat(chartsWith("other")).containsExactly("p3");
        assertThat(chartsWith("nowhere")).isEmpty();
    }

    @Test
    void its_latest_version_also_where_it_says_that_it_is_gone() {
        append("p1", MONDAY, resource("Condition", "c", ""));
        fill("p1", 0, 3 * NameIndex.WAITING);
        append("p1", TUESDAY, Change.delete("Condition", "c"));

        StoredResource found = store.find(condition("c")).getFirst();
        assertThat(found.deleted()).isTrue();
        assertThat(found.version()).isEqualTo(2);
    }

    @Test
    void whether_it_came_first_or_last_or_between() {
        Random random = new Random(1);
        int there = 0;
        for (int round = 0; round < 60; round++) {
            int more = round == 20 ? 40_000 : 1 + random.nextInt(900);
            fill("p" + round, 0, more);
            there += more;
            String first = "p0-0";
            String last = "p" + round + "-" + (more - 1);
            int one = random.nextInt(round + 1);
            assertThat(chartsWith(first)).containsExactly("p0");
            assertThat(chartsWith(last)).containsExactly("p" + round);
            assertThat(chartsWith("p" + one + "-0")).containsExactly("p" + one);
            assertThat(chartsWith("p" + (round + 1) + "-0")).isEmpty();
        }
        Page page =
                store.search(
                        ResourceQuery.of("Condition").withId("p0-0", "p20-39999", "p59-0", "x"));
        assertThat(page.resources())
                .extracting(StoredResource::chart)
                .containsExactlyInAnyOrder("p0", "p20", "p59");
        assertThat(page.total()).isEqualTo(3);
        assertThat(store.chartCount()).isEqualTo(60);
        assertThat(there).isGreaterThan(50_000);
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void what_was_taken_back_is_found_by_no_name() {
        fill("p1", 0, NameIndex.WAITING);
        try {
            store.together(() -> {
                fill("p2", 0, 2 * NameIndex.WAITING);
                throw new IllegalStateException("on second thoughts");
            });
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("on second thoughts");
        }
        assertThat(chartsWith("p2-0")).isEmpty();
        fill("p3", 0, 2 * NameIndex.WAITING);
        assertThat(chartsWith("p2-0")).isEmpty();
        assertThat(chartsWith("p3-5")).containsExactly("p3");
        assertThat(store.verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void a_name_that_was_tampered_with_is_told() {
        Assumptions.assumeTrue(database == TestDatabase.SQLITE, "names are kept in a file only");
        fill("p1", 0, 2 * NameIndex.WAITING);
        database.execute(
                location,
                "DELETE FROM name_few WHERE resource = (SELECT MIN(resource) FROM name_few)");
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken ->
                                assertThat(broken.toString()).contains("what finds Condition/p1-"));
    }

    @Test
    void a_name_of_nothing_is_told() {
        Assumptions.assumeTrue(database == TestDatabase.SQLITE, "names are kept in a file only");
        fill("p1", 0, 2 * NameIndex.WAITING);
        database.execute(location, "INSERT INTO name_some VALUES (7, 7)");
        assertThat(store.verify())
                .isInstanceOfSatisfying(
                        Verification.Broken.class,
                        broken -> assertThat(broken.toString()).contains("a name of no resource"));
    }

    @Test
    void pages_after_the_first_do_not_count_again() {
        fill("p1", 0, 5);
        Page first = store.search(ResourceQuery.of("Condition").limit(2));
        fill("p2", 0, 5);
        Page second =
                store.search(
                        ResourceQuery.of("Condition").limit(2).after(first.next().orElseThrow()));

        assertThat(List.of(first.total(), second.total())).containsOnly(5L);
        assertThat(store.search(ResourceQuery.of("Condition").limit(2)).total()).isEqualTo(10);
        assertThat(store.search(ResourceQuery.of("Condition").counted(99)).total()).isEqualTo(99);
    }

    @Test
    void what_makes_up_a_chart_is_read_by_parts_in_its_order() {
        append("p1", MONDAY, creatinine("1.1"), resource("Condition", "c", ""));
        append("p1", TUESDAY, creatinine("1.2"), resource("Goal", "g", ""));
        long revision = store.chart("p1").orElseThrow().revision();
        append("p1", WEDNESDAY, creatinine("1.3"), Change.delete("Condition", "c"));

        long[] all = store.contents("p1", revision, (_, _) -> true);
        assertThat(store.versions("p1", all))
                .extracting(StoredResource::json)
                .isEqualTo(
                        store.chartAt("p1", revision).orElseThrow().resources().stream()
                                .map(StoredResource::json)
                                .toList());
        long[] some =
                store.contents(
                        "p1",
                        revision,
                        (type, at) ->
                                Set.of("Goal", "Condition").contains(type) && at.isAfter(MONDAY));
        assertThat(store.versions("p1", some))
                .extracting(one -> one.resource().toString())
                .containsExactly("Goal/g");
        assertThat(store.versions("p2", all)).isEmpty();
        assertThat(store.contents("p2", revision, (_, _) -> true)).isEmpty();
    }
}
