package org.osteon.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Coding;
import org.osteon.chart.Resource;
import org.osteon.pathway.Pathway;

/// An order of a pathway that waits for something: a draft for its release, a released one for its
/// administration, a held one for the reason to go away.
///
/// @param resource the order in the chart
/// @param state what it waits for
/// @param option what is ordered, where the pathway offers it
/// @param answers what its form would hold
public record Order(
        Resource resource, State state, Optional<Pathway.Orderable> option, Answers answers) {

    /// Where an order stands.
    public enum State {
        PLANNED("draft"),
        RELEASED("active"),
        HELD("on-hold");

        private final String status;

        State(String status) {
            this.status = status;
        }

        /// `planned`, `released`, `on hold`
        public String words() {
            return switch (this) {
                case PLANNED -> "planned";
                case RELEASED -> "released";
                case HELD -> "on hold";
            };
        }

        /// FHIR's request status.
        public String status() {
            return status;
        }
    }

    /// How an order says which pathway it was made with.
    static final String INSTANTIATES = "instantiatesCanonical";

    /// The extension with the name of who released it.
    static final String RELEASED_BY = "urn:osteon:released-by";

    /// The extension with when that was.
    static final String RELEASED_AT = "urn:osteon:released-at";

    /// A moment as FHIR writes it.
    static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    /// The orders of a pathway that wait, drafts first, then by day.
    public static List<Order> of(Pathway pathway, Chart chart) {
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
            ObjectNode json = FhirEdit.read(resource.json());
            return new Order(
                    resource,
                    found,
                    option,
                    option.map(known -> OrderAnswers.of(OrderForm.of(known), json))
                            .orElseGet(() -> new Answers(Map.of())));
        });
    }

    /// The option whose order has a code in common with this one.
    static Optional<Pathway.Orderable> option(Pathway pathway, Resource resource) {
        return pathway.options().stream()
                .filter(option ->
                        isOf(option.order().type(), resource.type())
                                && option.order().codings().stream()
                                        .anyMatch(coding -> has(resource, coding)))
                .findFirst();
    }

    /// What is ordered as a medication is given as one; anything else is done.
    private static boolean isOf(String ordered, String type) {
        return ordered.equals(type)
                || (type.equals("MedicationAdministration") && ordered.equals("MedicationRequest"))
                || (type.equals("Procedure") && !ordered.equals("MedicationRequest"));
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

    /// `Type/id`
    public String reference() {
        return resource.reference();
    }

    /// The FHIR type.
    public String type() {
        return resource.type();
    }

    /// The id; empty where it has none.
    public String id() {
        return resource.id().orElse("");
    }

    /// What is ordered, for people.
    public String title() {
        return option.map(Pathway.Orderable::title).orElse(resource.label());
    }

    /// The id of what is ordered; empty where the pathway does not offer it.
    public String optionId() {
        return option.map(Pathway.Orderable::id).orElse("");
    }

    /// The day it is for.
    public Optional<LocalDate> day() {
        return fields().stream()
                .filter(field -> field.kind() == OrderForm.Kind.DATE)
                .map(field -> answers.of(field.name()))
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
    public List<OrderForm.Field> fields() {
        return option.map(known -> OrderForm.of(known).fields()).orElse(List.of());
    }

    /// Something that the order says.
    public record Line(String title, String value) {}

    /// What the order says, in words.
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (OrderForm.Field field : fields()) {
            if (answers.has(field.name())) {
                lines.add(new Line(field.label(), words(field, answers.of(field.name()))));
            }
        }
        return lines;
    }

    private static String words(OrderForm.Field field, String answer) {
        return switch (field.kind()) {
            case DATE -> day(answer).map(DAY::format).orElse(answer);
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

    /// Who planned it; empty where that is not told.
    public String plannedBy() {
        return resource.content()
                .object("requester")
                .flatMap(who -> who.text("display"))
                .orElse("");
    }

    /// Who released it; empty where nobody did.
    public String releasedBy() {
        return said(RELEASED_BY).orElse("");
    }

    /// When it was released, in words; empty where it was not, or is not told.
    public String releasedAt() {
        return said(RELEASED_AT)
                .map(text -> MOMENT.format(OffsetDateTime.parse(text, WRITTEN)))
                .orElse("");
    }

    private Optional<String> said(String extension) {
        return resource.content().objects("extension").stream()
                .filter(one -> one.text("url").filter(extension::equals).isPresent())
                .flatMap(one -> one.text("value").stream())
                .findFirst();
    }

    /// Until when a release holds: to the end of the day that the order is for. Empty where it is
    /// for no day.
    public String validUntil() {
        return day().map(day -> DAY.format(day) + ", 24:00").orElse("");
    }

    /// Whether one person did both, which a second pair of eyes would have made two.
    public boolean bySamePerson() {
        return PersonName.areSame(releasedBy(), plannedBy());
    }

    /// Fields that the pathway can suggest an answer for and that the order leaves open: a released
    /// order states them.
    public List<OrderForm.Field> open() {
        return fields().stream()
                .filter(field -> field.suggestion().isPresent())
                .filter(field -> !answers.has(field.name()))
                .toList();
    }

    /// Why it is held.
    public String reason() {
        return resource.content().label("statusReason").orElse("");
    }

    /// The chart in which this order is a draft, so that the pathway judges it as it would today.
    public Chart asDraft(Chart chart) {
        return as(State.PLANNED, chart);
    }

    /// The chart in which this order stands otherwise.
    Chart as(State other, Chart chart) {
        ObjectNode json = FhirEdit.read(resource.json());
        json.put("status", other.status());
        return chart.without(List.of(reference())).with(ChartReader.resource(FhirEdit.write(json)));
    }

    /// The amount that the order states, and its unit: what is suggested when it is given.
    public Optional<JsonNode> dose() {
        JsonNode quantity =
                FhirEdit.read(resource.json())
                        .path("dosageInstruction")
                        .path(0)
                        .path("doseAndRate")
                        .path(0)
                        .path("doseQuantity");
        return quantity.isObject() ? Optional.of(quantity) : Optional.empty();
    }
}
