package org.osteon.records.studies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.UUID;
import org.osteon.access.Protection;
import org.osteon.store.Change;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.studies.Screening;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyEntry;

/// What a study writes into charts, as FHIR. None of it tells an arm.
final class StudyResources {
    private final Studies studies;

    StudyResources(Studies studies) {
        this.studies = studies;
    }

    /// That somebody is in a study.
    Change.Put subject(Study study, String chart, Enrolment.Seen seen, String status) {
        ResourceId id = new ResourceId("ResearchSubject", study.id() + "-" + seen.number());
        ObjectNode subject = FhirEdit.object();
        subject.put("resourceType", "ResearchSubject").put("id", id.id());
        subject.putObject("meta")
                .putArray("tag")
                .addObject()
                .put("system", Protection.KEPT_BY_STUDY)
                .put("code", study.id());
        subject.putArray("identifier")
                .addObject()
                .put("system", "urn:osteon:study:" + study.id())
                .put("value", seen.number());
        subject.put("status", status);
        subject.putObject("period").put("start", start(seen));
        subject.putObject("study").put("reference", "ResearchStudy/" + study.id());
        subject.putObject("individual").put("reference", "Patient/" + chart);
        seen.consent()
                .ifPresent(consent ->
                        subject.putObject("consent").put("reference", consent.reference()));
        long version =
                studies.store()
                        .read(chart, id)
                        .filter(one -> !one.deleted())
                        .map(StoredResource::version)
                        .orElse(0L);
        return new Change.Put(id, FhirEdit.write(subject), OptionalLong.of(version));
    }

    private String start(Enrolment.Seen seen) {
        return seen.participant()
                .flatMap(one -> one.last(StudyEntry.Kind.ALLOCATED))
                .map(one -> one.at().atZone(studies.clock().getZone()).toLocalDate())
                .orElse(studies.today())
                .toString();
    }

    /// What somebody answered to a criterion.
    Change.Put answer(
            Study study, String chart, Screening.Answer asked, boolean yes, String by, Instant at) {
        ObjectNode answer = FhirEdit.object();
        String id = UUID.randomUUID().toString();
        answer.put("resourceType", "Observation").put("id", id).put("status", "final");
        ObjectNode code = answer.putObject("code");
        code.putArray("coding")
                .addObject()
                .put("system", "urn:osteon:study-criterion")
                .put("code", study.id() + "." + asked.id())
                .put("display", asked.title());
        code.put("text", asked.question());
        answer.putObject("subject").put("reference", "Patient/" + chart);
        answer.put(
                "effectiveDateTime",
                at.atZone(studies.clock().getZone())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        answer.putArray("performer").addObject().put("display", by);
        answer.put("valueBoolean", yes);
        return new Change.Put(
                new ResourceId("Observation", id), FhirEdit.write(answer), OptionalLong.of(0));
    }
}
