package org.osteon.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;

/// The secret of a sign-in, in the browser.
public final class SessionCookie {
    /// Its name.
    public static final String NAME = "osteon-session";

    private SessionCookie() {}

    /// The secret that a browser sent.
    public static Optional<String> of(HttpServletRequest request) {
        return Cookies.of(request, NAME).filter(value -> value.matches("[0-9a-f]{64}")).findFirst();
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
        Cookies.give(request, response, NAME, value, "/", age);
    }
}
