package org.osteon.workflow.desk;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.Evidence;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Verdict;

/// A criterion as a gate of the release sheet: its state, and behind it the data, their age, the
/// rule and the source (X2).
///
/// @param word the state in a word
/// @param summary the finding, empty where there is nothing to add
/// @param missing what is needed to tell
public record Gate(
        String id,
        String label,
        Tone tone,
        String word,
        String summary,
        List<Finding> findings,
        List<String> missing,
        List<Datum> data,
        Citation source) {

    private static final String NONE_ON_RECORD = "None on record";

    /// Whether it is met by nothing being on record.
    public boolean restsOnAbsence() {
        return word.equals(NONE_ON_RECORD);
    }

    /// A rule that was raised.
    ///
    /// @param decision what it asks for, in the pathway's words
    /// @param clears the value or the day from which it would no longer hold; may be empty
    public record Finding(
            String code,
            Tone tone,
            String decision,
            String summary,
            String action,
            String clears,
            Citation source,
            List<Datum> data) {

        public static Finding of(Pathway pathway, Alert alert, Chart chart, LocalDate asOf) {
            return new Finding(
                    alert.code(),
                    Tone.of(pathway, alert),
                    Tone.word(pathway, alert.decision())
                            .map(word -> word.title())
                            .orElse(alert.severity().word()),
                    Wording.sentence(alert.summary()),
                    alert.action(),
                    Wording.sentence(alert.clears()),
                    Citation.of(pathway, alert.source()),
                    Gate.data(alert.evidence(), chart, asOf));
        }
    }

    /// A resource that a conclusion was read from.
    ///
    /// @param age how old it is; empty where it bears no date
    public record Datum(String reference, String text, String age) {}

    public static Gate of(
            Pathway pathway, Criterion criterion, List<Alert> alerts, Chart chart, LocalDate asOf) {
        List<Finding> findings =
                alerts.stream()
                        .filter(alert -> criterion.alerts().contains(alert.code()))
                        .map(alert -> Finding.of(pathway, alert, chart, asOf))
                        .distinct()
                        .toList();
        Tone tone = tone(criterion, findings);
        return new Gate(
                criterion.id(),
                criterion.label(),
                tone,
                word(criterion.verdict(), findings, tone),
                Wording.sentence(criterion.summary()),
                findings,
                criterion.verdict().missing(),
                data(criterion.evidence(), chart, asOf),
                Citation.of(pathway, criterion.source()));
    }

    private static Tone tone(Criterion criterion, List<Finding> findings) {
        Optional<Tone> loudest = findings.stream().map(Finding::tone).min(Enum::compareTo);
        return switch (criterion.verdict()) {
            case Verdict.NotMet _ -> loudest.orElse(Tone.HOLD);
            case Verdict.Undetermined _ -> Tone.UNKNOWN;
            case Verdict.Met _ -> findings.isEmpty() ? Tone.CLEAR : Tone.ADVICE;
            case Verdict.NotRequired _ -> Tone.NONE;
        };
    }

    private static String word(Verdict verdict, List<Finding> findings, Tone tone) {
        return switch (verdict) {
            case Verdict.Met(var basis) when basis == Verdict.Basis.ABSENCE -> NONE_ON_RECORD;
            case Verdict.NotMet _ when findings.isEmpty() -> "Not met";
            case Verdict.NotRequired _ -> "Not required";
            case Verdict.Met _, Verdict.NotMet _, Verdict.Undetermined _ ->
                    switch (tone) {
                        case STOP, HOLD -> "Blocked";
                        case UNKNOWN -> "Unknown";
                        case ADVICE -> "Advice";
                        case CLEAR, NONE -> "Clear";
                    };
        };
    }

    /// Whether it should stand open when the page comes up.
    public boolean wantsAttention() {
        return tone == Tone.STOP || tone == Tone.HOLD || tone == Tone.UNKNOWN;
    }

    /// The finding in one line, else what was read first.
    public String datum() {
        if (!summary.isBlank() || data.isEmpty()) {
            return summary;
        }
        Datum first = data.getFirst();
        return first.text() + (first.age().isEmpty() ? "" : " (" + first.age() + ")");
    }

    public static List<Datum> data(List<Evidence> evidence, Chart chart, LocalDate asOf) {
        return evidence.stream()
                .map(item ->
                        new Datum(
                                item.reference(),
                                item.text(),
                                chart.resource(item.reference())
                                        .flatMap(Resource::date)
                                        .flatMap(FhirTime::date)
                                        .map(date -> Wording.age(date, asOf))
                                        .orElse("")))
                .toList();
    }

    public static List<Gate> of(Pathway pathway, Assessment assessment, Chart chart) {
        return assessment.criteria().stream()
                .map(criterion ->
                        of(pathway, criterion, assessment.alerts(), chart, assessment.asOf()))
                .sorted(java.util.Comparator.comparing(Gate::tone))
                .toList();
    }
}
