package org.osteon.app.cohort;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.app.cli.demo.DemoCohort;
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

/// One truth: what the outcome tables count of a chart is what the pathway says of that chart (H12,
/// C10). Held for every worked case and every patient of the demonstration.
class EndpointsAgreeTest {
    private static final Path KNOWLEDGE = Path.of("..", "knowledge");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private static KnowledgeBase knowledge;
    private static List<ChartOnDay> charts;

    @BeforeAll
    static void reads_the_charts() throws IOException {
        knowledge = KnowledgeBase.load(KNOWLEDGE);
        charts = new ArrayList<>();
        for (Pathway pathway : knowledge.pathways()) {
            for (WorkedCase one : WorkedCase.of(KNOWLEDGE, pathway)) {
                charts.add(new ChartOnDay(knowledge.pathways(), one.chart(), one.asOf()));
            }
        }
        for (String bundle : new DemoCohort(KNOWLEDGE, TODAY, 1).charts()) {
            charts.add(new ChartOnDay(knowledge.pathways(), read(bundle), TODAY));
        }
    }

    @Test
    void the_event_of_an_endpoint_and_its_day_are_what_the_pathway_says_of_the_chart() {
        for (Pathway pathway : knowledge.pathways()) {
            for (Rule endpoint : pathway.endpoints()) {
                Optional<String> result = endpoint.rules().getFirst().result();
                if (result.isPresent()) {
                    assertThat(differences(pathway, endpoint, result.get()))
                            .as(pathway.id() + ", " + endpoint.id())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void every_endpoint_with_a_result_beside_it_is_reached_by_somebody() {
        for (Pathway pathway : knowledge.pathways()) {
            for (Rule endpoint : pathway.endpoints()) {
                if (endpoint.rules().getFirst().result().isPresent()) {
                    assertThat(charts)
                            .as(pathway.id() + ", " + endpoint.id())
                            .anyMatch(chart ->
                                    chart.outcomes(pathway).endpoints().get(endpoint.id())
                                                    instanceof Observed observed
                                            && observed.event() == 1);
                }
            }
        }
    }

    private static List<String> differences(Pathway pathway, Rule endpoint, String result) {
        List<String> differences = new ArrayList<>();
        for (ChartOnDay chart : charts) {
            Assessment assessment = chart.assess(pathway);
            if (assessment.status() == Assessment.Status.NOT_APPLICABLE) {
                continue;
            }
            Outcomes outcomes = chart.outcomes(pathway);
            if (outcomes.endpoints().get(endpoint.id()) instanceof Observed observed) {
                Optional<Integer> said =
                        days(value(assessment.results(), result), outcomes.start());
                boolean agrees =
                        observed.event() == 1
                                ? said.filter(day -> day == observed.days()).isPresent()
                                : said.filter(day -> day <= observed.days()).isEmpty();
                if (!agrees) {
                    differences.add(
                            assessment.patient()
                                    + " on "
                                    + assessment.asOf()
                                    + ": the table says "
                                    + observed
                                    + ", the chart's page "
                                    + said);
                }
            }
        }
        return differences;
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
