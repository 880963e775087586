package org.osteon.pathway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.Library;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// A list that is filtered again and again is looked up, and what comes of it is what walking it
/// gives: whatever the filter asks for, and whatever of it is not known, partly known or there
/// several times.
class CqlFilterTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 15);

    private static final String PATIENT =
            """
            {"resourceType":"Bundle","type":"collection","entry":[{"resource":\
            {"resourceType":"Patient","id":"p1"}}]}\
            """;

    /// Each is asked of every probe.
    private static final List<String> FILTERS =
            List.of(
                    "Items F where F.onDay = P.onDay",
                    "Items F where P.onDay = F.onDay",
                    "Items F where F.onDay = P.onDay and F.code = P.code",
                    "Items F where F.code = P.code and F.onDay <= P.onDay",
                    "Items F where F.n = P.n",
                    "Items F where F.value = P.value",
                    "Items F where F.onDay <= P.onDay",
                    "Items F where F.onDay < P.onDay",
                    "Items F where F.onDay >= P.onDay and F.n > 2",
                    "Items F where F.onDay > P.onDay",
                    "Items F where F.onDay in Interval[P.onDay - 3 days, P.onDay]",
                    "Sorted F where F.onDay in Interval(@2025-01-02, @2025-01-09) and F.n = P.n",
                    "Items F where F.onDay in Interval[P.onDay, null]",
                    "Items F where F.code = 'a' and F.onDay in Interval[P.onDay - 9 days, P.onDay]",
                    "Items F where F.onDay = P.onDay or F.code = P.code",
                    "Items F where F.n > 1 and F.onDay = P.onDay return F.n",
                    "Sorted F where F.onDay = P.onDay",
                    "Sorted F where F.onDay <= P.onDay and F.code = P.code",
                    "Sorted F where F.onDay in Interval[P.onDay - 3 days, P.onDay]",
                    "First(Items F where F.onDay = P.onDay).n",
                    "Last(Items F where F.onDay <= P.onDay).n",
                    "Last(Sorted F where F.onDay <= P.onDay return all F.n)",
                    "First(Sorted F where F.onDay > P.onDay)",
                    "exists(Items F where F.onDay = P.onDay and F.n > P.n)",
                    "On(Items, P.onDay)",
                    "Count(Items F where F.onDay = \"Some Day\" and F.n >= P.n)",
                    "Items F where difference in days between F.onDay and P.onDay <= 3",
                    "Items F where difference in days between F.onDay and P.onDay < Gap",
                    "Items F where difference in days between P.onDay and F.onDay <= Gap",
                    "Items F where difference in days between F.onDay and P.onDay >= 3",
                    "Items F where difference in days between P.onDay and F.onDay > \"Some Days\"",
                    "Sorted F where F.onDay < P.onDay"
                            + " and difference in days between F.onDay and P.onDay <= Gap",
                    "Sorted F where F.onDay > P.onDay and F.n = P.n"
                            + " and difference in days between P.onDay and F.onDay <= \"Some Days\"",
                    "exists(Sorted F where F.onDay < P.onDay"
                            + " and difference in days between F.onDay and P.onDay <= P.n)",
                    "Items F where difference in days between F.onDay and F.onDay <= 3",
                    "Items F where F.onDay >= P.onDay and F.onDay <= P.onDay",
                    "Items F where F.onDay in Interval[P.onDay, null] and F.onDay < @2025-01-09",
                    "Items F let D: F.onDay where D = P.onDay",
                    "Items F where F.onDay = (First(Sorted S where S.n = P.n)).onDay",
                    "Items F where F.code = 'a' and exists(Sorted S where S.onDay = F.onDay)");

    private static String item(Random random, boolean sorted, int place) {
        String day =
                sorted
                        ? "@" + LocalDate.of(2025, 1, 1).plusDays(place / 2)
                        : switch (random.nextInt(12)) {
                            case 0 -> "null as Date";
                            case 1 -> "@2025-01";
                            case 2 -> "@2025";
                            default -> "@" + LocalDate.of(2025, 1, 1).plusDays(random.nextInt(20));
                        };
        String code =
                random.nextInt(9) == 0
                        ? "null as String"
                        : "'" + "abc".charAt(random.nextInt(3)) + "'";
        String n = random.nextInt(9) == 0 ? "null as Integer" : "" + random.nextInt(5);
        return "Tuple { onDay: %s, code: %s, n: %s, value: %d.%d }"
                .formatted(day, code, n, random.nextInt(2), random.nextInt(3));
    }

    private static String items(Random random, boolean sorted) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            items.add(item(random, sorted, i));
        }
        return "{ " + String.join(",\n  ", items) + " }";
    }

    private static String library() {
        Random random = new Random(7);
        StringBuilder text =
                new StringBuilder(
                        """
                        library Filters version '1.0.0'
                        using FHIR version '4.0.1'
                        parameter Gap Integer default 4
                        context Patient
                        define "Some Day": @2025-01-05
                        define "Some Days": 2
                        define Items: %s
                        define Sorted: %s
                        define function On(items List<Tuple { onDay Date, code String, n Integer, value Decimal }>, theDate Date):
                          items I where I.onDay = theDate
                        define function Gathered(items List<Tuple { onDay Date, code String, n Integer, value Decimal }>):
                          items I
                            aggregate Days starting (null as List<Tuple { onDay Date, n Integer }>):
                              if Last(Days).onDay = I.onDay then Days
                              else Flatten({ Days, { Tuple { onDay: I.onDay, n: I.n } } })
                        define GatheredItems: Gathered(Items)
                        define GatheredSorted: Gathered(Sorted)
                        define GatheredNothing: Gathered({ })
                        define CopiedOnTheWay:
                          Sorted I
                            aggregate Days starting ({ } as List<Integer>):
                              if I.n is null then Days else Flatten({ Days, { Count(Days) } })
                        """
                                .formatted(items(random, false), items(random, true)));
        for (int i = 0; i < FILTERS.size(); i++) {
            text.append(
                    "define F%d: (Flatten({ Items, Sorted })) P return all Tuple { found: (%s) }%n"
                            .formatted(i, FILTERS.get(i)));
        }
        return text.toString();
    }

    private static Chart chart() {
        return switch (ChartReader.bundle(PATIENT.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new IllegalStateException(reason);
        };
    }

    @Test
    void gives_what_the_reference_engine_gives() throws UnsupportedCqlException {
        CqlCompiler.Compiled compiled =
                CqlCompiler.compile(
                        List.of(new CqlCompiler.CqlSource("Filters.cql", "Filters", library())));
        assertThat(compiled.problems()).isEmpty();
        CqlLibraries libraries = new CqlLibraries(compiled.libraries());
        CqlProgram program = CqlProgram.compile(libraries, List.of("Filters"));
        assertThat(program.filters()).as("filters that are looked up").isGreaterThan(33);
        Library library = libraries.library("Filters").orElseThrow();
        CompiledEvaluation run =
                new CompiledEvaluation(
                        "filters", program, libraries, new ValueSets(), chart(), TODAY);
        ReferenceEvaluation reference =
                new ReferenceEvaluation("filters", libraries, new ValueSets(), chart(), TODAY);
        for (Map.Entry<String, ExpressionDef> one : libraries.expressions("Filters").entrySet()) {
            if (one.getKey().equals("Patient")) {
                continue;
            }
            ExpressionDef definition = Objects.requireNonNull(one.getValue());
            String name = one.getKey();
            assertThat(String.valueOf(run.answer(library, definition).value()))
                    .as(
                            name.matches("F\\d+")
                                    ? FILTERS.get(Integer.parseInt(name.substring(1)))
                                    : name)
                    .isEqualTo(String.valueOf(reference.answer(library, definition).value()));
        }
    }
}
