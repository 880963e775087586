package org.osteon.app.http.web.people;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.access.Role;
import org.osteon.app.http.HeldForm;
import org.osteon.app.http.SessionCookie;
import org.osteon.app.http.server.HospitalProvider;
import org.osteon.app.http.server.Server;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.app.http.web.StartBoard;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.apps.AppGrants;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Sessions;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ChartStore;
import org.osteon.store.Look;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Signing in and out. Every try is written down.
@RestController
public final class SignInController {
    private static final String WRONG =
            "The user name, the password or the code is not right. Which one, nobody is told.";

    private final KnowledgeBase knowledge;
    private final Accounts accounts;
    private final Sessions sessions;
    private final AppGrants apps;
    private final Optional<HospitalProvider> provider;
    private final ChartStore store;
    private final Server.Demonstration demo;
    private final Clock clock;
    private final Html html;
    private final Desk desk;

    SignInController(
            KnowledgeBase knowledge,
            Accounts accounts,
            Sessions sessions,
            AppGrants apps,
            Optional<HospitalProvider> provider,
            ChartStore store,
            Server.Demonstration demo,
            Clock clock,
            Html html,
            Desk desk) {
        this.knowledge = knowledge;
        this.accounts = accounts;
        this.sessions = sessions;
        this.apps = apps;
        this.provider = provider;
        this.store = store;
        this.demo = demo;
        this.clock = clock;
        this.html = html;
        this.desk = desk;
    }

    /// What the page shows.
    ///
    /// @param demo the roles to choose from, where every patient is made up
    /// @param hospital what the button of the hospital's sign-in says; empty: there is none
    /// @param held what had been typed into a form when a session was over; may be empty
    public record Asked(
            String back,
            String user,
            String problem,
            List<Role> demo,
            String hospital,
            String held) {}

    /// What the button of the hospital's sign-in says; empty: there is none.
    String hospital() {
        return provider.map(one -> one.settings().title()).orElse("");
    }

    private List<Role> choices() {
        return demo.on()
                ? Accounts.known().stream()
                        .filter(code -> !code.equals("patient"))
                        .map(Role::new)
                        .toList()
                : List.of();
    }

    @GetMapping("/sign-in")
    ResponseEntity<String> ask(
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        return page(
                HttpStatus.OK,
                new Asked(Desk.own(back), "", "", choices(), hospital(), ""),
                request,
                response);
    }

    private ResponseEntity<String> page(
            HttpStatus status,
            Asked asked,
            HttpServletRequest request,
            HttpServletResponse response) {
        Frame frame = desk.frame(request, response, "Sign in");
        return html.page(
                status,
                (out, interceptor) -> JtesigninGenerated.render(out, interceptor, frame, asked));
    }

    @PostMapping("/sign-in")
    ResponseEntity<String> enter(
            @RequestParam(defaultValue = "/") String back,
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String held,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        String address = request.getRemoteAddr();
        Accounts.Entry entry = accounts.enter(user, password, code, address);
        return switch (entry) {
            case Accounts.Entry.Known(Account account) ->
                    begun(account, "sign-in", new Return(back, held), request, response);
            case Accounts.Entry.NeedsCode(Account account) -> {
                look(account.id(), account.name(), "sign-in", "asked for a code", address);
                yield page(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        new Asked(
                                Desk.own(back),
                                user,
                                "This account asks for a code, too. Give all three.",
                                choices(),
                                hospital(),
                                held),
                        request,
                        response);
            }
            case Accounts.Entry.Unknown _ -> {
                look("", "", "sign-in", "refused", address);
                yield page(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        new Asked(Desk.own(back), user, WRONG, choices(), hospital(), held),
                        request,
                        response);
            }
            case Accounts.Entry.Locked(Duration rest) -> {
                look("", "", "sign-in", "refused: tried too often", address);
                yield page(
                        HttpStatus.TOO_MANY_REQUESTS,
                        new Asked(
                                Desk.own(back),
                                user,
                                "It was tried too often. Wait "
                                        + (rest.toMinutes() + 1)
                                        + " minutes, or ask an administrator for a link.",
                                choices(),
                                hospital(),
                                held),
                        request,
                        response);
            }
        };
    }

    ResponseEntity<String> begun(
            Account account,
            String how,
            Return to,
            HttpServletRequest request,
            HttpServletResponse response) {
        SessionCookie.of(request).ifPresent(sessions::end);
        SessionCookie.set(request, response, sessions.begin(account));
        look(account.id(), account.name(), how, "done", request.getRemoteAddr());
        return goOn(to, home(account), request, response);
    }

