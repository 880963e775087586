package org.osteon.feeds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What stands in OBX-5, by the type that OBX-2 says. A measurement that cannot be read is one
/// without a value, with what was sent beside it, and that is told.
final class Values {
    private static final int VALUE = 5;
    private static final int UNIT = 6;
    private static final Set<String> TEXTS = Set.of("ST", "TX", "FT", "CF", "");
    private static final Set<String> CODED = Set.of("CE", "CWE", "CNE", "IS", "ID");
    private static final Set<String> TIMES = Set.of("TS", "DT", "DTM");

    private final Concepts concepts;
    private final Quantities quantities;
    private final Times times;
    private final List<Remark> remarks;

    Values(Concepts concepts, Quantities quantities, Times times, List<Remark> remarks) {
        this.concepts = concepts;
        this.quantities = quantities;
        this.times = times;
        this.remarks = remarks;
    }

    /// Whether a segment is a line of running text.
    static boolean isText(Segment obx) {
        return obx.text(2).equals("TX") || obx.text(2).equals("FT");
    }

    /// Puts the value into an observation.
    void put(Segment obx, ObjectNode observation) throws Unusable {
        String type = obx.text(2);
        if (Quantities.isSplit(obx, UNIT)) {
            remarks.add(
                    new Remark(
                            obx.place(UNIT),
                            "the unit '"
                                    + obx.shown(UNIT, 0)
                                    + "' has ^ where \\S\\ is due; it was taken as one"));
        }
        if (obx.isEmpty(VALUE) || obx.shown(VALUE, 0).equals(Segment.NULL)) {
            observation.set("dataAbsentReason", absent("unknown"));
            remark(obx, "there is no value");
            return;
        }
        if (obx.repetitions(VALUE) > 1 && !TEXTS.contains(type) && !CODED.contains(type)) {
            words(obx, observation, "several values of type " + type);
        } else if (type.equals("NM")) {
            number(obx, observation);
        } else if (type.equals("SN")) {
            structured(obx, observation);
        } else if (TEXTS.contains(type)) {
            text(obx, observation);
        } else if (CODED.contains(type)) {
            coded(obx, observation);
        } else if (TIMES.contains(type)) {
            times.of(obx, VALUE).ifPresent(time -> observation.put("valueDateTime", time.text()));
        } else if (type.equals("ED") || type.equals("RP")) {
            observation.set("dataAbsentReason", absent("unsupported"));
            remark(obx, "an attached document (" + type + ") is not kept");
        } else {
            words(obx, observation, "type " + type + " is not known");
        }
    }

    static ObjectNode absent(String code) {
        ObjectNode concept = Json.object();
        concept.putArray("coding")
                .addObject()
                .put("system", "http://terminology.hl7.org/CodeSystem/data-absent-reason")
                .put("code", code);
        return concept;
    }

    private void remark(Segment obx, String text) {
        remarks.add(new Remark(obx.place(VALUE), text));
    }

