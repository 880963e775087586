package org.osteon.app.http.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.ClientWords;
import org.osteon.app.http.ProblemAnswer;
import org.osteon.app.http.RequestName;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// Tells problems in FHIR: a status and an OperationOutcome, both of the one table. What HAPI
/// itself refuses stays as HAPI says it, without the names of its parts.
@Interceptor
final class FhirProblems {
    private static final Logger LOG = LoggerFactory.getLogger(FhirProblems.class);
    private static final String OURS =
            "Something went wrong in Osteon; nothing was half-written. The server's log has it"
                    + " under the name of the request";

    /// There is no such resource.
    static Problem missing(IIdType id) {
        return new Problem(
                ProblemKind.MISSING, "Resource " + id.toUnqualified().getValue() + " is not known");
    }

    /// What is deleted or changed in part is named: HAPI asks for it without a name, too.
    static IdType named(@Nullable IdType id, String type) {
        if (id == null || !id.hasIdPart()) {
            throw Problem.unusable("which " + type + " it is, is not said: " + type + "/ID");
        }
        return id;
    }

    /// It was deleted.
    static Problem gone(IIdType id) {
        return new Problem(
                ProblemKind.GONE, "Resource " + id.toUnqualified().getValue() + " was deleted");
    }

    /// The answer to what was thrown.
    ///
    /// @param thrown what a provider or HAPI threw
    /// @param request what was asked
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException told(Throwable thrown, HttpServletRequest request) {
        String name = RequestName.of(request);
        Optional<Problem> ours = problemIn(thrown);
        if (ours.isEmpty()
                && thrown instanceof BaseServerResponseException known
                && known.getStatusCode() < 500) {
            return answer(known.getStatusCode(), outcome(known, name));
        }
        Problem problem = ours.orElseGet(() -> of(thrown));
        ProblemAnswer answer = ProblemAnswer.of(problem.kind());
        String words = ClientWords.of(problem.message());
        if (problem.kind() == ProblemKind.FAULT) {
            LOG.error("{} {} failed", request.getMethod(), request.getServletPath(), thrown);
            words = OURS;
        }
        return answer(
                answer.status().value(),
                outcome(answer.issue(), words.isEmpty() ? problem.title() : words, name));
    }

    /// The issues that it came with, each with what it is about; otherwise what it says.
    private static OperationOutcome outcome(BaseServerResponseException known, String request) {
        if (known.getOperationOutcome() instanceof OperationOutcome told && told.hasIssue()) {
            OperationOutcome outcome = told.copy();
            outcome.getIssue()
                    .forEach(issue ->
                            issue.setDiagnostics(
                                    words(issue.hasDiagnostics() ? issue.getDiagnostics() : "")));
            return request.isEmpty()
                    ? outcome
                    : named(outcome, outcome.getIssueFirstRep(), request);
        }
        return outcome(issueOf(known), words(String.valueOf(known.getMessage())), request);
    }

    private static OperationOutcome named(
            OperationOutcome outcome,
            OperationOutcome.OperationOutcomeIssueComponent issue,
            String request) {
        issue.setDiagnostics(issue.getDiagnostics() + " (request " + request + ")");
        return outcome;
    }

    private static String words(String said) {
        String words = ClientWords.of(said);
        return words.isEmpty() ? "The request cannot be read as it stands" : words;
    }

    /// The type of issue that HAPI gave it, or that its status means.
    private static String issueOf(BaseServerResponseException known) {
        if (known.getOperationOutcome() instanceof OperationOutcome outcome
                && outcome.hasIssue()
                && outcome.getIssueFirstRep().hasCode()) {
            return outcome.getIssueFirstRep().getCode().toCode();
        }
        return switch (known.getStatusCode()) {
            case 404 -> "not-found";
            case 405, 415 -> "not-supported";
            case 410 -> "deleted";
            case 412, 409 -> "conflict";
            case 422 -> "processing";
            default -> "invalid";
        };
    }

    private static BaseServerResponseException answer(int status, OperationOutcome outcome) {
        BaseServerResponseException answer =
                BaseServerResponseException.newInstance(
                        status, outcome.getIssueFirstRep().getDiagnostics());
        answer.setOperationOutcome(outcome);
        return answer;
    }

    private static OperationOutcome outcome(String issue, String words, String request) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(OperationOutcome.IssueSeverity.ERROR)
                .setCode(OperationOutcome.IssueType.fromCode(issue))
                .setDiagnostics(request.isEmpty() ? words : words + " (request " + request + ")");
        return outcome;
    }

    /// The problem that one was wrapped around.
    private static Optional<Problem> problemIn(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem || cause instanceof StoreException) {
                return Optional.of(Problem.of(cause));
            }
        }
        return Optional.empty();
    }

    /// What else may be thrown while a request is read and answered.
    static Problem of(Throwable thrown) {
        return switch (thrown) {
            case DataFormatException broken ->
                    Problem.unusable(String.valueOf(broken.getMessage()));
            case ResponseStatusException large
                    when large.getStatusCode() == HttpStatus.CONTENT_TOO_LARGE ->
                    new Problem(ProblemKind.TOO_LARGE, String.valueOf(large.getReason()));
            case IllegalArgumentException bad -> Problem.unusable(String.valueOf(bad.getMessage()));
            default -> Problem.of(thrown);
        };
    }

    /// The problem as a resource.
    static OperationOutcome outcome(Problem problem) {
        String words =
                problem.kind() == ProblemKind.FAULT ? OURS : ClientWords.of(problem.message());
        return outcome(
                ProblemAnswer.of(problem.kind()).issue(),
                words.isEmpty() ? problem.title() : words,
                "");
    }
}
