package org.osteon.app.http.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a body says that HAPI takes off before a provider sees it.
final class SentBody {
    private static final JsonFactory JSON = new JsonFactory();

    private SentBody() {}

    /// The id of a resource in JSON; empty where it has none, or is no JSON.
    static Optional<String> id(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("id") && value == JsonToken.VALUE_STRING) {
                    return Optional.of(parser.getText());
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The names of the parameters of a resource Parameters in JSON; none where it is something
    /// else.
    static List<String> parameters(byte[] body) {
        List<String> names = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            boolean inParameters = false;
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("resourceType")) {
                    inParameters = "Parameters".equals(parser.getText());
                } else if (name.equals("parameter") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        readName(parser, names);
                    }
                } else {
                    parser.skipChildren();
                }
            }
            return inParameters ? List.copyOf(names) : List.of();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static void readName(JsonParser parser, List<String> names) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isName = parser.currentName().equals("name");
            if (parser.nextToken() == JsonToken.VALUE_STRING && isName) {
                names.add(parser.getText());
            }
            parser.skipChildren();
        }
    }
}
