package org.osteon.app.http.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
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
}
