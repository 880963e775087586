package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of a patient, as a pathway defines it: from its time zero on, with the resources
/// behind each statement. A table of outcomes has one of these per chart.
///
/// @param patient `Patient/` and the id
/// @param start time zero, the day everything is counted from; empty where it never came
/// @param lastContact the last day the patient is known to have been followed
/// @param startEvidence the resources that make time zero
/// @param factors by id: what was known at time zero, in words or as a number; without those not
///   known
/// @param endpoints by id
/// @param measures by id: what the patient reported
public record Outcomes(
        String patient,
        Optional<LocalDate> start,
        Optional<LocalDate> lastContact,
        List<Evidence> startEvidence,
        Map<String, String> factors,
        Map<String, Endpoint> endpoints,
        Map<String, Reported> measures) {

    /// How a patient stands with an endpoint.
    public sealed interface Endpoint {
        /// Followed for so long.
        ///
        /// @param days whole days from time zero to the first of its events, or to the last contact
        /// @param event 0 censored, 1 the event of interest, 2 … events that compete, in the order
        ///   of the pathway
        /// @param kind the event in words; empty where censored
        /// @param evidence the resources behind the event
        record Observed(int days, int event, String kind, List<Evidence> evidence)
                implements Endpoint {}

        /// Cannot be used for this endpoint.
        ///
        /// @param reason why, in words
        record LeftOut(String reason) implements Endpoint {}
    }

    /// A reported measure at its visits.
    ///
    /// @param unit the scale
    /// @param minimalChange the change that matters, negative where less is better; empty where the
    ///   pathway names none
    /// @param visits in the order of the pathway, the first before or on time zero
    public record Reported(String unit, Optional<BigDecimal> minimalChange, List<Visit> visits) {}

    /// A planned visit.
    ///
    /// @param label its name
    /// @param day the planned day after time zero
    /// @param expected whether the patient was followed long enough to have had it
    /// @param score what was reported nearest to that day within the window
    public record Visit(String label, int day, boolean expected, Optional<Course.Point> score) {}
}
