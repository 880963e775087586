package org.osteon.app.http.web.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import org.osteon.app.http.ServerAddress;
import org.osteon.app.http.SessionCookie;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Html;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Passkey;
import org.osteon.records.people.Passkeys;
import org.osteon.records.people.Sessions;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Signing in by a passkey, and adding one. The device is asked by `passkey.js`: browsers have no
/// other way.
@RestController
final class PasskeyController {
    private static final JsonMapper JSON = new JsonMapper();

    private final Passkeys passkeys;
    private final Accounts accounts;
    private final OwnAccountController own;
    private final SignInController signIn;
    private final Sessions sessions;
    private final Desk desk;

    PasskeyController(
            Passkeys passkeys,
            Accounts accounts,
            OwnAccountController own,
            SignInController signIn,
            Sessions sessions,
            Desk desk) {
        this.passkeys = passkeys;
        this.accounts = accounts;
        this.own = own;
        this.signIn = signIn;
        this.sessions = sessions;
        this.desk = desk;
    }

    @PostMapping("/sign-in/passkey-challenge")
    ResponseEntity<String> challenge(HttpServletRequest request) {
        desk.requireOwnForm(request);
        return json(
                Map.of(
                        "challenge",
                        passkeys.signingIn(),
                        "rpId",
                        host(request),
                        "timeout",
                        Passkeys.CHALLENGE.toMillis(),
                        "userVerification",
                        "required"));
    }

    @PostMapping("/sign-in/passkey")
    ResponseEntity<String> enter(
            @RequestParam(defaultValue = "") String credential,
            @RequestParam(defaultValue = "/") String back,
            @RequestParam(defaultValue = "") String held,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        return switch (passkeys.enter(ServerAddress.of(request), credential)) {
            case Passkeys.Entry.Known(Passkey passkey) ->
                    signIn.begun(
                            accounts.account(passkey.account())
                                    .orElseThrow(() -> refused(request, passkey.account(), "shut")),
                            "sign-in by a passkey",
                            new SignInController.Return(back, held),
                            request,
                            response);
            case Passkeys.Entry.Refused(String account, String why) ->
                    throw refused(request, account, why);
        };
    }

    private Problem refused(HttpServletRequest request, String account, String why) {
        signIn.look(account, "", "sign-in", "refused: " + why, request.getRemoteAddr());
        return new Problem(
                ProblemKind.REFUSED,
                "You are not signed in",
                "That passkey lets nobody in here.",
                "Sign in with your password, and look at your account whether the passkey is there.");
    }

    /// Who is signed in shows by one of their passkeys that it still is them.
    @PostMapping("/confirm/passkey-challenge")
    ResponseEntity<String> confirming(HttpServletRequest request) {
        desk.requireOwnForm(request);
        Account account = own.own();
        return json(
                Map.of(
                        "challenge",
                        passkeys.confirming(account.id()),
                        "rpId",
                        host(request),
                        "allowCredentials",
                        passkeys.of(account.id()).stream()
                                .map(one -> Map.of("type", "public-key", "id", one.id()))
                                .toList(),
                        "timeout",
                        Passkeys.CHALLENGE.toMillis(),
                        "userVerification",
                        "required"));
    }

    @PostMapping("/confirm/passkey")
    ResponseEntity<String> confirmed(
            @RequestParam(defaultValue = "") String credential,
            @RequestParam(defaultValue = "/") String back,
            @RequestParam(defaultValue = "") String held,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        Account account = own.own();
        if (!passkeys.confirms(account.id(), ServerAddress.of(request), credential)) {
            signIn.look(
                    account.id(),
                    account.name(),
                    "confirm",
                    "refused: no passkey of theirs",
                    request.getRemoteAddr());
            throw new Problem(
                    ProblemKind.REFUSED,
                    "That was no passkey of yours",
                    "Nothing was changed.",
                    "Go back and try again, or give your password there.");
        }
        SessionCookie.of(request).ifPresent(sessions::confirm);
        return signIn.goOn(new SignInController.Return(back, held), "/", request, response);
    }

    @PostMapping("/me/passkeys/options")
    ResponseEntity<String> options(HttpServletRequest request) {
        desk.requireOwnForm(request);
        desk.requireConfirmed(request);
        Account account = own.own();
        Passkeys.Addition adding = passkeys.adding(account.id());
        return json(
                Map.of(
                        "rp",
                        Map.of("id", host(request), "name", "Osteon"),
                        "user",
                        Map.of(
                                "id",
                                adding.user(),
                                "name",
                                account.id(),
                                "displayName",
                                account.name()),
                        "challenge",
                        adding.challenge(),
                        "pubKeyCredParams",
                        adding.algorithms().stream()
                                .map(one -> Map.of("type", "public-key", "alg", one))
                                .toList(),
                        "excludeCredentials",
                        adding.known().stream()
                                .map(one -> Map.of("type", "public-key", "id", one))
                                .toList(),
                        "authenticatorSelection",
                        Map.of("residentKey", "required", "userVerification", "required"),
                        "attestation",
                        "none",
                        "timeout",
                        Passkeys.CHALLENGE.toMillis()));
    }

    @PostMapping("/me/passkeys")
    ResponseEntity<String> add(
            @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "") String credential,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        desk.requireConfirmed(request);
        Passkey added = passkeys.add(own.own().id(), label, ServerAddress.of(request), credential);
        desk.notice(response, "The passkey “" + added.label() + "” lets you in from now on.");
        return Html.seeOther("/me");
    }

    @PostMapping("/me/passkeys/remove")
    ResponseEntity<String> remove(
            @RequestParam(defaultValue = "") String id,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        desk.requireConfirmed(request);
        Account account = own.own();
        if (!passkeys.remove(account.name(), account.id(), id)) {
            throw new Problem(ProblemKind.MISSING, "there is no such passkey of yours");
        }
        desk.notice(response, "That passkey lets nobody in any more.");
        return Html.seeOther("/me");
    }

    /// The name that passkeys are bound to: a name, as browsers take no address of numbers.
    private static String host(HttpServletRequest request) {
        String host = URI.create(ServerAddress.of(request)).getHost();
        if (host == null || host.startsWith("[") || host.matches("[0-9.]+")) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "Passkeys need a name",
                    "This server was asked by a number, and browsers bind passkeys to a name.",
                    "Open it by its name: localhost on the machine itself.");
        }
        return host;
    }

    private static ResponseEntity<String> json(Map<String, ?> told) {
        try {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(JSON.writeValueAsString(told));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts can be written", e);
        }
    }
}
