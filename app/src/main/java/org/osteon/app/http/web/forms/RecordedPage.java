package org.osteon.app.http.web.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.chart.ResourceText;
import org.osteon.store.ChartStore;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.AnswerText;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.Recorded;
import org.osteon.workflow.forms.Writing;

/// What the page of something recorded shows.
///
/// @param when it was so, in words
/// @param lines the questions with their answers
/// @param made what was made of it
/// @param versions every version, the newest first
public record RecordedPage(
        String patient,
        FormsController.Named named,
        Form form,
        String when,
        List<AnswerText.Line> lines,
        List<String> made,
        List<Version> versions) {
    private static final int MOST_VERSIONS = 1_000;

    /// A version of it.
    public record Version(String status, String recorded, String author, String reason) {}

    static RecordedPage of(
            String patient,
            FormsController.Named named,
            Form form,
            Chart chart,
            ChartStore store,
            ZoneId zone) {
        Recorded recorded = named.recorded();
        return new RecordedPage(
                patient,
                named,
                form,
                Writing.shown(recorded.when(), zone),
                AnswerText.lines(recorded, zone),
                chart.resources().stream()
                        .filter(one ->
                                one.id()
                                        .filter(id -> id.startsWith(recorded.id() + "."))
                                        .isPresent())
                        .filter(one -> !one.type().equals("Provenance"))
                        .map((Resource one) -> ResourceText.of(one))
                        .toList(),
                versions(patient, recorded, store, zone));
    }

    private static List<Version> versions(
            String patient, Recorded recorded, ChartStore store, ZoneId zone) {
        List<Version> versions = new ArrayList<>();
        store.history(patient, 0, MOST_VERSIONS).stream()
                .filter(one -> one.resource().id().equals(recorded.id()))
                .filter(one -> !one.deleted())
                .forEach(one -> {
                    JsonNode json = FhirEdit.read(one.json());
                    Recorded then = new Recorded(recorded.resource(), FhirEdit.read(one.json()));
                    versions.add(
                            new Version(
                                    then.status(),
                                    Writing.shown(
                                            one.recorded()
                                                    .atZone(zone)
                                                    .withNano(0)
                                                    .toOffsetDateTime()
                                                    .toString(),
                                            zone),
                                    json.path("author").path("display").asText(""),
                                    then.reason()));
                });
        return versions;
    }

    /// Whether it can be changed.
    public boolean isSigned() {
        return named.recorded().isSigned();
    }
}
