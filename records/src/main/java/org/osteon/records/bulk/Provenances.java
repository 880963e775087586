package org.osteon.records.bulk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osteon.store.StoredResource;

/// Who made what, beside what was chosen of a chart.
final class Provenances {
    private Provenances() {}

    /// The chosen with their Provenance.
    ///
    /// @param latest of each only the last that was recorded
    static List<StoredResource> with(
            List<StoredResource> chosen, List<StoredResource> chart, boolean latest) {
        Set<String> wanted = new HashSet<>();
        chosen.forEach(one -> wanted.add(one.resource().toString()));
        Map<String, StoredResource> last = new HashMap<>();
        List<StoredResource> found = new ArrayList<>();
        for (StoredResource one : chart) {
            if (!one.resource().type().equals("Provenance")) {
                continue;
            }
            List<String> targets =
                    BulkRequest.content(one).objects("target").stream()
                            .flatMap(target -> target.text("reference").stream())
                            .filter(wanted::contains)
                            .toList();
            if (!targets.isEmpty()) {
                found.add(one);
                targets.forEach(target ->
                        last.merge(
                                target,
                                one,
                                (before, now) ->
                                        before.recorded().isAfter(now.recorded()) ? before : now));
            }
        }
        Set<StoredResource> latestOnes = new HashSet<>(last.values());
        List<StoredResource> all = new ArrayList<>(chosen);
        found.stream().filter(one -> !latest || latestOnes.contains(one)).forEach(all::add);
        return all;
    }
}
