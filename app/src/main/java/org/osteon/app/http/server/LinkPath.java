package org.osteon.app.http.server;

import jakarta.servlet.http.HttpServletRequest;

/// Where links lead to: their address is a secret, and stands in no log.
final class LinkPath {
    /// All of them, for those who are not signed in.
    static final String ALL = "/p/**";

    private static final String BEGINS = "/p/";

    private LinkPath() {}

    static boolean isOne(HttpServletRequest request) {
        return request.getRequestURI().startsWith(BEGINS);
    }

    /// The path of a request as it may be written down.
    static String written(HttpServletRequest request) {
        return isOne(request) ? BEGINS + "…" : request.getServletPath();
    }
}
