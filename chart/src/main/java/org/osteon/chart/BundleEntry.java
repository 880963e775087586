package org.osteon.chart;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An entry of a Bundle as it stands there, before it is held against the others.
///
/// @param content its resource; null where it has none
/// @param start where the resource begins, in bytes of what the parser reads
/// @param end where it ends
/// @param marks what was seen of the resource
/// @param references what it refers to
/// @param remarks what was left out of it, in words; they are told which entry it is
record BundleEntry(
        @Nullable FhirObject content,
        String fullUrl,
        int start,
        int end,
        Resource.Marks marks,
        List<FhirPrimitive> references,
        List<UnaryOperator<String>> remarks) {

    /// Reads the entry whose first token is the current one.
    static BundleEntry read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new BundleEntry(
                    null,
                    "",
                    0,
                    0,
                    Resource.Marks.NONE,
                    List.of(),
                    List.of(where -> where + " is not an object and was left out"));
        }
        String fullUrl = "";
        FhirObject content = null;
        Resource.Marks marks = Resource.Marks.NONE;
        List<FhirPrimitive> references = List.of();
        List<UnaryOperator<String>> remarks = List.of();
        int start = 0;
        int end = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("fullUrl") && token == JsonToken.VALUE_STRING) {
                fullUrl = parser.getText();
            } else if (!name.equals("resource")) {
                parser.skipChildren();
            } else if (token != JsonToken.START_OBJECT) {
                remarks =
                        and(
                                remarks,
                                List.of(where ->
                                        "the resource of "
                                                + where
                                                + " is not an object and was left out"));
                parser.skipChildren();
            } else {
                start = (int) parser.currentTokenLocation().getByteOffset();
                FhirJson json = new FhirJson(parser);
                content = json.resource();
                end = (int) parser.currentLocation().getByteOffset();
                marks = json.marks();
                references = and(references, json.references);
                remarks = and(remarks, json.remarksOf(content));
            }
        }
        return new BundleEntry(content, fullUrl, start, end, marks, references, remarks);
    }

    private static <T> List<T> and(List<T> some, List<T> more) {
        if (some.isEmpty() || more.isEmpty()) {
            return some.isEmpty() ? more : some;
        }
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
