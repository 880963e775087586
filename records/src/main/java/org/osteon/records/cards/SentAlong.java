package org.osteon.records.cards;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.store.intake.Incoming;

/// What a record system sent along under one name.
///
/// @param key the name
/// @param resources all of it that can be read
/// @param gap why that is not all; empty where it is
public record SentAlong(String key, List<Incoming> resources, Optional<String> gap) {
    public SentAlong {
        resources = List.copyOf(resources);
    }

    /// What a Bundle says of itself beside its resources: how many there are in all, whether
    /// another page follows, what the server could not do.
    public static final class Shell {
        private static final JsonFactory JSON = new JsonFactory();

        private String type = "";
        private long total = -1;
        private boolean more;
        private long matches;
        private final List<String> troubles = new ArrayList<>();

        /// @param json a resource, well-formed
        static Shell of(byte[] json) throws IOException {
            Shell shell = new Shell();
            try (JsonParser parser = JSON.createParser(json)) {
                parser.nextToken();
                shell.resource(parser, true);
            }
            return shell;
        }

        boolean isOutcome() {
            return type.equals("OperationOutcome");
        }

        /// Why what it holds is not all; empty where it is.
        Optional<String> gap() {
            if (isOutcome()) {
                return Optional.of("not available" + (troubles.isEmpty() ? "" : troubles()));
            }
            if (total > matches) {
                return Optional.of(matches + " of " + total + " were sent");
            }
            if (more) {
                return Optional.of("only the first page was sent, with " + matches);
            }
            return troubles.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            matches == 0 ? "not available" + troubles() : "in part" + troubles());
        }

        private String troubles() {
            return " (" + String.join("; ", troubles) + ")";
        }

        private void resource(JsonParser parser, boolean outermost) throws IOException {
            List<String> said = new ArrayList<>();
            String own = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("resourceType") && token == JsonToken.VALUE_STRING) {
                    own = parser.getText();
                } else if (name.equals("issue") && token == JsonToken.START_ARRAY) {
                    issues(parser, said);
                } else if (outermost && name.equals("total") && token.isNumeric()) {
                    total = parser.getLongValue();
                } else if (outermost && name.equals("link") && token == JsonToken.START_ARRAY) {
                    links(parser);
                } else if (outermost && name.equals("entry") && token == JsonToken.START_ARRAY) {
                    entries(parser);
                } else {
                    parser.skipChildren();
                }
            }
            if (own.equals("OperationOutcome")) {
                troubles.addAll(said);
            }
            if (outermost) {
                type = own;
            }
        }

        private void links(JsonParser parser) throws IOException {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                    continue;
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
                    more |= text && name.equals("relation") && parser.getText().equals("next");
                    parser.skipChildren();
                }
            }
        }

        private void entries(JsonParser parser) throws IOException {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                    continue;
                }
                boolean found = false;
                String mode = "match";
                int before = troubles.size();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken token = parser.nextToken();
                    if (name.equals("resource") && token == JsonToken.START_OBJECT) {
                        resource(parser, false);
                        found = true;
                    } else if (name.equals("search") && token == JsonToken.START_OBJECT) {
                        mode = mode(parser);
                    } else {
                        parser.skipChildren();
                    }
                }
                if (found && mode.equals("match") && troubles.size() == before) {
                    matches++;
                }
            }
        }

        private static String mode(JsonParser parser) throws IOException {
            String mode = "match";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (name.equals("mode") && token == JsonToken.VALUE_STRING) {
                    mode = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
            return mode;
        }

        /// What was wrong; a remark or a warning takes nothing away.
        private static void issues(JsonParser parser, List<String> said) throws IOException {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    parser.skipChildren();
                    continue;
                }
                String severity = "error";
                String words = "";
                String code = "no reason given";
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken token = parser.nextToken();
                    boolean text = token == JsonToken.VALUE_STRING;
                    if (text && name.equals("severity")) {
                        severity = parser.getText();
                    } else if (text && name.equals("diagnostics")) {
                        words = parser.getText();
                    } else if (text && name.equals("code")) {
                        code = parser.getText();
                    } else {
                        parser.skipChildren();
                    }
                }
                if (severity.equals("error") || severity.equals("fatal")) {
                    said.add(shortened(words.isBlank() ? code : words));
                }
            }
        }

        private static String shortened(String words) {
            String clean = words.replaceAll("\\p{Cntrl}", " ").strip();
            return clean.length() <= 200 ? clean : clean.substring(0, 199) + "…";
        }
    }
}
