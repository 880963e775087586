package org.osteon.feeds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// RDE and RAS: what was ordered, and what was given. An order is one of its placer's number.
final class Medicines {
    private static final Set<String> OVER = Set.of("cancelled", "stopped", "entered-in-error");

    private final SourceProfile profile;
    private final Times times;
    private final Draft draft;
    private final List<Remark> remarks;
    private final Stamp stamp;
    private final Optional<Times.Time> sent;
    private final Concepts concepts;
    private final Quantities quantities;

    Medicines(
            SourceProfile profile,
            Times times,
            Draft draft,
            List<Remark> remarks,
            Stamp stamp,
            Optional<Times.Time> sent) {
        this.profile = profile;
        this.times = times;
        this.draft = draft;
        this.remarks = remarks;
        this.stamp = stamp;
        this.sent = sent;
        this.concepts = new Concepts(profile);
        this.quantities = new Quantities(profile);
    }

    void write(Message message, Patients patients) throws Unusable {
        Patients.@Nullable Found patient = null;
        @Nullable Segment orc = null;
        @Nullable Segment rxe = null;
        @Nullable Segment rxr = null;
        @Nullable Segment rxa = null;
        int written = 0;
        for (Segment segment : message.segments()) {
            switch (segment.name()) {
                case "PID" -> patient = patients.of(segment);
                case "ORC" -> {
                    written += close(patient, orc, rxe, rxr, rxa);
                    orc = segment;
                    rxe = null;
                    rxr = null;
                    rxa = null;
                }
                case "RXE" -> rxe = segment;
                case "RXR" -> rxr = segment;
                case "RXA" -> {
                    if (rxa != null) {
                        written += close(patient, orc, rxe, rxr, rxa);
                        rxe = null;
                    }
                    rxa = segment;
                }
                default -> {}
            }
        }
        written += close(patient, orc, rxe, rxr, rxa);
        if (written == 0) {
            throw new Unusable(
                    Reason.MISSING,
                    "RXE",
                    "the message holds no order (RXE) and nothing given (RXA)");
        }
    }

    private int close(
            Patients.@Nullable Found patient,
            @Nullable Segment orc,
            @Nullable Segment rxe,
            @Nullable Segment rxr,
            @Nullable Segment rxa)
            throws Unusable {
        if (rxe == null && rxa == null) {
            return 0;
        }
        if (patient == null || orc == null) {
            throw new Unusable(
                    Reason.MISSING,
                    patient == null ? "PID" : "ORC",
                    "an order or a dose without its "
                            + (patient == null ? "patient" : "order control (ORC)"));
        }
        String number = orc.text(2).isEmpty() ? orc.text(3) : orc.text(2);
        if (number.isEmpty()) {
            throw new Unusable(
                    Reason.MISSING,
                    orc.place(2),
                    "no order number: a change of it could never be told from a further order");
        }
        Optional<Segment> route = Optional.ofNullable(rxr);
        if (rxe != null && rxa == null) {
            order(patient, orc, rxe, route, number);
        } else if (rxa != null) {
            dose(patient, rxa, route, number);
        }
        return 1;
    }

    private void order(
            Patients.Found patient, Segment orc, Segment rxe, Optional<Segment> rxr, String number)
            throws Unusable {
        String control = orc.text(1);
        String status =
                profile.tables()
                        .code("order", control)
                        .orElseThrow(() ->
                                new Unusable(
                                        control.isEmpty() ? Reason.MISSING : Reason.TABLE,
                                        orc.place(1),
                                        "'"
                                                + control
                                                + "' does not say what becomes of the order (table 0119; tables.order of the profile)"));
        String id = orderId(number);
        requireOwn("MedicationRequest", new Identifier(profile.own("order"), number), patient, orc);
        Optional<ObjectNode> before = draft.current(patient.chart(), "MedicationRequest", id);
        if (before.isPresent() && stamp.isBefore(Stamp.of(before.get()))) {
            remarks.add(
                    new Remark(
                            orc.place(1),
                            "older than what the chart holds of the order; not taken"));
            return;
        }
        boolean changesOnly = rxe.isEmpty(2);
        ObjectNode order =
                changesOnly
                        ? before.map(ObjectNode::deepCopy)
                                .orElseGet(() -> Json.resource("MedicationRequest", id))
                        : Json.resource("MedicationRequest", id);
        Json.identify(order, new Identifier(profile.own("order"), number));
        order.put("status", status).put("intent", "order");
        order.set("subject", patient.reference());
        if (!changesOnly) {
            order.set("medicationCodeableConcept", concepts.of(rxe, 2, 0).orElseGet(Json::object));
            authored(orc, order);
            dosage(rxe, rxr, order);
        } else if (!order.has("medicationCodeableConcept")) {
            throw new Unusable(
                    Reason.MISSING,
                    rxe.place(2),
                    "no medicine is named, and the order is not here");
        }
        stamp.put(order);
        String was = before.map(one -> one.path("status").asText()).orElse("");
        draft.put(
                patient.chart(),
                order,
                was.equals("active") && OVER.contains(status) ? "the order was active" : "");
    }

