package org.osteon.app.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/// The secret of a sign-in, in the browser.
public final class SessionCookie {
    /// Its name.
    public static final String NAME = "osteon-session";

    private SessionCookie() {}

    /// The secret that a browser sent.
    public static Optional<String> of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(Cookie::getValue)
                        .filter(value -> value.matches("[0-9a-f]{64}"))
                        .findFirst();
    }

    /// Gives it to the browser.
    public static void set(
            HttpServletRequest request, HttpServletResponse response, String secret) {
        write(request, response, secret, Duration.ofSeconds(-1));
    }

    /// Takes it away.
    public static void remove(HttpServletRequest request, HttpServletResponse response) {
        write(request, response, "", Duration.ZERO);
    }

    /// Links from a record system lead here signed in; forms of other sites are refused elsewhere.
    private static void write(
            HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
        response.addHeader(
                "Set-Cookie",
                ResponseCookie.from(NAME, value)
                        .path("/")
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .maxAge(age)
                        .build()
                        .toString());
    }
}
