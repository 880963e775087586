package org.osteon.app.http.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osteon.app.http.SessionCookie;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.apps.AppGrants;
import org.osteon.records.charts.Visits;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.OneTimePasswords;
import org.osteon.records.people.Passkeys;
import org.osteon.records.people.Sessions;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What people do with their own account.
@RestController
final class OwnAccountController {
    private final Accounts accounts;
    private final Sessions sessions;
    private final AppGrants apps;
    private final Passkeys passkeys;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    OwnAccountController(
            Accounts accounts,
            Sessions sessions,
            AppGrants apps,
            Passkeys passkeys,
            Clock clock,
            Html html,
            Desk desk) {
        this.apps = apps;
        this.passkeys = passkeys;
        this.clock = clock;
        this.accounts = accounts;
        this.sessions = sessions;
        this.html = html;
        this.desk = desk;
    }

    /// Whose account it is.
    Account own() {
        return Visits.current()
                .flatMap(visit -> accounts.account(visit.person().id()))
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "No account of a person",
                                "Programs have none of this.",
                                "Go back."));
    }

    @GetMapping("/me")
    ResponseEntity<String> page(HttpServletRequest request, HttpServletResponse response) {
        Account account = own();
        List<AppGrants.LetIn> programs = apps.of(account.id());
        Frame frame = desk.frame(request, response, "Your account");
        return html.page((out, interceptor) ->
                JtemeGenerated.render(
                        out,
                        interceptor,
                        frame,
                        account,
                        Accounts.LEAST_PASSWORD,
                        programs,
                        passkeys.of(account.id()),
                        clock.getZone()));
    }

    @PostMapping("/me/apps")
    ResponseEntity<String> takeBack(
            @RequestParam(defaultValue = "") String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        apps.takeBack(own().id(), id);
        desk.notice(response, "The program is let in no more.");
        return Html.seeOther("/me");
    }

    @PostMapping("/me/role")
    ResponseEntity<String> role(
            @RequestParam String role, HttpServletRequest request, HttpServletResponse response) {
        desk.requireOwnForm(request);
        if (own().roles().contains(role)) {
            SessionCookie.of(request).ifPresent(secret -> sessions.as(secret, role));
        }
        return Html.seeOther("/");
    }

    @PostMapping("/me/password")
    ResponseEntity<String> password(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String fresh,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        Account account = own();
        if (!accounts.confirms(account, password, request.getRemoteAddr())) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "That is not your password",
                    "The one you have is asked for before another takes its place.",
                    "Go back and give it.");
        }
        accounts.setPassword(account.name(), account.id(), fresh);
        sessions.endAll(account.id());
        apps.endAll(account.id());
        SessionCookie.set(request, response, sessions.begin(account));
        desk.notice(response, "The password is changed.");
        return Html.seeOther("/me");
    }

    @GetMapping("/me/second-factor")
    ResponseEntity<String> secondFactor(HttpServletRequest request, HttpServletResponse response) {
        Account account = own();
        String secret = OneTimePasswords.newSecret();
        String address = OneTimePasswords.address(secret, account.id());
        Frame frame = desk.frame(request, response, "Second factor");
        return html.page((out, interceptor) ->
                JtesecondfactorGenerated.render(out, interceptor, frame, secret, address));
    }

    @PostMapping("/me/second-factor")
    ResponseEntity<String> addSecondFactor(
            @RequestParam(defaultValue = "") String secret,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        desk.requireConfirmed(request);
        Account account = own();
        List<String> codes =
                (secret.matches("[A-Z2-7]{32}")
                                ? accounts.withSecondFactor(account.id(), secret, code)
                                : Optional.<List<String>>empty())
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.INCOMPLETE,
                                        "That code is not of this secret",
                                        "Nothing was changed.",
                                        "Go back and give the code that the app shows now."));
        Frame frame = desk.frame(request, response, "Recovery codes");
        return html.page((out, interceptor) ->
                JteshownonceGenerated.render(
                        out,
                        interceptor,
                        frame,
                        "Recovery codes",
                        "Without the app, each of these lets you in once.",
                        codes,
                        "/me"));
    }
}
