package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Coding;
import org.osteon.chart.Resource;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;

/// Makes the resources of a response: itself, its provenance, and what it looks like in a chart.
final class Response {
    static final String COMPLETED = "completed";
    static final String AMENDED = "amended";
    static final String DRAFT = "in-progress";
    static final String ERROR = "entered-in-error";

    private static final Set<String> VERIFIED = Set.of("Condition", "AllergyIntolerance");

    /// Types without a status, each with the extension that says instead that it never was; nobody
    /// may overlook it. FHIR 5 gives an adverse event a status.
    private static final Map<String, String> WITHOUT_STATUS =
            Map.of(
                    "AdverseEvent",
                    "http://hl7.org/fhir/5.0/StructureDefinition/extension-AdverseEvent.status",
                    "RelatedPerson",
                    Form.EXTENSION,
                    "BodyStructure",
                    Form.EXTENSION,
                    "Organization",
                    Form.EXTENSION,
                    "Practitioner",
                    Form.EXTENSION);

    private Response() {}

    /// @param when as FHIR writes it
    static ObjectNode of(
            Form form,
            Chart chart,
            String id,
            String status,
            String when,
            ArrayNode items,
            Deed deed) {
        ObjectNode response = FhirEdit.object();
        response.put("resourceType", "QuestionnaireResponse");
        response.put("id", id);
        response.put("questionnaire", form.canonical());
        response.put("status", status);
        response.putObject("subject").put("reference", chart.patient().reference());
        response.put("authored", when);
        response.putObject("author").put("display", deed.author());
        response.set("item", items);
        return response;
    }

    /// Says which request it answers, or of which procedure it is part.
    static void answering(ObjectNode response, String reference) {
        response.putArray(reference.startsWith("Procedure/") ? "partOf" : "basedOn")
                .addObject()
                .put("reference", reference);
    }

    static String written(Deed deed) {
        return ValueText.FHIR.format(deed.at().truncatedTo(ChronoUnit.SECONDS));
    }

    /// It bears the security labels of all that was made of it: the same stands in it.
    static void labelled(ObjectNode response, List<ObjectNode> made) {
        Set<JsonNode> labels = new LinkedHashSet<>();
        made.forEach(one -> one.path("meta").path("security").forEach(labels::add));
        if (!labels.isEmpty()) {
            ArrayNode security = response.withObject("meta").putArray("security");
            labels.forEach(one -> security.add(one.deepCopy()));
        }
    }

    /// Notes on a response what FHIR has no place for.
    static void note(
            ObjectNode response, Deed deed, List<Extraction.Extracted> extracted, Shown shown) {
        ArrayNode own =
                response.withArray("extension")
                        .addObject()
                        .put("url", Form.EXTENSION)
                        .putArray("extension");
        own.addObject().put("url", "recorded").put("valueDateTime", written(deed));
        if (!deed.reason().isBlank()) {
            own.addObject().put("url", "reason").put("valueString", deed.reason());
        }
        ObjectNode undo = FhirEdit.object();
        extracted.forEach(one -> one.undo().ifPresent(patch -> undo.set(one.reference(), patch)));
        if (!undo.isEmpty()) {
            own.addObject().put("url", "undo").put("valueString", FhirEdit.write(undo));
        }
        shown.filled()
                .forEach((field, filled) -> {
                    if (!filled.reference().isEmpty()) {
                        ArrayNode source =
                                own.addObject().put("url", "filled-in").putArray("extension");
                        source.addObject().put("url", "item").put("valueString", field);
                        source.addObject()
                                .put("url", "source")
                                .putObject("valueReference")
                                .put("reference", filled.reference());
                    }
                });
    }

    /// The resource that each field was filled in from, as a response says.
    static Map<String, String> filledIn(ObjectNode response) {
        Map<String, String> sources = new LinkedHashMap<>();
        Extensions.first(response, Form.EXTENSION)
                .ifPresent(own ->
                        Extensions.all(own, "filled-in")
                                .forEach(one ->
                                        sources.put(
                                                Extensions.text(one, "item").orElse(""),
                                                Extensions.first(one, "source")
                                                        .map(Extensions::value)
                                                        .map(value ->
                                                                value.path("reference").asText(""))
                                                        .orElse(""))));
        return sources;
    }

