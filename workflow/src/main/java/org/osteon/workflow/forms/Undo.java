package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osteon.chart.Chart;
import org.osteon.workflow.FhirEdit;

/// What was made of a response, and how it is undone.
///
/// @param chart with the response
record Undo(Chart chart) {
    /// What was made of the response before, and is not made of it now: entered in error, or as it
    /// was.
    List<ObjectNode> noLonger(RecordedResponse before, List<ObjectNode> now) {
        Set<String> made = new HashSet<>();
        now.forEach(one -> made.add(reference(one)));
        List<ObjectNode> gone = new ArrayList<>();
        for (ObjectNode one : all(before)) {
            if (!made.contains(reference(one))) {
                gone.add(one);
            }
        }
        return gone;
    }

    /// All that undoes a response.
    List<ObjectNode> all(RecordedResponse response) {
        List<ObjectNode> undone = new ArrayList<>();
        madeOf(response).forEach(one -> undone.add(Response.inError(one)));
        undone.addAll(Response.undone(chart, response));
        return undone;
    }

    private List<ObjectNode> madeOf(RecordedResponse response) {
        String own = response.id() + ".";
        return chart.resources().stream()
                .filter(resource -> !resource.type().equals("Provenance"))
                .filter(resource -> resource.id().filter(id -> id.startsWith(own)).isPresent())
                .map(resource -> FhirEdit.read(resource.json()))
                .toList();
    }

    static String reference(ObjectNode resource) {
        return resource.path("resourceType").asText("") + "/" + resource.path("id").asText("");
    }
}
