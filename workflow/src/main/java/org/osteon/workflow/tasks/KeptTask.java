package org.osteon.workflow.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.chart.Sha256;
import org.osteon.pathway.PlanItem;
import org.osteon.workflow.FhirEdit;

/// A FHIR Task of ours on a chart: what people did to something that has to be done.
///
/// @param resource as it stands
/// @param json the same to read
/// @param id the name of the task
record KeptTask(Resource resource, ObjectNode json, String id) {
    static final String TYPE = "Task";

    /// The codes of roles.
    static final String ROLE_SYSTEM = "urn:osteon:role";

    private static final Set<String> ENDED =
            Set.of("completed", "cancelled", "failed", "rejected", "entered-in-error");
    private static final int ID_DIGITS = 24;

    /// Those on a chart, in whatever state.
    static List<KeptTask> on(Chart chart) {
        List<KeptTask> kept = new ArrayList<>();
        for (Resource resource : chart.resources(TYPE)) {
            name(resource)
                    .ifPresent(id ->
                            kept.add(new KeptTask(resource, FhirEdit.read(resource.json()), id)));
        }
        return List.copyOf(kept);
    }

    /// The name of a task that people did something to.
    static Optional<String> name(Resource resource) {
        return resource.content().objects("identifier").stream()
                .filter(one -> one.text("system").filter(PlanItem.TASK_SYSTEM::equals).isPresent())
                .flatMap(one -> one.text("value").stream())
                .findFirst();
    }

    /// The id of the resource that keeps a task: two who begin at once write the same one.
    static String resourceId(String task) {
        return "task-" + Sha256.hex(task).substring(0, ID_DIGITS);
    }

    String status() {
        return json.path("status").asText("");
    }

    boolean isEnded() {
        return ENDED.contains(status());
    }

    Task.Hand hand() {
        List<String> notes = new ArrayList<>();
        for (JsonNode note : json.path("note")) {
            notes.add(
                    note.path("text").asText("")
                            + " ("
                            + note.path("authorString").asText("")
                            + ", "
                            + note.path("time").asText("").replaceAll("T.*", "")
                            + ")");
        }
        boolean putOff = status().equals("on-hold");
        return new Task.Hand(
                json.path("owner").path("display").asText(""),
                role(),
                putOff ? day(json.path("restriction").path("period").path("start")) : null,
                putOff ? json.path("statusReason").path("text").asText("") : "",
                notes);
    }

    private String role() {
        for (JsonNode type : json.path("performerType")) {
            for (JsonNode coding : type.path("coding")) {
                if (coding.path("system").asText("").equals(ROLE_SYSTEM)) {
                    return coding.path("code").asText("");
                }
            }
        }
        return "";
    }

    static @Nullable LocalDate day(JsonNode date) {
        String text = date.asText("");
        try {
            return LocalDate.parse(text.substring(0, Math.min(text.length(), 10)));
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