    private void authored(Segment orc, ObjectNode order) throws Unusable {
        Optional<Times.Time> at = times.of(orc, 9).or(() -> sent);
        at.ifPresent(time -> order.put("authoredOn", time.text()));
        String by = (orc.text(12, 0, 3) + " " + orc.text(12, 0, 2)).strip();
        if (!by.isEmpty()) {
            order.putObject("requester").put("display", by);
        }
    }

    private void dosage(Segment rxe, Optional<Segment> rxr, ObjectNode order) throws Unusable {
        ObjectNode dosage = Json.object();
        Optional<Times.Time> start = times.of(rxe.text(1, 0, 4), rxe.place(1));
        if (start.isPresent()) {
            dosage.putObject("timing").putArray("event").add(start.get().text());
        }
        rxr.flatMap(this::route).ifPresent(route -> dosage.set("route", route));
        Optional<ObjectNode> low = amount(rxe, 3);
        Optional<ObjectNode> high = amount(rxe, 4);
        if (low.isPresent()) {
            ObjectNode dose = dosage.putArray("doseAndRate").addObject();
            boolean isRange =
                    high.isPresent()
                            && high.get()
                                            .path("value")
                                            .decimalValue()
                                            .compareTo(low.get().path("value").decimalValue())
                                    != 0;
            if (isRange) {
                ObjectNode range = dose.putObject("doseRange");
                range.set("low", low.get());
                range.set("high", high.get());
            } else {
                dose.set("doseQuantity", low.get());
            }
        } else if (high.isPresent()) {
            dosage.putArray("doseAndRate")
                    .addObject()
                    .putObject("doseRange")
                    .set("high", high.get());
        }
        String instruction = rxe.text(7, 0, 2).isEmpty() ? rxe.text(7) : rxe.text(7, 0, 2);
        if (!instruction.isEmpty()) {
            dosage.put("text", instruction);
        }
        if (!dosage.isEmpty()) {
            order.putArray("dosageInstruction").add(dosage);
        }
    }

    private Optional<ObjectNode> route(Segment rxr) {
        Optional<ObjectNode> route = concepts.of(rxr, 1, 0);
        profile.tables()
                .of("route", rxr.text(1))
                .ifPresent(entry ->
                        route.ifPresent(one -> {
                            ObjectNode coding =
                                    one.withArray("coding")
                                            .addObject()
                                            .put("system", profile.system("SCT"))
                                            .put("code", entry.code());
                            if (!entry.more().isEmpty()) {
                                coding.put("display", entry.more());
                            }
                        }));
        return route;
    }

    /// An amount of RXE; a number that is none costs the message: a dose is not guessed.
    private Optional<ObjectNode> amount(Segment rxe, int field) throws Unusable {
        String written = rxe.text(field);
        if (written.isEmpty() || written.equals(Segment.NULL)) {
            return Optional.empty();
        }
        return Optional.of(quantity(rxe, field, 5));
    }

    private ObjectNode quantity(Segment segment, int field, int unitField) throws Unusable {
        String written = segment.text(field);
        BigDecimal number =
                quantities
                        .number(written)
                        .orElseThrow(() ->
                                new Unusable(
                                        Reason.VALUE,
                                        segment.place(field),
                                        "'"
                                                + written
                                                + "' is no amount; where commas are decimal points the profile says so (decimalComma)"));
        ObjectNode quantity = Json.object().put("value", number);
        quantities.unit(quantity, segment, unitField);
        return quantity;
    }

    private String orderId(String number) {
        return Names.of("v2", "order", profile.name(), number);
    }

    private void requireOwn(String type, Identifier identifier, Patients.Found patient, Segment orc)
            throws Unusable {
        for (Known.Held one : draft.known().bearing(type, identifier)) {
            if (!one.chart().equals(patient.chart())
                    && !Json.read(one.json()).path("status").asText().equals("entered-in-error")) {
                throw new Unusable(
                        Reason.AGAINST_THE_CHART,
                        orc.place(2),
                        "order " + identifier.value() + " is one of chart " + one.chart());
            }
        }
    }

