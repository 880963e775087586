package org.osteon.feeds;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.util.Terser;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One segment of a message.
final class Segment {
    /// HL7's null: what was there is to go.
    static final String NULL = "\"\"";

    private static final int COMPONENTS = 9;
    private static final int SUBCOMPONENTS = 6;
    private static final Pattern HEXADECIMAL = Pattern.compile("\\\\X((?:[0-9A-Fa-f]{2})+)\\\\");
    private static final Pattern BREAK = Pattern.compile("\\\\\\.(?:br|sp|ce|sk)\\d*\\\\");
    private static final Pattern MARK =
            Pattern.compile("\\\\(?:[HN]|\\.(?:in|ti)[+-]?\\d*|\\.(?:fi|nf))\\\\");

    private final String name;
    private final int number;
    private final ca.uhn.hl7v2.model.Segment segment;
    private final Charset charset;

    /// The library makes an array of them each time that it is asked.
    private final Map<Integer, Integer> repetitions = new HashMap<>();

    /// @param number which one of its name, from 1
    /// @param charset of the message
    Segment(String name, int number, ca.uhn.hl7v2.model.Segment segment, Charset charset) {
        this.name = name;
        this.number = number;
        this.segment = segment;
        this.charset = charset;
    }

    String name() {
        return name;
    }

    /// Where a field is: `OBX[3]-5`.
    String place(int field) {
        return name + "[" + number + "]-" + field;
    }

    /// The first component of a field.
    String text(int field) {
        return text(field, 0, 1);
    }

    String text(int field, int repetition, int component) {
        return text(field, repetition, component, 1);
    }

    String text(int field, int repetition, int component, int sub) {
        return whole(field, repetition, component, sub).strip();
    }

    private String whole(int field, int repetition, int component, int sub) {
        try {
            String text = Terser.get(segment, field, repetition, component, sub);
            return text == null ? "" : plain(text);
        } catch (HL7Exception _) {
            return "";
        }
    }

    /// What escape sequences say; those of the marks themselves are read before.
    private String plain(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        String lines = MARK.matcher(BREAK.matcher(text).replaceAll("\n")).replaceAll("");
        Matcher hex = HEXADECIMAL.matcher(lines);
        return hex.replaceAll(found -> Matcher.quoteReplacement(characters(found.group(1))));
    }

    /// Bytes of the message's character set, else each a character of its own.
    private String characters(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        String text;
        try {
            text = MessageText.decoded(bytes, charset);
        } catch (CharacterCodingException _) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.replace('\r', '\n').replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ");
    }

    int repetitions(int field) {
        return repetitions.computeIfAbsent(field, this::counted);
    }

    private int counted(int field) {
        try {
            return field > segment.numFields() ? 0 : segment.getField(field).length;
        } catch (HL7Exception _) {
            return 0;
        }
    }

    /// All components of a repetition, as far as any is there: what a person would read.
    String shown(int field, int repetition) {
        Optional<Type> value = value(field, repetition);
        int components = value.map(Terser::numComponents).orElse(0);
        List<String> parts = new ArrayList<>();
        for (int component = 1; component <= Math.min(components, COMPONENTS); component++) {
            int there = Terser.numSubComponents(value.get(), component);
            List<String> subs = new ArrayList<>();
            for (int sub = 1; sub <= Math.min(there, SUBCOMPONENTS); sub++) {
                subs.add(whole(field, repetition, component, sub));
            }
            parts.add(joined("&", subs));
        }
        return joined("^", parts).strip();
    }

    /// Asked only for what is there: the library makes what it is asked for.
    private Optional<Type> value(int field, int repetition) {
        try {
            return repetition < repetitions(field)
                    ? Optional.of(segment.getField(field, repetition))
                    : Optional.empty();
        } catch (HL7Exception _) {
            return Optional.empty();
        }
    }

    private static String joined(String mark, List<String> parts) {
        int end = parts.size();
        while (end > 0 && parts.get(end - 1).isEmpty()) {
            end--;
        }
        return String.join(mark, parts.subList(0, end));
    }

    boolean isEmpty(int field) {
        for (int i = 0; i < repetitions(field); i++) {
            if (!shown(field, i).isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
