package org.osteon.pathway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
public record Asked(@Nullable Object value, List<Resource> resources, boolean named) {

    static Asked of(
            CqlEvaluation.Answer answer, Function<FhirObject, @Nullable Resource> resources) {
        Set<Resource> named = new LinkedHashSet<>();
        collect(answer.value(), resources, named);
        if (!named.isEmpty()) {
            return new Asked(null, List.copyOf(named), true);
        }
        List<Resource> read = new ArrayList<>();
        for (Object one : answer.read()) {
            Resource resource = one instanceof FhirObject content ? resources.apply(content) : null;
            if (resource != null && !read.contains(resource)) {
                read.add(resource);
            }
        }
        read.sort(
                Comparator.comparing((Resource resource) ->
                                resource.date()
                                        .map(FhirTime::earliest)
                                        .orElse(java.time.LocalDate.MIN))
                        .reversed()
                        .thenComparing(Resource::reference));
        return new Asked(CqlValues.plain(answer.value()), List.copyOf(read), false);
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
            case Collection<?> items -> items.forEach(item -> collect(item, resources, found));
            case null, default -> {}
        }
    }

    /// An answer of nobody.
    public static Asked nothing() {
        return new Asked(null, List.of(), false);
    }

    /// Whether it is true; empty where it is not known.
    public Optional<Boolean> truth() {
        return value instanceof Boolean truth ? Optional.of(truth) : Optional.empty();
    }
}
