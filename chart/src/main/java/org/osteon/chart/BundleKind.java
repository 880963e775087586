package org.osteon.chart;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a Bundle says of itself.
final class BundleKind {
    private static final Set<String> TYPES =
            Set.of("collection", "transaction", "searchset", "batch", "document");

    private @Nullable String resourceType;
    private @Nullable String type;

    /// Reads one of its elements, of which the value is the current token.
    void read(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "resourceType" -> resourceType = parser.getText();
            case "type" -> type = parser.getText();
            default -> parser.skipChildren();
        }
    }

    /// With what stands further on.
    BundleKind and(BundleKind later) {
        BundleKind both = new BundleKind();
        both.resourceType = later.resourceType == null ? resourceType : later.resourceType;
        both.type = later.type == null ? type : later.type;
        return both;
    }

    boolean isBundle() {
        return "Bundle".equals(resourceType);
    }

    /// Why it is no chart.
    Optional<String> problem() {
        if (!isBundle()) {
            return Optional.of(
                    "not a FHIR R4 Bundle: resourceType is "
                            + (resourceType == null ? "missing" : "'" + resourceType + "'"));
        }
        if (type == null || !TYPES.contains(type)) {
            return Optional.of(
                    "a Bundle of type "
                            + (type == null ? "(none)" : "'" + type + "'")
                            + " is not a chart; use collection, transaction or searchset");
        }
        return Optional.empty();
    }
}
