package org.osteon.records.bulk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Interaction;
import org.osteon.access.Scope;
import org.osteon.access.Scopes;
import org.osteon.chart.ChartReader;
import org.osteon.chart.FhirObject;
import org.osteon.records.words.Problem;
import org.osteon.store.StoredResource;

/// What somebody wants out.
///
/// @param address as they asked for it
/// @param everybody whether of all patients
/// @param patients else of these, in order
/// @param types only these types of resources; empty: all
/// @param filters of a type only what is so, `Observation?category=laboratory`
/// @param since only what was recorded after; null: everything
/// @param provenance which Provenance of what goes out goes with it, where it would not by its type
public record BulkRequest(
        String address,
        boolean everybody,
        List<String> patients,
        List<String> types,
        List<String> filters,
        @Nullable Instant since,
        Provenance provenance) {
    private static final String PROVENANCE = "Provenance";

    public BulkRequest {
        patients = patients.stream().distinct().sorted().toList();
        types = types.stream().distinct().sorted().toList();
        filters = List.copyOf(filters);
    }

    /// What goes with a resource.
    public enum Provenance {
        NONE,
        LATEST,
        ALL;

        /// As Bulk Data calls it.
        public static Optional<Provenance> of(String word) {
            return switch (word) {
                case "LatestProvenanceResources" -> Optional.of(LATEST);
                case "RelevantProvenanceResources" -> Optional.of(ALL);
                default -> Optional.empty();
            };
        }
    }

    /// That the filters can be held to.
    ///
    /// @throws Problem where one cannot
    public void check() {
        for (String filter : filters) {
            if (scope(filter).isEmpty()) {
                throw Problem.unusable(
                        "_typeFilter '"
                                + filter
                                + "' cannot be held to. Codes can be asked for, by code, category,"
                                + " status, clinical-status, verification-status, intent, class and"
                                + " type: Observation?category=laboratory");
            }
            String type = filter.substring(0, filter.indexOf('?'));
            if (!types.isEmpty() && !types.contains(type)) {
                throw Problem.unusable(
                        "_typeFilter is about " + type + ", which _type does not ask for");
            }
        }
    }

    private static Optional<Scope> scope(String filter) {
        int mark = filter.indexOf('?');
        return mark < 0
                ? Optional.empty()
                : Scope.of("system/" + filter.substring(0, mark) + ".s" + filter.substring(mark));
    }

    /// Whether charts go out whole.
    boolean isWhole() {
        return types.isEmpty() && filters.isEmpty() && since == null;
    }

    /// What of a chart goes out.
    List<StoredResource> of(List<StoredResource> resources) {
        List<StoredResource> chosen = resources.stream().filter(this::isWanted).toList();
        if (provenance == Provenance.NONE
                || types.isEmpty()
                || types.contains(PROVENANCE)
                || chosen.isEmpty()) {
            return chosen;
        }
        return Provenances.with(chosen, resources, provenance == Provenance.LATEST);
    }

    private boolean isWanted(StoredResource one) {
        String type = one.resource().type();
        if (!types.isEmpty() && !types.contains(type)) {
            return false;
        }
        if (since != null && !one.recorded().isAfter(since)) {
            return false;
        }
        List<Scope> conditions =
                filters.stream()
                        .filter(filter -> filter.startsWith(type + "?"))
                        .flatMap(filter -> scope(filter).stream())
                        .toList();
        return conditions.isEmpty()
                || new Scopes(conditions, Optional.empty())
                        .permits(Interaction.SEARCH, one.chart(), content(one));
    }

    /// Whether of what was deleted this is told.
    boolean tells(StoredResource gone) {
        return since != null
                && gone.recorded().isAfter(since)
                && (types.isEmpty() || types.contains(gone.resource().type()));
    }

    static FhirObject content(StoredResource one) {
        return ChartReader.object(one.json());
    }
}
