package org.osteon.app.http.web.desk;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osteon.access.Action;
import org.osteon.app.http.web.Charts;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Html;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.Confirmation;
import org.osteon.workflow.Deed;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Another person confirms that something really happened.
@RestController
final class ConfirmationController {
    private final Charts charts;
    private final OrderWriting writing;
    private final Desk desk;

    ConfirmationController(Charts charts, OrderWriting writing, Desk desk) {
        this.charts = charts;
        this.writing = writing;
        this.desk = desk;
    }

    @PostMapping("/patients/{id}/incidents/{incident}/confirm")
    ResponseEntity<String> confirm(
            @PathVariable String id,
            @PathVariable String incident,
            @RequestParam(defaultValue = "") String pathway,
            HttpServletRequest request,
            HttpServletResponse response) {
        Deed deed = desk.deed(request, response, "");
        Confirmation waiting =
                Confirmation.awaited(charts.chart(id), incident)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.CHANGED,
                                        "Nothing waits here",
                                        "It was confirmed meanwhile, or is not there.",
                                        "Go back to the patient."));
        waiting.obstacle(deed.author())
                .ifPresent(why -> {
                    throw new Problem(
                            ProblemKind.REFUSED,
                            "Another person confirms it",
                            why,
                            "Ask a colleague to look at it, under their own name.");
                });
        writing.keep(Action.RECORD, id, waiting.confirmed(deed), deed);
        desk.notice(response, "Confirmed: " + waiting.text() + ".");
        return Html.seeOther("/patients/" + id + (pathway.isEmpty() ? "" : "?pathway=" + pathway));
    }
}
