package org.osteon.pathway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Breaks a chart at random, and tells what it did.
final class Mutilation {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Which lead nowhere if they are changed: a chart that is no Bundle is refused.
    private static final List<String> KEPT = List.of("resourceType", "type", "entry", "resource");

    private final Random random;
    private final List<String> done = new ArrayList<>();

    /// An element of an object, or an item of a list.
    private record Spot(JsonNode parent, String name, int index) {
        JsonNode value() {
            return parent.isObject() ? parent.get(name) : parent.get(index);
        }

        void set(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }

        void remove() {
            if (parent instanceof ObjectNode object) {
                object.remove(name);
            } else {
                ((ArrayNode) parent).remove(index);
            }
        }

        @Override
        public String toString() {
            return parent.isObject() ? name : "item " + index;
        }
    }

    Mutilation(Random random) {
        this.random = random;
    }

    /// Breaks a Bundle in one to eight places.
    List<String> applied(ObjectNode chart) {
        int times = 1 + random.nextInt(8);
        for (int i = 0; i < times; i++) {
            List<Spot> spots = spots(chart);
            if (!spots.isEmpty()) {
                mutilate(spots);
            }
        }
        return done;
    }

    /// What stands within the entries.
    private static List<Spot> spots(ObjectNode chart) {
        List<Spot> spots = new ArrayList<>();
        for (JsonNode entry : chart.path("entry")) {
            collect(entry, spots);
        }
        return spots;
    }

    private static void collect(JsonNode node, List<Spot> spots) {
        if (node.isObject()) {
            node.properties()
                    .forEach(element -> {
                        if (!KEPT.contains(element.getKey())) {
                            spots.add(new Spot(node, element.getKey(), 0));
                        }
                        collect(element.getValue(), spots);
                    });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                spots.add(new Spot(node, "", i));
                collect(node.get(i), spots);
            }
        }
    }

    private void mutilate(List<Spot> spots) {
        Spot spot = spots.get(random.nextInt(spots.size()));
        Spot other = spots.get(random.nextInt(spots.size()));
        JsonNode was = spot.value();
        switch (random.nextInt(12)) {
            case 0 -> {
                spot.remove();
                done.add(spot + " cut out");
            }
            case 1 -> {
                JsonNode theirs = other.value().deepCopy();
                other.set(was.deepCopy());
                spot.set(theirs);
                done.add(spot + " and " + other + " exchanged");
            }
            case 2 -> put(spot, other.value().deepCopy());
            case 3 -> put(spot, JsonNodeFactory.instance.arrayNode().add(was.deepCopy()));
            case 4 -> put(spot, JSON.createObjectNode().set("value", was.deepCopy()));
            case 5 ->
                    put(spot, was.isArray() && !was.isEmpty() ? was.get(0) : new TextNode("a few"));
            case 6 -> put(spot, nested(random.nextInt(60)));
            case 7 -> put(spot, number());
            case 8 -> put(spot, NullNode.instance);
            case 9 -> put(spot, text());
            case 10 -> put(spot, BooleanNode.valueOf(random.nextBoolean()));
            default -> {
                if (spot.parent() instanceof ArrayNode list) {
                    list.add(was.deepCopy());
                    done.add(spot + " twice");
                } else {
                    put(spot, JsonNodeFactory.instance.arrayNode());
                }
            }
        }
    }

    private void put(Spot spot, JsonNode value) {
        spot.set(value);
        String said = value.toString();
        done.add(spot + " = " + said.substring(0, Math.min(60, said.length())));
    }

    private JsonNode number() {
        return switch (random.nextInt(7)) {
            case 0 -> IntNode.valueOf(0);
            case 1 -> IntNode.valueOf(-1);
            case 2 -> IntNode.valueOf(20250602);
            case 3 -> IntNode.valueOf(Integer.MIN_VALUE);
            case 4 -> BigIntegerNode.valueOf(BigInteger.TEN.pow(40));
            case 5 -> DecimalNode.valueOf(new BigDecimal("1e59"));
            default -> DecimalNode.valueOf(new BigDecimal("-0.00000000000000000000000000001"));
        };
    }

    private JsonNode text() {
        return new TextNode(
                switch (random.nextInt(9)) {
                    case 0 -> "";
                    case 1 -> " ";
                    case 2 -> "0000-00-00";
                    case 3 -> "9999-12-31";
                    case 4 -> "0001-01-01";
                    case 5 -> "2025-02-30T25:61:00Z";
                    case 6 -> "x".repeat(5_000);
                    case 7 -> "\u0000\ud83e\uddb4'\"<b>%s{}$1";
                    default -> "2025-06";
                });
    }

    private JsonNode nested(int depth) {
        JsonNode inside = new TextNode("deep");
        for (int i = 0; i < depth; i++) {
            inside =
                    random.nextBoolean()
                            ? JSON.createArrayNode().add(inside)
                            : JSON.createObjectNode().set("coding", inside);
        }
        return inside;
    }
}
