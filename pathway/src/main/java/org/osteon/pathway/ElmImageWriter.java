package org.osteon.pathway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonNull;
import kotlinx.serialization.json.JsonObject;
import kotlinx.serialization.json.JsonPrimitive;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.ExpressionDefKt;
import org.hl7.elm.r1.FunctionDef;
import org.hl7.elm.r1.Library;
import org.hl7.elm.r1.LibraryKt;

/// Writes compiled libraries for [ElmImage]: their ELM as a tree, each text once, and where in it
/// each definition stands.
final class ElmImageWriter {
    private static final String ANNOTATION = "annotation";
    private static final String EXPRESSION = "expression";

    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final ImageBytes.Out values = new ImageBytes.Out();
    private final ImageBytes.Out parts = new ImageBytes.Out();

    private ElmImageWriter() {}

    /// The libraries as bytes.
    ///
    /// @param libraries all of whose expressions can be compiled to a [CqlProgram]
    static byte[] bytes(Map<String, Library> libraries) {
        ElmImageWriter writer = new ElmImageWriter();
        writer.parts.number(libraries.size());
        libraries.forEach(writer::add);
        ImageBytes.Out all = new ImageBytes.Out();
        all.number(writer.texts.size());
        writer.texts.keySet().forEach(all::text);
        all.all(writer.values.bytes());
        all.raw(writer.parts.bytes());
        return all.bytes();
    }

    private void add(String name, Library library) {
        CqlLibraries.sortStatements(library);
        List<ExpressionDef> definitions =
                library.getStatements() == null
                        ? List.of()
                        : new ArrayList<>(library.getStatements().getDef());
        Map<String, JsonElement> head = new LinkedHashMap<>(LibraryKt.toJsonObject(library, false));
        head.remove("statements");
        parts.number(text(name));
        parts.number(placed(new JsonObject(head)));
        parts.number(library.getParameters() == null ? 0 : library.getParameters().getDef().size());
        parts.number(definitions.size());
        definitions.forEach(this::add);
    }

    private void add(ExpressionDef definition) {
        Map<String, JsonElement> head =
                new LinkedHashMap<>(ExpressionDefKt.toJsonObject(definition, false));
        JsonElement body = head.remove(EXPRESSION);
        if (isPlain(definition, head.keySet())) {
            parts.one(1);
            parts.number(text(String.valueOf(definition.getName())));
            parts.number(text(String.valueOf(definition.getContext())));
            parts.number(text(Objects.requireNonNull(definition.getAccessLevel()).value()));
        } else {
            parts.one(0);
            parts.number(placed(new JsonObject(head)));
        }
        parts.number(body == null ? 0 : placed(body) + 1);
    }

    /// Whether there is nothing about it but what all have.
    private static boolean isPlain(ExpressionDef definition, Collection<String> members) {
        return !(definition instanceof FunctionDef)
                && definition.getAnnotation().isEmpty()
                && List.of("name", "context", "accessLevel", ANNOTATION).containsAll(members)
                && members.containsAll(List.of("name", "context", "accessLevel"));
    }

    private int text(String text) {
        return texts.computeIfAbsent(text, unused -> texts.size());
    }

    /// Where it is written.
    private int placed(JsonElement value) {
        int place = values.size();
        write(value);
        return place;
    }

    private void write(JsonElement value) {
        switch (value) {
            case JsonNull unused -> values.one(ElmImage.NULL);
            case JsonPrimitive primitive -> {
                values.one(primitive.isString() ? ElmImage.TEXT : ElmImage.LITERAL);
                values.number(text(primitive.getContent()));
            }
            case JsonArray list -> {
                values.one(ElmImage.LIST);
                values.number(list.size());
                list.forEach(this::write);
            }
            case JsonObject object -> {
                // An empty list of annotations is everywhere, whether it is written or not.
                List<Map.Entry<String, JsonElement>> members =
                        object.entrySet().stream()
                                .filter(one ->
                                        !(one.getKey().equals(ANNOTATION)
                                                && one.getValue() instanceof JsonArray list
                                                && list.isEmpty()))
                                .toList();
                values.one(ElmImage.OBJECT);
                values.number(members.size());
                for (Map.Entry<String, JsonElement> member : members) {
                    values.number(text(member.getKey()));
                    write(member.getValue());
                }
            }
            default -> throw new IllegalArgumentException(value.getClass().getName());
        }
    }
}
