package org.osteon.app.http.web.reports;

import java.util.List;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.tasks.Task;

/// What of a patient's course whoever looks records: their forms, what of it is due, and what was
/// recorded with these.
///
/// @param chart of the patient
/// @param reads whether they read the chart itself
/// @param forms that they fill in for this patient
/// @param due what is to be done with one of these
/// @param recorded with these, the latest first
record FollowUpPage(
        String chart, boolean reads, List<Offered> forms, List<Task> due, List<Recorded> recorded) {
    FollowUpPage {
        forms = List.copyOf(forms);
        due = List.copyOf(due);
        recorded = List.copyOf(recorded);
    }

    /// A form that can be filled in.
    ///
    /// @param pathway of the patient's that it is filled in for; empty: of none
    record Offered(String id, String title, String about, String pathway) {}

    /// What was recorded.
    ///
    /// @param state in words
    /// @param goesOn what opens it leads to, in words; empty: it is not opened here
    record Recorded(String form, String title, String response, String state, String goesOn) {}

    String path(Offered form) {
        return path(form.id()) + (form.pathway().isEmpty() ? "" : "?pathway=" + form.pathway());
    }

    String path(Task task) {
        return path(task.form()) + "?pathway=" + task.pathway();
    }

    String path(Recorded one) {
        return path(one.form()) + "?response=" + one.response();
    }

    private String path(String form) {
        return "/patients/" + chart + "/forms/" + form;
    }

    /// When a task is due.
    static String when(Task task) {
        if (task.to() == null) {
            return "";
        }
        return (task.overdue() ? "was due " : "until ") + Wording.day(task.to());
    }
}
