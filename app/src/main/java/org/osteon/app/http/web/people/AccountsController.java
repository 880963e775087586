package org.osteon.app.http.web.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.osteon.access.Action;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.apps.AppGrants;
import org.osteon.records.charts.Records;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Passkeys;
import org.osteon.records.people.Sessions;
import org.osteon.records.people.Tokens;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The accounts of a site and the tokens of its programs, for administrators.
@RestController
final class AccountsController {
    private final Accounts accounts;
    private final Sessions sessions;
    private final Tokens tokens;
    private final AppGrants apps;
    private final Passkeys passkeys;
    private final Records records;
    private final Html html;
    private final Desk desk;

    AccountsController(
            Accounts accounts,
            Sessions sessions,
            Tokens tokens,
            AppGrants apps,
            Passkeys passkeys,
            Records records,
            Html html,
            Desk desk) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        this.apps = apps;
        this.passkeys = passkeys;
        this.records = records;
        this.html = html;
        this.desk = desk;
    }

    @GetMapping("/accounts")
    ResponseEntity<String> all(HttpServletRequest request, HttpServletResponse response) {
        records.require(Action.ACCOUNTS);
        List<Account> shown = accounts.all();
        List<Tokens.Token> programs = tokens.all();
        Set<String> keyed = passkeys.owners();
        Frame frame = desk.frame(request, response, "Accounts");
        return html.page((out, interceptor) ->
                JteaccountsGenerated.render(
                        out, interceptor, frame, shown, keyed, programs, Accounts.known()));
    }

    /// What the form of an account says.
    private record Given(List<String> roles, boolean everybody, String practitioner, String own) {
        static Given of(HttpServletRequest request, String user) {
            String[] roles = request.getParameterValues("role");
            return new Given(
                    roles == null ? List.of() : List.of(roles),
                    "yes".equals(request.getParameter("everybody")),
                    text(request, "practitioner", user),
                    text(request, "own", ""));
        }

        private static String text(HttpServletRequest request, String name, String otherwise) {
            String said = request.getParameter(name);
            return said == null || said.isBlank() ? otherwise : said.strip();
        }
    }

    @PostMapping("/accounts")
    ResponseEntity<String> make(
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response) {
        String by = desk.author(request, response);
        records.require(Action.ACCOUNTS);
        String id = user.strip();
        Given given = Given.of(request, id);
        Account made =
                accounts.make(
                        by,
                        new Account(
                                id,
                                name.strip(),
                                given.roles(),
                                "",
                                given.practitioner(),
                                given.own(),
                                given.everybody(),
                                "",
                                0,
                                List.of(),
                                false));
        return link(made, request, response);
    }

    private ResponseEntity<String> link(
            Account account, HttpServletRequest request, HttpServletResponse response) {
        String link =
                request.getScheme()
                        + "://"
                        + request.getHeader("Host")
                        + "/sign-in/welcome?key="
                        + accounts.invite(account.id());
        return once(
                "A link for " + account.name(),
                "Whoever opens it chooses the password of this account, once and within a day.",
                link,
                request,
                response);
    }

    private ResponseEntity<String> once(
            String title,
            String words,
            String secret,
            HttpServletRequest request,
            HttpServletResponse response) {
        Frame frame = desk.frame(request, response, title);
        return html.page((out, interceptor) ->
                JteshownonceGenerated.render(
                        out, interceptor, frame, title, words, List.of(secret), "/accounts"));
    }

    private Account account(String id) {
        return accounts.all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.MISSING,
                                "No such account",
                                "There is no account “" + id + "”.",
                                "Go back to the accounts."));
    }

    @GetMapping("/accounts/{id}")
    ResponseEntity<String> one(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        records.require(Action.ACCOUNTS);
        Account shown = account(id);
        Frame frame = desk.frame(request, response, shown.name());
        return html.page((out, interceptor) ->
                JteaccountGenerated.render(out, interceptor, frame, shown, Accounts.known()));
    }

    @PostMapping("/accounts/{id}")
    ResponseEntity<String> change(
            @PathVariable String id,
            @RequestParam(name = "do") String what,
            HttpServletRequest request,
            HttpServletResponse response) {
        String by = desk.author(request, response);
        records.require(Action.ACCOUNTS);
        Account account = account(id);
        switch (what) {
            case "link" -> {
                return link(account, request, response);
            }
            case "shut" -> {
                accounts.disable(by, id, true);
                sessions.endAll(id);
                apps.endAll(id);
            }
            case "open" -> accounts.disable(by, id, false);
            case "no-factor" -> {
                desk.requireConfirmed(request);
                accounts.withoutSecondFactor(by, id);
                passkeys.removeAll(by, id);
            }
            default -> {
                Given given = Given.of(request, id);
                accounts.change(
                        by,
                        id,
                        given.roles(),
                        given.everybody(),
                        given.practitioner(),
                        given.own());
            }
        }
        return Html.seeOther("/accounts");
    }

    @PostMapping("/accounts/tokens")
    ResponseEntity<String> makeToken(
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String reading,
            HttpServletRequest request,
            HttpServletResponse response) {
        String by = desk.author(request, response);
        records.require(Action.ACCOUNTS);
        desk.requireConfirmed(request);
        return once(
                "A token for " + title.strip(),
                "The program sends it with every request: Authorization: Bearer …",
                tokens.make(by, title, role, reading.equals("yes")),
                request,
                response);
    }

    @PostMapping("/accounts/tokens/{id}/revoke")
    ResponseEntity<String> revoke(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        String by = desk.author(request, response);
        records.require(Action.ACCOUNTS);
        tokens.revoke(by, id);
        return Html.seeOther("/accounts");
    }
}
