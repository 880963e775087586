package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.pathway.Alert;
import org.osteon.workflow.Confirmation;
import org.osteon.workflow.Deed;
import org.osteon.workflow.EventAsked;
import org.osteon.workflow.IssueReason;
import org.osteon.workflow.IssueWords;

/// What really happened although it should not have, kept where all can see it (X7). Where one
/// person signs it waits for another to confirm it.
final class Incident {
    private Incident() {}

    private static ObjectNode of(
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

    /// All that was recorded against a stop, and the question whether it was an adverse event,
    /// once; not by the form that answers it.
    static List<ObjectNode> all(
            ObjectNode response,
            Form form,
            Chart chart,
            List<FormFinding> stops,
            String named,
            Deed deed) {
        List<ObjectNode> all = new ArrayList<>();
        stops.forEach(stop -> all.add(of(response, chart, stop, named, deed)));
        if (asks(form, stops)) {
            String id = response.path("id").asText("") + ".event";
            all.add(EventAsked.task(id, chart.patient().reference(), List.copyOf(all), deed));
        }
        return all;
    }

    /// The forms that come next: first what others may have to be told of.
    static List<String> next(Form form, List<FormFinding> stops, List<String> next) {
        return asks(form, stops)
                ? Stream.concat(Stream.of(EventAsked.FORM), next.stream()).distinct().toList()
                : next;
    }

    private static boolean asks(Form form, List<FormFinding> stops) {
        return !stops.isEmpty() && !form.isOpenedBy(EventAsked.CODE);
    }
}
