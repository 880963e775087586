package org.osteon.app.http.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What nobody should send: right things with something wrong in them, by chance.
final class HostileBodies {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> WORDS =
            List.of(
                    "",
                    " ",
                    "null",
                    "-1",
                    "0",
                    "1e999",
                    "99999999999999999999999999",
                    "2025-02-30",
                    "0000-00-00",
                    "2025-13",
                    "24:60",
                    "\u0000",
                    "\ud800",
                    "\u202e\u2028",
                    "' OR 1=1 --",
                    "\"><script>alert(1)</script>",
                    "${7*7}#{7*7}",
                    "../../etc/passwd",
                    "%00%ff",
                    "Patient/p1|x,y$z\\",
                    "=HYPERLINK(\"http://e\")",
                    "A*01:01+A*99:99^B*",
                    "{\"a\":[",
                    "http://127.0.0.1:1/x",
                    "e\u0301".repeat(200),
                    "9".repeat(5_000));

    private final Random random;

    HostileBodies(Random random) {
        this.random = random;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// A word that is hardly what is wanted.
    String word() {
        return one(WORDS);
    }

    /// A query, or the fields of a form.
    String fields(List<String> names) {
        List<String> pairs = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String name = random.nextInt(8) == 0 ? word() : one(names);
            pairs.add(encoded(name) + "=" + (random.nextInt(12) == 0 ? "%zz" : encoded(word())));
        }
        return String.join("&", pairs);
    }

    /// As an address can have it; half a pair of surrogates as its bytes.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// A right text with something wrong: in what it says, or in its bytes.
    byte[] body(String right) {
        byte[] said =
                random.nextInt(4) == 0
                        ? right.getBytes(StandardCharsets.UTF_8)
                        : wrongSaid(right).getBytes(StandardCharsets.UTF_8);
        return random.nextInt(3) == 0 ? wrongBytes(said) : said;
    }

    private String wrongSaid(String right) {
        try {
            JsonNode tree = JSON.readTree(right);
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                change(tree);
            }
            String text = tree.toString();
            return switch (random.nextInt(10)) {
                case 0 -> text.replaceFirst("\"id\":", "\"id\":\"twice\",\"id\":");
                case 1 -> "[".repeat(3_000) + text + "]".repeat(3_000);
                case 2 -> "\ufeff" + text;
                case 3 -> text + text;
                default -> text;
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(right, e);
        }
    }

    /// Puts something else in some place.
    private void change(JsonNode tree) {
        List<ContainerNode<?>> all = new ArrayList<>();
        collect(tree, all);
        if (all.isEmpty()) {
            return;
        }
        switch (one(all)) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.isEmpty() || random.nextInt(6) == 0 ? word() : one(names);
                if (random.nextInt(5) == 0) {
                    object.remove(name);
                } else {
                    object.set(name, wrong(object.get(name)));
                }
            }
            case ArrayNode array -> {
                if (array.isEmpty() || random.nextInt(3) == 0) {
                    array.add(wrong(null));
                } else {
                    array.set(random.nextInt(array.size()), wrong(null));
                }
            }
            default -> throw new IllegalStateException("an object or an array");
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> all) {
        if (node instanceof ContainerNode<?> container) {
            all.add(container);
            container.forEach(inner -> collect(inner, all));
        }
    }

    private JsonNode wrong(JsonNode before) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(9)) {
            case 0 -> make.nullNode();
            case 1 -> make.numberNode(random.nextInt());
            case 2 -> make.numberNode(Double.MAX_VALUE);
            case 3 -> make.booleanNode(random.nextBoolean());
            case 4 -> make.arrayNode();
            case 5 -> make.objectNode();
            case 6 -> before == null ? make.arrayNode() : make.arrayNode().add(before);
            default -> make.textNode(word().replace("\ud800", "\ufffd"));
        };
    }

    private byte[] wrongBytes(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                byte[] noisy = bytes.clone();
                for (int i = 0; i < 1 + random.nextInt(20); i++) {
                    noisy[random.nextInt(noisy.length)] = (byte) random.nextInt();
                }
                yield noisy;
            }
            default -> {
                byte[] noise = new byte[random.nextInt(400)];
                random.nextBytes(noise);
                yield noise;
            }
        };
    }
}
