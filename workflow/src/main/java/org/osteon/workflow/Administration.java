package org.osteon.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.pathway.Pathway;

/// What was done with an order: given as planned, given otherwise, or not given. Of a medication a
/// MedicationAdministration, of anything else a Procedure.
public final class Administration {
    /// The field.
    public static final String DAY = "day";

    /// The field.
    public static final String START = "start";

    /// The field.
    public static final String MINUTES = "minutes";

    /// The field.
    public static final String DOSE = "dose";

    /// The field.
    public static final String LOT = "lot";

    /// The field: the last day on which the lot may be used.
    public static final String EXPIRY = "expiry";

    /// The field.
    public static final String REMARK = "remark";

    /// The field with the name of a second person.
    public static final String SECOND = "second";

    /// The field that says that it really happened.
    public static final String HAPPENED = "happened";

    private static final Pattern TIME = Pattern.compile("([01]?\\d|2[0-3])[:.]?([0-5]\\d)");

    private static final String MEDICATION = "medicationCodeableConcept";
    private static final String BATCH = "batch";
    private static final String MILLIGRAMS = "mg";

    private final Order order;
    private final OrderForm asked;
    private final ObjectNode json;

    /// Of this order of a pathway.
    public Administration(Pathway pathway, Order order) {
        this.order = order;
        this.asked =
                pathway.recordForm()
                        .filter(_ -> isMedication(order))
                        .map(Administration::ofGiven)
                        .orElseGet(() -> new OrderForm(List.of(), List.of()));
        this.json = FhirEdit.read(order.resource().json());
    }

    /// The fields, with the order's own values as the suggestion.
    public List<OrderForm.Field> fields() {
        return fields(asked, isMedication(), unit());
    }

    /// The fields of a dose of a pathway, whatever was ordered.
    static List<OrderForm.Field> fields(Pathway pathway) {
        return pathway.recordForm()
                .map(form -> fields(ofGiven(form), true, MILLIGRAMS))
                .orElse(List.of());
    }

    /// What the pathway asks of what was given; why it was not is asked elsewhere.
    private static OrderForm ofGiven(FhirObject form) {
        OrderForm asked = OrderForm.asked(form);
        return new OrderForm(
                asked.fields().stream().filter(field -> !HoldReason.isAsked(field)).toList(),
                asked.constants());
    }

    /// The forms that come next by these answers: something happened that has a form of its own.
    public List<String> next(Answers answers) {
        return asked.fields().stream()
                .filter(field -> !field.next().isEmpty())
                .filter(field -> answers.of(field.name()).equals(OrderForm.YES))
                .map(OrderForm.Field::next)
                .toList();
    }

    private static List<OrderForm.Field> fields(OrderForm asked, boolean medication, String unit) {
        List<OrderForm.Field> fields = new ArrayList<>();
        fields.add(field(DAY, "Day", OrderForm.Kind.DATE, "", true));
        fields.add(field(START, "Started at", OrderForm.Kind.TEXT, "", false));
        if (medication) {
            fields.add(field(DOSE, "Dose given", OrderForm.Kind.NUMBER, unit, true));
            fields.add(field(MINUTES, "Infusion time", OrderForm.Kind.NUMBER, "min", false));
        }
        fields.addAll(asked.fields());
        fields.add(field(LOT, "Lot number", OrderForm.Kind.TEXT, "", false));
        if (medication) {
            fields.add(field(EXPIRY, "Lot usable until", OrderForm.Kind.DATE, "", false));
        }
        fields.add(field(REMARK, "Remark", OrderForm.Kind.TEXT, "", false));
        return fields;
    }

    private static OrderForm.Field field(
            String name, String label, OrderForm.Kind kind, String unit, boolean required) {
        return new OrderForm.Field(
                name, label, "", kind, "", unit, false, required, List.of(), Optional.empty(), "");
    }

    private boolean isMedication() {
        return isMedication(order);
    }

    private static boolean isMedication(Order order) {
        return order.type().equals("MedicationRequest");
    }

    String unit() {
        return order.dose()
                .map(dose -> dose.path("unit").asText(""))
                .or(() ->
                        order.fields().stream()
                                .filter(OrderForm.Field::quantity)
                                .map(OrderForm.Field::unit)
                                .findFirst())
                .orElse(MILLIGRAMS);
    }

