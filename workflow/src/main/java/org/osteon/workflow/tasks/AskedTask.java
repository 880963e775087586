package org.osteon.workflow.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.workflow.EventAsked;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.desk.Wording;

/// What somebody asked a role of the team to do, by what they signed in a form or recorded against
/// a stop: a FHIR Task among what was made of it. It stays to be done until somebody says that it
/// is done, or what it is about is over.
///
/// @param resource as it stands
/// @param json the same to read
record AskedTask(Resource resource, ObjectNode json) {
    /// The beginning of the names of such tasks: they are of no pathway.
    static final String PREFIX = "asked/";

    private static final Set<String> OPEN =
            Set.of("requested", "received", "accepted", "in-progress", "on-hold");
    private static final Set<String> OVER =
            Set.of("completed", "revoked", "cancelled", "entered-in-error");

    /// Those on a chart that are still to be done.
    static List<AskedTask> open(Chart chart) {
        List<AskedTask> open = new ArrayList<>();
        for (Resource resource : chart.resources(KeptTask.TYPE)) {
            ObjectNode json = FhirEdit.read(resource.json());
            AskedTask one = new AskedTask(resource, json);
            if (OPEN.contains(json.path("status").asText(""))
                    && (one.isMadeByAForm(chart) || one.isOfAnIncident(chart))) {
                open.add(one);
            }
        }
        return List.copyOf(open);
    }

    /// Of a form that was signed, and for the team: given to a role by the form, or to somebody
    /// since.
    private boolean isMadeByAForm(Chart chart) {
        String id = resource.id().orElse("");
        int end = id.indexOf('.');
        return end > 0
                && (!roles().isEmpty() || KeptTask.name(resource).isPresent())
                && chart.resource("QuestionnaireResponse/" + id.substring(0, end)).isPresent()
                && !isOver(chart);
    }

    /// Asked by what was recorded against a stop, and that still stands.
    private boolean isOfAnIncident(Chart chart) {
        return EventAsked.isOne(json)
                && chart.resource(json.path("focus").path("reference").asText("")).isPresent()
                && !isOver(chart);
    }

    /// Whether what it is about has come to its end.
    private boolean isOver(Chart chart) {
        return chart.resource(json.path("focus").path("reference").asText(""))
                .flatMap(about -> about.content().text("status"))
                .filter(OVER::contains)
                .isPresent();
    }

    /// Its name: the resource is the task.
    String id() {
        return PREFIX + resource.id().orElse("") + "/";
    }

    /// The resource that a task of such a name is; empty where it is another kind.
    static Optional<Resource> of(String task, Chart chart) {
        return task.startsWith(PREFIX)
                ? chart.resource(
                        KeptTask.TYPE + "/" + task.substring(PREFIX.length()).replace("/", ""))
                : Optional.empty();
    }

    /// What is asked for, as forms know it.
    String code() {
        return json.path("code").path("coding").path(0).path("code").asText("");
    }

    /// The same in words.
    String title() {
        String said = json.path("description").asText("");
        return Wording.sentence(
                said.isEmpty()
                        ? json.path("code").path("coding").path(0).path("display").asText(code())
                        : said);
    }

    /// Whose work it is.
    List<String> roles() {
        List<String> roles = new ArrayList<>();
        for (JsonNode type : json.path("performerType")) {
            for (JsonNode coding : type.path("coding")) {
                if (coding.path("system").asText("").equals(KeptTask.ROLE_SYSTEM)) {
                    roles.add(coding.path("code").asText(""));
                }
            }
        }
        return List.copyOf(roles);
    }

    Priority priority() {
        return Priority.ofRequest(json.path("priority").asText(""));
    }

    Optional<LocalDate> from() {
        return day("start");
    }

    Optional<LocalDate> to() {
        return day("end");
    }

    private Optional<LocalDate> day(String end) {
        return Optional.ofNullable(KeptTask.day(json.path("restriction").path("period").path(end)));
    }

    /// Who asked, and when.
    String asked() {
        String who = json.path("requester").path("display").asText("");
        LocalDate when = KeptTask.day(json.path("authoredOn"));
        return (who.isEmpty() ? "Asked for" : "Asked by " + who)
                + (when == null ? "" : " on " + Wording.day(when));
    }
}
