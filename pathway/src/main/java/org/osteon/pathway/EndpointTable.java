package org.osteon.pathway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An endpoint as a table, a row for each patient who can be used for it: `days` from time zero,
/// `event` (0 censored, 1, 2 … in the order of the pathway) and its `kind`, what the patient can be
/// compared by, and where it comes from.
///
/// @param pathway whose endpoint it is
/// @param endpoint its id
public record EndpointTable(Pathway pathway, String endpoint) {

    /// The names of the columns.
    public List<String> columns() {
        List<String> columns =
                new ArrayList<>(
                        List.of("patient", "start", "last_contact", "days", "event", "kind"));
        pathway.covariates().forEach(factor -> columns.add(factor.id()));
        columns.addAll(List.of("start_evidence", "event_evidence"));
        return columns;
    }

    /// The row of a patient, text, number, day or null in the order of the columns; empty where the
    /// patient never came to time zero or cannot be used.
    public Optional<List<@Nullable Object>> row(Outcomes patient) {
        if (patient.start().isEmpty()
                || !(patient.endpoints().get(endpoint) instanceof Outcomes.Endpoint.Observed one)) {
            return Optional.empty();
        }
        List<@Nullable Object> row = new ArrayList<>();
        row.add(patient.patient());
        row.add(patient.start().orElse(null));
        row.add(patient.lastContact().orElse(null));
        row.add(one.days());
        row.add(one.event());
        row.add(one.kind().isEmpty() ? null : one.kind());
        pathway.covariates().forEach(factor -> row.add(patient.factors().get(factor.id())));
        row.add(references(patient.startEvidence()));
        row.add(references(one.evidence()));
        return Optional.of(row);
    }

    private static @Nullable String references(List<Evidence> evidence) {
        return evidence.isEmpty()
                ? null
                : evidence.stream().map(Evidence::reference).collect(Collectors.joining(" "));
    }

    /// A row in words, for a file: empty where something is missing.
    public static List<String> texts(List<@Nullable Object> row) {
        return row.stream().map(value -> value == null ? "" : value.toString()).toList();
    }

    /// Why a patient is not in it, in words; empty where the patient is, or never came to time
    /// zero.
    public Optional<String> leftOut(Outcomes patient) {
        return patient.start().isPresent()
                        && patient.endpoints().get(endpoint)
                                instanceof Outcomes.Endpoint.LeftOut one
                ? Optional.of(one.reason())
                : Optional.empty();
    }
}