    /// What the order says, to be confirmed or corrected.
    public Answers suggestions(LocalDate today) {
        Map<String, String> suggestions = new LinkedHashMap<>();
        suggestions.put(DAY, today.toString());
        order.dose()
                .map(dose -> dose.path("value").asText(""))
                .ifPresent(dose -> suggestions.put(DOSE, dose));
        JsonNode minutes =
                json.path("dosageInstruction")
                        .path(0)
                        .path("timing")
                        .path("repeat")
                        .path("duration");
        if (minutes.isNumber()) {
            suggestions.put(MINUTES, minutes.asText());
        }
        suggestions.putAll(OrderAnswers.of(asked, asOrdered()).byField());
        return new Answers(suggestions);
    }

    /// What the order says, in the elements of what is given: product and fluid are codings of the
    /// medication there; other instructions are none of it.
    private ObjectNode asOrdered() {
        ObjectNode given = FhirEdit.object();
        if (json.path(MEDICATION) instanceof ObjectNode medication) {
            given.set(MEDICATION, medication.deepCopy());
        }
        JsonNode instruction = json.path("dosageInstruction").path(0);
        if (instruction.path("route") instanceof ObjectNode route) {
            given.putObject("dosage").set("route", route.deepCopy());
        }
        for (JsonNode additional : instruction.path("additionalInstruction")) {
            for (JsonNode coding : additional.path("coding")) {
                if (isAsked(coding)) {
                    given.withObject(MEDICATION).withArray("coding").add(coding.deepCopy());
                }
            }
        }
        return given;
    }

    /// Whether an instruction of the order is one of the choices of the form, such as a fluid.
    private boolean isAsked(JsonNode coding) {
        return asked.fields().stream()
                .flatMap(field -> field.choices().stream())
                .anyMatch(choice ->
                        choice.system().equals(coding.path("system").asText(""))
                                && choice.code().equals(coding.path("code").asText("")));
    }

