package org.osteon.app.http.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.osteon.app.http.Cookies;
import org.osteon.app.http.ServerAddress;
import org.osteon.app.http.server.HospitalProvider;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.apps.Pkce;
import org.osteon.records.people.Account;
import org.osteon.records.people.ProvidedAccounts;
import org.osteon.records.people.Secrets;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Signing in by a hospital's identity provider, where a site has one.
@RestController
final class HospitalSignInController {
    private static final String BACK = "/sign-in/hospital-back";
    private static final String COOKIE = "osteon-hospital";

    private final Optional<HospitalProvider> provider;
    private final ProvidedAccounts accounts;
    private final SignInController signIn;
    private final Html html;
    private final Desk desk;

    HospitalSignInController(
            Optional<HospitalProvider> provider,
            ProvidedAccounts accounts,
            SignInController signIn,
            Html html,
            Desk desk) {
        this.html = html;
        this.desk = desk;
        this.provider = provider;
        this.accounts = accounts;
        this.signIn = signIn;
    }

    private HospitalProvider provider() {
        return provider.orElseThrow(
                () -> new Problem(ProblemKind.MISSING, "there is nothing like that here"));
    }

    /// Sends the browser there.
    ///
    /// @param again whether they have to show anew who they are
    @GetMapping("/sign-in/hospital")
    ResponseEntity<String> leave(
            @RequestParam(defaultValue = "/") String back,
            @RequestParam(defaultValue = "") String again,
            HttpServletRequest request,
            HttpServletResponse response) {
        return Html.seeOther(address(back, again, "", request, response));
    }

    /// The same with what had been typed into a form. A browser that sent a form is not led to
    /// another site by the answer (`form-action`), but goes there from a page.
    @PostMapping("/sign-in/hospital")
    ResponseEntity<String> leaveWith(
            @RequestParam(defaultValue = "/") String back,
            @RequestParam(defaultValue = "") String again,
            @RequestParam(defaultValue = "") String held,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        String address = address(back, again, held, request, response);
        response.setHeader("Refresh", "0; url=" + address);
        Frame frame = desk.frame(request, response, "To the hospital's sign-in");
        return html.page(
                (out, interceptor) -> JteleavingGenerated.render(out, interceptor, frame, address));
    }

    private String address(
            String back,
            String again,
            String held,
            HttpServletRequest request,
            HttpServletResponse response) {
        String browser = Secrets.fresh();
        String nonce = Secrets.fresh();
        String verifier = Secrets.fresh();
        String state =
                accounts.begin(browser, nonce, verifier, Desk.own(back), again.equals("yes"), held);
        String address =
                provider()
                        .address(
                                ServerAddress.of(request) + BACK,
                                state,
                                nonce,
                                Pkce.challenge(verifier),
                                again.equals("yes"))
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.UNAVAILABLE,
                                        "The hospital's sign-in does not answer",
                                        "Nobody was signed in.",
                                        "Try again, or sign in with an account of this site."));
        cookie(request, response, browser, Duration.ofMinutes(10));
        return address;
    }

    /// Takes the answer, once, from the browser that asked.
    @GetMapping(BACK)
    ResponseEntity<String> arrive(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            HttpServletRequest request,
            HttpServletResponse response) {
        HospitalProvider theirs = provider();
        String browser = browser(request);
        cookie(request, response, "", Duration.ZERO);
        ProvidedAccounts.Try begun =
                accounts.take(state, browser).orElseThrow(() -> refused(request, "of no sign-in"));
        HospitalProvider.Known known =
                theirs.known(
                                code,
                                ServerAddress.of(request) + BACK,
                                begun.verifier(),
                                begun.nonce(),
                                begun.again())
                        .orElseThrow(() -> refused(request, "not believed"));
        if (known.roles().isEmpty()) {
            signIn.look("", known.name(), "sign-in", "refused: no role", request.getRemoteAddr());
            throw new Problem(
                    ProblemKind.REFUSED,
                    "No role here",
                    "The hospital's sign-in knows you, and says nothing that is a role of this site.",
                    "Ask an administrator of this site.");
        }
        Account account =
                accounts.account(
                                known.issuer(),
                                known.subject(),
                                known.name(),
                                known.roles(),
                                known.practitioner(),
                                theirs.settings().everybody())
                        .orElseThrow(() -> refused(request, "shut"));
        return signIn.begun(
                account,
                "sign-in by the hospital",
                new SignInController.Return(
                        begun.back(), Objects.requireNonNullElse(begun.held(), "")),
                request,
                response);
    }

    private Problem refused(HttpServletRequest request, String why) {
        signIn.look("", "", "sign-in", "refused: " + why, request.getRemoteAddr());
        return new Problem(
                ProblemKind.REFUSED,
                "You are not signed in",
                "What came from the hospital's sign-in cannot be used here.",
                "Sign in again.");
    }

    private static String browser(HttpServletRequest request) {
        return Cookies.of(request, COOKIE).findFirst().orElse("");
    }

    private static void cookie(
            HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
        Cookies.give(request, response, COOKIE, value, "/sign-in", age);
    }
}
