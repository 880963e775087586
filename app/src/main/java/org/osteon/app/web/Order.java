package org.osteon.app.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Coding;
import org.osteon.chart.Resource;
import org.osteon.pathway.Pathway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An order of a pathway that waits for something: a draft for its release, a released one for its
/// administration, a held one for the reason to go away.
///
/// @param resource the order in the chart
/// @param state what it waits for
/// @param option what is ordered, where the pathway offers it
/// @param answers what its form would hold, by field
record Order(
        Resource resource,
        State state,
        Optional<Pathway.Orderable> option,
        Map<String, String> answers) {

    /// Where an order stands.
    enum State {
        PLANNED("draft"),
        RELEASED("active"),
        HELD("on-hold");

        private final String status;

        State(String status) {
            this.status = status;
        }

        /// FHIR's request status.
        String status() {
            return status;
        }
    }

    /// How an order says which pathway it was made with.
    static final String INSTANTIATES = "instantiatesCanonical";

    /// The orders of a pathway that wait, drafts first, then by day.
    static List<Order> of(Pathway pathway, Chart chart) {
        List<Order> orders = new ArrayList<>();
        for (String type : types(pathway)) {
            for (Resource resource : chart.resources(type)) {
                of(pathway, resource).ifPresent(orders::add);
            }
        }
        orders.sort(
                Comparator.comparing(Order::state)
                        .thenComparing(order -> order.day().orElse(LocalDate.MAX)));
        return orders;
    }

    private static List<String> types(Pathway pathway) {
        return pathway.options().stream().map(option -> option.order().type()).distinct().toList();
    }

    private static Optional<Order> of(Pathway pathway, Resource resource) {
        Optional<Pathway.Orderable> option = option(pathway, resource);
        boolean ours =
                resource.content().list(INSTANTIATES).stream()
                        .anyMatch(canonical -> canonical.toString().equals(canonical(pathway)));
        String status = resource.content().text("status").orElse("");
        Optional<State> state =
                switch (status) {
                    case "draft" -> option.map(_ -> State.PLANNED);
                    // An active order that was not made here is a running series, not a dose.
                    case "active" -> ours ? Optional.of(State.RELEASED) : Optional.empty();
                    case "on-hold" -> ours ? Optional.of(State.HELD) : Optional.empty();
                    default -> Optional.empty();
                };
        return state.map(found -> {
            ObjectNode json = FhirText.read(resource.json());
            return new Order(
                    resource,
                    found,
                    option,
                    option.map(known -> OrderAnswers.of(OrderForm.of(known), json))
                            .orElse(Map.of()));
        });
    }

    /// The option whose order has a code in common with this one.
    private static Optional<Pathway.Orderable> option(Pathway pathway, Resource resource) {
        return pathway.options().stream()
                .filter(option ->
                        option.order().type().equals(resource.type())
                                && option.order().codings().stream()
                                        .anyMatch(coding -> has(resource, coding)))
                .findFirst();
    }

    private static boolean has(Resource resource, Coding wanted) {
        return resource.codings().stream()
                .anyMatch(coding ->
                        coding.system().equals(wanted.system())
                                && coding.code().equals(wanted.code()));
    }

    /// How an order names the pathway that it was made with.
    static String canonical(Pathway pathway) {
        return "urn:osteon:pathway:" + pathway.id();
    }

    String reference() {
        return resource.reference();
    }

    String type() {
        return resource.type();
    }

    String id() {
        return resource.id().orElse("");
    }

    String title() {
        return option.map(Pathway.Orderable::title).orElse(resource.label());
    }

    /// The id of what is ordered; empty where the pathway does not offer it.
    String optionId() {
        return option.map(Pathway.Orderable::id).orElse("");
    }

    /// The day it is for.
    Optional<LocalDate> day() {
        return fields().stream()
                .filter(field -> field.kind() == OrderForm.Kind.DATE)
                .flatMap(field -> Optional.ofNullable(answers.get(field.name())).stream())
                .flatMap(text -> day(text).stream())
                .findFirst();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /// The form it was filled in with.
    List<OrderForm.Field> fields() {
        return option.map(known -> OrderForm.of(known).fields()).orElse(List.of());
    }

    /// What the order says, in words.
    List<ReleaseSheet.Result> lines() {
        List<ReleaseSheet.Result> lines = new ArrayList<>();
        for (OrderForm.Field field : fields()) {
            String answer = answers.get(field.name());
            if (answer != null) {
                lines.add(new ReleaseSheet.Result(field.label(), words(field, answer)));
            }
        }
        return lines;
    }

    static String words(OrderForm.Field field, String answer) {
        return switch (field.kind()) {
            case DATE -> day(answer).map(Wording::day).orElse(answer);
            case NUMBER -> (answer + " " + field.unit()).strip();
            case TEXT -> answer;
            case CHOICE ->
                    field.choices().stream()
                            .filter(choice -> choice.code().equals(answer))
                            .map(Coding::label)
                            .findFirst()
                            .orElse(answer);
        };
    }

    /// Fields that the pathway can suggest an answer for and that the order leaves open: a released
    /// order states them.
    List<OrderForm.Field> open() {
        return fields().stream()
                .filter(field -> field.suggestion().isPresent())
                .filter(field -> !answers.containsKey(field.name()))
                .toList();
    }

    /// Why it is held.
    String reason() {
        return resource.content().label("statusReason").orElse("");
    }

    /// The chart in which this order is a draft, so that the pathway judges it as it would today.
    Chart asDraft(Chart chart) {
        ObjectNode json = FhirText.read(resource.json());
        json.put("status", State.PLANNED.status());
        return chart.without(List.of(reference())).with(ChartReader.resource(FhirText.write(json)));
    }

    /// The amount that the order states, and its unit: what is suggested when it is given.
    Optional<JsonNode> dose() {
        JsonNode quantity =
                FhirText.read(resource.json())
                        .path("dosageInstruction")
                        .path(0)
                        .path("doseAndRate")
                        .path(0)
                        .path("doseQuantity");
        return quantity.isObject() ? Optional.of(quantity) : Optional.empty();
    }
}
