package org.osteon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.osteon.store.ImportReceipt.Effect;

/// X1, X4, X7: what comes in is kept, once, as it came.
class AppendTest extends StoreTest {

    @Test
    void a_resource_is_kept_to_the_character() {
        String json =
                """
                {
                  "resourceType" : "Observation", "id":"creatinine",
                  "valueQuantity": {"value": 1.50}, "note": [{"text":"Kreatinin \\u00e4 ä 😀 \\u0000"}] }
                """;
        append("p1", MONDAY, Change.put("Observation", "creatinine", json));
        assertThat(store.read("p1", creatinine()).orElseThrow().json()).isEqualTo(json);
        assertThat(store.chart("p1").orElseThrow().resources().getFirst().json()).isEqualTo(json);
    }

    @Test
    void types_and_codes_that_nobody_knows_are_kept_too() {
        append("p1", MONDAY, resource("Zebra", "z", "\"code\":{\"coding\":[{\"code\":\"?\"}]}"));
        assertThat(names(store.chart("p1").orElseThrow())).containsExactly("Zebra/z");
    }

    @Test
    void the_same_content_in_another_spelling_changes_nothing() {
        append("p1", MONDAY, creatinine("1.50"));
        ImportReceipt again =
                append(
                        "p1",
                        TUESDAY,
                        Change.put(
                                "Observation",
                                "creatinine",
                                """
                                { "id":"creatinine", "resourceType":"Observation",
                                  "meta":{"versionId":"7","lastUpdated":"2025-06-03T00:00:00Z"},
                                  "effectiveDateTime":"2025-06-\\u00302", "status":"final",
                                  "valueQuantity":{"code":"mg/dL","value":1.50},
                                  "code":{"coding":[{"code":"2160-0","system":"http://loinc.org"}]}}
                                """));
        assertThat(again.count(Effect.UNCHANGED)).isEqualTo(1);
        assertThat(again.sequence()).isEmpty();
        assertThat(store.history("p1", creatinine())).hasSize(1);
        assertThat(store.auditHead().sequence()).isEqualTo(1);
    }

    @Test
    void another_number_of_decimals_is_another_content() {
        append("p1", MONDAY, creatinine("1.5"));
        assertThat(append("p1", TUESDAY, creatinine("1.50")).count(Effect.UPDATED)).isEqualTo(1);
    }

    @Test
    void a_profile_in_meta_is_content() {
        append("p1", MONDAY, resource("Zebra", "z", ""));
        ImportReceipt receipt =
                append("p1", TUESDAY, resource("Zebra", "z", "\"meta\":{\"profile\":[\"x\"]}"));
        assertThat(receipt.count(Effect.UPDATED)).isEqualTo(1);
    }

