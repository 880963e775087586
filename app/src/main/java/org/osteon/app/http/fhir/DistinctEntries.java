package org.osteon.app.http.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;

/// Charts keep the ids of where they came from, and so two can have one in common. Within a Bundle
/// each entry has an address of its own all the same.
@Interceptor
final class DistinctEntries {
    /// Gives those that share an address one by their chart.
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void distinguish(IBaseResource answer) {
        if (!(answer instanceof Bundle bundle) || bundle.getType() != Bundle.BundleType.SEARCHSET) {
            return;
        }
        Map<String, Integer> times = new HashMap<>();
        bundle.getEntry().forEach(entry -> times.merge(entry.getFullUrl(), 1, Integer::sum));
        for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
            if (entry.hasFullUrl() && times.getOrDefault(entry.getFullUrl(), 0) > 1) {
                String name =
                        StoredResources.chartOf(entry.getResource()) + " " + entry.getFullUrl();
                entry.setFullUrl(
                        "urn:uuid:"
                                + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
