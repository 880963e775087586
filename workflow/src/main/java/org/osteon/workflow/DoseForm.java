package org.osteon.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;

/// The record of a dose as a form among the others (records, B4 and B5): the same questions, checks
/// and writes as on the page of the order, which is where people fill it in. A response that comes
/// whole goes the same way; nothing is checked here.
///
/// @param kind given, or not given
/// @param pathways those in which a dose is recorded
public record DoseForm(Kind kind, List<Pathway> pathways) {
    private static final String ADDRESS = "urn:osteon:questionnaire:";
    private static final String VERSION = "1.2.0";
    private static final String UNITS = "http://unitsofmeasure.org";
    private static final String STRUCTURE = "http://hl7.org/fhir/StructureDefinition/";

    /// The item that names the order.
    public static final String ORDER = "order";

    /// The item that says which state of the order was seen; it is sent back as it came.
    public static final String SEEN = "seen";

    /// Which of the two.
    public enum Kind {
        GIVEN(
                "dose-given",
                "Dose given",
                "What was given of a released order, held against the order and the rules."),
        NOT_GIVEN(
                "dose-not-given",
                "Dose not given",
                "Why a released order was not given; it goes on hold.");

        private final String id;
        private final String title;
        private final String about;

        Kind(String id, String title, String about) {
            this.id = id;
            this.title = title;
            this.about = about;
        }

        /// Its name among the forms.
        public String id() {
            return id;
        }

        /// What it is called.
        public String title() {
            return title;
        }

        /// What it is for.
        public String about() {
            return about;
        }
    }

    public DoseForm {
        pathways = List.copyOf(pathways);
    }

    /// Both, where the knowledge has a pathway with doses.
    public static List<DoseForm> of(KnowledgeBase knowledge) {
        List<Pathway> with =
                knowledge.pathways().stream().filter(one -> one.recordForm().isPresent()).toList();
        return with.isEmpty()
                ? List.of()
                : Stream.of(Kind.values()).map(kind -> new DoseForm(kind, with)).toList();
    }

    /// The one of an address, whatever the version: an older one lacks what this one asks, and is
    /// told so.
    public static Optional<DoseForm> byAddress(KnowledgeBase knowledge, String address) {
        return of(knowledge).stream()
                .filter(one -> address.equals(one.url()) || address.startsWith(one.url() + "|"))
                .findFirst();
    }

    /// Its address.
    public String url() {
        return ADDRESS + kind.id;
    }

    /// Its version.
    public String version() {
        return VERSION;
    }

    /// The orders of a chart for which it can be filled in, with whose they are.
    public List<Waiting> waiting(Chart chart) {
        List<Waiting> waiting = new ArrayList<>();
        for (Pathway pathway : pathways) {
            Order.of(pathway, chart).stream()
                    .filter(order -> order.state() == Order.State.RELEASED)
                    .filter(order -> order.type().equals("MedicationRequest"))
                    .forEach(order -> waiting.add(new Waiting(pathway, order)));
        }
        return waiting;
    }

    /// An order that waits to be given.
    public record Waiting(Pathway pathway, Order order) {}

    /// The order that a response is about, in whatever state; empty where the chart has none.
    public Optional<Waiting> order(ObjectNode response, Chart chart) {
        String reference = answer(response, ORDER).path("reference").asText("");
        return pathways.stream()
                .flatMap(pathway ->
                        Order.of(pathway, chart).stream()
                                .filter(order -> order.reference().equals(reference))
                                .map(order -> new Waiting(pathway, order)))
                .findFirst();
    }

    /// What comes of a response, as if it had been sent from the page of the order.
    public Outcome take(ObjectNode response, Waiting found, Chart chart, Deed deed) {
        OrderLife life = new OrderLife(found.pathway(), chart, false);
        Optional<Screen> seen = Screen.parse(answers(response).of(SEEN));
        if (seen.isEmpty()) {
            return new Outcome.Incomplete(
                    List.of(
                            new FieldProblem(
                                    SEEN,
                                    "It does not say which state of the order was seen: open the"
                                            + " form with $populate, and send its item “"
                                            + SEEN
                                            + "” back as it came.")));
        }
        if (kind == Kind.NOT_GIVEN) {
            String why = answers(response).of(OrderLife.REASON);
            return life.notGiven(
                    found.order(),
                    answers(response).of(HoldReason.FIELD),
                    seen,
                    new Deed(deed.author(), deed.role(), deed.at(), why));
        }
        String unit = answer(response, Administration.DOSE).path("code").asText("");
        String ordered = new Administration(found.pathway(), found.order()).unit();
        if (!unit.isEmpty() && !unit.equals(ordered)) {
            return new Outcome.Incomplete(
                    List.of(
                            new FieldProblem(
                                    Administration.DOSE,
                                    "The order is in " + ordered + ", the dose in " + unit + ".")));
        }
        Answers answers = answers(response);
        return life.given(
                found.order(),
                answers,
                seen,
                new Deed(
                        deed.author(),
                        deed.role(),
                        deed.at(),
                        answers.has(OrderLife.REASON)
                                ? answers.of(OrderLife.REASON)
                                : deed.reason()));
    }

