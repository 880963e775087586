package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.osteon.chart.Chart;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.IssueWords;

/// What really happened although it should not have, kept where all can see it (X7).
final class Incident {
    private Incident() {}

    static ObjectNode of(ObjectNode response, Chart chart, FormFinding stop, Deed deed) {
        ObjectNode issue = FhirEdit.object();
        issue.put("resourceType", "DetectedIssue");
        issue.put(
                "id",
                response.path("id").asText("")
                        + "."
                        + stop.key().toLowerCase(java.util.Locale.ROOT));
        issue.put("status", "final");
        ObjectNode code = issue.putObject("code");
        code.putArray("coding")
                .addObject()
                .put("system", IssueWords.SYSTEM)
                .put("code", stop.key())
                .put("display", stop.text());
        code.put("text", stop.text());
        issue.put("severity", "high");
        issue.putObject("patient").put("reference", chart.patient().reference());
        issue.put("identifiedDateTime", Response.written(deed));
        issue.putObject("author").put("display", deed.author());
        issue.putArray("implicated")
                .addObject()
                .put("reference", "QuestionnaireResponse/" + response.path("id").asText(""));
        issue.put("detail", stop.text() + " Recorded as what really happened: " + deed.reason());
        return issue;
    }
}
