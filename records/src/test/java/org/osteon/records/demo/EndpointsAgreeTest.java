package org.osteon.records.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Outcomes.Endpoint.Observed;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.WorkedCase;
import org.osteon.records.TestKnowledge;

/// One truth: what the outcome tables count of a chart is what the pathway says of that chart (H12,
/// C10). Held for every worked case and every patient of the demonstration.
class EndpointsAgreeTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private static KnowledgeBase knowledge;

    /// Where the table and the page differ, in words.
    private static final List<String> DIFFERENCES = new ArrayList<>();

    /// The endpoints with a result beside them, by pathway, and those that somebody reached.
    private static final Set<String> COMPARED = new TreeSet<>();

    private static final Set<String> REACHED = new TreeSet<>();

    @BeforeAll
    static void compares_each_chart_once() throws IOException {
        knowledge = TestKnowledge.delivered();
        for (Pathway pathway : knowledge.pathways()) {
            for (WorkedCase one : WorkedCase.of(KNOWLEDGE, pathway)) {
                compare(one.id(), one.chart(), one.asOf());
            }
        }
        for (String bundle : new DemoCohort(KNOWLEDGE, TODAY, 1).charts()) {
            Chart chart = read(bundle);
            compare(chart.patient().reference(), chart, TODAY);
        }
    }

    @Test
    void the_event_of_an_endpoint_and_its_day_are_what_the_pathway_says_of_the_chart() {
        assertThat(DIFFERENCES).isEmpty();
    }

    @Test
    void every_endpoint_with_a_result_beside_it_is_reached_by_somebody() {
        assertThat(REACHED).isNotEmpty().containsExactlyElementsOf(COMPARED);
    }

    private static void compare(String name, Chart chart, LocalDate asOf) {
        ChartOnDay onDay = new ChartOnDay(knowledge.pathways(), chart, asOf);
        for (Pathway pathway : knowledge.pathways()) {
            Assessment assessment = onDay.assess(pathway);
            if (assessment.status() == Assessment.Status.NOT_APPLICABLE
                    || pathway.endpoints().isEmpty()) {
                continue;
            }
            Outcomes outcomes = onDay.outcomes(pathway);
            for (Rule endpoint : pathway.endpoints()) {
                endpoint.rules()
                        .getFirst()
                        .result()
                        .ifPresent(result -> {
                            String key = pathway.id() + ", " + endpoint.id();
                            COMPARED.add(key);
                            if (outcomes.endpoints().get(endpoint.id())
                                    instanceof Observed observed) {
                                compare(
                                        key + ": " + name,
                                        observed,
                                        days(
                                                value(assessment.results(), result),
                                                outcomes.start()));
                                if (observed.event() == 1) {
                                    REACHED.add(key);
                                }
                            }
                        });
            }
        }
    }

    private static void compare(String name, Observed observed, Optional<Integer> said) {
        boolean agrees =
                observed.event() == 1
                        ? said.filter(day -> day == observed.days()).isPresent()
                        : said.filter(day -> day <= observed.days()).isEmpty();
        if (!agrees) {
            DIFFERENCES.add(name + ": the table says " + observed + ", the page " + said);
        }
    }

    private static Optional<Integer> days(@Nullable Object value, Optional<LocalDate> start) {
        return switch (value) {
            case null -> Optional.empty();
            case Integer days -> Optional.of(days);
            case LocalDate day ->
                    start.map(zero -> Math.toIntExact(ChronoUnit.DAYS.between(zero, day)));
            default -> throw new AssertionError(value + " is neither a day nor a number of days");
        };
    }

    private static @Nullable Object value(Map<?, ?> results, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return results.get(path);
        }
        return results.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? value(inner, path.substring(dot + 1))
                : null;
    }

    private static Chart read(String bundle) {
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var chart) -> chart;
            case ChartReading.Unusable(var reason) -> throw new AssertionError(reason);
        };
    }
}
