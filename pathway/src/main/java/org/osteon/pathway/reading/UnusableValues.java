package org.osteon.pathway.reading;

import org.osteon.chart.FhirObject;
import org.osteon.chart.Resource;

/// Marks results that say why they have no value, or whose value could not be read: they keep their
/// place in time and stand in the way of older ones (chart dictionary, 3.1 rule 16).
final class UnusableValues {
    private UnusableValues() {}

    static Resource tagged(Resource resource) {
        if (!resource.type().equals("Observation")) {
            return resource;
        }
        FhirObject content = resource.content();
        if (content.get("value") instanceof FhirObject quantity
                && quantity.typeName().equals("Quantity")
                && quantity.number("value").isEmpty()) {
            return ReadingTag.added(
                    resource,
                    resource.unreadable().isEmpty()
                            ? ReadingTag.UNUSABLE_ABSENT
                            : ReadingTag.UNUSABLE_TYPE);
        }
        if (content.get("value") != null) {
            return resource;
        }
        if (resource.unreadable().stream().anyMatch(what -> what.startsWith("value"))) {
            return ReadingTag.added(resource, ReadingTag.UNUSABLE_TYPE);
        }
        return content.get("dataAbsentReason") == null
                ? resource
                : ReadingTag.added(resource, ReadingTag.UNUSABLE_ABSENT);
    }
}