    private void dose(Patients.Found patient, Segment rxa, Optional<Segment> rxr, String number)
            throws Unusable {
        Optional<Times.Time> from = times.of(rxa, 3);
        if (from.isEmpty()) {
            throw new Unusable(Reason.MISSING, rxa.place(3), "when it was given is not said");
        }
        if (rxa.isEmpty(5)) {
            throw new Unusable(Reason.MISSING, rxa.place(5), "what was given is not said");
        }
        String sub = rxa.text(2);
        String which = sub.isEmpty() || sub.equals("0") ? from.get().text() : sub;
        Identifier identifier = new Identifier(profile.own("dose"), number + "|" + which);
        String id = Names.of("v2", "dose", profile.name(), number, which);
        requireOwn("MedicationAdministration", identifier, patient, rxa);
        Optional<ObjectNode> before =
                draft.current(patient.chart(), "MedicationAdministration", id);
        if (before.isPresent() && stamp.isBefore(Stamp.of(before.get()))) {
            remarks.add(
                    new Remark(
                            rxa.place(20),
                            "older than what the chart holds of the dose; not taken"));
            return;
        }
        ObjectNode dose = Json.resource("MedicationAdministration", id);
        Json.identify(dose, identifier);
        String status = doseStatus(rxa);
        dose.put("status", status);
        dose.set("medicationCodeableConcept", concepts.of(rxa, 5, 0).orElseGet(Json::object));
        dose.set("subject", patient.reference());
        Optional<Times.Time> to = times.of(rxa, 4);
        if (to.isPresent() && !to.get().text().equals(from.get().text())) {
            dose.putObject("effectivePeriod")
                    .put("start", from.get().text())
                    .put("end", to.get().text());
        } else {
            dose.put("effectiveDateTime", from.get().text());
        }
        String by = (rxa.text(10, 0, 3) + " " + rxa.text(10, 0, 2)).strip();
        if (!by.isEmpty()) {
            dose.putArray("performer").addObject().putObject("actor").put("display", by);
        }
        ObjectNode request = dose.putObject("request");
        if (draft.current(patient.chart(), "MedicationRequest", orderId(number)).isPresent()) {
            request.put("reference", "MedicationRequest/" + orderId(number));
        } else {
            remarks.add(
                    new Remark(
                            "ORC-2",
                            "order "
                                    + number
                                    + " is not in the chart; the dose stands without it"));
        }
        request.set("identifier", Json.identifier(new Identifier(profile.own("order"), number)));
        concepts.of(rxa, 18, 0).ifPresent(why -> dose.putArray("statusReason").add(why));
        ObjectNode dosage = Json.object();
        rxr.flatMap(this::route).ifPresent(route -> dosage.set("route", route));
        given(rxa, dosage);
        if (!dosage.isEmpty()) {
            dose.set("dosage", dosage);
        }
        for (int i = 0; i < rxa.repetitions(9); i++) {
            String note = rxa.text(9, i, 2).isEmpty() ? rxa.text(9, i, 1) : rxa.text(9, i, 2);
            if (!note.isEmpty()) {
                dose.withArray("note").addObject().put("text", note);
            }
        }
        lot(rxa, dose);
        stamp.put(dose);
        draft.put(patient.chart(), dose, before.map(one -> takenBack(one, dose)).orElse(""));
    }

    /// What was recorded as given, where it no longer holds.
    private static String takenBack(ObjectNode before, ObjectNode now) {
        JsonNode was = before.path("dosage").path("dose");
        boolean holds =
                now.path("status").asText().equals("completed")
                        && was.equals(now.path("dosage").path("dose"));
        return holds || !before.path("status").asText().equals("completed")
                ? ""
                : "recorded as given, "
                        + was.path("value").asText("no amount")
                        + " "
                        + was.path("unit").asText("");
    }

    private static void lot(Segment rxa, ObjectNode dose) {
        String lot = rxa.text(15);
        if (!lot.isEmpty()) {
            dose.withArray("note").addObject().put("text", "Lot " + lot);
        }
    }

    private String doseStatus(Segment rxa) throws Unusable {
        if (rxa.text(21).equals("D")) {
            return "entered-in-error";
        }
        String letter = rxa.text(20);
        return profile.tables()
                .code("dose", letter)
                .orElseThrow(() ->
                        new Unusable(
                                letter.isEmpty() ? Reason.MISSING : Reason.TABLE,
                                rxa.place(20),
                                letter.isEmpty()
                                        ? "whether it was given is not said (RXA-20)"
                                        : "'"
                                                + letter
                                                + "' does not say whether it was given (table 0322; tables.dose of the profile)"));
    }

    private void given(Segment rxa, ObjectNode dosage) throws Unusable {
        String written = rxa.text(6);
        if (written.isEmpty() || written.equals(Segment.NULL)) {
            return;
        }
        if (profile.tables().code("unknown-amount", written).isPresent() && rxa.isEmpty(7)) {
            remarks.add(
                    new Remark(
                            rxa.place(6),
                            "'" + written + "' without a unit says that the amount is not known"));
            return;
        }
        dosage.set("dose", quantity(rxa, 6, 7));
    }
}
