package org.osteon.app.http.web.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Outcome;
import org.osteon.workflow.Write;
import org.osteon.workflow.forms.FormLife;
import org.osteon.workflow.forms.FormOutcome;
import org.osteon.workflow.forms.RecordedResponse;
import org.osteon.workflow.tasks.Task;
import org.osteon.workflow.tasks.TaskLife;

/// A form that is being filled in.
///
/// @param response the id of the response
/// @param there the response as the chart has it, where it does
/// @param endings what somebody asked for and this form answers
/// @param due what would be to be reported to authorities
record Filled(
        String patient,
        String response,
        FormLife life,
        Optional<RecordedResponse> there,
        List<Ending> endings,
        List<String> due) {

    /// The same with what would be to be reported.
    Filled due(List<String> reports) {
        return new Filled(patient, response, life, there, endings, reports);
    }

    /// With it ends what they said that it ends.
    FormOutcome.Saved ending(FormOutcome.Saved saved, Deed deed) {
        List<Write> writes = new ArrayList<>(saved.writes());
        for (Ending one : endings) {
            if (one.ticked()
                    && new TaskLife(one.task(), life.chart())
                                    .answered(life.form().title(), saved.response(), deed)
                            instanceof Outcome.Done done) {
                writes.addAll(done.writes());
            }
        }
        return saved.with(writes);
    }

    String path() {
        return "/patients/" + patient + "/forms/" + life.form().id();
    }

    /// The patient's page; for who does not read it, that of their follow-up.
    String home(boolean reads) {
        return "/patients/" + patient + (reads ? "" : "/follow-up");
    }

    /// Something that was asked for, and whether the form ends it.
    record Ending(Task task, boolean ticked) {}
}
