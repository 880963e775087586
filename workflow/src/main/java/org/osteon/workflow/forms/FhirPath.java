package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The part of FHIRPath that templates need: paths, `where(…)`, `first()`, `last()`, `exists()`,
/// `tail()`, `empty()`, `not()`, `count()`, `split(…)`, `iif(…)`, `&`, `=`, `!=`, `and`, `or`,
/// `%name`, and literals.
///
/// An engine of its own because the one that others ship wants FHIR's whole definitions in memory
/// and its own object model; templates are our own files, and what is not understood is refused
/// when a form is read, never while it is filled in.
final class FhirPath {
    private static final Set<String> FUNCTIONS =
            Set.of(
                    "where",
                    "first",
                    "last",
                    "tail",
                    "exists",
                    "empty",
                    "not",
                    "count",
                    "split",
                    "toString",
                    "iif");

    private final Node root;
    private final String text;

    private FhirPath(Node root, String text) {
        this.root = root;
        this.text = text;
    }

    /// What an expression sees: the element it stands on, and what `%name` stands for.
    record Scope(List<JsonNode> here, Map<String, JsonNode> variables) {
        Scope at(JsonNode node) {
            return new Scope(List.of(node), variables);
        }
    }

    /// A part of an expression.
    private interface Node {
        List<JsonNode> value(Scope scope);
    }

    /// @throws IllegalArgumentException where it is not of the subset, with the place
    static FhirPath parse(String text) {
        Parser parser = new Parser(text);
        Node root = parser.or();
        parser.end();
        return new FhirPath(root, text);
    }

    List<JsonNode> of(Scope scope) {
        return root.value(scope);
    }

    @Override
    public String toString() {
        return text;
    }

    private static boolean isTrue(List<JsonNode> value) {
        return (value.size() == 1 && value.getFirst().isBoolean())
                ? value.getFirst().booleanValue()
                : !value.isEmpty();
    }

    private static List<JsonNode> truth(boolean value) {
        return List.of(BooleanNode.valueOf(value));
    }

    private static String words(List<JsonNode> value) {
        return value.isEmpty() ? "" : value.getFirst().asText("");
    }