    /// The amount that the order states; empty where it states none.
    Optional<BigDecimal> orderedAmount() {
        return order.dose()
                .map(dose -> dose.path("value"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue);
    }

    /// The minutes that the order states; empty where it states none.
    Optional<BigDecimal> orderedMinutes() {
        JsonNode repeat = json.path("dosageInstruction").path(0).path("timing").path("repeat");
        return repeat.path("duration").isNumber()
                        && repeat.path("durationUnit").asText("min").equals("min")
                ? Optional.of(repeat.path("duration").decimalValue())
                : Optional.empty();
    }

    /// What is wrong with the answers; what lies ahead of now cannot have happened.
    List<FieldProblem> problems(Answers answers, ZonedDateTime now) {
        List<FieldProblem> problems = new ArrayList<>(AnswerCheck.problems(fields(), answers));
        Optional<LocalTime> start = start(answers);
        if (answers.has(START) && start.isEmpty()) {
            problems.add(
                    new FieldProblem(
                            START,
                            "“"
                                    + answers.of(START)
                                    + "” is not a time of day; write it like 14:30."));
        }
        if (problems.stream().noneMatch(problem -> problem.field().equals(DAY))) {
            LocalDate day = LocalDate.parse(answers.of(DAY));
            if (day.isAfter(now.toLocalDate())) {
                problems.add(
                        new FieldProblem(
                                DAY, "That day is not over yet; record it when it was given."));
            } else if (day.equals(now.toLocalDate())
                    && start.filter(time -> time.isAfter(now.toLocalTime())).isPresent()) {
                problems.add(
                        new FieldProblem(
                                START, "That time is still to come; record it when it was given."));
            }
        }
        return problems;
    }

    /// `9:15`, `9.15` and `0915` are the same time.
    private static Optional<LocalTime> start(Answers answers) {
        Matcher time = TIME.matcher(answers.of(START));
        return time.matches()
                ? Optional.of(
                        LocalTime.of(
                                Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2))))
                : Optional.empty();
    }

    /// It was given.
    ObjectNode given(Answers answers, Deed deed) {
        ObjectNode record = skeleton("completed", deed.author());
        String minutes = answers.of(MINUTES);
        Optional<LocalTime> start = start(answers);
        when(record, LocalDate.parse(answers.of(DAY)), start, minutes, deed.at().getZone());
        if (isMedication()) {
            record.setAll(asOrdered());
            answer(record, answers);
            record.withObject("dosage")
                    .putObject("dose")
                    .put("value", TypedNumber.of(answers.of(DOSE)).orElseThrow())
                    .put("unit", unit())
                    .put("system", "http://unitsofmeasure.org")
                    .put("code", unit());
        }
        if (isMedication()) {
            batch(record, answers);
        } else {
            note(record, "Lot", answers.of(LOT));
        }
        if (!minutes.isEmpty() && start.isEmpty()) {
            note(record, "Minutes", minutes);
        }
        note(record, "", answers.of(REMARK));
        return record;
    }

    /// Writes what was answered where the order says otherwise.
    private void answer(ObjectNode record, Answers answers) {
        for (OrderForm.Field field : asked.fields()) {
            OrderForm one = new OrderForm(List.of(field), List.of());
            String answer = answers.of(field.name());
            if (field.path().isEmpty()) {
                note(record, field.label() + ":", said(field, answer));
            } else if (!answer.isEmpty()
                    && !answer.equals(OrderAnswers.of(one, record).of(field.name()))) {
                OrderDraft.replace(record, field, answer);
            }
        }
    }

    /// In words what has no element of its own, and is kept as a note; empty where nothing was
    /// said.
    private static String said(OrderForm.Field field, String answer) {
        return field.choices().stream()
                .filter(choice -> choice.code().equals(answer))
                .findFirst()
                .map(Coding::label)
                .orElse(answer);
    }

    /// Adds why it was given otherwise than ordered.
    void explained(ObjectNode record, String reason) {
        note(record, "Reason:", reason);
    }

    /// Adds who else was there.
    void witnessed(ObjectNode record, String second) {
        record.withArray("performer").addObject().putObject("actor").put("display", second);
    }

    /// It was not given.
    ObjectNode notGiven(HoldReason reason, Deed deed) {
        ObjectNode record = skeleton("not-done", deed.author());
        record.put(
                isMedication() ? "effectiveDateTime" : "performedDateTime", deed.day().toString());
        ObjectNode why = reason.concept();
        if (isMedication()) {
            record.putArray("statusReason").add(why);
        } else {
            record.set("statusReason", why);
        }
        return record;
    }

    private void when(
            ObjectNode record,
            LocalDate day,
            Optional<LocalTime> start,
            String minutes,
            ZoneId zone) {
        String element = isMedication() ? "effective" : "performed";
        if (start.isEmpty()) {
            record.put(element + "DateTime", day.toString());
            return;
        }
        OffsetDateTime begin = day.atTime(start.get()).atZone(zone).toOffsetDateTime();
        if (minutes.isEmpty()) {
            record.put(element + "DateTime", written(begin));
        } else {
            long seconds =
                    TypedNumber.of(minutes)
                            .orElseThrow()
                            .multiply(BigDecimal.valueOf(60))
                            .longValue();
            record.putObject(element + "Period")
                    .put("start", written(begin))
                    .put("end", written(begin.plusSeconds(seconds)));
        }
    }

    private static String written(OffsetDateTime time) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX").format(time);
    }

    private ObjectNode skeleton(String status, String author) {
        ObjectNode record = FhirEdit.object();
        record.put("resourceType", isMedication() ? "MedicationAdministration" : "Procedure");
        record.put("id", "given-" + UUID.randomUUID());
        record.put("status", status);
        String what = isMedication() ? "medicationCodeableConcept" : "code";
        JsonNode ordered = json.path(what);
        if (ordered.isObject()) {
            record.set(what, ordered.deepCopy());
        }
        JsonNode subject = json.path("subject");
        record.set("subject", subject.deepCopy());
        ObjectNode performer = record.putArray("performer").addObject();
        performer.putObject("actor").put("display", author);
        if (isMedication()) {
            record.putObject("request").put("reference", order.reference());
        } else {
            record.putArray("basedOn").addObject().put("reference", order.reference());
        }
        return record;
    }

    /// The lot, as a Medication within the record.
    private static void batch(ObjectNode record, Answers answers) {
        if (!answers.has(LOT) && !answers.has(EXPIRY)) {
            return;
        }
        ObjectNode medication =
                record.putArray("contained")
                        .addObject()
                        .put("resourceType", "Medication")
                        .put("id", BATCH);
        ObjectNode batch = medication.putObject("batch");
        if (answers.has(LOT)) {
            batch.put("lotNumber", answers.of(LOT).strip());
        }
        if (answers.has(EXPIRY)) {
            batch.put("expirationDate", answers.of(EXPIRY));
        }
        record.putArray("supportingInformation").addObject().put("reference", "#" + BATCH);
    }

    private static void note(ObjectNode record, String label, String text) {
        if (!text.isBlank()) {
            record.withArray("note")
                    .addObject()
                    .put("text", label.isEmpty() ? text.strip() : label + " " + text.strip());
        }
    }
}
