package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// Parts of a long list are gone over side by side: what comes out, what it rests on and what fails
/// is as if one item had been taken after the other.
class CqlWalkTest {
    private static final int MANY = 2 * CqlWalk.MANY;

    private static final String LIBRARY =
            """
            library Walk version '1.0.0'
            using FHIR version '4.0.1'
            context Patient
            define Results: [Observation]
            define "Two Problems": [Condition]
            define "Open Problems": Count([Condition] C where C.clinicalStatus is null)
            define "Broken": singleton from ([Condition])
            define "Also Broken": (singleton from "Two Problems").id.value
            define function Doubled(item FHIR.Observation): item.id.value + item.id.value
            define Every: Results O where O.status.value = 'final' return all Doubled(O)
            define Different: Results O return O.status.value
            define Sorted: Results O return all O.id.value sort desc
            define Within:
              Results O
                let twice: Doubled(O)
                where twice != 'o9o9'
                return all Tuple { id: O.id.value, twice: twice }
            define "Asked In The Middle":
              Results O
                where O.id.value != 'o%1$d' or "Open Problems" > 1
                return all O.id.value
            define "Retrieved In The Middle":
              Results O
                where (if O.id.value = 'o%1$d' then exists([Procedure]) else true)
                return all O.id.value
            define "Fails In The Middle":
              Results O return all (if O.id.value = 'o%1$d' then "Broken".id.value else O.id.value)
            define "Fails Twice":
              Results O
                return all
                  case O.id.value
                    when 'o%1$d' then "Also Broken"
                    when 'o%2$d' then "Broken".id.value
                    else null
                  end
            """
                    .formatted(MANY / 3 + 1, MANY / 2);

    private static final LocalDate TODAY = LocalDate.of(2025, 6, 15);

    private static Chart chart(String... more) {
        String results =
                IntStream.range(0, MANY)
                        .mapToObj(i ->
                                "{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o%d\",\"status\":\"%s\"}}"
                                        .formatted(i, i % 5 == 0 ? "final" : "amended"))
                        .collect(Collectors.joining(","));
        String json =
                """
                {"resourceType":"Bundle","type":"collection","entry":[
                 {"resource":{"resourceType":"Patient","id":"p1"}},
                 {"resource":{"resourceType":"Condition","id":"c1"}},
                 {"resource":{"resourceType":"Condition","id":"c2"}},
                 %s%s]}\
                """
                        .formatted(results, String.join("", more));
        return switch (ChartReader.bundle(json.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new IllegalStateException(reason);
        };
    }

    private final CqlLibraries libraries;
    private final Library library;
    private final CqlProgram program;

    CqlWalkTest() throws UnsupportedCqlException {
        CqlCompiler.Compiled compiled =
                CqlCompiler.compile(
                        List.of(new CqlCompiler.CqlSource("Walk.cql", "Walk", LIBRARY)));
        assertThat(compiled.problems()).isEmpty();
        libraries = new CqlLibraries(compiled.libraries());
        library = libraries.library("Walk").orElseThrow();
        program = CqlProgram.compile(libraries, List.of("Walk"));
    }

    private ExpressionDef expression(String name) {
        return libraries.expressions("Walk").get(name);
    }

    private @Nullable Object value(CqlEvaluation run, String name) {
        return CqlValues.plain(run.answer(library, expression(name)).value());
    }

    private CompiledEvaluation run(Chart chart) {
        return new CompiledEvaluation("x", program, libraries, new ValueSets(), chart, TODAY);
    }

    private List<String> retrieved(CqlEvaluation run, String name) {
        return run
                .retrieved(List.of(new Pathway.Definition("Walk", library, expression(name))))
                .stream()
                .map(CqlEvaluation.Retrieved::type)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Every",
                "Different",
                "Sorted",
                "Within",
                "Asked In The Middle",
                "Retrieved In The Middle"
            })
    void what_comes_out_is_what_the_reference_engine_gives(String name) {
        Chart chart = chart();
        Object expected =
                value(new ReferenceEvaluation("x", libraries, new ValueSets(), chart, TODAY), name);

        assertThat(value(run(chart), name)).isEqualTo(expected);
    }

    @Test
    void what_a_part_asks_for_first_counts_as_asked() {
        CompiledEvaluation run = run(chart());
        value(run, "Asked In The Middle");
        value(run, "Retrieved In The Middle");

        assertThat(retrieved(run, "Asked In The Middle"))
                .containsExactly("Observation", "Condition");
        assertThat(retrieved(run, "Retrieved In The Middle"))
                .containsExactly("Observation", "Procedure");
    }

    @Test
    void what_a_part_found_to_be_known_counts_as_asked() {
        CompiledEvaluation run = run(chart());
        value(run, "Open Problems");
        value(run, "Asked In The Middle");

        assertThat(retrieved(run, "Asked In The Middle"))
                .containsExactly("Condition", "Observation");
    }

    @Test
    void where_it_changes_later_what_a_part_asked_for_is_asked_again() {
        Chart chart = chart();
        CompiledEvaluation run = run(chart);
        assertThat((List<?>) value(run, "Asked In The Middle")).hasSize(MANY);

        CqlEvaluation without =
                run.with(chart.without(List.of("Condition/c1", "Condition/c2")), "Condition");

        assertThat((List<?>) value(without, "Asked In The Middle")).hasSize(MANY - 1);
    }

    @Test
    void what_fails_for_one_item_fails_as_it_does_for_one_after_the_other() {
        assertThatThrownBy(() -> value(run(chart()), "Fails In The Middle"))
                .hasMessageStartingWith("the CQL expression \"Broken\" failed: ");
    }

    @Test
    void of_several_failures_the_first_is_told() {
        CompiledEvaluation run = run(chart());
        assertThatThrownBy(() -> value(run, "Broken"));
        assertThatThrownBy(() -> value(run, "Also Broken"));

        assertThatThrownBy(() -> value(run, "Fails Twice"))
                .hasMessageStartingWith("the CQL expression \"Also Broken\" failed: ");
    }
}
