package org.osteon.pathway;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// What one expression says of a chart, for whoever fills in a form.
///
/// @param value the plain value: text, number, boolean, date, list, map; null where it is not
///   known, and where it is a resource
/// @param resources the resources that it names; where it names none, those that it was read from,
///   the newest first
/// @param named whether it names them: it is them
/// @param moment the time of day, where the value is one and no mere date
public record ExpressionAnswer(
        @Nullable Object value, List<Resource> resources, boolean named, @Nullable Instant moment) {

    /// What can be chosen of it: the resources that it names, and none where it names none.
    public List<Resource> choices() {
        return named ? resources : List.of();
    }

    /// Of one day by reference.
    static final Comparator<Resource> NEWEST_FIRST =
            Comparator.comparing(ExpressionAnswer::day)
                    .reversed()
                    .thenComparing(Resource::reference);

    static ExpressionAnswer of(
            CqlEvaluation.Answer answer, Function<FhirObject, @Nullable Resource> resources) {
        List<Resource> named = named(answer.value(), resources);
        return named.isEmpty()
                ? new ExpressionAnswer(
                        CqlValues.plain(answer.value()),
                        read(answer, resources).distinct().sorted(NEWEST_FIRST).toList(),
                        false,
                        CqlValues.instant(answer.value()))
                : new ExpressionAnswer(null, named, true, null);
    }

    /// The day of a resource for putting them in order: before all others where it says none.
    static LocalDate day(Resource resource) {
        return resource.date().map(FhirTime::earliest).orElse(LocalDate.MIN);
    }

    /// What an answer was read from.
    static Stream<Resource> read(
            CqlEvaluation.Answer answer, Function<FhirObject, @Nullable Resource> resources) {
        return answer.read().stream()
                .flatMap(object ->
                        object instanceof FhirObject content
                                ? Stream.ofNullable(resources.apply(content))
                                : Stream.empty());
    }

    /// The resources that a value is, or holds, each once.
    static List<Resource> named(
            @Nullable Object value, Function<FhirObject, @Nullable Resource> resources) {
        Set<Resource> named = new LinkedHashSet<>();
        collect(value, resources, named);
        return List.copyOf(named);
    }

    private static void collect(
            @Nullable Object value,
            Function<FhirObject, @Nullable Resource> resources,
            Set<Resource> found) {
        switch (value) {
            case FhirObject object -> {
                Resource resource = resources.apply(object);
                if (resource != null) {
                    found.add(resource);
                }
            }
            case Iterable<?> items -> items.forEach(item -> collect(item, resources, found));
            case null, default -> {}
        }
    }

    /// An answer of nobody.
    public static ExpressionAnswer nothing() {
        return new ExpressionAnswer(null, List.of(), false, null);
    }

    /// Whether it is true; empty where it is not known.
    public Optional<Boolean> truth() {
        return value instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
    }
}