    /// Notes who confirmed that it really happened.
    static void second(ObjectNode response, String name) {
        notes(response).addObject().put("url", "second").put("valueString", name);
    }

    /// Who confirmed that it really happened; empty where nobody did.
    static String second(ObjectNode response) {
        return Extensions.first(response, Form.EXTENSION)
                .flatMap(own -> Extensions.text(own, "second"))
                .orElse("");
    }

    /// Notes the reason of the last change, in place of the one before.
    static void because(ObjectNode response, String reason) {
        ArrayNode notes =
                Extensions.first(response, Form.EXTENSION).isPresent()
                        ? notes(response)
                        : response.withArray("extension")
                                .addObject()
                                .put("url", Form.EXTENSION)
                                .putArray("extension");
        for (int i = notes.size() - 1; i >= 0; i--) {
            if (notes.path(i).path("url").asText("").equals("reason")) {
                notes.remove(i);
            }
        }
        notes.addObject().put("url", "reason").put("valueString", reason);
    }

    /// The notes that [#note] made.
    static ArrayNode notes(ObjectNode response) {
        for (JsonNode one : response.path("extension")) {
            if (one.path("url").asText("").equals(Form.EXTENSION)
                    && one.path("extension") instanceof ArrayNode notes) {
                return notes;
            }
        }
        throw new IllegalStateException("a response without notes");
    }

    /// Who wrote what when, and how.
    ///
    /// @param signatures of the author first
    static ObjectNode provenance(
            ObjectNode response,
            List<String> targets,
            Deed deed,
            String activity,
            List<Signature> signatures,
            String knowledge) {
        ObjectNode provenance = FhirEdit.object();
        provenance.put("resourceType", "Provenance");
        provenance.put(
                "id",
                response.path("id").asText("")
                        + ".p"
                        + Long.toString(deed.at().toInstant().toEpochMilli(), 36));
        ArrayNode target = provenance.putArray("target");
        targets.forEach(one -> target.addObject().put("reference", one));
        provenance.put("occurredDateTime", response.path("authored").asText(""));
        provenance.put("recorded", written(deed));
        if (!deed.reason().isBlank()) {
            provenance.putArray("reason").addObject().put("text", deed.reason());
        }
        coding(
                provenance.putObject("activity").putArray("coding"),
                "http://terminology.hl7.org/CodeSystem/v3-DataOperation",
                activity);
        ArrayNode agents = provenance.putArray("agent");
        for (int i = 0; i < signatures.size(); i++) {
            agent(agents, i == 0 ? "author" : "verifier", signatures.get(i).name());
        }
        provenance
                .putArray("entity")
                .addObject()
                .put("role", "source")
                .putObject("what")
                .put("reference", "QuestionnaireResponse/" + response.path("id").asText(""));
        ArrayNode signed = provenance.putArray("signature");
        signatures.forEach(one -> signature(signed, one));
        if (!knowledge.isEmpty()) {
            provenance
                    .putArray("extension")
                    .addObject()
                    .put("url", "urn:osteon:knowledge")
                    .put("valueString", knowledge);
        }
        return provenance;
    }

    private static void agent(ArrayNode agents, String type, String name) {
        ObjectNode agent = agents.addObject();
        coding(
                agent.putObject("type").putArray("coding"),
                "http://terminology.hl7.org/CodeSystem/provenance-participant-type",
                type);
        agent.putObject("who").put("display", name);
    }

    private static void signature(ArrayNode signatures, Signature one) {
        ObjectNode signature = signatures.addObject();
        signature
                .putArray("type")
                .addObject()
                .put("system", "urn:iso-astm:E1762-95:2013")
                .put("code", "1.2.840.10065.1.12.1." + one.meaning().code());
        signature.put("when", one.when());
        signature.putObject("who").put("display", one.name());
    }

    private static void coding(ArrayNode codings, String system, String code) {
        codings.addObject().put("system", system).put("code", code);
    }

