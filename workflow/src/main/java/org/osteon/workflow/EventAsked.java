package org.osteon.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was recorded although a rule stops it asks whether it was an adverse event (records, B4 and
/// 7.3): a task that ends by that form, or by saying why it is none. It is not passed over.
public final class EventAsked {
    /// What the task is called; the form of the adverse event is opened by it.
    public static final String CODE = "stop-recorded";

    /// The form that answers it.
    public static final String FORM = "adverse-event";

    private static final String WORDS = "Recorded although a rule stops it: an adverse event?";

    private EventAsked() {}

    /// The task, for a physician and for whoever recorded it.
    ///
    /// @param id of the task
    /// @param incidents what was recorded against a stop, one at least
    public static ObjectNode task(
            String id, String patient, List<ObjectNode> incidents, Deed deed) {
        ObjectNode task = FhirEdit.object();
        task.put("resourceType", "Task").put("id", id);
        task.put("status", "requested").put("intent", "order").put("priority", "asap");
        task.putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", "urn:osteon:chart")
                .put("code", CODE)
                .put("display", WORDS);
        task.put(
                "description",
                WORDS
                        + " "
                        + incidents.stream()
                                .map(one -> one.path("code").path("text").asText(""))
                                .collect(Collectors.joining(" ")));
        task.putObject("focus")
                .put("reference", "DetectedIssue/" + incidents.getFirst().path("id").asText(""));
        task.putObject("for").put("reference", patient);
        String at = deed.at().toInstant().truncatedTo(ChronoUnit.SECONDS).toString();
        task.put("authoredOn", at).put("lastModified", at);
        task.putObject("requester").put("display", deed.author());
        ArrayNode roles = task.putArray("performerType");
        Stream.of("physician", deed.role())
                .filter(role -> !role.isEmpty())
                .distinct()
                .forEach(role ->
                        roles.addObject()
                                .putArray("coding")
                                .addObject()
                                .put("system", "urn:osteon:role")
                                .put("code", role));
        return task;
    }

    /// An id for a task that no form made.
    static String id() {
        return "event-" + UUID.randomUUID();
    }

    /// Whether it is asked by what is being written.
    public static boolean isAmong(Outcome outcome) {
        return outcome instanceof Outcome.Done done
                && done.writes().stream()
                        .filter(write -> write.type().equals("Task"))
                        .map(write -> FhirEdit.read(write.json()))
                        .anyMatch(EventAsked::isOne);
    }

    /// Whether a task is such a one, of an incident that was recorded here.
    public static boolean isOne(JsonNode task) {
        return task.path("focus").path("reference").asText("").startsWith("DetectedIssue/")
                && task.path("code")
                        .path("coding")
                        .valueStream()
                        .anyMatch(coding -> coding.path("code").asText("").equals(CODE));
    }
}
