package org.osteon.pathway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;

/// A case read in one go is what its chart read by itself is; what is wrong is said in one order.
class AssessmentCaseTest {
    private static final String CHART =
            """
            {"resourceType":"Bundle","type":"collection","entry":[
             {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Patient","id":"p1","gender":"male"}},
             {"resource":{"resourceType":"Observation","id":"o1","status":"final",
              "subject":{"reference":"urn:uuid:1"},"effectiveDateTime":"2025","value":3,
              "valueQuantity":{"value":1.50,"comparator":"<"},"text":{"div":"x"}}},
             {"resource":{"resourceType":"Observation","status":"final"}}, 7]}\
            """;

    private static AssessmentCase read(String json) {
        return AssessmentCase.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> told(Chart chart) {
        return chart.resources().stream()
                .map(one -> one.reference() + one.json() + one.unreadable() + one.hasComparators())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"asOf\":\"2025-01-02\",\"pathway\":\"x\",\"chart\":%s}",
                "{\"chart\":%s,\"extra\":[{\"chart\":1}],\"pathway\":[\"x\"],\"asOf\":\"2025-01-02\"}",
                " {\"chart\":{},\"chart\":%s,\"pathway\":\"x\",\"asOf\":\"2025-01-02\"}",
                "\uFEFF{\"chart\":%s,\"pathway\":\"x\",\"asOf\":\"2025-01-02\"}"
            })
    void the_chart_is_what_it_is_by_itself(String around) {
        AssessmentCase one = read(around.formatted(CHART));

        Chart alone = AssessmentCase.chart(CHART.getBytes(StandardCharsets.UTF_8));
        assertThat(told(one.chart())).isEqualTo(told(alone));
        assertThat(one.chart().remarks()).isEqualTo(alone.remarks());
        assertThat(one.chart().nameless()).map(Resource::json).hasSize(1);
        assertThat(one.pathways()).containsExactly("x");
        assertThat(one.asOf()).hasToString("2025-01-02");
    }

    @Test
    void what_is_wrong_is_named() {
        assertProblem("", "asOf, pathway and chart");
        assertProblem("[1]", "asOf, pathway and chart");
        assertProblem("{\"chart\":{}}", "'asOf' is missing");
        assertProblem("{\"asOf\":\"2025-13-01\",\"pathway\":\"x\",\"chart\":{}}", "2025-13-01");
        assertProblem("{\"asOf\":\"2025-01-02\",\"chart\":{}}", "'pathway' is missing");
        assertProblem("{\"asOf\":\"2025-01-02\",\"pathway\":\"x\"}", "'chart' is missing");
        assertProblem(with("{}"), "resourceType is missing");
        assertProblem(with("5"), "the JSON is not an object");
        assertProblem(with("{\"resourceType\":\"Bundle\",\"type\":\"history\"}"), "'history'");
        assertProblem(with("{\"resourceType\":\"Bundle\",\"type\":\"batch\"}"), "no Patient");
        assertProblem(with(CHART) + "{}", "something follows the end");
        assertProblem(with(CHART.substring(0, CHART.length() - 2)), "not JSON");
        assertProblem(
                with("{\"entry\":{},\"resourceType\":\"Bundle\",\"type\":\"batch\"}"),
                "entry is not a list");
    }

    private static String with(String chart) {
        return "{\"asOf\":\"2025-01-02\",\"pathway\":\"x\",\"chart\":" + chart + "}";
    }

    private static void assertProblem(String json, String words) {
        assertThatThrownBy(() -> read(json))
                .as(json)
                .isInstanceOfSatisfying(
                        UnusableChartException.class,
                        problem -> assertThat(problem.reason()).contains(words));
    }
}
