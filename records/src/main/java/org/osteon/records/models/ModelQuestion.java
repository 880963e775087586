package org.osteon.records.models;

import java.util.List;
import java.util.Map;

/// What is asked of a model over a cohort.
///
/// @param kind which model
/// @param by the factor whose groups are compared: treatment, centre; empty where none is chosen
/// @param treated of two treatments the one in question; empty: the second in order
/// @param control the one it is compared with; empty: the first in order
/// @param with the factors that enter as covariates
/// @param day the day of models that ask for one
/// @param cause the number of the kind of event
/// @param only by factor the value that people must have
public record ModelQuestion(
        ModelKind kind,
        String by,
        String treated,
        String control,
        List<String> with,
        int day,
        int cause,
        Map<String, String> only) {
    /// Copies.
    public ModelQuestion {
        with = List.copyOf(with);
        only = Map.copyOf(only);
    }

    /// The covariates without the groups themselves.
    List<String> covariates() {
        return with.stream().filter(one -> !one.equals(by)).toList();
    }
}
