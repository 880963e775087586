package org.osteon.records.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.Write;

/// A made-up chart as something is being done with it.
///
/// @param bundle the chart as FHIR, in JSON
/// @param chart the same, read
/// @param writes how many resources were written so far
record DeskChart(String bundle, Chart chart, int writes) {
    private static final Pattern RANDOM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");

    static DeskChart of(String bundle) {
        return new DeskChart(bundle, read(bundle), 0);
    }

    private static Chart read(String bundle) {
        return switch (ChartReader.bundle(bundle.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(var read) -> read;
            case ChartReading.Unusable(var reason) -> throw new IllegalStateException(reason);
        };
    }

    /// With what is to be written. What has a random id gets one that is the same every time.
    DeskChart with(List<Write> more) {
        ObjectNode json = FhirEdit.read(bundle);
        ArrayNode entries = json.withArray("entry");
        Map<String, String> ids = new HashMap<>();
        for (Write write : more) {
            ObjectNode resource = FhirEdit.read(same(write.json(), ids));
            int there = place(entries, resource);
            ObjectNode entry = there < 0 ? entries.addObject() : (ObjectNode) entries.get(there);
            entry.set("resource", resource);
        }
        String next = FhirEdit.write(json);
        return new DeskChart(next, read(next), writes + more.size());
    }

    private String same(String json, Map<String, String> ids) {
        return RANDOM.matcher(json)
                .replaceAll(random ->
                        ids.computeIfAbsent(random.group(), _ -> id(writes + ids.size())));
    }

    private String id(int number) {
        String name = chart.patient().reference() + number;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static int place(ArrayNode entries, ObjectNode resource) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.path(i).path("resource").path("id").equals(resource.path("id"))
                    && entries.path(i)
                            .path("resource")
                            .path("resourceType")
                            .equals(resource.path("resourceType"))) {
                return i;
            }
        }
        return -1;
    }
}
