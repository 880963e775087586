package org.osteon.app.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.PayloadTooLargeException;
import org.osteon.store.StoreException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/// The one place that turns trouble into a status: what the client did is 4xx with the reason, what
/// we could not do is 5xx.
@Interceptor
final class FhirProblems {
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException told(Throwable problem) {
        return switch (problem) {
            case BaseServerResponseException known -> known;
            case DataFormatException broken ->
                    new InvalidRequestException(String.valueOf(broken.getMessage()), broken);
            case ResponseStatusException large
                    when large.getStatusCode() == HttpStatus.CONTENT_TOO_LARGE ->
                    new PayloadTooLargeException(String.valueOf(large.getReason()));
            case IllegalArgumentException bad ->
                    new InvalidRequestException(String.valueOf(bad.getMessage()), bad);
            case StoreException store ->
                    new InternalErrorException(String.valueOf(store.getMessage()), store);
            default ->
                    new InternalErrorException(
                            problem.getClass().getSimpleName() + ": " + problem.getMessage(),
                            problem);
        };
    }
}