    /// Leads somebody who has shown who they are to where they were.
    ///
    /// @param otherwise where they go who were nowhere
    ResponseEntity<String> goOn(
            Return to, String otherwise, HttpServletRequest request, HttpServletResponse response) {
        String path = Desk.own(to.back());
        Optional<HeldForm> held = HeldForm.parse(path, to.held());
        if (held.isPresent()) {
            Frame frame = desk.frame(request, response, "Go on where you were");
            return html.page((out, interceptor) ->
                    JteresumedGenerated.render(out, interceptor, frame, held.get()));
        }
        return Html.seeOther(path.equals("/") ? otherwise : path);
    }

    /// Where somebody goes who has signed in.
    ///
    /// @param held what had been typed into a form there
    record Return(String back, String held) {}

    /// A form was sent when the session was over: what had been typed is not lost.
    @PostMapping("/sign-in/held")
    ResponseEntity<String> held(HttpServletRequest request, HttpServletResponse response) {
        Object path = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        Optional<HeldForm> held = HeldForm.of(String.valueOf(path), request.getParameterMap());
        if (held.isEmpty()) {
            return Html.seeOther("/sign-in");
        }
        return page(
                HttpStatus.UNAUTHORIZED,
                new Asked(
                        held.get().path(),
                        "",
                        "Your session was over, and nothing is kept yet. Sign in, and go on with"
                                + " what you typed.",
                        choices(),
                        hospital(),
                        held.get().text()),
                request,
                response);
    }

    /// Where somebody's work begins: on the board of the role, or else on the first list that may
    /// be seen.
    private String home(Account account) {
        List<Home> pages = Stream.of(Home.values()).filter(one -> one.isOf(account)).toList();
        if (pages.isEmpty()) {
            return "/me";
        }
        return StartBoard.of(account.roles(), knowledge.pathways())
                .filter(_ -> pages.contains(Home.WORKLIST))
                .map(one -> "/boards/" + one.id())
                .orElse(pages.getFirst().path());
    }

    /// Signs in as a made-up person of a role.
    @PostMapping("/sign-in/demo")
    ResponseEntity<String> demo(
            @RequestParam String role,
            @RequestParam(defaultValue = "/") String back,
            @RequestParam(defaultValue = "") String held,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        Role chosen =
                choices().stream()
                        .filter(one -> one.code().equals(role))
                        .findFirst()
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING, "there is nothing like that here"));
        Account account = accounts.made("demo-" + role, "Demo " + chosen.title(), List.of(role));
        return begun(account, "sign-in by one click", new Return(back, held), request, response);
    }

    @GetMapping("/sign-in/welcome")
    ResponseEntity<String> welcome(
            @RequestParam(defaultValue = "") String key,
            HttpServletRequest request,
            HttpServletResponse response) {
        String account =
                accounts.invited(key)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "This link is no longer good",
                                        "It was used, or a day has passed.",
                                        "Ask an administrator for another."));
        Frame frame = desk.frame(request, response, "Choose a password");
        return html.page((out, interceptor) ->
                JtewelcomeGenerated.render(
                        out, interceptor, frame, key, account, Accounts.LEAST_PASSWORD));
    }

    @PostMapping("/sign-in/welcome")
    ResponseEntity<String> accept(
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        Account account = accounts.accept(key, user.strip(), name.strip(), password);
        sessions.endAll(account.id());
        apps.endAll(account.id());
        return begun(account, "sign-in by a link", new Return("/", ""), request, response);
    }

    @PostMapping("/sign-out")
    ResponseEntity<String> leave(HttpServletRequest request, HttpServletResponse response) {
        String author = desk.author(request, response);
        SessionCookie.of(request).ifPresent(sessions::end);
        SessionCookie.remove(request, response);
        String id = accounts.named(author).map(Account::id).orElse("");
        look(id, author, "sign-out", "done", request.getRemoteAddr());
        return Html.seeOther("/sign-in");
    }

    void look(String id, String name, String action, String outcome, String address) {
        store.look(
                List.of(
                        new Look(
                                clock.instant(),
                                id,
                                name,
                                "",
                                "",
                                address,
                                "",
                                action,
                                outcome,
                                List.of(),
                                "")));
    }
}
