package org.osteon.records.studies;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osteon.access.Action;
import org.osteon.workflow.studies.Study;

/// Which arms are no secret any more: of studies that are unblinded, for whoever is told of them.
public final class KnownArms {
    private final Studies studies;
    private final Enrolment enrolment;

    public KnownArms(Studies studies, Enrolment enrolment) {
        this.studies = studies;
        this.enrolment = enrolment;
    }

    /// The studies of a therapy whose arms whoever asks may know.
    public List<Study> studies(String pathway) {
        if (!studies.records().may(Action.STUDY)) {
            return List.of();
        }
        return studies.all().stream()
                .filter(study -> study.pathway().equals(pathway))
                .filter(study ->
                        studies.state(study).tellsArms() && studies.records().isTold(study.id()))
                .toList();
    }

    /// The study and arm of each chart in one of these, in words.
    public Map<String, String> byChart(String pathway) {
        Map<String, String> arms = new HashMap<>();
        for (Study study : studies(pathway)) {
            Map<String, String> charts = enrolment.chartsSeen(study);
            for (Studies.Allocation one : studies.allocations(study)) {
                String chart = charts.get(one.person().number());
                if (chart != null) {
                    arms.merge(
                            chart,
                            study.title() + ": " + one.arm().name(),
                            (first, second) -> first + "; " + second);
                }
            }
        }
        return arms;
    }
}
