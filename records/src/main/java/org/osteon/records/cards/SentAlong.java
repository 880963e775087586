package org.osteon.records.cards;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.chart.incoming.Incoming;

/// What a record system sent along under one name.
///
/// @param key the name
/// @param resources all of it that can be read
/// @param shell what it says of itself
/// @param cut why further pages were not fetched; empty where nobody tried, and where all were
public record SentAlong(String key, List<Incoming> resources, Shell shell, String cut) {
    public SentAlong {
        resources = List.copyOf(resources);
    }

    SentAlong(String key, List<Incoming> resources, Shell shell) {
        this(key, resources, shell, "");
    }

    /// What is all of it.
    public static SentAlong whole(String key, List<Incoming> resources) {
        return new SentAlong(key, resources, new Shell());
    }

    /// Why it is not all; empty where it is.
    public Optional<String> gap() {
        return shell.gap().map(why -> cut.isEmpty() ? why : why + ": " + cut);
    }

    /// With a page that follows.
    SentAlong and(List<Incoming> more, Shell page) {
        return new SentAlong(
                key,
                Stream.concat(resources.stream(), more.stream()).toList(),
                shell.and(page),
                cut);
    }

    /// That no further page was fetched.
    SentAlong cut(String why) {
        return new SentAlong(key, resources, shell, why);
    }

    /// What a Bundle says of itself beside its resources: how many there are in all, whether
    /// another page follows, what the server could not do.
    public static final class Shell {
        private static final JsonFactory JSON = new JsonFactory();

        private String type = "";
        private long total = -1;
        private String next = "";
        private int pages = 1;
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

        /// What this and the page that follows it say together.
        Shell and(Shell page) {
            Shell both = new Shell();
            both.type = type;
            both.total = total < 0 ? page.total : total;
            both.next = page.next;
            both.pages = pages + page.pages;
            both.matches = matches + page.matches;
            both.troubles.addAll(troubles);
            both.troubles.addAll(page.troubles);
            return both;
        }

        /// Where the page that follows is; empty where this is the last.
        Optional<String> next() {
            return next.isEmpty() ? Optional.empty() : Optional.of(next);
        }

        boolean isBundle() {
            return type.equals("Bundle");
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
            if (!next.isEmpty()) {
                return Optional.of(
                        pages == 1
                                ? "only the first page was sent, with " + matches
                                : "only the first " + pages + " pages are known, with " + matches);
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
                link(parser);
            }
        }

        private void link(JsonParser parser) throws IOException {
            boolean follows = false;
            String url = "";
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
                if (text && name.equals("relation")) {
                    follows = parser.getText().equals("next");
                } else if (text && name.equals("url")) {
                    url = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
            if (follows) {
                next = url.isBlank() ? "about:blank" : url;
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
