package org.osteon.pathway;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;

/// A person of whom a test says, resource by resource, what is on the chart; and what the knowledge
/// says of them on a day.
final class OnePerson {
    private final LocalDate day;
    private final List<String> resources = new ArrayList<>();

    OnePerson(LocalDate day) {
        this.day = day;
    }

    void has(String resource) {
        resources.add(resource);
    }

    /// How many resources they have by now.
    int count() {
        return resources.size();
    }

    Chart chart() {
        return chart("", resources);
    }

    /// A person with these resources.
    ///
    /// @param more what else their own resource says: `,"deceasedDateTime":"…"`
    static Chart chart(String more, List<String> resources) {
        String bundle =
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":"
                        + "{\"resourceType\":\"Patient\",\"id\":\"p\",\"gender\":\"female\",\"birthDate\":\"1960-01-01\""
                        + more
                        + "}}"
                        + resources.stream()
                                .map(one -> ",{\"resource\":" + one + "}")
                                .collect(Collectors.joining())
                        + "]}";
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart read) -> read;
            case ChartReading.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }

    ChartOnDay onDay() {
        return new ChartOnDay(Knowledge.BASE.pathways(), chart(), day);
    }

    Assessment assessed(String pathway) {
        return onDay().assess(of(pathway));
    }

    Outcomes outcomes(String pathway) {
        return of(pathway).outcomes(chart(), day);
    }

    /// The scores of a measure at the visits that have one.
    Map<String, Double> scores(String pathway, String measure) {
        return scores(outcomes(pathway), measure);
    }

    static Map<String, Double> scores(Outcomes outcomes, String measure) {
        return requireNonNull(outcomes.measures().get(measure)).visits().stream()
                .filter(visit -> visit.score().isPresent())
                .collect(
                        Collectors.toMap(
                                Outcomes.Visit::label,
                                visit -> visit.score().orElseThrow().value().doubleValue()));
    }

    /// The points of a trend of their course.
    List<Double> trend(String pathway, String id) {
        return onDay().course(of(pathway)).trends().stream()
                .filter(one -> one.id().equals(id))
                .flatMap(one -> one.points().stream())
                .map(one -> one.value().doubleValue())
                .toList();
    }

    /// What a criterion says to be missing.
    List<String> missing(String pathway, String criterion) {
        return assessed(pathway).criteria().stream()
                .filter(one -> one.id().equals(criterion))
                .flatMap(one -> one.verdict().missing().stream())
                .toList();
    }

    private static Pathway of(String pathway) {
        return Knowledge.BASE.pathway(pathway).orElseThrow();
    }
}
