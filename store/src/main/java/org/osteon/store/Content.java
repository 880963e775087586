package org.osteon.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a resource says, whatever its spelling: a hash that does not change with the order of keys,
/// white space, escapes, or what a server sets (`meta.versionId`, `meta.lastUpdated`). Numbers
/// count as written: in FHIR 1.0 and 1.00 differ.
final class Content {
    private byte[] bytes = new byte[4096];
    private int size;
    private @Nullable String type;
    private @Nullable String id;

    private Content() {}

    /// What was found in a text.
    ///
    /// @param hash SHA-256
    /// @param type its `resourceType`
    /// @param id its `id`
    record Summary(Hash hash, @Nullable String type, @Nullable String id) {}

    /// @throws IOException with a one-line message where the text is not one JSON object with
    ///   unique keys
    static Summary of(byte[] utf8) throws IOException {
        Content content = new Content();
        try (JsonParser parser = Json.parser(utf8)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            content.object(parser, 0);
            if (parser.nextToken() != null) {
                throw new IOException("more text after the JSON object");
            }
        } catch (StreamReadException e) {
            throw new IOException("not JSON: " + withPlace(e), e);
        }
        return new Summary(FieldHash.of(content.bytes, content.size), content.type, content.id);
    }

    private static String withPlace(StreamReadException e) {
        var place = e.getLocation();
        String reason = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return place == null
                ? reason
                : "line " + place.getLineNr() + ", column " + place.getColumnNr() + ": " + reason;
    }

    private record Member(String name, int from, int to) {}

    /// Writes the members as they come, then puts them in the order of their names.
    private void object(JsonParser parser, int depth) throws IOException {
        put('{');
        List<Member> members = new ArrayList<>();
        int start = size;
        boolean inOrder = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            int from = size;
            text('k', name);
            JsonToken token = parser.nextToken();
            if (depth == 0 && name.equals("meta") && token == JsonToken.START_OBJECT) {
                meta(parser, from);
            } else {
                if (depth == 0 && token == JsonToken.VALUE_STRING) {
                    remember(name, parser.getText());
                }
                value(parser, token, depth + 1);
            }
            if (!members.isEmpty() && members.getLast().name().compareTo(name) >= 0) {
                inOrder = false;
            }
            members.add(new Member(name, from, size));
        }
        if (!inOrder) {
            sort(members, start);
        }
        put('}');
    }

    private void remember(String name, String value) {
        if (name.equals("resourceType")) {
            type = value;
        } else if (name.equals("id")) {
            id = value;
        }
    }

    private void meta(JsonParser parser, int keyFrom) throws IOException {
        int start = size;
        put('{');
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("versionId") || name.equals("lastUpdated")) {
                parser.skipChildren();
                continue;
            }
            int from = size;
            text('k', name);
            value(parser, token, 2);
            members.add(new Member(name, from, size));
        }
        if (members.isEmpty()) {
            size = keyFrom;
            return;
        }
        sort(members, start + 1);
        put('}');
    }

    private void sort(List<Member> members, int start) throws IOException {
        List<Member> sorted = new ArrayList<>(members);
        sorted.sort((a, b) -> a.name().compareTo(b.name()));
        byte[] ordered = new byte[size - start];
        int at = 0;
        String previous = null;
        for (Member member : sorted) {
            if (member.name().equals(previous)) {
                throw new IOException("the key \"" + previous + "\" twice in one object");
            }
            previous = member.name();
            int length = member.to() - member.from();
            System.arraycopy(bytes, member.from(), ordered, at, length);
            at += length;
        }
        System.arraycopy(ordered, 0, bytes, start, at);
    }

    private void value(JsonParser parser, JsonToken token, int depth) throws IOException {
        switch (token) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> {
                put('[');
                for (JsonToken next = parser.nextToken();
                        next != JsonToken.END_ARRAY;
                        next = parser.nextToken()) {
                    value(parser, next, depth + 1);
                }
                put(']');
            }
            case VALUE_STRING -> text('s', parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> text('n', parser.getText());
            case VALUE_TRUE -> put('t');
            case VALUE_FALSE -> put('f');
            case VALUE_NULL -> put('0');
            default -> throw new IOException("not JSON: " + token);
        }
    }

    /// A kind, a length, the text: nothing that a text holds can be taken for structure.
    private void text(char kind, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(utf8.length + 5);
        bytes[size++] = (byte) kind;
        bytes[size++] = (byte) (utf8.length >>> 24);
        bytes[size++] = (byte) (utf8.length >>> 16);
        bytes[size++] = (byte) (utf8.length >>> 8);
        bytes[size++] = (byte) utf8.length;
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    private void put(char mark) {
        room(1);
        bytes[size++] = (byte) mark;
    }

    private void room(int needed) {
        if (bytes.length - size < needed) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + needed));
        }
    }
}