    @Test
    void versions_count_up_through_update_delete_and_return() {
        append("p1", MONDAY, creatinine("1.1"));
        append("p1", MONDAY, creatinine("1.2"));
        append("p1", TUESDAY, Change.delete("Observation", "creatinine"));
        ImportReceipt back = append("p1", WEDNESDAY, creatinine("1.2"));
        assertThat(back.outcomes())
                .containsExactly(new ImportReceipt.Outcome(creatinine(), Effect.CREATED, 4));
        assertThat(store.history("p1", creatinine()))
                .extracting(StoredResource::version, StoredResource::deleted)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(4L, false),
                        org.assertj.core.groups.Tuple.tuple(3L, true),
                        org.assertj.core.groups.Tuple.tuple(2L, false),
                        org.assertj.core.groups.Tuple.tuple(1L, false));
        assertThat(store.listing("p1").orElseThrow().resources()).isEqualTo(1);
    }

    @Test
    void deleting_what_is_not_there_changes_nothing() {
        ImportReceipt receipt = append("p1", MONDAY, Change.delete("Observation", "creatinine"));
        assertThat(receipt.count(Effect.UNCHANGED)).isEqualTo(1);
        assertThat(store.chart("p1")).isEmpty();
        assertThat(store.chartCount()).isZero();
    }

    @Test
    void a_resource_twice_in_a_batch_has_its_changes_applied_in_order() {
        ImportReceipt receipt =
                append("p1", MONDAY, creatinine("1.1"), creatinine("1.1"), creatinine("1.3"));
        assertThat(receipt.outcomes())
                .extracting(ImportReceipt.Outcome::effect)
                .containsExactly(Effect.CREATED, Effect.UNCHANGED, Effect.UPDATED);
        assertThat(store.read("p1", creatinine()).orElseThrow().json()).contains("1.3");
    }

    @Test
    void a_version_check_that_fails_writes_nothing_and_says_both_versions() {
        append("p1", MONDAY, creatinine("1.1"));
        append("p1", MONDAY, creatinine("1.2"));
        Appended appended =
                store.append(
                        "p1",
                        at(TUESDAY),
                        List.of(
                                resource("Condition", "c", ""),
                                creatinine("1.3").expecting(1),
                                resource("Condition", "d", "").expecting(2)));
        assertThat(appended)
                .isEqualTo(
                        new Appended.Conflict(
                                List.of(
                                        new Appended.VersionConflict(creatinine(), 1, 2),
                                        new Appended.VersionConflict(
                                                new ResourceId("Condition", "d"), 2, 0))));
        assertThat(names(store.chart("p1").orElseThrow()))
                .containsExactly("Observation/creatinine");
        assertThat(store.auditHead().sequence()).isEqualTo(2);
    }

    @Test
    void a_version_check_that_holds_writes() {
        append("p1", MONDAY, creatinine("1.1").expecting(0));
        append("p1", TUESDAY, creatinine("1.2").expecting(1));
        append("p1", TUESDAY, Change.delete("Observation", "creatinine").expecting(2));
        append("p1", WEDNESDAY, creatinine("1.2").expecting(0));
        assertThat(store.read("p1", creatinine()).orElseThrow().version()).isEqualTo(4);
    }

    @Test
    void what_is_no_resource_is_refused_with_the_reason_and_nothing_is_written() {
        Appended appended =
                store.append(
                        "p1",
                        at(MONDAY),
                        List.of(
                                creatinine("1.1"),
                                Change.put("Observation", "a", "{\"resourceType\":\"Obs"),
                                Change.put("Observation", "b", "[]"),
                                Change.put("Observation", "c", "{\"resourceType\":\"Patient\"}"),
                                Change.put(
                                        "Observation",
                                        "d",
                                        "{\"resourceType\":\"Observation\",\"id\":\"e\"}"),
                                Change.put(
                                        "Observation",
                                        "f",
                                        "{\"resourceType\":\"Observation\",\"a\":1,\"a\":2}"),
                                Change.put(
                                        "Observation", "g", "{\"resourceType\":\"Observation\"} x"),
                                Change.put(
                                        "Observation",
                                        "h",
                                        "{\"resourceType\":\"Observation\",\"a\":"
                                                + "[".repeat(100_000)),
                                Change.put(
                                        "Observation",
                                        "i",
                                        "{\"resourceType\":\"Observation\",\"a\":\"\ud83d\"}")));
        assertThat(appended).isInstanceOf(Appended.Refused.class);
        List<Appended.Refusal> refusals = ((Appended.Refused) appended).refusals();
        assertThat(refusals)
                .extracting(Appended.Refusal::index)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(refusals.get(0).reason()).contains("line 1, column");
        assertThat(refusals.get(1).reason()).isEqualTo("not a JSON object");
        assertThat(refusals.get(2).reason()).isEqualTo("its resourceType is Patient");
        assertThat(refusals.get(3).reason()).isEqualTo("its id is e");
        assertThat(refusals.get(4).reason()).isEqualTo("the key \"a\" twice in one object");
        assertThat(refusals).allSatisfy(refusal -> assertThat(refusal.reason()).hasLineCount(1));
        assertThat(store.chartCount()).isZero();
        assertThat(store.auditHead().sequence()).isZero();
    }

    @Test
    void names_that_cannot_be_kept_are_refused_before_anything_is_asked_of_the_database() {
        assertThatThrownBy(() -> new ResourceId("Observation", "a/b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a/b");
        assertThatThrownBy(() -> new Attribution(" ", MONDAY, "import"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Attribution("Ward 3", MONDAY, "import", "\0"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.append("", at(MONDAY), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void codes_longer_than_any_code_do_not_stop_an_import() {
        String longCode = "x".repeat(20_000);
        append(
                "p1",
                MONDAY,
                resource(
                        "Observation",
                        "a",
                        "\"code\":{\"coding\":[{\"code\":\"%s\"},{\"code\":\"\\u0000\"},{\"code\":\"\\ud83d\"}]}"
                                .formatted(longCode)));
        assertThat(store.chart("p1").orElseThrow().resources().getFirst().json())
                .contains(longCode);
    }

    @Test
    void two_charts_may_have_resources_of_the_same_name() {
        append("p1", MONDAY, creatinine("1.1"));
        append("p2", MONDAY, creatinine("2.2"));
        assertThat(store.read("p1", creatinine()).orElseThrow().json()).contains("1.1");
        assertThat(store.read("p2", creatinine()).orElseThrow().json()).contains("2.2");
        assertThat(store.find(creatinine()))
                .extracting(StoredResource::chart)
                .containsExactly("p1", "p2");
    }

    @Test
    void a_large_batch_onto_a_large_chart_changes_only_what_changed() {
        Change[] first = new Change[300];
        Change[] second = new Change[300];
        for (int i = 0; i < 300; i++) {
            first[i] = resource("Observation", "o" + i, "\"n\":" + i);
            second[i] = resource("Observation", "o" + i, "\"n\":" + (i % 3 == 0 ? -i - 1 : i));
        }
        append("p1", MONDAY, first);
        ImportReceipt receipt = append("p1", TUESDAY, second);
        assertThat(receipt.count(Effect.UPDATED)).isEqualTo(100);
        assertThat(receipt.count(Effect.UNCHANGED)).isEqualTo(200);
        assertThat(store.chart("p1").orElseThrow().resources()).hasSize(300);
        assertThat(store.history("p1", 0, 1000)).hasSize(400);
    }
}
