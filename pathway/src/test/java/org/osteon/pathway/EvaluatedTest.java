package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.junit.jupiter.api.Test;
import org.opencds.cqf.cql.engine.runtime.Date;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.chart.FhirObject;

/// What a change cannot have touched is kept, also where it rests on something that was asked again
/// and says what it said before; what it has touched is evaluated anew.
class EvaluatedTest {
    private static final String LIBRARY =
            """
            library Kept version '1.0.0'
            using FHIR version '4.0.1'
            context Patient
            define "Is Ordered": exists([ServiceRequest] S where S.status.value = 'active')
            define "Is Smoker": exists([Observation])
            define Items:
              if "Is Ordered" then ([Observation] O return all Tuple { id: O.id.value })
              else ([Condition] C return all Tuple { id: C.id.value })
            define Count: Count(Items)
            define Problems: [Condition] C return all Tuple { id: C.id.value }
            define "Problems If Ordered": if "Is Ordered" then Problems else null
            define Both: "Is Smoker" or "Is Ordered"
            """;

    private static final LocalDate TODAY = LocalDate.of(2025, 6, 15);

    private static String chart(String... more) {
        return """
        {"resourceType":"Bundle","type":"collection","entry":[
         {"resource":{"resourceType":"Patient","id":"p1"}},
         {"resource":{"resourceType":"Condition","id":"c1"}},
         {"resource":{"resourceType":"Observation","id":"o1"}},
         {"resource":{"resourceType":"Observation","id":"o2"}}%s]}\
        """
                .formatted(String.join("", more));
    }

    private static String order(String status) {
        return ",{\"resource\":{\"resourceType\":\"ServiceRequest\",\"id\":\"s\",\"status\":\"%s\"}}"
                .formatted(status);
    }

    private static Chart read(String json) {
        return switch (ChartReader.bundle(json.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new IllegalStateException(reason);
        };
    }

    private final CqlLibraries libraries;
    private final Library library;
    private final CqlProgram program;

    EvaluatedTest() throws UnsupportedCqlException {
        CqlCompiler.Compiled compiled =
                CqlCompiler.compile(
                        List.of(new CqlCompiler.CqlSource("Kept.cql", "Kept", LIBRARY)));
        assertThat(compiled.problems()).isEmpty();
        libraries = new CqlLibraries(compiled.libraries());
        library = libraries.library("Kept").orElseThrow();
        program = CqlProgram.compile(libraries, List.of("Kept"));
    }

    private Object value(CqlEvaluation run, String name) {
        ExpressionDef expression = libraries.expressions("Kept").get(name);
        return run.answer(library, expression).value();
    }

    private CompiledEvaluation run(String json) {
        return new CompiledEvaluation("x", program, libraries, new ValueSets(), read(json), TODAY);
    }

    @Test
    void where_what_it_read_says_the_same_it_is_kept_though_something_was_asked_again() {
        CompiledEvaluation first = run(chart());
        Object items = value(first, "Items");

        CqlEvaluation withHeld = first.with(read(chart(order("on-hold"))), "ServiceRequest");

        assertThat(value(withHeld, "Items")).isSameAs(items);
        assertThat(value(withHeld, "Count")).isEqualTo(1);
    }

    @Test
    void where_it_says_otherwise_it_is_evaluated_anew() {
        CompiledEvaluation first = run(chart());
        value(first, "Items");
        assertThat(value(first, "Count")).isEqualTo(1);

        CqlEvaluation ordered = first.with(read(chart(order("active"))), "ServiceRequest");
        CqlEvaluation again = ordered.with(read(chart(order("on-hold"))), "ServiceRequest");

        assertThat(value(ordered, "Count")).isEqualTo(2);
        assertThat(value(again, "Count")).isEqualTo(1);
        assertThat(value(first, "Count")).isEqualTo(1);
    }

    @Test
    void what_was_asked_is_told_as_if_it_had_been_evaluated_anew() {
        CompiledEvaluation first = run(chart());
        value(first, "Both");
        value(first, "Items");
        Chart held = read(chart(order("on-hold")));

        CqlEvaluation kept = first.with(held, "ServiceRequest");
        CompiledEvaluation anew = run(chart(order("on-hold")));
        for (String name : List.of("Count", "Both")) {
            assertThat(asked(kept, name)).as(name).isEqualTo(asked(anew, name));
        }
    }

    private List<String> asked(CqlEvaluation run, String name) {
        value(run, name);
        ExpressionDef expression = libraries.expressions("Kept").get(name);
        return run.retrieved(List.of(new Pathway.Definition("Kept", library, expression))).stream()
                .map(one -> one.type() + " " + one.found().size())
                .sorted()
                .toList();
    }

    @Test
    void values_are_the_same_where_nobody_can_tell_them_apart() {
        FhirObject object = FhirObject.of("Observation", Map.of());
        assertThat(Evaluated.isSame(null, null)).isTrue();
        assertThat(Evaluated.isSame(null, false)).isFalse();
        assertThat(Evaluated.isSame(new BigDecimal("1.0"), new BigDecimal("1.0"))).isTrue();
        assertThat(Evaluated.isSame(new BigDecimal("1.0"), new BigDecimal("1.00"))).isFalse();
        assertThat(Evaluated.isSame(List.of(object, "a"), List.of(object, "a"))).isTrue();
        assertThat(
                        Evaluated.isSame(
                                List.of(object), List.of(FhirObject.of("Observation", Map.of()))))
                .isFalse();
        assertThat(Evaluated.isSame(List.of(1), List.of(1, 2))).isFalse();
        assertThat(Evaluated.isSame(Arrays.asList((Object) null), List.of(1))).isFalse();
        assertThat(Evaluated.isSame(new Date("2025-01-02"), new Date("2025-01-02"))).isTrue();
        assertThat(Evaluated.isSame(new Date("2025-01"), new Date("2025-01-01"))).isFalse();
    }

    @Test
    void what_has_nothing_to_do_with_what_is_supposed_is_found_once_for_all_that_is_supposed() {
        CompiledEvaluation run = run(chart());
        CqlEvaluation one = run.supposing(read(chart(order("active"))), "ServiceRequest");
        CqlEvaluation another = run.supposing(read(chart(order("active"))), "ServiceRequest");
        CqlEvaluation held = run.supposing(read(chart(order("on-hold"))), "ServiceRequest");

        assertThat(value(another, "Problems If Ordered"))
                .isSameAs(value(one, "Problems If Ordered"));
        assertThat(value(held, "Problems If Ordered")).isNull();
        assertThat(value(held, "Problems")).isSameAs(value(one, "Problems"));
        assertThat(value(one, "Is Ordered")).isEqualTo(true);
        assertThat(value(held, "Is Ordered")).isEqualTo(false);
        assertThat(value(run, "Is Ordered")).isEqualTo(false);
    }

    @Test
    void what_is_supposed_is_not_supposed_upon() {
        CqlEvaluation one = run(chart()).supposing(read(chart(order("active"))), "ServiceRequest");

        assertThatThrownBy(() -> one.with(read(chart()), "Condition"))
                .isInstanceOf(IllegalStateException.class);
    }
}
