package org.osteon.app.http.web.link;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import org.osteon.app.http.Cookies;
import org.osteon.records.people.Secrets;
import org.springframework.http.ResponseCookie;

/// The secret of who came in by a link, in their browser; what a page sends back to show that it is
/// one of ours is made of it.
final class LinkCookie {
    private static final String NAME = "osteon-link";

    /// A name that browsers take from this very host and over TLS only.
    private static final String HOST_NAME = "__Host-osteon-link";

    private static final int TOKEN_CHARACTERS = 32;

    private LinkCookie() {}

    private static String name(HttpServletRequest request) {
        return request.isSecure() ? HOST_NAME : NAME;
    }

    static Optional<String> of(HttpServletRequest request) {
        return Cookies.of(request, name(request))
                .filter(value -> value.matches("[0-9a-f]{64}"))
                .findFirst();
    }

    static String given(HttpServletRequest request, String secret) {
        return written(request, secret, Duration.ofSeconds(-1));
    }

    static String taken(HttpServletRequest request) {
        return written(request, "", Duration.ZERO);
    }

    private static String written(HttpServletRequest request, String value, Duration age) {
        return ResponseCookie.from(name(request), value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .maxAge(age)
                .build()
                .toString();
    }

    /// What the forms of a page carry.
    static String pageToken(HttpServletRequest request) {
        return of(request).map(LinkCookie::pageToken).orElse("");
    }

    static String pageToken(String secret) {
        return Secrets.kept(secret + " page").substring(0, TOKEN_CHARACTERS);
    }

    /// Whether a form came from one of our pages.
    static boolean isOwn(HttpServletRequest request) {
        String sent = Optional.ofNullable(request.getParameter("formToken")).orElse("");
        String own = pageToken(request);
        return !own.isEmpty()
                && MessageDigest.isEqual(
                        own.getBytes(StandardCharsets.UTF_8),
                        sent.getBytes(StandardCharsets.UTF_8));
    }
}
