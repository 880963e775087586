package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osteon.chart.Coding;
import org.osteon.chart.Resource;
import org.osteon.workflow.FhirEdit;

/// One typed answer as a value of FHIR.
///
/// @param questions what resources there are to choose from
record TypedAnswer(FormItem item, ZoneId zone, Questions questions) {
    private static final String UCUM = "http://unitsofmeasure.org";

    /// How a choice is sent: its system and code.
    static String written(Coding coding) {
        return coding.system().isEmpty() ? coding.code() : coding.system() + "|" + coding.code();
    }

    /// Whether a text chooses it: by system and code, by its code, or by its words.
    static boolean isChoice(String text, Coding coding) {
        return written(coding).equals(text)
                || coding.code().equals(text)
                || coding.display().equalsIgnoreCase(text);
    }

    /// Puts the value, or says what is wrong with it.
    Optional<String> put(String text, String unit, ObjectNode into) {
        return switch (item.type()) {
            case BOOLEAN -> truth(text, into);
            case INTEGER -> whole(text, into);
            case DECIMAL -> decimal(text, into);
            case QUANTITY -> quantity(text, unit, into);
            case STRING, TEXT -> words(text, into);
            case DATE -> date(text, into);
            case DATE_TIME -> moment(text, into);
            case CHOICE -> choice(text, into, false);
            case OPEN_CHOICE -> choice(text, into, true);
            case REFERENCE -> reference(text, into);
            case GROUP, DISPLAY -> Optional.of("This is not asked.");
        };
    }

    private static Optional<String> truth(String text, ObjectNode into) {
        if (!text.equals("true") && !text.equals("false")) {
            return Optional.of("“" + text + "” is neither yes nor no.");
        }
        into.put("valueBoolean", text.equals("true"));
        return Optional.empty();
    }

    private Optional<String> whole(String text, ObjectNode into) {
        Optional<BigDecimal> number = ValueText.number(text);
        if (number.isEmpty() || number.get().stripTrailingZeros().scale() > 0) {
            return Optional.of("“" + text + "” is not a whole number; write it like 3.");
        }
        Optional<String> problem = outside(number.get(), "");
        if (problem.isEmpty()) {
            try {
                into.put("valueInteger", number.get().intValueExact());
            } catch (ArithmeticException _) {
                return Optional.of("“" + text + "” is too large.");
            }
        }
        return problem;
    }

    private Optional<String> decimal(String text, ObjectNode into) {
        Optional<BigDecimal> number = ValueText.number(text);
        if (number.isEmpty()) {
            return Optional.of(noNumber(text));
        }
        into.put("valueDecimal", number.get());
        return outside(number.get(), "");
    }

    private static String noNumber(String text) {
        return text.contains(".") && text.contains(",")
                ? "“" + text + "” has a point and a comma; write it like 3.5 or 3,5."
                : "“" + text + "” is not a number; write it like 3.5.";
    }

    private Optional<String> quantity(String text, String unit, ObjectNode into) {
        Optional<BigDecimal> number = ValueText.number(text);
        if (number.isEmpty()) {
            return Optional.of(noNumber(text));
        }
        Optional<Coding> chosen =
                item.units().size() == 1 && unit.isEmpty()
                        ? Optional.of(item.units().getFirst())
                        : item.units().stream().filter(one -> one.code().equals(unit)).findFirst();
        if (chosen.isEmpty()) {
            return Optional.of(
                    unit.isEmpty()
                            ? "The unit is missing: " + text + " of what? " + units()
                            : "“" + unit + "” is not one of the units here. " + units());
        }
        into.putObject("valueQuantity")
                .put("value", number.get())
                .put("unit", chosen.get().label())
                .put("system", UCUM)
                .put("code", chosen.get().code());
        return outside(number.get(), " " + chosen.get().label());
    }

    private String units() {
        return "Choose "
                + item.units().stream().map(Coding::label).collect(Collectors.joining(", "))
                + ".";
    }