    private static boolean same(List<JsonNode> left, List<JsonNode> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            boolean equal =
                    (left.get(i).isNumber() && right.get(i).isNumber())
                            ? left.get(i).decimalValue().compareTo(right.get(i).decimalValue()) == 0
                            : left.get(i).equals(right.get(i));
            if (!equal) {
                return false;
            }
        }
        return true;
    }

    /// The elements of a name; of a choice element (`value`) whatever its type.
    private static Stream<JsonNode> step(JsonNode node, String name) {
        JsonNode found = node.path(name);
        if (found.isMissingNode()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String written = field.getKey();
                if (written.length() > name.length()
                        && written.startsWith(name)
                        && Character.isUpperCase(written.charAt(name.length()))) {
                    found = field.getValue();
                }
            }
        }
        if (found.isArray()) {
            return found.valueStream();
        }
        return found.isMissingNode() || found.isNull() ? Stream.empty() : Stream.of(found);
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Node or() {
            Node left = and();
            while (word("or")) {
                Node one = left;
                Node other = and();
                left = scope -> truth(isTrue(one.value(scope)) || isTrue(other.value(scope)));
            }
            return left;
        }

        private Node and() {
            Node left = equality();
            while (word("and")) {
                Node one = left;
                Node other = equality();
                left = scope -> truth(isTrue(one.value(scope)) && isTrue(other.value(scope)));
            }
            return left;
        }

        private Node equality() {
            Node left = joined();
            if (sign("!=")) {
                Node right = joined();
                return scope -> compared(left.value(scope), right.value(scope), false);
            }
            if (sign("=")) {
                Node right = joined();
                return scope -> compared(left.value(scope), right.value(scope), true);
            }
            return left;
        }

        private static List<JsonNode> compared(
                List<JsonNode> left, List<JsonNode> right, boolean equal) {
            return left.isEmpty() || right.isEmpty()
                    ? List.of()
                    : truth(same(left, right) == equal);
        }

        private Node joined() {
            Node left = path();
            while (sign("&")) {
                Node one = left;
                Node other = path();
                left =
                        scope ->
                                List.of(
                                        TextNode.valueOf(
                                                words(one.value(scope))
                                                        + words(other.value(scope))));
            }
            return left;
        }

        private Node path() {
            Node node = term();
            while (sign(".")) {
                node = step(node, name());
            }
            return node;
        }

        private Node term() {
            skip();
            if (sign("(")) {
                Node inner = or();
                expect(")");
                return inner;
            }
            if (sign("'")) {
                String literal = literal();
                return _ -> List.of(TextNode.valueOf(literal));
            }
            if (sign("%")) {
                String variable = name();
                return scope -> {
                    JsonNode value = scope.variables().get(variable);
                    return value == null ? List.of() : List.of(value);
                };
            }
            if (sign("$this")) {
                return Scope::here;
            }
            if (at < text.length() && Character.isDigit(text.charAt(at))) {
                return number();
            }
            String name = name();
            return switch (name) {
                case "true" -> _ -> truth(true);
                case "false" -> _ -> truth(false);
                default -> step(Scope::here, name);
            };
        }

        private Node number() {
            int from = at;
            while (at < text.length()
                    && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
            JsonNode number =
                    com.fasterxml.jackson.databind.node.DecimalNode.valueOf(
                            new java.math.BigDecimal(text.substring(from, at)));
            return _ -> List.of(number);
        }

        /// A step of a path: an element, or a function of what stands before.
        private Node step(Node before, String name) {
            if (!sign("(")) {
                return scope ->
                        before.value(scope).stream()
                                .flatMap(node -> FhirPath.step(node, name))
                                .toList();
            }
            if (!FUNCTIONS.contains(name)) {
                throw new IllegalArgumentException(
                        "the function " + name + "() is not one that templates may use");
            }
            List<Node> arguments = new ArrayList<>();
            if (!sign(")")) {
                do {
                    arguments.add(or());
                } while (sign(","));
                expect(")");
            }
            return function(before, name, arguments);
        }

        private Node function(Node before, String name, List<Node> arguments) {
            return switch (name) {
                case "where" -> {
                    Node condition = needed(arguments, name);
                    yield scope ->
                            before.value(scope).stream()
                                    .filter(node -> isTrue(condition.value(scope.at(node))))
                                    .toList();
                }
                case "first" -> scope -> before.value(scope).stream().limit(1).toList();
                case "last" ->
                        scope -> {
                            List<JsonNode> all = before.value(scope);
                            return all.isEmpty() ? all : List.of(all.getLast());
                        };
                case "exists" ->
                        scope ->
                                truth(
                                        before.value(scope).stream()
                                                .anyMatch(node ->
                                                        arguments.isEmpty()
                                                                || isTrue(
                                                                        arguments
                                                                                .getFirst()
                                                                                .value(
                                                                                        scope.at(
                                                                                                node)))));
                case "tail" -> scope -> before.value(scope).stream().skip(1).toList();
                case "split" -> {
                    Node separator = needed(arguments, name);
                    yield scope ->
                            before.value(scope).stream()
                                    .flatMap(node ->
                                            Stream.of(
                                                    node.asText("")
                                                            .split(
                                                                    Pattern.quote(
                                                                            words(
                                                                                    separator.value(
                                                                                            scope))),
                                                                    -1)))
                                    .map((String part) -> (JsonNode) TextNode.valueOf(part))
                                    .toList();
                }
                case "empty" -> scope -> truth(before.value(scope).isEmpty());
                case "count" ->
                        scope ->
                                List.of(
                                        com.fasterxml.jackson.databind.node.IntNode.valueOf(
                                                before.value(scope).size()));
                case "toString" ->
                        scope ->
                                before.value(scope).stream()
                                        .map((JsonNode one) ->
                                                (JsonNode) TextNode.valueOf(one.asText("")))
                                        .toList();
                case "not" -> scope -> truth(!isTrue(before.value(scope)));
                default -> choice(arguments);
            };
        }

        private static Node needed(List<Node> arguments, String name) {
            if (arguments.size() != 1) {
                throw new IllegalArgumentException(name + "() takes one condition");
            }
            return arguments.getFirst();
        }

        private static Node choice(List<Node> arguments) {
            if (arguments.size() < 2 || arguments.size() > 3) {
                throw new IllegalArgumentException("iif() takes a condition and one or two values");
            }
            return scope -> {
                if (isTrue(arguments.getFirst().value(scope))) {
                    return arguments.get(1).value(scope);
                }
                return arguments.size() == 3 ? arguments.get(2).value(scope) : List.of();
            };
        }

        private String literal() {
            int end = text.indexOf('\'', at);
            if (end < 0) {
                throw new IllegalArgumentException("a text without an end: " + text);
            }
            String literal = text.substring(at, end);
            at = end + 1;
            return literal;
        }

        private String name() {
            skip();
            int from = at;
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            if (at == from) {
                throw new IllegalArgumentException(
                        "a name is missing at character " + (at + 1) + " of " + text);
            }
            return text.substring(from, at);
        }

        private boolean sign(String sign) {
            skip();
            if (text.startsWith(sign, at)) {
                at += sign.length();
                return true;
            }
            return false;
        }

        private boolean word(String word) {
            skip();
            int end = at + word.length();
            boolean there =
                    text.startsWith(word, at)
                            && (end == text.length()
                                    || !Character.isLetterOrDigit(text.charAt(end)));
            if (there) {
                at = end;
            }
            return there;
        }

        private void expect(String sign) {
            if (!sign(sign)) {
                throw new IllegalArgumentException(
                        "“" + sign + "” is missing at character " + (at + 1) + " of " + text);
            }
        }

        void end() {
            skip();
            if (at < text.length()) {
                throw new IllegalArgumentException(
                        "“" + text.substring(at) + "” cannot be understood in " + text);
            }
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
