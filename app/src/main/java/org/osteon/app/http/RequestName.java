package org.osteon.app.http;

import jakarta.servlet.http.HttpServletRequest;

/// The name of a request: in its answer, in each error that it ends in, and in each line of the log
/// that was written meanwhile, so that what a user reads out can be found.
public final class RequestName {
    /// The header of the answer.
    public static final String HEADER = "X-Request-Id";

    /// The attribute of the request.
    public static final String ATTRIBUTE = "osteon.request";

    /// Its name in the log.
    public static final String LOGGED = "request";

    private RequestName() {}

    /// The name of a request; empty before it has one.
    public static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String name ? name : "";
    }
}
