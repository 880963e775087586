package org.osteon.chart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Reads FHIR JSON in one pass into [FhirObject]s, without the narratives.
final class FhirJson {
    /// FHIR nests some tens of levels at the most; anything deeper is an attack or an accident.
    private static final int DEEPEST = 200;

    /// A scanned document in an attachment may be large.
    private static final int LONGEST_STRING = 100_000_000;

    private static final int KNOWN_NAMES_LIMIT = 5_000;

    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(LONGEST_STRING)
                                    .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build();

    /// Element names taken apart once: the set is small and the same in every chart.
    private static final Map<String, ElementTypes.Name> NAMES = new ConcurrentHashMap<>();

    private final JsonParser parser;

    /// References that may have to be resolved within the bundle.
    final List<FhirPrimitive> references = new ArrayList<>();

    /// What was left out because it could not be read, in words.
    final List<String> remarks = new ArrayList<>();

    FhirJson(JsonParser parser) {
        this.parser = parser;
    }

    /// Reads the object whose opening brace is the current token.
    FhirObject object(String typeName, int depth) throws IOException {
        List<String> names = new ArrayList<>(12);
        List<Object> values = new ArrayList<>(12);
        String type = typeName;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String written = parser.currentName();
            JsonToken token = parser.nextToken();
            if (depth == 0 && token == JsonToken.START_OBJECT && written.equals("text")) {
                parser.skipChildren();
                continue;
            }
            ElementTypes.Name name = nameOf(written);
            Object value = value(name, token, depth + 1);
            if (value == null) {
                continue;
            }
            if (written.equals("resourceType")) {
                type = value.toString();
            }
            names.add(name.name());
            values.add(value);
        }
        return new FhirObject(type, names.toArray(String[]::new), values.toArray());
    }

    private @Nullable Object value(ElementTypes.Name name, JsonToken token, int depth)
            throws IOException {
        return switch (token) {
            case START_OBJECT -> object(name.type(), depth);
            case START_ARRAY -> {
                List<FhirValue> list = new ArrayList<>(4);
                for (JsonToken next = parser.nextToken();
                        next != JsonToken.END_ARRAY;
                        next = parser.nextToken()) {
                    if (value(name, next, depth) instanceof FhirValue element) {
                        list.add(element);
                    }
                }
                yield list.isEmpty() ? null : List.copyOf(list);
            }
            case VALUE_STRING -> text(name, parser.getText());
            case VALUE_NUMBER_INT ->
                    name.isDecimal()
                            ? new FhirPrimitive(name.type(), parser.getDecimalValue())
                            : integer(name);
            case VALUE_NUMBER_FLOAT -> new FhirPrimitive(name.type(), parser.getDecimalValue());
            case VALUE_TRUE -> new FhirPrimitive(name.type(), true);
            case VALUE_FALSE -> new FhirPrimitive(name.type(), false);
            default -> null;
        };
    }

    private FhirPrimitive integer(ElementTypes.Name name) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> new FhirPrimitive(name.type(), parser.getIntValue());
            default -> new FhirPrimitive(name.type(), parser.getDecimalValue());
        };
    }

    private @Nullable FhirPrimitive text(ElementTypes.Name name, String text) {
        if (name.isTime()) {
            Optional<FhirTime> time = FhirTime.parse(text);
            if (time.isEmpty()) {
                remarks.add(name.name() + " '" + shortened(text) + "' is not a FHIR date");
                return null;
            }
            return new FhirPrimitive(name.type(), time.get());
        }
        FhirPrimitive primitive = new FhirPrimitive(name.type(), text);
        if (name.name().equals("reference")) {
            references.add(primitive);
        }
        return primitive;
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static ElementTypes.Name nameOf(String written) {
        ElementTypes.Name name = NAMES.get(written);
        if (name == null) {
            name = ElementTypes.Name.of(written);
            // Names that a hostile file makes up are not kept.
            if (NAMES.size() < KNOWN_NAMES_LIMIT) {
                NAMES.put(written, name);
            }
        }
        return name;
    }
}
