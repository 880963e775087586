package org.osteon.chart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads FHIR JSON in one pass into [FhirObject]s, without the narratives.
final class FhirJson {
    /// FHIR nests some tens of levels at the most; anything deeper is an attack or an accident.
    private static final int DEEPEST = 200;

    /// A scanned document in an attachment may be large.
    private static final int LONGEST_STRING = 100_000_000;

    /// Before and after the point: a patient's numbers have some ten, and one of a billion zeros
    /// would not fit into memory as text.
    private static final int MOST_DIGITS = 60;

    private static final BigDecimal LEAST_WHOLE = BigDecimal.valueOf(Integer.MIN_VALUE);
    private static final BigDecimal GREATEST_WHOLE = BigDecimal.valueOf(Integer.MAX_VALUE);

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

    /// From so many names on, an object's are looked up in a table: a made-up one may have a
    /// hundred thousand.
    private static final int MANY_NAMES = 32;

    /// In place of what stands twice.
    private static final Object NEITHER = new Object();

    private final JsonParser parser;
    private final GatheredElements gathered = new GatheredElements();

    /// References that may have to be resolved within the bundle.
    final List<FhirPrimitive> references = new ArrayList<>();

    /// What was left out because it could not be read, in words.
    final List<String> remarks = new ArrayList<>();

    private boolean partialTimes;
    private boolean comparators;
    private boolean modifiers;

    FhirJson(JsonParser parser) {
        this.parser = parser;
    }

    /// What was seen of the resource on the way.
    Resource.Marks marks() {
        return new Resource.Marks(partialTimes, comparators, modifiers, List.copyOf(remarks));
    }

    /// What was left out of the resource, with its name.
    List<UnaryOperator<String>> remarksOf(FhirObject content) {
        if (remarks.isEmpty()) {
            return List.of();
        }
        String where = content.typeName() + content.text("id").map(id -> "/" + id).orElse("");
        return remarks.stream()
                .<UnaryOperator<String>>map(remark -> unused -> where + ": " + remark)
                .toList();
    }

    /// Reads the resource whose opening brace is the current token.
    FhirObject resource() throws IOException {
        return object("", null, 0);
    }

