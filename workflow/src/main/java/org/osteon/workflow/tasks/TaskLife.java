package org.osteon.workflow.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.pathway.PlanItem;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.FieldProblem;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.Write;
import org.osteon.workflow.desk.Wording;

/// What people do to a task: give it to somebody, put it off, say something of it. A chart and a
/// deed in, what is to be written out. Until then there is no FHIR Task; who ends it is the fact.
///
/// @param task as it stands today
/// @param chart of the patient
public record TaskLife(Task task, Chart chart) {
    /// Nothing is put off for longer (records, 3.1, A3).
    public static final int LONGEST_SNOOZE_DAYS = 14;

    /// The field of a form with the names of what ends with it.
    public static final String ENDS = "ends";

    private static final int LONGEST_TEXT = 500;

    /// Gives it to a person, to a role, or to nobody where both are empty.
    public Outcome assign(String person, String role, Deed deed) {
        ObjectNode json = begun(deed);
        json.remove("owner");
        json.remove("performerType");
        if (!person.isEmpty()) {
            json.putObject("owner").put("display", person);
        } else if (!role.isEmpty()) {
            ObjectNode coding =
                    json.putArray("performerType").addObject().putArray("coding").addObject();
            coding.put("system", KeptTask.ROLE_SYSTEM).put("code", role);
        }
        if (!json.path("status").asText("").equals("on-hold")) {
            json.put("status", person.isEmpty() ? "requested" : "accepted");
        }
        String to = !person.isEmpty() ? person : role.isEmpty() ? "nobody" : Wording.term(role);
        note(json, "Given to " + to, deed);
        return done("task-assign", json, deed);
    }

    /// Puts it off until a day, with a reason; never beyond the end of one that must not wait.
    public Outcome snooze(LocalDate until, Deed deed) {
        if (deed.reason().isBlank()) {
            return new Outcome.NeedsReason(List.of("Why it can wait."));
        }
        Optional<String> problem = problem(until, deed.day());
        if (problem.isPresent()) {
            return new Outcome.Incomplete(List.of(new FieldProblem("until", problem.get())));
        }
        ObjectNode json = begun(deed);
        json.put("status", "on-hold");
        json.putObject("statusReason").put("text", deed.reason());
        period(json).put("start", until.toString());
        note(json, "Put off until " + Wording.day(until) + ": " + deed.reason(), deed);
        return done("task-snooze", json, deed);
    }

    private Optional<String> problem(LocalDate until, LocalDate today) {
        if (!until.isAfter(today)) {
            return Optional.of("Choose a day after today.");
        }
        LocalDate end = task.to() == null ? today : task.to();
        if (task.critical() && until.isAfter(end)) {
            return Optional.of(
                    "This cannot wait beyond " + Wording.day(end) + ": its time ends then.");
        }
        if (ChronoUnit.DAYS.between(today, until) > LONGEST_SNOOZE_DAYS) {
            return Optional.of(
                    "At most "
                            + LONGEST_SNOOZE_DAYS
                            + " days: until "
                            + Wording.day(today.plusDays(LONGEST_SNOOZE_DAYS))
                            + ".");
        }
        return Optional.empty();
    }

    /// Takes it up again before its day.
    public Outcome wake(Deed deed) {
        ObjectNode json = begun(deed);
        json.put("status", json.has("owner") ? "accepted" : "requested");
        json.remove("statusReason");
        if (task.from() != null) {
            period(json).put("start", task.from().toString());
        } else {
            json.remove("restriction");
        }
        note(json, "Taken up again", deed);
        return done("task-wake", json, deed);
    }

