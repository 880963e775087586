package org.osteon.workflow.forms;

import java.util.List;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.workflow.Deed;

/// What others did to the same form while somebody filled it in.
///
/// @param chart as it is now
record Meanwhile(Form form, Chart chart) {
    /// What somebody else wrote into a response since it was shown. Going on with one's own draft
    /// from an earlier page is no conflict.
    static Optional<FormOutcome> overtaken(
            Optional<RecordedResponse> there, Optional<Shown> seen, Deed deed) {
        return there.filter(one -> !one.isDraft() || !one.author().equals(deed.author()))
                .filter(one -> !one.version().equals(seen.map(Shown::version).orElse("")))
                .map(one ->
                        new FormOutcome.Changed(
                                List.of(
                                        one.author()
                                                + " changed this form at "
                                                + ValueText.shown(
                                                        one.recorded().isEmpty()
                                                                ? one.when()
                                                                : one.recorded(),
                                                        deed.at().getZone())
                                                + (one.reason().isEmpty()
                                                        ? "."
                                                        : ": " + one.reason() + ".")
                                                + " You saw it as it was before."
                                                + " Below are your answers: look at the other"
                                                + " version first.")));
    }

    /// The same form that somebody else signed for the same day since it was shown.
    Optional<FormOutcome> saved(CheckedAnswers checked, Shown seen, Deed deed) {
        String when = checked.response().path("authored").asText("");
        return RecordedResponse.on(chart).stream()
                .filter(one -> one.isOf(form) && one.isSigned())
                .filter(one -> !seen.responses().contains(one.id()))
                .filter(one -> day(one.when()).equals(day(when)))
                .filter(_ -> deed.reason().isBlank())
                .findFirst()
                .map(one ->
                        new FormOutcome.SavedMeanwhile(
                                one.author(),
                                ValueText.shown(
                                        one.recorded().isEmpty() ? one.when() : one.recorded(),
                                        deed.at().getZone()),
                                one.id()));
    }

    private static String day(String fhir) {
        return fhir.substring(0, Math.min(10, fhir.length()));
    }
}
