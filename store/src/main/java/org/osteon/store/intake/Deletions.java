package org.osteon.store.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.ChartReader;
import org.osteon.chart.FhirObject;
import org.osteon.chart.incoming.Incoming;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;

/// What was deleted since an export, as Bulk Data tells it: Bundles of type transaction whose
/// entries are requests to delete.
public final class Deletions {
    private static final String CHART = "urn:osteon:chart";

    private Deletions() {}

    /// A resource that is gone.
    ///
    /// @param chart whose it was, where the Bundle says so; empty: whoever has it
    record Deletion(Optional<String> chart, ResourceId resource) {
        /// The charts from which it goes. Of several that hold the name, none: it is not known
        /// which.
        List<String> charts(ChartStore store) {
            List<String> holding =
                    store.find(resource).stream()
                            .filter(one -> !one.deleted())
                            .map(StoredResource::chart)
                            .filter(one -> chart.isEmpty() || chart.get().equals(one))
                            .toList();
            return holding.size() == 1 ? holding : List.of();
        }
    }

    /// The line that tells of a chart's.
    public static String line(String chart, List<ResourceId> gone) {
        StringBuilder text =
                new StringBuilder("{\"resourceType\":\"Bundle\",\"identifier\":{\"system\":\"")
                        .append(CHART)
                        .append("\",\"value\":")
                        .append(quoted(chart))
                        .append("},\"type\":\"transaction\",\"entry\":[");
        String separator = "";
        for (ResourceId one : gone) {
            text.append(separator)
                    .append("{\"request\":{\"method\":\"DELETE\",\"url\":\"")
                    .append(one)
                    .append("\"}}");
            separator = ",";
        }
        return text.append("]}").toString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /// The deletions that a Bundle asks for; none where it asks for something else.
    static List<Deletion> of(String json) {
        FhirObject bundle = ChartReader.object(json);
        if (!bundle.text("type").filter("transaction"::equals).isPresent()) {
            return List.of();
        }
        Optional<String> chart =
                bundle.objects("identifier").stream()
                        .filter(one -> one.text("system").filter(CHART::equals).isPresent())
                        .flatMap(one -> one.text("value").stream())
                        .findFirst();
        List<Deletion> all = new ArrayList<>();
        for (FhirObject entry : bundle.objects("entry")) {
            for (FhirObject request : entry.objects("request")) {
                if (request.text("method").filter("DELETE"::equals).isPresent()) {
                    request.text("url")
                            .flatMap(Incoming::normalised)
                            .map(one -> one.split("/", -1))
                            .map(parts -> new ResourceId(parts[0], parts[1]))
                            .ifPresent(resource -> all.add(new Deletion(chart, resource)));
                }
            }
        }
        return all;
    }
}
