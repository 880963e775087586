package org.osteon.pathway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonNull;
import kotlinx.serialization.json.JsonObject;
import org.hl7.elm.r1.AccessModifier;
import org.hl7.elm.r1.Expression;
import org.hl7.elm.r1.ExpressionDef;
import org.hl7.elm.r1.ExpressionDefKt;
import org.hl7.elm.r1.ExpressionKt;
import org.hl7.elm.r1.Library;
import org.hl7.elm.r1.LibraryKt;
import org.jspecify.annotations.Nullable;

/// Compiled libraries in the bytes that [ElmImageWriter] wrote: which definitions there are is read
/// at once, what a library and a definition say when it is first asked for. Safe for threads.
final class ElmImage implements ElmLibraries {
    // What a value begins with.
    static final int NULL = 0;
    static final int TEXT = 1;
    static final int LITERAL = 2;
    static final int LIST = 3;
    static final int OBJECT = 4;

    private final byte[] bytes;
    private final int[] textPlaces;
    private final @Nullable String[] texts;
    private final int values;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final IdentityHashMap<ExpressionDef, Integer> unread = new IdentityHashMap<>();

    /// A library: where that is written which is no definition of it.
    private static final class Part {
        private final int head;
        private final int parameters;
        private final List<ExpressionDef> definitions;
        private @Nullable Library library;

        private Part(int head, int parameters, List<ExpressionDef> definitions) {
            this.head = head;
            this.parameters = parameters;
            this.definitions = definitions;
        }
    }

    ElmImage(byte[] bytes) {
        this.bytes = bytes;
        ImageBytes.In in = new ImageBytes.In(bytes, 0);
        this.textPlaces = new int[in.number()];
        this.texts = new @Nullable String[textPlaces.length];
        for (int i = 0; i < textPlaces.length; i++) {
            textPlaces[i] = in.at();
            in.skip(in.number());
        }
        // The values come first, so that it is known where each is; a number says where they end.
        int length = in.number();
        this.values = in.at();
        in.skip(length);
        for (int count = in.number(); count > 0; count--) {
            String name = text(in.number());
            int head = in.number();
            int parameters = in.number();
            int size = in.number();
            List<ExpressionDef> definitions = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                definitions.add(definition(in));
            }
            parts.put(name, new Part(head, parameters, definitions));
        }
    }

    /// One without what it says.
    private ExpressionDef definition(ImageBytes.In in) {
        ExpressionDef definition;
        if (in.one() == 1) {
            definition = new ExpressionDef();
            definition.setName(text(in.number()));
            definition.setContext(text(in.number()));
            definition.setAccessLevel(AccessModifier.Companion.fromValue(text(in.number())));
        } else {
            definition =
                    ExpressionDefKt.fromJsonObject(ExpressionDef.Companion, object(in.number()));
        }
        int body = in.number();
        if (body > 0) {
            unread.put(definition, body - 1);
        }
        return definition;
    }

    private String text(int number) {
        String known = texts[number];
        if (known == null) {
            known = new ImageBytes.In(bytes, textPlaces[number]).text();
            texts[number] = known;
        }
        return known;
    }

    private JsonObject object(int place) {
        return (JsonObject) value(new ImageBytes.In(bytes, values + place));
    }

    private JsonElement value(ImageBytes.In in) {
        return switch (in.one()) {
            case NULL -> JsonNull.INSTANCE;
            case TEXT -> JsonElementKt.JsonPrimitive(text(in.number()));
            case LITERAL -> JsonElementKt.JsonUnquotedLiteral(text(in.number()));
            case LIST -> {
                int size = in.number();
                List<JsonElement> items = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    items.add(value(in));
                }
                yield new JsonArray(items);
            }
            default -> {
                int size = in.number();
                Map<String, JsonElement> members = HashMap.newHashMap(size);
                for (int i = 0; i < size; i++) {
                    members.put(text(in.number()), value(in));
                }
                yield new JsonObject(members);
            }
        };
    }

    @Override
    public Set<String> names() {
        return parts.keySet();
    }

    @Override
    public synchronized Optional<Library> library(String name) {
        Part part = parts.get(name);
        if (part != null && part.library == null) {
            Library library = LibraryKt.fromJsonObject(Library.Companion, object(part.head));
            if (!part.definitions.isEmpty()) {
                Library.Statements statements = new Library.Statements();
                statements.getDef().addAll(part.definitions);
                library.setStatements(statements);
            }
            part.library = library;
        }
        return Optional.ofNullable(part).map(there -> there.library);
    }

    @Override
    public List<ExpressionDef> definitions(String name) {
        Part part = parts.get(name);
        return part == null ? List.of() : part.definitions;
    }

    @Override
    public int parameters(String name) {
        return Objects.requireNonNull(parts.get(name)).parameters;
    }

    @Override
    public synchronized void read(ExpressionDef definition) {
        Integer place = unread.remove(definition);
        if (place != null) {
            Expression body = ExpressionKt.fromJsonObject(Expression.Companion, object(place));
            definition.setExpression(body);
        }
    }

    /// How many definitions say nothing yet.
    synchronized int unread() {
        return unread.size();
    }

    /// [ElmImageWriter] was given nothing else.
    @Override
    public boolean isCompilable() {
        return true;
    }
}
