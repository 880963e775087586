package org.osteon.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a resource can be found by: its coded elements and its own date. Read by element name, so
/// that it also works for types that FHIR does not know.
final class SearchValues {
    /// A `from` and `to` for resources without a date.
    static final long UNDATED = Long.MIN_VALUE;

    /// Longer codes are no codes; an index row has its limits, too.
    private static final int LONGEST_TOKEN = 500;

    /// Element to search parameter, as FHIR R4 names it.
    private static final Map<String, String> CODED =
            Map.ofEntries(
                    Map.entry("code", "code"),
                    Map.entry("medicationCodeableConcept", "code"),
                    Map.entry("vaccineCode", "code"),
                    Map.entry("category", "category"),
                    Map.entry("status", "status"),
                    Map.entry("clinicalStatus", "clinical-status"),
                    Map.entry("verificationStatus", "verification-status"),
                    Map.entry("intent", "intent"),
                    Map.entry("class", "class"),
                    Map.entry("type", "type"),
                    Map.entry("gender", "gender"),
                    Map.entry("identifier", "identifier"));

    /// Where a resource's own date stands, the most telling element first: when it happened before
    /// when it was planned, planned before written down.
    private static final List<String> DATED =
            List.of(
                    "effectiveDateTime",
                    "effectiveInstant",
                    "effectivePeriod",
                    "performedDateTime",
                    "performedPeriod",
                    "occurrenceDateTime",
                    "occurrencePeriod",
                    "onsetDateTime",
                    "onsetPeriod",
                    "identifiedDateTime",
                    "identifiedPeriod",
                    "whenHandedOver",
                    "authoredOn",
                    "authored",
                    "recordedDate",
                    "started",
                    "period",
                    "date",
                    "dateTime",
                    "sent",
                    "created",
                    "birthDate");

    static Optional<String> parameterOf(String element) {
        return Optional.ofNullable(CODED.get(element));
    }

    static boolean isOwnDate(String element) {
        return DATED.contains(element);
    }

    /// A code in a system (empty: none given).
    record Token(String parameter, String system, String code) {}

    private final Set<Token> tokens = new LinkedHashSet<>();
    private int rank = DATED.size();
    private long from = UNDATED;
    private long to = UNDATED;

    private SearchValues() {}

    /// @param utf8 a JSON object, well-formed
    static SearchValues of(byte[] utf8) throws IOException {
        SearchValues values = new SearchValues();
        try (JsonParser parser = Json.parser(utf8)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                values.element(parser);
            }
        }
        return values;
    }

    Set<Token> tokens() {
        return tokens;
    }

    /// The first microsecond of its date, or [#UNDATED].
    long from() {
        return from;
    }

    /// The last microsecond of its date; the end of time for a period without an end.
    long to() {
        return to;
    }

    private void element(JsonParser parser) throws IOException {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        String parameter = CODED.get(name);
        if (parameter != null) {
            coded(parser, token, parameter);
            return;
        }
        int place = DATED.indexOf(name);
        if (place >= 0 && place < rank) {
            dated(parser, token, place);
        } else {
            parser.skipChildren();
        }
    }

    /// A code, a Coding, a CodeableConcept, an Identifier, or several of them.
    private void coded(JsonParser parser, JsonToken token, String parameter) throws IOException {
        switch (token) {
            case VALUE_STRING -> add(parameter, "", parser.getText());
            case START_ARRAY -> {
                for (JsonToken next = parser.nextToken();
                        next != JsonToken.END_ARRAY;
                        next = parser.nextToken()) {
                    coded(parser, next, parameter);
                }
            }
            case START_OBJECT -> concept(parser, parameter);
            default -> parser.skipChildren();
        }
    }

    private void concept(JsonParser parser, String parameter) throws IOException {
        String system = "";
        String code = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            boolean text = token == JsonToken.VALUE_STRING;
            if (name.equals("coding")) {
                coded(parser, token, parameter);
            } else if (text && name.equals("system")) {
                system = parser.getText();
            } else if (text
                    && (name.equals("code")
                            || (parameter.equals("identifier") && name.equals("value")))) {
                code = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        if (code != null) {
            add(parameter, system, code);
        }
    }

    private void add(String parameter, String system, String code) {
        if (code.length() <= LONGEST_TOKEN
                && system.length() <= LONGEST_TOKEN
                && Text.storable(code)
                && Text.storable(system)) {
            tokens.add(new Token(parameter, system, code));
        }
    }

    private void dated(JsonParser parser, JsonToken token, int place) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            var span = DateSpan.parse(parser.getText());
            if (span.isPresent()) {
                date(place, span.get().from(), span.get().to());
            }
        } else if (token == JsonToken.START_OBJECT) {
            period(parser, place);
        } else {
            parser.skipChildren();
        }
    }

    private void period(JsonParser parser, int place) throws IOException {
        String start = null;
        String end = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
            if (text && name.equals("start")) {
                start = parser.getText();
            } else if (text && name.equals("end")) {
                end = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        var first = spanOf(start);
        var last = spanOf(end);
        if (first != null || last != null) {
            date(
                    place,
                    first == null ? UNDATED + 1 : first.from(),
                    last == null ? Long.MAX_VALUE : last.to());
        }
    }

    private static @Nullable DateSpan spanOf(@Nullable String text) {
        return text == null ? null : DateSpan.parse(text).orElse(null);
    }

    private void date(int place, long from, long to) {
        this.rank = place;
        this.from = from;
        this.to = to;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %d..%d", tokens, from, to);
    }
}
