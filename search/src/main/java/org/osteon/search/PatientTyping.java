package org.osteon.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.hla.typing.Code;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.TypingReader;

/// The patient's HLA typing as a chart holds it (reference, section 20.1): their own, not one that
/// was withdrawn or is preliminary, and not that of a relative or donor whose typing is in the
/// chart as well. What is not used is listed. Of typings of one locus that agree the one of higher
/// resolution counts; those that disagree are all kept, as alternatives.
///
/// @param glString as a GL String; empty where the chart holds none of the patient's
/// @param findings what was not used, and where typings disagree
/// @param relatives whose typings the chart holds: candidate donors
public record PatientTyping(
        Optional<String> glString, List<Finding> findings, List<RelativeTyping> relatives) {

    /// Reads a chart.
    ///
    /// @param day what the chart dates later is not known yet
    /// @param reader says which typings agree
    public static PatientTyping of(Chart chart, LocalDate day, TypingReader reader) {
        LocusReports own = new LocusReports(reader);
        Map<String, LocusReports> ofRelatives = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (TypingReport report : TypingReport.all(chart, day)) {
            switch (report.use()) {
                case TypingReport.Own _ -> own.add(report);
                case TypingReport.OfRelative(String reference) -> {
                    ofRelatives
                            .computeIfAbsent(reference, _ -> new LocusReports(reader))
                            .add(report);
                    findings.add(notUsed(report, "is of " + named(chart, reference)));
                }
                case TypingReport.NotUsed(String why) -> findings.add(notUsed(report, why));
            }
        }
        LocusReports.Resolved resolved = own.resolved();
        findings.addAll(resolved.findings());
        List<RelativeTyping> relatives = new ArrayList<>();
        ofRelatives.forEach((reference, reports) -> {
            LocusReports.Resolved typing = reports.resolved();
            typing.glString()
                    .ifPresent(text ->
                            relatives.add(
                                    RelativeTyping.of(chart, reference, text, typing.findings())));
        });
        return new PatientTyping(
                resolved.glString(), List.copyOf(findings), List.copyOf(relatives));
    }

    /// Whether a chart holds a typing of the patient's own, readable or not.
    public static boolean isOn(Chart chart, LocalDate day) {
        return TypingReport.all(chart, day).stream()
                .anyMatch(report -> report.use() instanceof TypingReport.Own);
    }

    private static String named(Chart chart, String reference) {
        return chart.resource(reference)
                .flatMap(resource -> RelativeTyping.relationship(resource.content()))
                .map(relationship -> "a relative (" + relationship + ", " + reference + ")")
                .orElse("a relative (" + reference + ")");
    }

    private static Finding notUsed(TypingReport report, String why) {
        return new Finding(
                Code.W_TYPING_NOT_USED,
                "",
                0,
                report.text(),
                0,
                said(report.resource())
                        + " "
                        + why
                        + ": its typing "
                        + report.text()
                        + " is not counted as the patient's.",
                "");
    }

    /// Which resource, and of which day.
    static String said(Resource resource) {
        return resource.reference()
                + resource.date().map(date -> " of " + date.earliest()).orElse(" without a date");
    }
}
