package org.osteon.app.http.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.app.http.server.Server;
import org.osteon.app.words.Problem;
import org.osteon.app.words.ProblemKind;
import org.osteon.workflow.Deed;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/// Who sits before the page, as far as they told: their name, the token of their forms, and the
/// notice that their last action left. All of it in cookies; there is no session.
///
/// Until sign-in exists a name is a statement, not a proof, and the pages say so.
@Component
public final class Desk {
    /// The field of every form that changes something.
    public static final String TOKEN_FIELD = "formToken";

    /// The field with the name, in forms of people who have not given it yet.
    public static final String PERSON_FIELD = "person";

    /// The field with the role of who gives a name.
    public static final String ROLE_FIELD = "role";

    private static final Duration A_SHIFT = Duration.ofHours(12);
    private static final Duration A_MONTH = Duration.ofDays(30);
    private static final String PERSON = "osteon-person";
    private static final String ROLE = "osteon-role";
    private static final String LOOKED = "osteon-looked";
    private static final String TOKEN = "osteon-form";
    private static final String NOTICE = "osteon-notice";
    private static final int LONGEST_NAME = 80;
    private static final String A_ROLE = "[a-z-]{1,40}";

    /// What a name is, for those whose name is none.
    public static final String NAME_RULE = "A name has 1 to " + LONGEST_NAME + " characters.";

    private final SecureRandom random = new SecureRandom();
    private final boolean demo;
    private final Clock clock;

    public Desk(Server.Demonstration demonstration, Clock clock) {
        this.demo = demonstration.on();
        this.clock = clock;
    }

    /// The frame of a page.
    public Frame frame(HttpServletRequest request, HttpServletResponse response, String title) {
        Optional<String> notice = cookie(request, NOTICE);
        notice.ifPresent(_ -> set(response, NOTICE, "", Duration.ZERO));
        return new Frame(
                title, path(request), who(request), token(request, response), notice, 0, demo);
    }

    private static String path(HttpServletRequest request) {
        String query = request.getQueryString();
        return request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    private String token(HttpServletRequest request, HttpServletResponse response) {
        return cookie(request, TOKEN)
                .orElseGet(() -> {
                    byte[] bytes = new byte[16];
                    random.nextBytes(bytes);
                    String token = HexFormat.of().formatHex(bytes);
                    set(response, TOKEN, token, Duration.ofDays(1));
                    return token;
                });
    }

    /// Who sits there, as far as they told. The one place to ask; sign-in will answer it.
    public Who who(HttpServletRequest request) {
        return new Who(
                cookie(request, PERSON).orElse(""),
                cookie(request, ROLE).filter(role -> role.matches(A_ROLE)).orElse(""));
    }

    /// What tells who sits there from everybody else: the secret of their forms. Empty before they
    /// opened a page.
    public String owner(HttpServletRequest request) {
        return cookie(request, TOKEN).orElse("");
    }

    /// When they last said that they had looked at the list; empty where they never did.
    public Optional<Instant> looked(HttpServletRequest request) {
        return cookie(request, LOOKED)
                .filter(seconds -> seconds.matches("\\d{1,12}"))
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
    }

    /// Remembers when they looked at the list.
    public void looked(HttpServletResponse response, Instant at) {
        set(response, LOOKED, Long.toString(at.getEpochSecond()), A_MONTH);
    }

    /// Back to one of our pages, never to another site.
    public static String own(String path) {
        boolean safe =
                path.startsWith("/")
                        && !path.startsWith("//")
                        && !path.contains("\\")
                        && path.chars().noneMatch(Character::isISOControl);
        return safe ? path : "/";
    }

    /// Who sends a form.
    ///
    /// @throws Problem where the form did not come from one of our pages, or nobody is named
    public String author(HttpServletRequest request, HttpServletResponse response) {
        requireOwnForm(request);
        Optional<String> given =
                Optional.ofNullable(request.getParameter(PERSON_FIELD)).map(String::strip);
        String person =
                given.filter(name -> !name.isEmpty())
                        .or(() -> cookie(request, PERSON))
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.UNUSABLE,
                                        "Who are you?",
                                        "The form came without a name, and nothing was changed.",
                                        "Go back, give your name, and send it again."));
        if (!isName(person)) {
            throw new Problem(
                    ProblemKind.UNUSABLE,
                    "That name cannot be kept",
                    NAME_RULE,
                    "Go back and give a shorter one.");
        }
        if (given.isPresent()) {
            set(response, PERSON, person, A_SHIFT);
        }
        String role = request.getParameter(ROLE_FIELD);
        if (role != null && role.matches("[a-z-]{0,40}")) {
            set(response, ROLE, role, role.isEmpty() ? Duration.ZERO : A_SHIFT);
        }
        return person;
    }

    /// What somebody does with a form now.
    ///
    /// @param reason as it was typed; empty where none is asked
    /// @throws Problem where the form did not come from one of our pages, or nobody is named
    public Deed deed(HttpServletRequest request, HttpServletResponse response, String reason) {
        return new Deed(
                author(request, response),
                role(request),
                clock.instant().atZone(clock.getZone()),
                reason.strip());
    }

    /// As what they do something: said with the form, else before.
    public String role(HttpServletRequest request) {
        String said = request.getParameter(ROLE_FIELD);
        return said != null && said.matches(A_ROLE) ? said : who(request).role();
    }

    /// Whether a text can be kept as somebody's name.
    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.chars().noneMatch(Character::isISOControl);
    }

    /// That a form came from one of our pages.
    ///
    /// @throws Problem where it did not
    public void requireOwnForm(HttpServletRequest request) {
        String sent = Optional.ofNullable(request.getParameter(TOKEN_FIELD)).orElse("");
        boolean ours =
                cookie(request, TOKEN)
                        .filter(token ->
                                MessageDigest.isEqual(
                                        token.getBytes(StandardCharsets.UTF_8),
                                        sent.getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
        if (!ours) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "This form is not current",
                    "It was opened too long ago, or cookies are switched off. Nothing was changed.",
                    "Go back, load the page again, and send the form once more.");
        }
    }

    /// Leaves a notice for the next page.
    public void notice(HttpServletResponse response, String text) {
        set(response, NOTICE, text, Duration.ofMinutes(1));
    }

    private static void set(HttpServletResponse response, String name, String value, Duration age) {
        response.addHeader(
                "Set-Cookie",
                ResponseCookie.from(name, URLEncoder.encode(value, StandardCharsets.UTF_8))
                        .path("/")
                        .httpOnly(true)
                        .sameSite("Strict")
                        .maxAge(age)
                        .build()
                        .toString());
    }

    private static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(cookie -> URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8))
                        .filter(value -> !value.isBlank())
                        .findFirst();
    }
}