    /// The form as it is opened for an order, as a response that nobody has begun.
    public ObjectNode populated(Waiting order, Chart chart, LocalDate today) {
        ObjectNode response = FhirEdit.object();
        response.put("resourceType", "QuestionnaireResponse")
                .put("questionnaire", url() + "|" + VERSION)
                .put("status", "in-progress");
        response.putObject("subject").put("reference", chart.patient().reference());
        ArrayNode items = response.putArray("item");
        item(items, ORDER).putObject("valueReference").put("reference", order.order().reference());
        item(items, SEEN).put("valueString", Screen.of(order.order()).text());
        if (kind == Kind.GIVEN) {
            Administration administration = new Administration(order.pathway(), order.order());
            Answers suggested = administration.suggestions(today);
            for (OrderForm.Field field : administration.fields()) {
                String text = suggested.of(field.name());
                if (!text.isEmpty()) {
                    value(item(items, field.name()), field, text);
                }
            }
        }
        return response;
    }

    private static ObjectNode item(ArrayNode items, String name) {
        return items.addObject().put("linkId", name).putArray("answer").addObject();
    }

    private static void value(ObjectNode answer, OrderForm.Field field, String text) {
        switch (field.kind()) {
            case DATE -> answer.put("valueDate", text);
            case NUMBER ->
                    answer.putObject("valueQuantity")
                            .put("value", new java.math.BigDecimal(text))
                            .put("unit", field.unit())
                            .put("system", UNITS)
                            .put("code", field.unit());
            case TEXT -> answer.put("valueString", text);
            case CHOICE ->
                    field.choices().stream()
                            .filter(choice -> choice.code().equals(text))
                            .findFirst()
                            .ifPresent(
                                    choice -> answer.set("valueCoding", FhirEdit.coding(choice)));
        }
    }

    private static JsonNode answer(ObjectNode response, String name) {
        for (JsonNode item : response.path("item")) {
            if (item.path("linkId").asText("").equals(name)) {
                for (Map.Entry<String, JsonNode> value : item.path("answer").path(0).properties()) {
                    if (value.getKey().startsWith("value")) {
                        return value.getValue();
                    }
                }
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static Answers answers(ObjectNode response) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (JsonNode item : response.path("item")) {
            String name = item.path("linkId").asText("");
            JsonNode value = answer(response, name);
            String text =
                    value.isObject()
                            ? value.path("code").isMissingNode() || value.has("value")
                                    ? value.path("value").asText("")
                                    : value.path("code").asText("")
                            : value.asText("");
            answers.put(name, name.equals(Administration.HAPPENED) ? happened(text) : text);
        }
        return new Answers(answers);
    }

    private static String happened(String text) {
        return text.equals("true") ? "yes" : "";
    }

    /// As FHIR has it.
    public ObjectNode questionnaire() {
        ObjectNode form = FhirEdit.object();
        form.put("resourceType", "Questionnaire")
                .put("id", kind.id)
                .put("url", url())
                .put("version", VERSION)
                .put("title", kind.title)
                .put("status", "active")
                .put("description", kind.about);
        form.putArray("subjectType").add("Patient");
        ArrayNode items = form.putArray("item");
        items.addObject()
                .put("linkId", ORDER)
                .put("text", "Order")
                .put("type", "reference")
                .put("required", true);
        text(items, SEEN, "The order as it was seen, from $populate", true);
        if (kind == Kind.NOT_GIVEN) {
            because(items);
            text(items, OrderLife.REASON, "Reason", true);
            return form;
        }
        List<String> seen = new ArrayList<>();
        for (Pathway pathway : pathways) {
            for (OrderForm.Field field : Administration.fields(pathway)) {
                if (!seen.contains(field.name())) {
                    seen.add(field.name());
                    field(items, field);
                }
            }
        }
        text(items, OrderLife.REASON, "Why, where a check asks", false);
        text(items, Administration.SECOND, "A second person who confirms it", false);
        items.addObject()
                .put("linkId", Administration.HAPPENED)
                .put("text", "This really happened")
                .put("type", "boolean");
        return form;
    }

    /// Why, in a way that rules can read.
    private void because(ArrayNode items) {
        List<Coding> choices =
                pathways.stream()
                        .flatMap(pathway -> HoldReason.choices(pathway).stream())
                        .distinct()
                        .toList();
        if (!choices.isEmpty()) {
            ArrayNode options =
                    items.addObject()
                            .put("linkId", HoldReason.FIELD)
                            .put("text", "Because of")
                            .put("type", "choice")
                            .putArray("answerOption");
            choices.forEach(one -> options.addObject().set("valueCoding", FhirEdit.coding(one)));
        }
    }

    private static void text(ArrayNode items, String name, String label, boolean required) {
        items.addObject()
                .put("linkId", name)
                .put("text", label)
                .put("type", "string")
                .put("required", required);
    }

    private static void field(ArrayNode items, OrderForm.Field field) {
        ObjectNode item =
                items.addObject()
                        .put("linkId", field.name())
                        .put("text", field.label())
                        .put(
                                "type",
                                switch (field.kind()) {
                                    case DATE -> "date";
                                    case NUMBER -> "quantity";
                                    case TEXT -> "string";
                                    case CHOICE -> "choice";
                                })
                        .put("required", field.required());
        if (field.kind() == OrderForm.Kind.NUMBER) {
            item.putArray("extension")
                    .addObject()
                    .put("url", STRUCTURE + "questionnaire-unit")
                    .set(
                            "valueCoding",
                            FhirEdit.coding(new Coding(UNITS, field.unit(), field.unit())));
        }
        if (!field.choices().isEmpty()) {
            ArrayNode options = item.putArray("answerOption");
            field.choices()
                    .forEach(choice ->
                            options.addObject().set("valueCoding", FhirEdit.coding(choice)));
        }
    }
}
