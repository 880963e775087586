package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.osteon.chart.Chart;
import org.osteon.pathway.Alert;
import org.osteon.workflow.Confirmation;
import org.osteon.workflow.Deed;
import org.osteon.workflow.IssueReason;
import org.osteon.workflow.IssueWords;

/// What really happened although it should not have, kept where all can see it (X7). Where one
/// person signs it waits for another to confirm it.
final class Incident {
    private Incident() {}

    static ObjectNode of(
            ObjectNode response, Chart chart, FormFinding stop, String named, Deed deed) {
        String id = response.path("id").asText("");
        ObjectNode issue =
                IssueWords.issue(
                        id + "." + stop.key().toLowerCase(Locale.ROOT),
                        stop.key(),
                        stop.text(),
                        Alert.Severity.CRITICAL,
                        chart.patient().reference(),
                        Response.written(deed),
                        deed.author(),
                        "QuestionnaireResponse/" + id);
        issue.put("detail", stop.text() + " " + IssueReason.recorded(deed));
        if (!named.isBlank()) {
            Confirmation.await(issue, named);
        }
        return issue;
    }
}
