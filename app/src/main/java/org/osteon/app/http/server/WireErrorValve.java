package org.osteon.app.http.server;

import java.io.IOException;
import java.io.Writer;
import java.security.SecureRandom;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.RequestName;

/// What is said where a request could not even be read as one: no filter and no controller saw it.
/// Programs, not people, send such a thing.
final class WireErrorValve extends ErrorReportValve {
    private static final String SAID =
            """
            {"resourceType":"OperationOutcome","id":"%s","issue":[{"severity":"error",\
            "code":"invalid","diagnostics":"The request cannot be read: in its address, write what\
             is not a letter, a digit or one of -._~ as % and two hexadecimal digits (request %s)"}]}\
            """;

    private final SecureRandom random = new SecureRandom();

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() != Response.SC_BAD_REQUEST
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        String name = RequestFilter.name(random);
        RequestFilter.HEADERS.forEach(response::setHeader);
        response.setHeader(RequestName.HEADER, name);
        response.setContentType("application/fhir+json");
        response.setCharacterEncoding("UTF-8");
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(SAID.replace("%s", name));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException _) {
            // Who sent it is gone; there is nobody to tell.
        }
    }
}
