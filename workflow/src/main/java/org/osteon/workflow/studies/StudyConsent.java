package org.osteon.workflow.studies;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final String RESEARCH = "HRESCH";
    private static final String ASKED_AGAIN = "permission-recontact";
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

    /// Whether somebody does not want their data used for research, or not to be asked again: they
    /// are counted where people are looked for, and not shown.
    public static boolean wantsNot(Chart chart) {
        return chart.resources("Consent").stream()
                .map(Resource::content)
                .filter(one -> one.text("status").filter("active"::equals).isPresent())
                .flatMap(one -> one.objects("provision").stream())
                .flatMap(StudyConsent::withInner)
                .filter(one -> one.text("type").filter("deny"::equals).isPresent())
                .anyMatch(one ->
                        one.codings("purpose").stream()
                                        .anyMatch(purpose -> purpose.code().equals(RESEARCH))
                                || one.codings("code").stream()
                                        .anyMatch(code -> code.code().equals(ASKED_AGAIN)));
    }

    private static Stream<FhirObject> withInner(FhirObject provision) {
        return Stream.concat(
                Stream.of(provision),
                provision.objects("provision").stream().flatMap(StudyConsent::withInner));
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
