package org.osteon.records.charts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Set;
import org.osteon.access.SensitiveData;
import org.osteon.store.StoredResource;

/// What is sensitive by what it is says so wherever it leaves the house, whoever wrote it: another
/// system knows no table of ours. What came in stays as it came.
public final class SensitivityLabels {
    private SensitivityLabels() {}

    /// A resource as it is handed out, with the labels that it does not bear itself.
    public static StoredResource out(StoredResource stored) {
        if (stored.deleted()) {
            return stored;
        }
        Set<String> missing = SensitiveData.unlabelled(stored.json());
        if (missing.isEmpty()) {
            return stored;
        }
        return StudyLabels.tree(stored.json())
                .map(resource -> {
                    ArrayNode security = resource.withObject("meta").withArray("security");
                    missing.forEach(code ->
                            security.addObject()
                                    .put("system", SensitiveData.SYSTEM)
                                    .put("code", code));
                    return stored.saying(StudyLabels.written(resource));
                })
                .orElse(stored);
    }
}
