package org.osteon.app.http.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.records.apps.App;
import org.osteon.records.apps.Apps;
import org.springframework.stereotype.Component;

/// Pages from elsewhere that may ask here: of programs that are registered, at the doors for
/// programs. They show a token; that somebody is signed in here in the same browser counts for
/// nothing.
@Component
final class OtherOrigins {
    private static final String ATTRIBUTE = OtherOrigins.class.getName();
    private static final List<String> DOORS =
            List.of("/fhir", "/oauth/", "/.well-known/", "/cds-services");

    private final Apps apps;

    OtherOrigins(Apps apps) {
        this.apps = apps;
    }

    /// Whether it is a registered program's page that asks; then it is told that it may.
    boolean permits(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (origin == null || DOORS.stream().noneMatch(request.getRequestURI()::startsWith)) {
            return false;
        }
        boolean known =
                apps.all().stream()
                        .filter(app -> !app.disabled())
                        .flatMap(OtherOrigins::origins)
                        .anyMatch(origin::equals);
        if (known) {
            request.setAttribute(ATTRIBUTE, true);
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Expose-Headers", "ETag, Location, X-Request-Id");
            response.addHeader("Vary", "Origin");
        }
        return known;
    }

    /// Answers what a browser asks before it asks.
    static void answerPreflight(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
        response.setHeader(
                "Access-Control-Allow-Headers",
                "Authorization, Content-Type, Accept, If-Match, If-None-Match, Prefer,"
                        + " Cache-Control, X-Requested-With");
        response.setHeader("Access-Control-Max-Age", "600");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /// Whether a request comes from a page from elsewhere: no cookie of ours counts.
    static boolean isFromElsewhere(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }

    private static Stream<String> origins(App app) {
        return app.redirects().stream()
                .flatMap(one -> {
                    URI uri = URI.create(one);
                    return uri.getHost() == null
                            ? Stream.empty()
                            : Optional.of(uri.getScheme() + "://" + uri.getAuthority()).stream();
                });
    }
}
