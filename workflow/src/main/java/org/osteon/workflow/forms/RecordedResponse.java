package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.chart.Sha256;
import org.osteon.workflow.FhirEdit;

/// A response on a chart.
///
/// @param resource as it stands
/// @param json the same to read
public record RecordedResponse(Resource resource, ObjectNode json) {
    private static final String TYPE = "QuestionnaireResponse";
    private static final int VERSION_DIGITS = 16;

    /// The responses on a chart, the latest first.
    public static List<RecordedResponse> on(Chart chart) {
        return chart.resources(TYPE).stream()
                .map(resource -> new RecordedResponse(resource, FhirEdit.read(resource.json())))
                .sorted(
                        Comparator.comparing(RecordedResponse::when)
                                .reversed()
                                .thenComparing(RecordedResponse::id))
                .toList();
    }

    /// The response of that id on a chart; empty where there is none.
    public static Optional<RecordedResponse> on(Chart chart, String id) {
        return on(chart).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /// Its id.
    public String id() {
        return json.path("id").asText("");
    }

    /// The address of its form, with the version that was filled in.
    public String questionnaire() {
        return json.path("questionnaire").asText("");
    }

    /// Whether it is of a form, in whatever version.
    public boolean isOf(Form form) {
        return isAt(form.url());
    }

    /// Whether it is of the form of that id, in whatever version.
    boolean isOf(String form) {
        return isAt(Form.ADDRESS + form);
    }

    private boolean isAt(String url) {
        return questionnaire().equals(url) || questionnaire().startsWith(url + "|");
    }

    /// `in-progress`, `completed`, `amended`, `entered-in-error`, `stopped`.
    public String status() {
        return json.path("status").asText("");
    }

    /// Whether it counts.
    public boolean isSigned() {
        return Set.of("completed", "amended").contains(status());
    }

    /// Whether somebody is still at it.
    public boolean isDraft() {
        return status().equals("in-progress");
    }

    /// When its answers were true, as FHIR writes it.
    public String when() {
        return json.path("authored").asText("");
    }

    /// Who wrote it.
    public String author() {
        return json.path("author").path("display").asText("");
    }

    /// The reason of the last change; empty where none.
    public String reason() {
        return note("reason");
    }

    /// When it was written, as FHIR writes it; empty where it does not say.
    public String recorded() {
        return note("recorded");
    }

    /// When it was written; without that when its answers were true.
    public String written() {
        return recorded().isEmpty() ? when() : recorded();
    }

    /// Whether one of its answers is that resource.
    public boolean names(String reference) {
        return json.findValues("valueReference").stream()
                .anyMatch(one -> one.path("reference").asText("").equals(reference));
    }

    /// Which of its versions this is: another text is another version.
    public String version() {
        return Sha256.hex(resource.json()).substring(0, VERSION_DIGITS);
    }

    /// Whether one person signed it and it waits for the second: it counts for no rule yet.
    public boolean isWaiting() {
        return isDraft() && !signatures().isEmpty();
    }

    /// Whether somebody signed it as it stands.
    boolean bearsSignature() {
        return isSigned() || isWaiting();
    }

    /// Who signed it, the first first; empty where one person did alone.
    public List<Signature> signatures() {
        return Extensions.first(json, Form.EXTENSION).map(Signature::in).orElse(List.of());
    }

    /// What was calculated for an item when it was written; empty where nothing was.
    Optional<String> calculated(FormItem item) {
        return items(json)
                .filter(one -> one.path("linkId").asText("").equals(item.linkId()))
                .map(one -> one.path("answer").path(0).path("valueString").asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Stream<JsonNode> items(JsonNode node) {
        return node.path("item")
                .valueStream()
                .flatMap(one -> Stream.concat(Stream.of(one), items(one)));
    }

    List<String> notes(String name) {
        return Extensions.first(json, Form.EXTENSION)
                .map(own -> Extensions.texts(own, name))
                .orElse(List.of());
    }

    String note(String name) {
        return Extensions.first(json, Form.EXTENSION)
                .flatMap(own -> Extensions.text(own, name))
                .orElse("");
    }

    /// What it changed in resources of the chart: by reference, the merge patch that undoes it.
    JsonNode undo() {
        return FhirEdit.read(note("undo").isEmpty() ? "{}" : note("undo"));
    }
}
