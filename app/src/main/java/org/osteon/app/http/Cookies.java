package org.osteon.app.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/// Cookies that a browser sends, and those of sign-in: no script reads these, and links from
/// elsewhere bring them.
public final class Cookies {
    private Cookies() {}

    /// All that a browser sent under a name.
    public static Stream<String> of(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Stream.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue);
    }

    /// Gives one to the browser, for a path and a time; for no time it is taken away, below zero it
    /// ends with the browser.
    public static void give(
            HttpServletRequest request,
            HttpServletResponse response,
            String name,
            String value,
            String path,
            Duration age) {
        response.addHeader(
                "Set-Cookie",
                ResponseCookie.from(name, value)
                        .path(path)
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .maxAge(age)
                        .build()
                        .toString());
    }
}
