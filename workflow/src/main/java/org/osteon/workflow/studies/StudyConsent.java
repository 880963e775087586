package org.osteon.workflow.studies;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// That somebody agreed to take part in a study: a consent of its own, which says nothing of a
/// treatment. One that names a study counts for that study only.
///
/// @param reference of the Consent
/// @param day on which it was given
public record StudyConsent(String reference, LocalDate day) {
    private static final String CHART = "urn:osteon:chart";
    private static final String OF_A_STUDY = "consent-study";
    private static final String NAMES = "urn:osteon:study:";

    /// The consent that holds on a day; empty where there is none, or the last was taken back.
    public static Optional<StudyConsent> of(Chart chart, String study, LocalDate day) {
        return chart.resources("Consent").stream()
                .filter(one -> isAbout(one.content(), study))
                .filter(one -> given(one).filter(when -> !when.isAfter(day)).isPresent())
                .max(Comparator.comparing(one -> given(one).orElse(LocalDate.MIN)))
                .filter(one -> one.content().text("status").filter("active"::equals).isPresent())
                .map(one -> new StudyConsent(one.reference(), given(one).orElse(day)));
    }

    private static Optional<LocalDate> given(Resource consent) {
        return consent.content().time("dateTime").flatMap(FhirTime::date);
    }

    private static boolean isAbout(FhirObject consent, String study) {
        boolean ofAStudy =
                consent.codings("policyRule").stream()
                        .anyMatch(
                                one -> one.system().equals(CHART) && one.code().equals(OF_A_STUDY));
        boolean another =
                consent.objects("policy").stream()
                        .flatMap(one -> one.text("uri").stream())
                        .anyMatch(uri -> uri.startsWith(NAMES) && !uri.equals(NAMES + study));
        return ofAStudy && !another;
    }
}
