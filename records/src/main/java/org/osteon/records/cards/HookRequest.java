package org.osteon.records.cards;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osteon.chart.incoming.BundleEntries;
import org.osteon.chart.incoming.Incoming;
import org.osteon.records.words.Problem;

/// A call of a service. FHIR within it stays text until the chart is read.
///
/// @param hook the hook's name
/// @param hookInstance the id of this call
/// @param patient the id of the patient
/// @param user who sits there, as the record system names them; may be empty
/// @param selections references of the chosen orders; empty unless orders are chosen
/// @param draftOrders the unsigned orders and what they refer to
/// @param unnamed the references of those that came without an id
/// @param sent what the record system sent along; empty where it sent nothing
/// @param server where it can be asked for more; empty where it does not say
public record HookRequest(
        String hook,
        String hookInstance,
        String patient,
        String user,
        List<String> selections,
        List<Incoming> draftOrders,
        Set<String> unnamed,
        List<SentAlong> sent,
        Optional<Server> server) {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(200)
                                    .maxStringLength(100_000_000)
                                    .build())
                    .build();

    /// A FHIR server, and the token by which it may be asked during this call.
    public record Server(String base, String token) {
        /// Without the token: what is logged is read by many.
        @Override
        public String toString() {
            return base;
        }
    }

    /// The same with more sent along.
    HookRequest with(List<SentAlong> more) {
        return new HookRequest(
                hook,
                hookInstance,
                patient,
                user,
                selections,
                draftOrders,
                unnamed,
                List.copyOf(more),
                server);
    }

    /// All resources that were sent along.
    public List<Incoming> prefetched() {
        return sent.stream().flatMap(one -> one.resources().stream()).toList();
    }

    /// Whether an order was chosen. One without an id cannot be named, and counts as chosen.
    public boolean isChosen(Incoming order) {
        return selections.contains(order.reference()) || unnamed.contains(order.reference());
    }

    /// Reads a call.
    ///
    /// @throws Problem where it is not one, with the reason
    public static HookRequest of(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.unusable("the request is not a JSON object");
            }
            return new Reader(parser, body).read();
        } catch (JacksonException e) {
            throw Problem.unusable("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Problem.unusable(String.valueOf(e.getMessage()));
        }
    }

    private static final String DRAFTS = "context.draftOrders";

    /// Hooks that are about orders: without any there is nothing to judge.
    private static final String OF_ORDERS = "order-";

    private static final class Reader {
        private final JsonParser parser;
        private final byte[] body;
        private final Map<String, String> texts = new LinkedHashMap<>();
        private final List<String> selections = new ArrayList<>();
        private final List<Incoming> draftOrders = new ArrayList<>();
        private final Set<String> unnamed = new HashSet<>();
        private final List<SentAlong> sent = new ArrayList<>();

        Reader(JsonParser parser, byte[] body) {
            this.parser = parser;
            this.body = body;
        }

        HookRequest read() throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (name) {
                    case "hook", "hookInstance" -> texts.put(name, text(name, token));
                    case "fhirServer" -> {
                        if (token == JsonToken.VALUE_STRING) {
                            texts.put(name, parser.getText());
                        }
                        parser.skipChildren();
                    }
                    case "fhirAuthorization" -> readAuthorization(token);
                    case "context" -> readContext(token);
                    case "prefetch" -> readPrefetch(token);
                    default -> parser.skipChildren();
                }
            }
            HookRequest request =
                    new HookRequest(
                            required("hook"),
                            required("hookInstance"),
                            required("context.patientId").replaceFirst("^Patient/", ""),
                            texts.getOrDefault("context.userId", ""),
                            selections,
                            draftOrders,
                            unnamed,
                            sent,
                            server());
            if (request.hook().startsWith(OF_ORDERS)) {
                String _ = required(DRAFTS);
            }
            sent.forEach(
                    one -> requireOfThePatient("prefetch." + one.key(), one.resources(), request));
            requireOfThePatient(DRAFTS, draftOrders, request);
            return request;
        }

        private Optional<Server> server() {
            String base = texts.getOrDefault("fhirServer", "").strip();
            String token = texts.getOrDefault("access_token", "");
            return base.isEmpty() || token.isBlank()
                    ? Optional.empty()
                    : Optional.of(new Server(base, token));
        }

        private void readAuthorization(JsonToken token) throws IOException {
            if (token != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("access_token")) {
                    texts.put(name, parser.getText());
                }
                parser.skipChildren();
            }
        }

        private String required(String name) {
            String text = texts.get(name);
            if (text == null || text.isBlank()) {
                throw Problem.unusable(name + " is missing");
            }
            return text;
        }

        private String text(String name, JsonToken token) throws IOException {
            if (token != JsonToken.VALUE_STRING) {
                throw Problem.unusable(name + " is not a text");
            }
            return parser.getText();
        }

        private void readContext(JsonToken token) throws IOException {
            if (token != JsonToken.START_OBJECT) {
                throw Problem.unusable("context is not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("patientId")) {
                    texts.put("context.patientId", text("context.patientId", value));
                } else if (name.equals("userId") && value == JsonToken.VALUE_STRING) {
                    texts.put("context.userId", parser.getText());
                } else if (name.equals("selections")) {
                    if (isThere("context.selections", value, JsonToken.START_ARRAY, "a list")) {
                        readSelections();
                    }
                } else if (name.equals("draftOrders")) {
                    if (isThere(DRAFTS, value, JsonToken.START_OBJECT, "a Bundle")) {
                        texts.put(DRAFTS, "there");
                        Drafts drafts = Drafts.of(object());
                        unnamed.addAll(drafts.named());
                        draftOrders.addAll(resources(DRAFTS, drafts.json()));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void readSelections() throws IOException {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                selections.add(String.valueOf(parser.getText()));
                parser.skipChildren();
            }
        }

        /// Of what is not of its form nothing could be judged, and silence would look like no
        /// finding.
        ///
        /// @return false where it is null
        private static boolean isThere(String what, JsonToken value, JsonToken form, String words) {
            if (value != form && value != JsonToken.VALUE_NULL) {
                throw Problem.unusable(what + " is not " + words + ", and not null");
            }
            return value == form;
        }

        private void readPrefetch(JsonToken token) throws IOException {
            if (token == JsonToken.VALUE_NULL) {
                return;
            }
            if (token != JsonToken.START_OBJECT) {
                throw Problem.unusable("prefetch is not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                // null: the record system asked and there was nothing.
                if (isThere("prefetch." + name, value, JsonToken.START_OBJECT, "a resource")) {
                    byte[] json = object();
                    SentAlong.Shell shell = SentAlong.Shell.of(json);
                    sent.add(
                            new SentAlong(
                                    name,
                                    shell.isOutcome()
                                            ? List.of()
                                            : resources("prefetch." + name, json),
                                    shell));
                }
            }
        }

        /// The object that begins here.
        private byte[] object() throws IOException {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            return Arrays.copyOfRange(body, start, (int) parser.currentLocation().getByteOffset());
        }
    }

    /// Somebody else's data among those of the patient would be judged as theirs.
    static void requireOfThePatient(String where, List<Incoming> resources, HookRequest request) {
        for (Incoming one : resources) {
            Optional<String> owner = one.owner();
            if (owner.isPresent() && !owner.get().equals(request.patient())) {
                throw Problem.unusable(
                        where
                                + " has "
                                + one.reference()
                                + " of Patient/"
                                + owner.get()
                                + ", and the call is about Patient/"
                                + request.patient());
            }
        }
    }

    /// The resources of a Bundle, or the one. One that cannot be read stops the call: without it
    /// the answer could be wrong.
    static List<Incoming> resources(String where, byte[] json) {
        List<Incoming> resources = new ArrayList<>();
        List<BundleEntries.Read> entries;
        try {
            entries = BundleEntries.of(json);
        } catch (IllegalArgumentException e) {
            throw Problem.unusable(where + ": " + e.getMessage());
        }
        for (BundleEntries.Read entry : entries) {
            switch (entry) {
                case BundleEntries.Usable(int _, Incoming incoming) -> resources.add(incoming);
                case BundleEntries.Unusable(int number, String reason) ->
                        throw Problem.unusable(where + ", entry " + number + ": " + reason);
            }
        }
        return resources;
    }
}
