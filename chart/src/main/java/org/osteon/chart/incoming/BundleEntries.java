package org.osteon.chart.incoming;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.ChartReader;
import org.osteon.chart.JsonEncoding;
import org.osteon.chart.Resource;

/// The resources of a Bundle, each with an id and with its references resolved: outside the Bundle
/// nobody knows what `urn:uuid:…` meant.
public final class BundleEntries {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(200)
                                    .maxStringLength(100_000_000)
                                    .build())
                    .build();

    private final byte[] source;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, String> referenceByUrl = new HashMap<>();

    private BundleEntries(byte[] source) {
        this.source = source;
    }

    /// What was read from one entry.
    public sealed interface Read {
        /// The number of the entry, from 1.
        int number();
    }

    /// A resource.
    public record Usable(int number, Incoming incoming) implements Read {}

    /// No resource, and why.
    public record Unusable(int number, String reason) implements Read {}

    /// The id of the patient to whom all of a Bundle belongs: of the only one in it.
    public static Optional<String> onlyPatient(List<Read> entries) {
        List<String> patients =
                entries.stream()
                        .filter(Usable.class::isInstance)
                        .map(entry -> ((Usable) entry).incoming())
                        .filter(incoming -> incoming.type().equals("Patient"))
                        .map(Incoming::id)
                        .distinct()
                        .toList();
        return patients.size() == 1 ? Optional.of(patients.getFirst()) : Optional.empty();
    }

    private record Entry(int number, String fullUrl, String type, String id, int start, int end) {}

    /// Reads a Bundle, or a single resource as a Bundle of one.
    ///
    /// @throws IllegalArgumentException where it is neither, with the reason
    public static List<Read> of(byte[] written) {
        byte[] json = JsonEncoding.utf8(written);
        BundleEntries bundle = new BundleEntries(json);
        try {
            if (!bundle.readBundle()) {
                return List.of(
                        new Usable(1, Incoming.of(new String(json, StandardCharsets.UTF_8))));
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "not JSON: "
                            + e.getOriginalMessage()
                            + " (line "
                            + (e.getLocation() == null ? 0 : e.getLocation().getLineNr())
                            + ")",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
        List<Read> read = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (Entry entry : bundle.entries) {
            read.add(bundle.read(entry, seen));
        }
        return read;
    }

    /// @return false where it is another resource
    private boolean readBundle() throws IOException {
        try (JsonParser parser = JSON.createParser(source)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("neither a Bundle nor another FHIR resource");
            }
            String resourceType = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("resourceType")) {
                    resourceType = String.valueOf(parser.getText());
                } else if (name.equals("entry") && token == JsonToken.START_ARRAY) {
                    readEntries(parser);
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        "something follows the end of the object; one resource per line is"
                                + " NDJSON, and its file's name ends in .ndjson");
            }
            return resourceType.equals("Bundle");
        }
    }

    private void readEntries(JsonParser parser) throws IOException {
        int number = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            number++;
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                readEntry(parser, number);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readEntry(JsonParser parser, int number) throws IOException {
        String fullUrl = "";
        String type = "";
        String id = "";
        int start = -1;
        int end = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("fullUrl") && token == JsonToken.VALUE_STRING) {
                fullUrl = parser.getText();
            } else if (name.equals("resource") && token == JsonToken.START_OBJECT) {
                start = (int) parser.currentTokenLocation().getByteOffset();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String element = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (element.equals("resourceType") && value == JsonToken.VALUE_STRING) {
                        type = parser.getText();
                    } else if (element.equals("id") && value == JsonToken.VALUE_STRING) {
                        id = parser.getText();
                    } else {
                        parser.skipChildren();
                    }
                }
                end = (int) parser.currentLocation().getByteOffset();
            } else {
                parser.skipChildren();
            }
        }
        if (start < 0 || type.equals("OperationOutcome")) {
            // A remark of the server that made the Bundle, not a part of a chart.
            return;
        }
        Entry entry =
                new Entry(number, fullUrl, type, id.isEmpty() ? idIn(fullUrl) : id, start, end);
        entries.add(entry);
        if (!fullUrl.isEmpty() && !entry.id().isEmpty()) {
            referenceByUrl.put(fullUrl, type + "/" + entry.id());
        }
    }

    /// A resource that is new in a transaction has no id yet; its place in the Bundle gives one
    /// that stays the same when the Bundle comes again.
    private static String idIn(String fullUrl) {
        String last =
                fullUrl.substring(fullUrl.lastIndexOf(fullUrl.startsWith("urn:") ? ':' : '/') + 1);
        return last.matches("[A-Za-z0-9\\-.]{1,64}") ? last : "";
    }

    private Read read(Entry entry, Map<String, String> seen) {
        if (entry.type().isEmpty()) {
            return new Unusable(entry.number(), "it has no resourceType");
        }
        if (entry.id().isEmpty()) {
            return new Unusable(
                    entry.number(),
                    entry.type() + " has neither an id nor a fullUrl that gives one");
        }
        try {
            Incoming incoming = Incoming.of(resolved(entry));
            String other = seen.putIfAbsent(incoming.reference(), incoming.json());
            if (other != null && !other.equals(incoming.json())) {
                return new Unusable(
                        entry.number(),
                        incoming.reference() + " is in the Bundle twice with different content");
            }
            return new Usable(entry.number(), incoming);
        } catch (IllegalArgumentException e) {
            return new Unusable(entry.number(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    private String resolved(Entry entry) throws IOException {
        String json =
                new String(
                        source, entry.start(), entry.end() - entry.start(), StandardCharsets.UTF_8);
        boolean hasId = !idWritten(json).isEmpty();
        String readable = hasId ? json : rewritten(json, entry.id());
        Resource resource = ChartReader.resource(readable);
        boolean allKnown =
                Incoming.written(resource).stream()
                        .allMatch(reference -> resolved(reference).isEmpty());
        return allKnown ? readable : rewritten(json, hasId ? null : entry.id());
    }

    private static String idWritten(String json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String element = parser.currentName();
                parser.nextToken();
                if (element.equals("id")) {
                    return String.valueOf(parser.getText());
                }
                parser.skipChildren();
            }
            return "";
        }
    }

    private Optional<String> resolved(String reference) {
        return Optional.ofNullable(referenceByUrl.get(reference))
                .filter(known -> !known.equals(reference));
    }

    /// The same text with the id, where it has none, and with its references resolved; numbers stay
    /// as they are written.
    private String rewritten(String json, @Nullable String id) throws IOException {
        StringWriter text = new StringWriter(json.length() + 64);
        try (JsonParser parser = JSON.createParser(json);
                JsonGenerator generator = JSON.createGenerator(text)) {
            String name = "";
            int depth = 0;
            while (parser.nextToken() != null) {
                switch (parser.currentToken()) {
                    case FIELD_NAME -> {
                        name = parser.currentName();
                        generator.writeFieldName(name);
                    }
                    case VALUE_STRING -> {
                        String value = parser.getText();
                        generator.writeString(
                                name.equals("reference") ? resolved(value).orElse(value) : value);
                    }
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                            generator.writeNumber(parser.getText());
                    case START_OBJECT -> {
                        generator.writeStartObject();
                        if (depth++ == 0 && id != null) {
                            generator.writeStringField("id", id);
                        }
                    }
                    case END_OBJECT -> {
                        depth--;
                        generator.writeEndObject();
                    }
                    default -> generator.copyCurrentEvent(parser);
                }
            }
        }
        return text.toString();
    }
}
