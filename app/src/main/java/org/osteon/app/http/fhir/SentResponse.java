package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.osteon.access.Action;
import org.osteon.app.http.ChartWriting;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.workflow.Deed;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.Write;
import org.osteon.workflow.forms.FormLife;

/// A response as a client sent it: about whom, by whom, now.
///
/// @param json as FHIR has it
/// @param patient the id of the patient
/// @param client who sent it
record SentResponse(ObjectNode json, String patient, String client, Deed deed) {
    /// @throws Problem where it does not say whom it is about
    static SentResponse of(
            FhirContext context, QuestionnaireResponse response, String client, Clock clock) {
        ObjectNode json = json(context, response);
        return new SentResponse(
                json,
                patient(response.getSubject().getReference()),
                client,
                new Deed(
                        json.path("author").path("display").asText(client),
                        FormLife.role(json),
                        clock.instant().atZone(clock.getZone()),
                        FormLife.reason(json)));
    }

    static ObjectNode json(FhirContext context, QuestionnaireResponse response) {
        return FhirEdit.read(context.newJsonParser().encodeResourceToString(response));
    }

    /// The id of the patient that a reference names.
    ///
    /// @throws Problem where it names none
    static String patient(String reference) {
        String id = reference == null ? "" : reference;
        if (!id.startsWith("Patient/")) {
            throw Problem.unusable("a response says whom it is about: subject, like Patient/ID");
        }
        return id.substring("Patient/".length());
    }

    /// Writes what came of it.
    ///
    /// @throws Problem where the chart was changed meanwhile
    void keep(ChartWriting writing, Action does, String action, String reason, List<Write> writes) {
        boolean kept =
                writing.keep(
                        does,
                        patient,
                        new Attribution(client, deed.at().toInstant(), action, reason),
                        writes);
        if (!kept) {
            throw new Problem(ProblemKind.UNMET, "somebody else was quicker; send it again");
        }
    }
}
