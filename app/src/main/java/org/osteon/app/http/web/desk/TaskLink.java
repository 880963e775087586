package org.osteon.app.http.web.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.osteon.workflow.tasks.Task;
import org.osteon.workflow.tasks.TaskLife;

/// A task as pages offer it: what its button says, and where that leads.
///
/// @param chart of the patient
/// @param pathway from whose page it is done
/// @param otherwise how it begins to say why its form is not filled in; empty where no reason is
///   needed
record TaskLink(String chart, String pathway, Task task, String otherwise) {
    TaskLink(String chart, String pathway, Task task) {
        this(chart, pathway, task, "");
    }

    /// What a button says that leads to the patient's page and no further.
    private static final String LOOK = "Look";

    /// Whether its button leads to what ends it, and not only to the patient's page.
    ///
    /// @param closes whether there is a form by which people say that something ended
    boolean leadsFurther(boolean closes) {
        return !action(closes).equals(LOOK);
    }

    /// What the button says.
    ///
    /// @param closes whether there is a form by which people say that something ended
    String action(boolean closes) {
        return switch (task.kind()) {
            case RELEASE -> "Release";
            case GIVE -> "Record";
            case SIGN -> task.form().isEmpty() ? "Confirm" : "Sign";
            case CALL, HOLD, ASKED -> task.form().isEmpty() ? LOOK : task.formTitle();
            case REPORT -> "Report";
            case ITEM ->
                    !task.form().isEmpty()
                            ? task.formTitle()
                            : closes && isClosable() ? "Close" : LOOK;
        };
    }

    /// Where the button leads: the form that ends it, or the page on which it is done.
    String path(boolean closes) {
        String patient = "/patients/" + chart;
        return switch (task.kind()) {
            case GIVE -> patient + "/orders/" + task.about() + "/record?pathway=" + pathway;
            case RELEASE -> page();
            case SIGN ->
                    task.form().isEmpty()
                            ? page() + "#confirmations"
                            : patient
                                    + "/forms/"
                                    + task.form()
                                    + task.about().substring(task.about().indexOf('/'));
            case CALL, HOLD -> task.form().isEmpty() ? page() : form(task.form(), "task");
            case ASKED -> task.form().isEmpty() ? page() : form(task.form(), TaskLife.ENDS);
            case REPORT -> patient + "/" + task.about();
            case ITEM ->
                    !task.form().isEmpty()
                            ? form(task.form(), "task")
                            : closes && isClosable() ? close() : page();
        };
    }

    /// Form A3: it ended elsewhere, or is not wanted.
    String close() {
        return form(WorklistRow.CLOSE, "task");
    }

    /// Whether people may say that it ended.
    boolean isClosable() {
        return task.kind() == Task.Kind.ITEM && !task.critical() && task.id().indexOf('#') < 0;
    }

    /// Whether somebody asked for it, or signed it first: no rule says so, and it stands in no
    /// plan.
    boolean isOfSomebody() {
        return isAsked() || isReport() || (task.kind() == Task.Kind.SIGN && !task.form().isEmpty());
    }

    /// Whether others are to be told: it has a page of its own.
    boolean isReport() {
        return task.kind() == Task.Kind.REPORT;
    }

    /// Whether people say that it is done.
    boolean isAsked() {
        return task.kind() == Task.Kind.ASKED;
    }

    /// The form that does it, as something that comes next; empty where it is done on a page.
    Optional<FormLink> form() {
        return task.form().isEmpty() || task.kind() == Task.Kind.SIGN
                ? Optional.empty()
                : Optional.of(new FormLink(task.formTitle(), path(false)));
    }

    private String form(String form, String as) {
        return "/patients/"
                + chart
                + "/forms/"
                + form
                + "?pathway="
                + pathway
                + "&"
                + as
                + "="
                + URLEncoder.encode(task.id(), StandardCharsets.UTF_8);
    }

    private String page() {
        return "/patients/" + chart + "?pathway=" + pathway;
    }
}
