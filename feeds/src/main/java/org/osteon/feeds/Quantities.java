package org.osteon.feeds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers and units as they were sent. A number that can be meant in two ways is none.
final class Quantities {
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)");
    private static final Pattern COMPARED = Pattern.compile("(<=|>=|<|>)\\s*(.+)");
    private static final Pattern POWER = Pattern.compile("[xX*]?\\s*10");
    private static final Pattern REST_OF_POWER = Pattern.compile("-?\\d{1,2}(\\s*/.*|\\s+\\D.*)?");

    private final SourceProfile profile;

    Quantities(SourceProfile profile) {
        this.profile = profile;
    }

    Optional<BigDecimal> number(String written) {
        String text = written.strip();
        if (profile.decimalComma()
                && text.chars().filter(one -> one == ',').count() == 1
                && !text.contains(".")) {
            text = text.replace(',', '.');
        }
        if (text.length() > 40 || !NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new BigDecimal(text.endsWith(".") ? text.substring(0, text.length() - 1) : text));
    }

    /// A quantity of a number, perhaps with `<` before it; empty where it is no number.
    Optional<ObjectNode> of(String written, Segment segment, int unitField) {
        Matcher compared = COMPARED.matcher(written.strip());
        String comparator = compared.matches() ? compared.group(1) : "";
        return number(comparator.isEmpty() ? written : compared.group(2))
                .map(number -> {
                    ObjectNode quantity = Json.object().put("value", number);
                    if (!comparator.isEmpty()) {
                        quantity.put("comparator", comparator);
                    }
                    unit(quantity, segment, unitField);
                    return quantity;
                });
    }

    static boolean isCompared(String written) {
        return COMPARED.matcher(written.strip()).matches();
    }

    /// Whether a unit like 10^9/L was sent without an escape, so that it came as two components.
    static boolean isSplit(Segment segment, int field) {
        return POWER.matcher(segment.text(field)).matches()
                && REST_OF_POWER.matcher(segment.text(field, 0, 2)).matches();
    }

    /// The unit as written; a code beside it where the message or the profile says which.
    void unit(ObjectNode quantity, Segment segment, int field) {
        boolean split = isSplit(segment, field);
        String code = split ? segment.shown(field, 0) : segment.text(field);
        String text = split ? "" : segment.text(field, 0, 2);
        String written = code.isEmpty() ? text : code;
        if (written.isEmpty() || written.equals(Segment.NULL)) {
            return;
        }
        quantity.put("unit", written);
        String mapped = profile.units().get(written);
        if (mapped == null && !text.isEmpty()) {
            mapped = profile.units().get(text);
        }
        if (mapped != null) {
            quantity.put("system", UCUM).put("code", mapped);
        } else if (!split
                && !code.isEmpty()
                && profile.system(segment.text(field, 0, 3)).equals(UCUM)) {
            quantity.put("system", UCUM).put("code", code);
        }
    }
}
