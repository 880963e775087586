package org.osteon.app.http.server;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// What is said where a request could not even be read as one: no filter and no controller saw it.
/// Programs, not people, send such a thing.
final class WireErrorValve extends ErrorReportValve {
    private static final String SAID =
            "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"invalid\",\"diagnostics\":\"The"
                + " request cannot be read: in its address, write what is not a letter, a digit or"
                + " one of -._~ as % and two hexadecimal digits\"}]}";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() != Response.SC_BAD_REQUEST
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        response.setContentType("application/fhir+json");
        response.setCharacterEncoding("UTF-8");
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(SAID);
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException _) {
            // Who sent it is gone; there is nobody to tell.
        }
    }
}
