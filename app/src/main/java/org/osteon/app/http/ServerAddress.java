package org.osteon.app.http;

import jakarta.servlet.http.HttpServletRequest;

/// How this server calls itself: by the name by which it was asked, which is one of its own
/// (`OwnOriginFilter`) or the one that its proxy says.
public final class ServerAddress {
    /// Where programs get their tokens.
    public static final String TOKEN = "/oauth/token";

    /// Where the keys are by which it signs who signed in.
    public static final String KEYS = "/oauth/keys";

    /// Where people let them in.
    public static final String AUTHORIZE = "/authorize";

    private ServerAddress() {}

    /// `https://host:port`: also who it is as an authorization server.
    public static String of(HttpServletRequest request) {
        return request.getScheme() + "://" + request.getHeader("Host");
    }

    /// The base of its FHIR interface.
    public static String fhir(HttpServletRequest request) {
        return of(request) + "/fhir";
    }
}
