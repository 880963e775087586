package org.osteon.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.osteon.chart.Resource;

/// A resource to be kept.
///
/// @param type its FHIR type
/// @param id its id
/// @param json the whole resource
/// @param inPlaceOf the resource it is made from, where it must still be the same; empty for a new
///   one
public record Write(String type, String id, String json, Optional<Resource> inPlaceOf) {
    /// Of a new resource.
    public static Write fresh(ObjectNode resource) {
        return of(resource, Optional.empty());
    }

    /// Of one that was there.
    public static Write changed(ObjectNode resource, Resource before) {
        return of(resource, Optional.of(before));
    }

    /// The same with other content.
    public Write saying(ObjectNode resource) {
        return of(resource, inPlaceOf);
    }

    private static Write of(ObjectNode resource, Optional<Resource> before) {
        return new Write(
                resource.path("resourceType").asText(""),
                resource.path("id").asText(""),
                FhirEdit.write(resource),
                before);
    }
}