    /// A measurement that cannot be read. It stands in the chart as one without a value, so that no
    /// rule takes the one before it for the latest; what was sent stands beside, for people.
    private void words(Segment obx, ObjectNode observation, String why) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < obx.repetitions(VALUE); i++) {
            all.add(obx.shown(VALUE, i));
        }
        String unit = obx.text(UNIT);
        String sent = (String.join(" ~ ", all) + " " + unit).strip();
        observation.set("dataAbsentReason", absent("error").put("text", sent));
        observation.withArray("note").addObject().put("text", "As sent: " + sent);
        remark(
                obx,
                "'"
                        + sent
                        + "' was kept beside a result without a value, which no rule counts: "
                        + why);
    }

    private void number(Segment obx, ObjectNode observation) {
        String written = obx.text(VALUE);
        Optional<ObjectNode> quantity = quantities.of(written, obx, UNIT);
        if (quantity.isEmpty() || !obx.text(VALUE, 0, 2).isEmpty()) {
            words(
                    obx,
                    observation,
                    written.contains(",")
                            ? "it is no number (NM); where commas are decimal points the profile"
                                    + " says so (decimalComma)"
                            : "it is no number (NM)");
            return;
        }
        if (Quantities.isCompared(written)) {
            remark(
                    obx,
                    "'"
                            + written
                            + "' has a sign that type NM does not have (SN has); it was taken");
        }
        observation.set("valueQuantity", quantity.get());
    }

    /// A number in a text, with a unit beside it, is a number: many laboratories send `<0.2` so.
    private void text(Segment obx, ObjectNode observation) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < obx.repetitions(VALUE); i++) {
            lines.add(obx.shown(VALUE, i));
        }
        if (lines.size() == 1
                && !isText(obx)
                && !obx.text(UNIT).isEmpty()
                && obx.text(VALUE, 0, 2).isEmpty()) {
            Optional<ObjectNode> quantity = quantities.of(lines.getFirst(), obx, UNIT);
            if (quantity.isPresent()) {
                observation.set("valueQuantity", quantity.get());
            } else {
                words(obx, observation, "it has a unit and is no number");
            }
            return;
        }
        observation.put("valueString", String.join("\n", lines));
        if (obx.text(2).isEmpty()) {
            remark(obx, "no type is named in OBX-2; it was kept as words");
        }
    }

    private void coded(Segment obx, ObjectNode observation) {
        Optional<ObjectNode> concept = concepts.of(obx, VALUE, 0);
        if (concept.isEmpty()) {
            words(obx, observation, "no code and no words");
            return;
        }
        List<String> texts = new ArrayList<>();
        texts.add(concept.get().path("text").asText(""));
        for (int i = 1; i < obx.repetitions(VALUE); i++) {
            concepts.of(obx, VALUE, i)
                    .ifPresent(more -> {
                        more.path("coding")
                                .forEach(one -> concept.get().withArray("coding").add(one));
                        texts.add(more.path("text").asText(""));
                    });
        }
        texts.removeIf(String::isEmpty);
        if (!texts.isEmpty()) {
            concept.get().put("text", String.join(", ", texts));
        }
        observation.set("valueCodeableConcept", concept.get());
    }

    private void structured(Segment obx, ObjectNode observation) {
        String comparator = obx.text(VALUE, 0, 1);
        Optional<BigDecimal> first = quantities.number(obx.text(VALUE, 0, 2));
        String separator = obx.text(VALUE, 0, 3);
        String secondText = obx.text(VALUE, 0, 4);
        Optional<BigDecimal> second = quantities.number(secondText);
        boolean plain = separator.isEmpty() && secondText.isEmpty();
        Optional<ObjectNode> unsplit =
                plain && obx.text(VALUE, 0, 2).isEmpty()
                        ? quantities.of(comparator, obx, UNIT)
                        : Optional.empty();
        if (unsplit.isPresent()) {
            remark(
                    obx,
                    "'"
                            + comparator
                            + "' is not split into sign and number, as type SN has it; it was"
                            + " taken");
            observation.set("valueQuantity", unsplit.get());
        } else if (first.isPresent()
                && plain
                && Set.of("", "=", "<", ">", "<=", ">=").contains(comparator)) {
            ObjectNode quantity = Json.object().put("value", first.get());
            if (!comparator.isEmpty() && !comparator.equals("=")) {
                quantity.put("comparator", comparator);
            }
            quantities.unit(quantity, obx, UNIT);
            observation.set("valueQuantity", quantity);
        } else if (first.isPresent()
                && second.isPresent()
                && comparator.isEmpty()
                && separator.equals("-")) {
            ObjectNode range = observation.putObject("valueRange");
            bound(range.putObject("low"), first.get(), obx);
            bound(range.putObject("high"), second.get(), obx);
        } else if (first.isPresent()
                && second.isPresent()
                && comparator.isEmpty()
                && (separator.equals(":") || separator.equals("/"))) {
            ObjectNode ratio = observation.putObject("valueRatio");
            ratio.putObject("numerator").put("value", first.get());
            ratio.putObject("denominator").put("value", second.get());
        } else {
            words(obx, observation, "it is no number with a sign, range or ratio (SN)");
        }
    }

    private void bound(ObjectNode quantity, BigDecimal value, Segment obx) {
        quantity.put("value", value);
        quantities.unit(quantity, obx, UNIT);
    }
}
