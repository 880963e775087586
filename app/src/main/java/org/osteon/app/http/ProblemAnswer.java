package org.osteon.app.http;

import org.osteon.records.words.ProblemKind;
import org.springframework.http.HttpStatus;

/// What a kind of problem is in HTTP and in FHIR: the one table of pages, FHIR and CDS Hooks.
///
/// @param status the status of the answer
/// @param issue FHIR's type of the issue, as in `OperationOutcome.issue.code`
public record ProblemAnswer(HttpStatus status, String issue) {
    /// The answer to problems of this kind.
    public static ProblemAnswer of(ProblemKind kind) {
        return switch (kind) {
            case UNUSABLE -> new ProblemAnswer(HttpStatus.BAD_REQUEST, "invalid");
            case REFUSED -> new ProblemAnswer(HttpStatus.FORBIDDEN, "forbidden");
            case MISSING -> new ProblemAnswer(HttpStatus.NOT_FOUND, "not-found");
            case GONE -> new ProblemAnswer(HttpStatus.GONE, "deleted");
            case CHANGED -> new ProblemAnswer(HttpStatus.CONFLICT, "conflict");
            case UNMET -> new ProblemAnswer(HttpStatus.PRECONDITION_FAILED, "conflict");
            case TOO_LARGE -> new ProblemAnswer(HttpStatus.CONTENT_TOO_LARGE, "too-long");
            case UNKNOWN_TYPE ->
                    new ProblemAnswer(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "not-supported");
            case TOO_SLOW -> new ProblemAnswer(HttpStatus.REQUEST_TIMEOUT, "timeout");
            case BUSY -> new ProblemAnswer(HttpStatus.TOO_MANY_REQUESTS, "throttled");
            case INCOMPLETE -> new ProblemAnswer(HttpStatus.UNPROCESSABLE_CONTENT, "processing");
            case UNAVAILABLE -> new ProblemAnswer(HttpStatus.SERVICE_UNAVAILABLE, "transient");
            case FAULT -> new ProblemAnswer(HttpStatus.INTERNAL_SERVER_ERROR, "exception");
        };
    }
}