    /// @param known what is known of its elements; null where its type does not tell, or is not
    ///   told
    private FhirObject object(String typeName, @Nullable Definitions known, int depth)
            throws IOException {
        int first = gathered.size();
        String type = typeName;
        Definitions definitions = known;
        boolean twice = false;
        @Nullable Map<String, Integer> places = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String written = parser.currentName();
            JsonToken token = parser.nextToken();
            if (depth == 0 && token == JsonToken.START_OBJECT && written.equals("text")) {
                parser.skipChildren();
                continue;
            }
            Definitions.Element element = definitions == null ? null : definitions.named(written);
            if (element != null && element.isChoice()) {
                remarks.add(path() + ": it does not say of which type it is");
                parser.skipChildren();
                continue;
            }
            ElementTypes.Name name = element == null ? nameOf(written) : element.name();
            Object value = value(name, element, token, depth + 1);
            if (value == null) {
                continue;
            }
            switch (written) {
                case "resourceType" -> {
                    type = value.toString();
                    definitions = Definitions.of(type);
                    if (definitions != null && gathered.size() > first) {
                        dropMisfits(definitions, first);
                        places = null;
                    }
                }
                case "comparator" -> comparators = true;
                case "modifierExtension" -> modifiers = true;
                default -> {}
            }
            if (places == null && gathered.size() - first >= MANY_NAMES) {
                places = gathered.places(first);
            }
            int before =
                    places == null
                            ? gathered.placeOf(name.name(), first)
                            : places.getOrDefault(name.name(), -1);
            if (before >= 0) {
                // Which of both is meant nobody knows, and one of them may be wrong.
                remarks.add(path() + ": it stands there twice");
                gathered.set(before, NEITHER);
                twice = true;
                continue;
            }
            if (places != null) {
                places.put(name.name(), gathered.size());
            }
            gathered.add(name.name(), value);
        }
        for (int i = gathered.size() - 1; twice && i >= first; i--) {
            if (NEITHER.equals(gathered.value(i))) {
                gathered.remove(i);
            }
        }
        return gathered.taken(type, first);
    }

    /// What stands before the type of its resource was read without knowing it.
    private void dropMisfits(Definitions known, int first) {
        for (int i = gathered.size() - 1; i >= first; i--) {
            Definitions.Element element = known.element(gathered.name(i));
            if (element != null && !fits(element, gathered.value(i))) {
                remarks.add(gathered.name(i) + ": " + element.form().words() + " belongs there");
                gathered.remove(i);
            }
        }
    }

    private static boolean fits(Definitions.Element element, Object value) {
        return switch (value) {
            case List<?> list ->
                    element.repeats() && list.stream().allMatch(item -> fits(element, item));
            case FhirObject unused -> element.form() == Definitions.Form.OBJECT;
            case FhirPrimitive primitive ->
                    switch (element.form()) {
                        case TEXT -> primitive.value() instanceof String;
                        case TIME -> primitive.value() instanceof FhirTime;
                        case NUMBER -> primitive.value() instanceof Number;
                        case TRUTH -> primitive.value() instanceof Boolean;
                        case OBJECT -> false;
                    };
            default -> false;
        };
    }

    private @Nullable Object value(
            ElementTypes.Name name,
            Definitions.@Nullable Element element,
            JsonToken token,
            int depth)
            throws IOException {
        if (token == JsonToken.START_ARRAY) {
            if (element != null && !element.repeats()) {
                return refused(element, "a list");
            }
            List<FhirValue> list = new ArrayList<>(4);
            for (JsonToken next = parser.nextToken();
                    next != JsonToken.END_ARRAY;
                    next = parser.nextToken()) {
                Object item =
                        next == JsonToken.START_ARRAY && element != null
                                ? refused(element, "a list")
                                : item(name, element, next, depth);
                if (item instanceof FhirValue read) {
                    list.add(read);
                }
            }
            return list.isEmpty() ? null : List.copyOf(list);
        }
        Object item = item(name, element, token, depth);
        return item != null && element != null && element.repeats()
                ? List.of((FhirValue) item)
                : item;
    }

    private @Nullable Object item(
            ElementTypes.Name name,
            Definitions.@Nullable Element element,
            JsonToken token,
            int depth)
            throws IOException {
        if (element != null && !isOf(element.form(), token)) {
            return refused(element, words(token));
        }
        return switch (token) {
            case START_OBJECT ->
                    object(name.type(), element == null ? null : element.within(), depth);
            case START_ARRAY -> value(name, element, token, depth);
            case VALUE_STRING -> text(name, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    element == null || name.isDecimal() ? number(name, token) : whole(name);
            case VALUE_TRUE -> new FhirPrimitive(name.type(), true);
            case VALUE_FALSE -> new FhirPrimitive(name.type(), false);
            default -> null;
        };
    }

    private static boolean isOf(Definitions.Form form, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> form == Definitions.Form.OBJECT;
            case VALUE_STRING -> form == Definitions.Form.TEXT || form == Definitions.Form.TIME;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> form == Definitions.Form.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> form == Definitions.Form.TRUTH;
            default -> true;
        };
    }

    private String words(JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "the text '" + shortened(parser.getText()) + "'";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    "the number " + shortened(parser.getText());
            default -> parser.getText();
        };
    }

    /// Leaves out what stands where something of another form belongs.
    private @Nullable Object refused(Definitions.Element element, String found) throws IOException {
        remarks.add(path() + ": " + found + " where " + element.form().words() + " belongs");
        parser.skipChildren();
        return null;
    }

    /// Where the parser stands within the resource.
    private String path() {
        String path = parser.getParsingContext().pathAsPointer().toString();
        int resource = path.lastIndexOf("/resource/");
        String within =
                resource < 0 ? path.substring(1) : path.substring(resource + "/resource/".length());
        return within.replace('/', '.');
    }

    private @Nullable FhirPrimitive decimal(ElementTypes.Name name) throws IOException {
        BigDecimal number = parser.getDecimalValue();
        long before = (long) number.precision() - number.scale();
        if (before > MOST_DIGITS || number.scale() > MOST_DIGITS) {
            remarks.add(path() + ": a number of no use to anybody");
            return null;
        }
        return new FhirPrimitive(name.type(), number);
    }

    private @Nullable FhirPrimitive number(ElementTypes.Name name, JsonToken token)
            throws IOException {
        return token == JsonToken.VALUE_NUMBER_INT
                        && !name.isDecimal()
                        && parser.getNumberType() == JsonParser.NumberType.INT
                ? new FhirPrimitive(name.type(), parser.getIntValue())
                : decimal(name);
    }

    /// FHIR's integers have 32 bits; what is none is none of them.
    private @Nullable FhirPrimitive whole(ElementTypes.Name name) throws IOException {
        BigDecimal number = parser.getDecimalValue();
        if (number.compareTo(LEAST_WHOLE) < 0
                || number.compareTo(GREATEST_WHOLE) > 0
                || number.stripTrailingZeros().scale() > 0) {
            remarks.add(
                    path()
                            + ": the number "
                            + shortened(parser.getText())
                            + " where a whole number belongs");
            return null;
        }
        return new FhirPrimitive(name.type(), number.intValue());
    }

    private @Nullable FhirPrimitive text(ElementTypes.Name name, String text) {
        if (name.isTime()) {
            Optional<FhirTime> time = FhirTime.parse(text);
            if (time.isEmpty()) {
                remarks.add(name.name() + " '" + shortened(text) + "' is not a FHIR date");
                return null;
            }
            if (!time.get().isOfOurEra()) {
                remarks.add(name.name() + " '" + shortened(text) + "' stands for no date");
                return null;
            }
            partialTimes |= time.get().day() == 0;
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
