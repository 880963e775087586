package org.osteon.app.http.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.ProblemAnswer;
import org.osteon.app.words.Problem;
import org.osteon.app.words.ProblemKind;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// Tells problems in FHIR: a status and an OperationOutcome, both of the one table. What HAPI
/// itself refuses stays as HAPI says it.
@Interceptor
final class FhirProblems {
    /// There is no such resource.
    static Problem missing(IIdType id) {
        return new Problem(
                ProblemKind.MISSING, "Resource " + id.toUnqualified().getValue() + " is not known");
    }

    /// It was deleted.
    static Problem gone(IIdType id) {
        return new Problem(
                ProblemKind.GONE, "Resource " + id.toUnqualified().getValue() + " was deleted");
    }

    /// The answer to what was thrown.
    ///
    /// @param thrown what a provider or HAPI threw
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException told(Throwable thrown) {
        Optional<Problem> ours = problemIn(thrown);
        if (ours.isEmpty() && thrown instanceof BaseServerResponseException known) {
            return known;
        }
        Problem problem = ours.orElseGet(() -> of(thrown));
        BaseServerResponseException answer =
                BaseServerResponseException.newInstance(
                        ProblemAnswer.of(problem.kind()).status().value(), problem.message());
        answer.setOperationOutcome(outcome(problem));
        return answer;
    }

    /// The problem that one was wrapped around.
    private static Optional<Problem> problemIn(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return Optional.of(problem);
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
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(OperationOutcome.IssueSeverity.ERROR)
                .setCode(
                        OperationOutcome.IssueType.fromCode(
                                ProblemAnswer.of(problem.kind()).issue()))
                .setDiagnostics(problem.message());
        return outcome;
    }
}