    /// Puts what was calculated among the answers of its group, in place of what was there; nothing
    /// where it is not known.
    static void calculated(ObjectNode response, Form form, FormItem item, String text) {
        remove(response, item.linkId());
        if (!text.isEmpty()) {
            ObjectNode answer =
                    among(response, form.items(), item)
                            .addObject()
                            .put("linkId", item.linkId())
                            .put("text", item.text())
                            .putArray("answer")
                            .addObject();
            Optional<BigDecimal> number = ValueText.number(text);
            if (item.type() == FormItem.Type.QUANTITY && number.isPresent()) {
                Coding unit = item.units().getFirst();
                answer.putObject("valueQuantity")
                        .put("value", number.get())
                        .put("unit", unit.label())
                        .put("system", unit.system())
                        .put("code", unit.code());
            } else {
                answer.put("valueString", text);
            }
        }
    }

    private static void remove(JsonNode node, String linkId) {
        if (node.path("item") instanceof ArrayNode items) {
            for (int i = items.size() - 1; i >= 0; i--) {
                if (items.path(i).path("linkId").asText("").equals(linkId)) {
                    items.remove(i);
                } else {
                    remove(items.path(i), linkId);
                }
            }
        }
    }

    /// The answers among which an item stands.
    private static ArrayNode among(ObjectNode node, List<FormItem> items, FormItem item) {
        for (FormItem group : items) {
            if (group.type() == FormItem.Type.GROUP
                    && group.withDescendants().anyMatch(one -> one.equals(item))) {
                return among(within(node.withArray("item"), group), group.items(), item);
            }
        }
        return node.withArray("item");
    }

    private static ObjectNode within(ArrayNode items, FormItem group) {
        for (JsonNode one : items) {
            if (one.path("linkId").asText("").equals(group.linkId())) {
                return (ObjectNode) one;
            }
        }
        return items.addObject().put("linkId", group.linkId()).put("text", group.text());
    }

    /// The resource as one that never was.
    static ObjectNode inError(ObjectNode resource) {
        ObjectNode error = resource.deepCopy();
        String type = resource.path("resourceType").asText("");
        if (VERIFIED.contains(type)) {
            error.remove("clinicalStatus");
            ObjectNode concept = FhirEdit.object();
            coding(
                    concept.putArray("coding"),
                    type.equals("Condition")
                            ? "http://terminology.hl7.org/CodeSystem/condition-ver-status"
                            : "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
                    ERROR);
            error.set("verificationStatus", concept);
        } else if (WITHOUT_STATUS.containsKey(type)) {
            error.withArray("modifierExtension")
                    .addObject()
                    .put("url", WITHOUT_STATUS.get(type))
                    .put("valueCode", ERROR);
        } else {
            error.put("status", ERROR);
        }
        return error;
    }

    /// A resource after a JSON merge patch of its first elements (RFC 7396).
    static ObjectNode patched(ObjectNode resource, JsonNode patch) {
        ObjectNode patched = resource.deepCopy();
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (field.getValue().isNull()) {
                patched.remove(field.getKey());
            } else {
                patched.set(field.getKey(), field.getValue());
            }
        }
        return patched;
    }

    /// A chart with resources in it, each in place of the one of the same reference.
    static Chart with(Chart chart, List<ObjectNode> resources) {
        List<Resource> all = new ArrayList<>(chart.resources());
        for (ObjectNode json : resources) {
            Resource resource = ChartReader.resource(FhirEdit.write(json));
            int at = -1;
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).reference().equals(resource.reference())) {
                    at = i;
                }
            }
            if (at < 0) {
                all.add(resource);
            } else {
                all.set(at, resource);
            }
        }
        return chart.withResources(all);
    }

    /// The chart as if a response and all that was made of it had never been written.
    static Chart without(Chart chart, RecordedResponse recorded) {
        String own = recorded.id() + ".";
        List<String> gone =
                chart.resources().stream()
                        .filter(resource ->
                                resource.id().filter(id -> id.startsWith(own)).isPresent())
                        .map(Resource::reference)
                        .toList();
        List<String> all = new ArrayList<>(gone);
        all.add(recorded.resource().reference());
        return with(chart.without(all), undone(chart, recorded));
    }

    /// The resources that a response had changed, as they were before.
    static List<ObjectNode> undone(Chart chart, RecordedResponse recorded) {
        List<ObjectNode> undone = new ArrayList<>();
        recorded.undo()
                .properties()
                .forEach(one ->
                        chart.resource(one.getKey())
                                .ifPresent(resource ->
                                        undone.add(
                                                patched(
                                                        FhirEdit.read(resource.json()),
                                                        one.getValue()))));
        return undone;
    }
}
