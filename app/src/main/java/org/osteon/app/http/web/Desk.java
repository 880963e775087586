package org.osteon.app.http.web;

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
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import org.osteon.access.Role;
import org.osteon.app.http.Cookies;
import org.osteon.app.http.SessionCookie;
import org.osteon.app.http.server.Server;
import org.osteon.records.charts.Visits;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Passkeys;
import org.osteon.records.people.ProvidedAccounts;
import org.osteon.records.people.Sessions;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.Deed;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/// Who sits before the page: who signed in, the token of their forms, and the notice that their
/// last action left.
@Component
public final class Desk {
    /// The field of every form that changes something.
    public static final String TOKEN_FIELD = "formToken";

    private static final Duration A_MONTH = Duration.ofDays(30);
    private static final String LOOKED = "osteon-looked";
    private static final String TOKEN = "osteon-form";
    private static final String NOTICE = "osteon-notice";
    private static final int LONGEST_NAME = 80;

    /// What a name is, for those whose name is none.
    public static final String NAME_RULE = "A name has 1 to " + LONGEST_NAME + " characters.";

    private final SecureRandom random = new SecureRandom();
    private final boolean demo;
    private final Clock clock;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Passkeys passkeys;

    public Desk(
            Server.Demonstration demonstration,
            Clock clock,
            Accounts accounts,
            Sessions sessions,
            Passkeys passkeys) {
        this.demo = demonstration.on();
        this.clock = clock;
        this.accounts = accounts;
        this.sessions = sessions;
        this.passkeys = passkeys;
    }

    /// How who sits there can show again who they are.
    ///
    /// @param password by a password; of a made-up person, who has none, by any
    /// @param passkey by a passkey of theirs
    /// @param hospital where the hospital signs them in
    public record Ways(boolean password, boolean passkey, boolean hospital) {
        /// Whether there is another than a password.
        public boolean otherwise() {
            return passkey || hospital;
        }
    }

    /// How who sits there can show again who they are.
    public Ways ways() {
        return account()
                .map(one ->
                        new Ways(
                                demo || !one.password().isEmpty(),
                                !passkeys.of(one.id()).isEmpty(),
                                ProvidedAccounts.isProvided(one)))
                .orElse(new Ways(false, false, false));
    }

    /// The frame of a page.
    public Frame frame(HttpServletRequest request, HttpServletResponse response, String title) {
        Optional<String> notice = cookie(request, NOTICE);
        notice.ifPresent(_ -> set(response, NOTICE, "", Duration.ZERO));
        return new Frame(
                title,
                path(request),
                who(),
                token(request, response),
                notice,
                0,
                demo,
                clock.getZone(),
                Visits.current());
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

    /// Who sits there.
    public Who who() {
        return Visits.current()
                .map(visit -> new Who(visit.person().name(), visit.role().code()))
                .orElse(new Who("", ""));
    }

    /// Whose is what only who brought it may have: their account.
    public String owner() {
        return Visits.current().map(visit -> visit.person().id()).orElse("");
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
    /// @throws Problem where the form did not come from one of our pages, or nobody is signed in
    public String author(HttpServletRequest request, HttpServletResponse response) {
        requireOwnForm(request);
        Who who = who();
        if (!who.isNamed()) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Who are you?",
                    "Nobody is signed in, and nothing was changed.",
                    "Sign in, and send it again.");
        }
        return who.name();
    }

    /// Whether it is their password; of a made-up person, who has none, always.
    public boolean isOwnPassword(Account account, String password, HttpServletRequest request) {
        return account.password().isEmpty()
                ? demo
                : accounts.confirms(account, password, request.getRemoteAddr());
    }

    /// That the password was given a short while ago: for what weighs more than a click.
    ///
    /// @throws Problem where it was not
    public void requireConfirmed(HttpServletRequest request) {
        require(request, sessions::isConfirmed);
    }

    /// That they showed within half a shift who they are: for a signature.
    ///
    /// @throws Problem where the sign-in is older
    public void requireFresh(HttpServletRequest request) {
        require(request, sessions::isFresh);
    }

    /// Whether a signature that weighs more than others asks for the password: it was not given a
    /// short while ago. A made-up person has none.
    public boolean asksPassword(HttpServletRequest request) {
        return !has(request, sessions::isConfirmed)
                && !(demo && account().filter(one -> one.password().isEmpty()).isPresent());
    }

    /// Whether who sits there has shown a short while ago who they are, or does so now.
    ///
    /// @param password as it was typed beside the signature
    public boolean confirms(HttpServletRequest request, String password) {
        if (has(request, sessions::isConfirmed)) {
            return true;
        }
        boolean own = account().filter(one -> isOwnPassword(one, password, request)).isPresent();
        if (own) {
            SessionCookie.of(request).ifPresent(sessions::confirm);
        }
        return own;
    }

    private Optional<Account> account() {
        return Visits.current().flatMap(visit -> accounts.account(visit.person().id()));
    }

    private boolean has(HttpServletRequest request, Predicate<Sessions.Session> so) {
        return SessionCookie.of(request).flatMap(sessions::current).filter(so).isPresent();
    }

    private void require(HttpServletRequest request, Predicate<Sessions.Session> so) {
        if (!has(request, so)) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "Your password again",
                    "This asks for your password, or another proof of who you are, once more. Nothing"
                            + " was changed.",
                    "Give it at /confirm, then go back and send this once more.");
        }
    }

    /// What somebody does with a form now.
    ///
    /// @param reason as it was typed; empty where none is asked
    /// @throws Problem where the form did not come from one of our pages, or nobody is named
    public Deed deed(HttpServletRequest request, HttpServletResponse response, String reason) {
        return new Deed(
                author(request, response),
                who().role(),
                clock.instant().atZone(clock.getZone()),
                reason.strip());
    }

    /// What somebody does now that only some roles do.
    public Deed deed(
            HttpServletRequest request,
            HttpServletResponse response,
            String reason,
            Collection<String> roles) {
        return new Deed(
                author(request, response),
                roleAmong(roles),
                clock.instant().atZone(clock.getZone()),
                reason.strip());
    }

    /// As what they do something that only some roles do: as what they work now, else in another of
    /// their roles.
    public String roleAmong(Collection<String> roles) {
        String now = who().role();
        return roles.contains(now)
                ? now
                : Visits.current().stream()
                        .flatMap(visit -> visit.person().roles().stream())
                        .map(Role::code)
                        .filter(roles::contains)
                        .sorted()
                        .findFirst()
                        .orElse(now);
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
        if (!isOwnForm(request)) {
            throw new Problem(
                    ProblemKind.REFUSED,
                    "This form is not current",
                    "It was opened too long ago, or cookies are switched off. Nothing was changed.",
                    "Go back, load the page again, and send the form once more.");
        }
    }

    private static boolean isOwnForm(HttpServletRequest request) {
        String sent = Optional.ofNullable(request.getParameter(TOKEN_FIELD)).orElse("");
        return cookie(request, TOKEN)
                .filter(token ->
                        MessageDigest.isEqual(
                                token.getBytes(StandardCharsets.UTF_8),
                                sent.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
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
        return Cookies.of(request, name)
                .map(value -> URLDecoder.decode(value, StandardCharsets.UTF_8))
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
