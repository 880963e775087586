package org.osteon.app.http.web.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.AnswerText;
import org.osteon.workflow.forms.CheckedAnswers;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.RecordedResponse;
import org.osteon.workflow.forms.SecondSignature;
import org.osteon.workflow.forms.Signature;
import org.osteon.workflow.forms.Signer;
import org.osteon.workflow.forms.ValueText;
import org.osteon.workflow.forms.WouldSay;

/// What the page of something recorded shows.
///
/// @param when it was so, in words
/// @param lines the questions with their answers
/// @param made what was made of it
/// @param versions every version, the newest first
/// @param seal whether it is what was signed
/// @param waiting what the second who signs is shown; empty where nobody has to
public record RecordedPage(
        String patient,
        FormsController.Named named,
        Form form,
        String when,
        List<AnswerText.Line> lines,
        List<String> made,
        List<Version> versions,
        RecordSeal seal,
        Optional<Waiting> waiting) {
    private static final int MOST_VERSIONS = 1_000;

    /// What waits for the second signature.
    ///
    /// @param obstacle why who looks may not sign; empty where they may
    /// @param changes what is otherwise since the first signature
    /// @param stands what stands in the way of keeping it, in words
    /// @param wouldSay what the pathways would say
    /// @param version of the response, to be sent back
    public record Waiting(
            Signature first,
            Signer second,
            String obstacle,
            List<String> changes,
            List<String> stands,
            List<WouldSay> wouldSay,
            String version) {
        static Waiting of(FormLife life, RecordedResponse recorded, Deed deed) {
            SecondSignature second = new SecondSignature(life);
            CheckedAnswers checked = second.checked(recorded, deed.at());
            return new Waiting(
                    recorded.signatures().getFirst(),
                    second.signer(),
                    second.obstacle(recorded, deed).orElse(""),
                    second.changes(recorded, deed.at()),
                    checked.problems().stream().map(FieldProblem::text).toList(),
                    checked.wouldSay(),
                    recorded.version());
        }
    }

    /// A version of it.
    public record Version(String status, String recorded, String author, String reason) {}

    static RecordedPage of(
            String patient,
            FormsController.Named named,
            Form form,
            KnowledgeBase knowledge,
            Chart chart,
            Records store,
            Optional<Waiting> waiting,
            ZoneId zone) {
        RecordedResponse recorded = named.recorded();
        return new RecordedPage(
                patient,
                named,
                form,
                ValueText.shown(recorded.when(), zone),
                AnswerText.lines(recorded, zone),
                chart.resources().stream()
                        .filter(one ->
                                one.id()
                                        .filter(id -> id.startsWith(recorded.id() + "."))
                                        .isPresent())
                        .filter(one -> !one.type().equals("Provenance"))
                        .map(knowledge::text)
                        .toList(),
                versions(patient, recorded, store, zone),
                RecordSeal.of(patient, recorded, chart, store),
                waiting);
    }

    /// Who signed, in words, the first first; empty where one person did alone.
    public List<String> signed() {
        return named.recorded().signatures().stream()
                .map(one ->
                        one.name()
                                + (one.role().isEmpty()
                                        ? ""
                                        : ", "
                                                + Wording.term(one.role()).toLowerCase(Locale.ROOT)
                                                + ",")
                                + " "
                                + one.meaning().words())
                .toList();
    }

    private static List<Version> versions(
            String patient, RecordedResponse recorded, Records store, ZoneId zone) {
        List<Version> versions = new ArrayList<>();
        store.history(patient, 0, MOST_VERSIONS).stream()
                .filter(one -> one.resource().id().equals(recorded.id()))
                .filter(one -> !one.deleted())
                .forEach(one -> {
                    JsonNode json = FhirEdit.read(one.json());
                    RecordedResponse then =
                            new RecordedResponse(recorded.resource(), FhirEdit.read(one.json()));
                    versions.add(
                            new Version(
                                    then.status(),
                                    ValueText.shown(
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

    /// Who signed and when, for paper: the first first.
    public List<String> signatures(ZoneId zone) {
        RecordedResponse recorded = named.recorded();
        List<String> all =
                recorded.signatures().stream()
                        .map(one ->
                                one.name()
                                        + " "
                                        + one.meaning().words()
                                        + " on "
                                        + ValueText.shown(one.when(), zone))
                        .toList();
        return !all.isEmpty() || recorded.author().isEmpty() || !isSigned()
                ? all
                : List.of(
                        "Signed by "
                                + recorded.author()
                                + " on "
                                + ValueText.shown(recorded.recorded(), zone));
    }

    /// What stands across its paper, so that none is taken for what it is not.
    public List<String> stamps() {
        RecordedResponse recorded = named.recorded();
        return recorded.isDraft()
                ? List.of("DRAFT, counts for no rule")
                : recorded.status().equals("entered-in-error")
                        ? List.of("ENTERED IN ERROR")
                        : List.of();
    }

    /// Whether it can be changed.
    public boolean isSigned() {
        return named.recorded().isSigned();
    }
}
