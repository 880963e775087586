package org.osteon.app.http.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.osteon.app.http.HeldForm;
import org.osteon.app.http.SessionCookie;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.people.Sessions;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Showing again who one is, before what weighs more than a click: by a password, a passkey
/// ([PasskeyController]) or the hospital's sign-in ([HospitalSignInController]). What had been
/// typed into a form goes through the page, and is looked at again before it is signed.
@RestController
public final class ConfirmController {
    private final OwnAccountController own;
    private final Sessions sessions;
    private final SignInController signIn;
    private final Html html;
    private final Desk desk;

    ConfirmController(
            OwnAccountController own,
            Sessions sessions,
            SignInController signIn,
            Html html,
            Desk desk) {
        this.own = own;
        this.sessions = sessions;
        this.signIn = signIn;
        this.html = html;
        this.desk = desk;
    }

    /// What the page shows.
    ///
    /// @param back where they come from
    /// @param held what had been typed into a form there; may be empty
    /// @param ways how they can show who they are
    /// @param hospital what the button of the hospital's sign-in says; empty: it knows nothing of
    ///   them
    public record Asked(String back, String held, String problem, Desk.Ways ways, String hospital) {
        /// Whether there is any way.
        public boolean isPossible() {
            return ways.password() || ways.passkey() || !hospital.isEmpty();
        }
    }

    @GetMapping("/confirm")
    ResponseEntity<String> ask(
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        return page(HttpStatus.OK, Desk.own(back), "", "", request, response);
    }

    /// A form whose signature weighs more asks for it, with what was typed.
    @PostMapping("/confirm/held/patients/{id}/forms/{form}")
    ResponseEntity<String> askWith(
            @PathVariable String id,
            @PathVariable String form,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        HeldForm held =
                HeldForm.of("/patients/" + id + "/forms/" + form, request.getParameterMap())
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING, "there is nothing like that here"));
        return page(HttpStatus.OK, held.path(), held.text(), "", request, response);
    }

    private ResponseEntity<String> page(
            HttpStatus status,
            String back,
            String held,
            String problem,
            HttpServletRequest request,
            HttpServletResponse response) {
        Desk.Ways ways = desk.ways();
        Asked asked =
                new Asked(back, held, problem, ways, ways.hospital() ? signIn.hospital() : "");
        Frame frame = desk.frame(request, response, "Show again who you are");
        return html.page(
                status,
                (out, interceptor) -> JteconfirmGenerated.render(out, interceptor, frame, asked));
    }

    @PostMapping("/confirm")
    ResponseEntity<String> confirmed(
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "/") String back,
            @RequestParam(defaultValue = "") String held,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        if (!desk.isOwnPassword(own.own(), password, request)) {
            return page(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    Desk.own(back),
                    held,
                    "That is not your password.",
                    request,
                    response);
        }
        SessionCookie.of(request).ifPresent(sessions::confirm);
        return signIn.goOn(new SignInController.Return(back, held), "/", request, response);
    }
}
