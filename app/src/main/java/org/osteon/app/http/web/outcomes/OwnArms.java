package org.osteon.app.http.web.outcomes;

import java.util.List;
import java.util.Locale;
import org.osteon.records.studies.Enrolment;
import org.osteon.records.studies.KnownArms;
import org.osteon.records.studies.Studies;
import org.osteon.records.studies.StudyOutcomes;
import org.osteon.workflow.studies.Study;
import org.springframework.stereotype.Component;

/// The arms of the site's own studies of a measure, to be read beside its curve: only of studies
/// whose arms everybody may know, and which who looks is told.
@Component
final class OwnArms {
    private final Studies studies;
    private final Enrolment enrolment;

    OwnArms(Studies studies, Enrolment enrolment) {
        this.studies = studies;
        this.enrolment = enrolment;
    }

    /// What came out of each such study.
    List<StudyOutcomes> of(String pathway, String measure) {
        return new KnownArms(studies, enrolment)
                .studies(pathway).stream()
                        .filter(study ->
                                study.primary()
                                        .map(Study.Primary::measure)
                                        .filter(measure::equals)
                                        .isPresent())
                        .map(study -> StudyOutcomes.read(studies, enrolment, study))
                        .toList();
    }

    /// A change in words, with how many it is of.
    static String change(StudyOutcomes.ByArm one) {
        return one.changes() == 0
                ? "nobody"
                : String.format(Locale.ROOT, "%.1f", one.change()).replace('-', '−')
                        + " (n "
                        + one.changes()
                        + ")";
    }
}