    /// Says something of it, for those who have it next.
    public Outcome note(String text, Deed deed) {
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            return new Outcome.Incomplete(
                    List.of(
                            new FieldProblem(
                                    "note", "A note has 1 to " + LONGEST_TEXT + " characters.")));
        }
        ObjectNode json = begun(deed);
        note(json, text.strip(), deed);
        return done("task-note", json, deed);
    }

    /// Says that it is done: only what was asked for in a form ends by that, anything else by its
    /// fact.
    public Outcome finish(String how, Deed deed) {
        return finish(how, "", deed);
    }

    /// The same, where the form that answers it wants to know why it is not filled in.
    ///
    /// @param otherwise how that begins, for example that it is no adverse event, because; empty:
    ///   no reason is needed
    public Outcome finish(String how, String otherwise, Deed deed) {
        if (!otherwise.isEmpty() && how.isBlank()) {
            return new Outcome.Incomplete(
                    List.of(
                            new FieldProblem(
                                    "note",
                                    "Fill in “"
                                            + task.formTitle()
                                            + "”, or say: "
                                            + otherwise
                                            + " …")));
        }
        if (how.length() > LONGEST_TEXT) {
            return new Outcome.Incomplete(
                    List.of(
                            new FieldProblem(
                                    "note",
                                    "A note has at most " + LONGEST_TEXT + " characters.")));
        }
        String words = otherwise.isEmpty() ? "Done: " : otherwise + ": ";
        return ended(begun(deed), how.isBlank() ? "Done" : words + how.strip(), deed);
    }

    /// Ends what was asked for in a form by what another form recorded.
    ///
    /// @param form what that form is called
    /// @param response its id
    public Outcome answered(String form, String response, Deed deed) {
        ObjectNode json = begun(deed);
        ObjectNode output = json.putArray("output").addObject();
        output.putObject("type").put("text", form);
        output.putObject("valueReference").put("reference", "QuestionnaireResponse/" + response);
        return ended(json, "Done: " + form, deed);
    }

    private Outcome ended(ObjectNode json, String words, Deed deed) {
        if (task.kind() != Task.Kind.ASKED) {
            return new Outcome.Incomplete(
                    List.of(new FieldProblem("task", "It ends by the fact, not by saying so.")));
        }
        json.put("status", "completed");
        json.remove("statusReason");
        json.putObject("executionPeriod").put("end", written(deed));
        note(json, words, deed);
        return done("task-done", json, deed);
    }

    private Outcome done(String action, ObjectNode json, Deed deed) {
        json.put("lastModified", written(deed));
        return new Outcome.Done(
                action,
                deed.reason(),
                List.of(
                        there().map(before -> Write.changed(json, before))
                                .orElseGet(() -> Write.fresh(json))));
    }

    private Optional<KeptTask> kept() {
        return KeptTask.on(chart).stream().filter(one -> one.id().equals(task.id())).findFirst();
    }

    /// The resource that is the task, where there is one.
    private Optional<Resource> there() {
        return kept().map(KeptTask::resource).or(() -> AskedTask.of(task.id(), chart));
    }

    /// The resource as it stands, or a new one.
    private ObjectNode begun(Deed deed) {
        return kept().map(one -> one.json().deepCopy())
                .or(() -> AskedTask.of(task.id(), chart).map(this::named))
                .orElseGet(() -> fresh(deed));
    }

    /// What a form made, by its name from now on; whoever it waits for outside is no owner here.
    private ObjectNode named(Resource asked) {
        ObjectNode json = FhirEdit.read(asked.json());
        json.remove("owner");
        json.putArray("identifier")
                .addObject()
                .put("system", PlanItem.TASK_SYSTEM)
                .put("value", task.id());
        return json;
    }

    private ObjectNode fresh(Deed deed) {
        ObjectNode json = FhirEdit.object();
        json.put("resourceType", KeptTask.TYPE).put("id", KeptTask.resourceId(task.id()));
        json.putArray("identifier")
                .addObject()
                .put("system", PlanItem.TASK_SYSTEM)
                .put("value", task.id());
        if (!task.form().isEmpty()) {
            json.put("instantiatesUri", "urn:osteon:questionnaire:" + task.form());
        }
        json.put("status", "requested")
                .put("intent", "order")
                .put("priority", task.priority().request());
        ObjectNode code = json.putObject("code");
        code.putArray("coding")
                .addObject()
                .put("system", "urn:osteon:plan-item")
                .put("code", task.about());
        code.put("text", task.title());
        json.put("description", task.title());
        if (task.kind() == Task.Kind.RELEASE
                || task.kind() == Task.Kind.GIVE
                || task.kind() == Task.Kind.SIGN) {
            json.putObject("focus").put("reference", task.about());
        }
        json.putObject("for").put("reference", chart.patient().reference());
        json.put("authoredOn", written(deed));
        if (task.from() != null) {
            period(json).put("start", task.from().toString());
        }
        if (task.to() != null) {
            period(json).put("end", task.to().toString());
        }
        return json;
    }

    private static ObjectNode period(ObjectNode json) {
        return json.withObject("/restriction").withObject("/period");
    }

    /// Every deed leaves a line: handing over keeps the history.
    private static void note(ObjectNode json, String text, Deed deed) {
        json.withArray("note")
                .addObject()
                .put("authorString", deed.author())
                .put("time", written(deed))
                .put("text", text);
    }

    static String written(Deed deed) {
        OffsetDateTime at = deed.at().withNano(0).toOffsetDateTime();
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
    }
}
