package org.osteon.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What FHIR R4's definitions say of the elements of a type: what JSON may stand there. Only of the
/// types that a chart is made of; of others a name alone tells ([ElementTypes]).
final class Definitions {
    private static final Set<String> NUMBERS =
            Set.of("decimal", "integer", "positiveInt", "unsignedInt");

    /// Stands for the name of a choice without its type: nothing may go by it in JSON.
    private static final Element CHOICE =
            new Element(new ElementTypes.Name("", "", false, false), Form.OBJECT, false, "");

    private static final Map<String, Definitions> TYPES = read();

    private final Map<String, Element> elements = new HashMap<>();

    private Definitions() {}

    /// What JSON stands for an element.
    enum Form {
        TEXT("text"),
        TIME("a date"),
        NUMBER("a number"),
        TRUTH("true or false"),
        OBJECT("an object");

        private final String words;

        Form(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// An element under the name that JSON has for it.
    ///
    /// @param name its name taken apart
    /// @param form what JSON stands for it
    /// @param repeats whether it is a list
    /// @param type the type of its objects, empty where it has none
    record Element(ElementTypes.Name name, Form form, boolean repeats, String type) {

        /// What is known of its objects; null where nothing is.
        @Nullable Definitions within() {
            return form == Form.OBJECT ? TYPES.get(type) : null;
        }

        /// Whether it is the name of a choice without its type, as in `value` for `valueQuantity`.
        boolean isChoice() {
            return name.name().isEmpty();
        }
    }

    /// What is known of a type; null where nothing is.
    static @Nullable Definitions of(String type) {
        return TYPES.get(type);
    }

    /// The element of that name in JSON; null where the type has none.
    @Nullable Element element(String written) {
        Element found = elements.get(written);
        return found == null || found.isChoice() ? null : found;
    }

    /// The same, or what stands for the name of a choice.
    @Nullable Element named(String written) {
        return elements.get(written);
    }

    private static Map<String, Definitions> read() {
        try (InputStream stream = Definitions.class.getResourceAsStream("elements.txt")) {
            String text =
                    new String(
                            Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Definitions> types = new HashMap<>();
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        String[] words = line.split(" ", -1);
                        Definitions type = new Definitions();
                        for (int i = 1; i < words.length; i++) {
                            type.add(words[i]);
                        }
                        types.put(words[0], type);
                    });
            return Map.copyOf(types);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String definition) {
        int colon = definition.indexOf(':');
        boolean repeats = definition.endsWith("*");
        String name = definition.substring(0, colon);
        String type = definition.substring(colon + 1, definition.length() - (repeats ? 1 : 0));
        if (!name.endsWith("[x]")) {
            // Where the definition alone tells the type, the value does not (FhirValue#typeName).
            String told = type.equals("date") ? type : "";
            elements.put(name, element(name, told, type, repeats));
            return;
        }
        String base = name.substring(0, name.length() - "[x]".length());
        elements.put(base, CHOICE);
        for (String choice : type.split("\\|", -1)) {
            String written = base + Character.toUpperCase(choice.charAt(0)) + choice.substring(1);
            elements.put(written, element(base, choice, choice, repeats));
        }
    }

    private static Element element(String name, String told, String type, boolean repeats) {
        Form form = form(type);
        return new Element(
                new ElementTypes.Name(name, told, form == Form.TIME, type.equals("decimal")),
                form,
                repeats,
                form == Form.OBJECT ? type : "");
    }

    private static Form form(String type) {
        return switch (type) {
            case "date", "dateTime", "instant" -> Form.TIME;
            case "boolean" -> Form.TRUTH;
            default ->
                    NUMBERS.contains(type)
                            ? Form.NUMBER
                            : Character.isLowerCase(type.charAt(0)) ? Form.TEXT : Form.OBJECT;
        };
    }
}