    private Optional<String> outside(BigDecimal number, String unit) {
        FormItem.Bounds bounds = item.bounds();
        if (bounds.least().filter(least -> number.compareTo(least) < 0).isPresent()
                || bounds.most().filter(most -> number.compareTo(most) > 0).isPresent()) {
            String least = bounds.least().map(BigDecimal::toPlainString).orElse("");
            String most = bounds.most().map(BigDecimal::toPlainString).orElse("");
            String range =
                    least.isEmpty()
                            ? "at most " + most
                            : most.isEmpty() ? "at least " + least : least + " to " + most;
            return Optional.of(number.toPlainString() + unit + " cannot be: " + range + unit + ".");
        }
        return bounds.decimals()
                .filter(most -> number.stripTrailingZeros().scale() > most)
                .map(most ->
                        number.toPlainString()
                                + " has more than "
                                + most
                                + " places after the point.");
    }

    private Optional<String> words(String text, ObjectNode into) {
        FormItem.Bounds bounds = item.bounds();
        if (text.length() > bounds.longest()) {
            return Optional.of("At most " + bounds.longest() + " characters.");
        }
        Optional<String> problem = misshapen(text, text);
        if (problem.isEmpty()) {
            into.put("valueString", text);
        }
        return problem;
    }

    /// @param value as FHIR writes it
    private Optional<String> misshapen(String text, String value) {
        FormItem.Bounds bounds = item.bounds();
        return bounds.regex()
                .filter(regex -> !value.matches(regex))
                .map(_ ->
                        "“"
                                + text
                                + "” is not as it must be"
                                + bounds.regexWords()
                                        .map(words -> "; write it like " + words)
                                        .orElse("")
                                + ".");
    }

    private Optional<String> date(String text, ObjectNode into) {
        Optional<String> date = ValueText.date(text);
        date.ifPresent(day -> into.put("valueDate", day));
        return date.isPresent() ? misshapen(text, date.get()) : Optional.of(noDate(text));
    }

    private static String noDate(String text) {
        return "“" + text + "” is not a date; write it like 2026-11-21, 21 Nov 2026 or 21.11.2026.";
    }

    private Optional<String> moment(String text, ObjectNode into) {
        Optional<String> moment = ValueText.moment(text, zone);
        moment.ifPresent(one -> into.put("valueDateTime", one));
        return moment.isPresent()
                ? Optional.empty()
                : Optional.of(noDate(text) + " A time follows it, like 10:15.");
    }

    private Optional<String> choice(String text, ObjectNode into, boolean open) {
        Optional<Coding> chosen =
                (item.isOfThePlan()
                                ? questions.openPlan().stream()
                                : item.options().stream().map(FormItem.Option::coding))
                        .filter(coding -> isChoice(text, coding))
                        .findFirst();
        if (chosen.isEmpty()) {
            return open
                    ? words(text, into)
                    : Optional.of("“" + text + "” is not one of the choices.");
        }
        into.set("valueCoding", FhirEdit.coding(chosen.get()));
        return Optional.empty();
    }

    private Optional<String> reference(String text, ObjectNode into) {
        Optional<Resource> chosen =
                item.choices().stream()
                        .flatMap(expression -> questions.ask(expression).choices().stream())
                        .filter(resource -> resource.reference().equals(text))
                        .findFirst();
        if (chosen.isEmpty()) {
            return Optional.of("“" + text + "” is not one of the choices.");
        }
        into.putObject("valueReference")
                .put("reference", text)
                .put("display", questions.text(chosen.get()));
        return Optional.empty();
    }

    /// A value of FHIR as it would be typed.
    static String text(FormItem item, JsonNode value, ZoneId zone) {
        if (value.has("reference")) {
            return value.path("reference").asText("");
        }
        if (value.has("code") && !value.has("value")) {
            return written(FormReader.coding(value));
        }
        if (value.has("value")) {
            return value.path("value").isNumber()
                    ? value.path("value").decimalValue().toPlainString()
                    : value.path("value").asText("");
        }
        if (value.isNumber()) {
            return value.decimalValue().toPlainString();
        }
        String text = value.asText("");
        return item.type() == FormItem.Type.DATE || item.type() == FormItem.Type.DATE_TIME
                ? ValueText.shown(text, zone)
                : text;
    }
}
