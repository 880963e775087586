package org.osteon.app.http.web.apps;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.osteon.app.http.ServerAddress;
import org.osteon.app.http.SessionCookie;
import org.osteon.app.http.web.Desk;
import org.osteon.app.http.web.Frame;
import org.osteon.app.http.web.Html;
import org.osteon.records.apps.App;
import org.osteon.records.apps.AppGrants;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.Launches;
import org.osteon.records.apps.ScopeRequest;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ChartListing;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Where a person lets a program in: it says in words what it asks for, and each of it can be left
/// out.
@RestController
public final class LetInController {
    private static final int PATIENTS = 200;

    private final Apps apps;
    private final AppGrants grants;
    private final Launches launches;
    private final Records records;
    private final Html html;
    private final Desk desk;

    LetInController(
            Apps apps, AppGrants grants, Launches launches, Records records, Html html, Desk desk) {
        this.apps = apps;
        this.grants = grants;
        this.launches = launches;
        this.records = records;
        this.html = html;
        this.desk = desk;
    }

    /// A scope, to be ticked.
    public record Tick(String scope, String words, boolean writes) {}

    /// What the page shows.
    ///
    /// @param sent what the program asked, to be sent along with the answer
    /// @param stays whether it goes on when nobody looks
    /// @param patients to choose from
    public record Page(
            App app,
            String place,
            List<Map.Entry<String, String>> sent,
            List<Tick> ticks,
            String stays,
            String patient,
            boolean asksForPatient,
            List<String> patients,
            String problem) {}

    private static Visit visitor(HttpServletRequest request) {
        return Visits.current()
                .filter(_ -> SessionCookie.of(request).isPresent())
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.REFUSED,
                                "Nobody is signed in",
                                "Only a person lets a program in.",
                                "Sign in, and open the program again."));
    }

    private AuthorizationRequest.Check check(HttpServletRequest request) {
        Visit visit = visitor(request);
        return AuthorizationRequest.of(
                request, apps, launches, visit.person().id(), visit.person().ownChart());
    }

    @GetMapping(ServerAddress.AUTHORIZE)
    ResponseEntity<String> ask(HttpServletRequest request, HttpServletResponse response) {
        return switch (check(request)) {
            case AuthorizationRequest.Check.Refuse(String why) -> throw refused(why);
            case AuthorizationRequest.Check.Back(String address) -> Html.seeOther(address);
            case AuthorizationRequest.Check.Ask(AuthorizationRequest asked) ->
                    page(HttpStatus.OK, asked, "", request, response);
        };
    }

    private static Problem refused(String why) {
        return new Problem(
                ProblemKind.UNUSABLE,
                "This program is not let in",
                "A program asked for access, and " + why + ". Nothing was given.",
                "Tell who looks after the program, or an administrator of this site.");
    }

    private ResponseEntity<String> page(
            HttpStatus status,
            AuthorizationRequest asked,
            String problem,
            HttpServletRequest request,
            HttpServletResponse response) {
        Set<String> words = asked.scopes().words();
        Page page =
                new Page(
                        asked.app(),
                        asked.place(),
                        Stream.of(
                                        "response_type",
                                        "client_id",
                                        "redirect_uri",
                                        "scope",
                                        "state",
                                        "aud",
                                        "launch",
                                        "code_challenge",
                                        "code_challenge_method",
                                        "nonce")
                                .filter(name -> request.getParameter(name) != null)
                                .map(name -> Map.entry(name, request.getParameter(name)))
                                .toList(),
                        ticks(asked.scopes()),
                        words.contains(ScopeRequest.OFFLINE)
                                ? ScopeRequest.OFFLINE
                                : words.contains(ScopeRequest.ONLINE) ? ScopeRequest.ONLINE : "",
                        asked.patient().orElse(""),
                        asked.asksForPatient(),
                        asked.asksForPatient() ? patients() : List.of(),
                        problem);
        Frame frame = desk.frame(request, response, "Let " + asked.app().title() + " in?");
        return html.pageThatEndsAt(
                asked.end(),
                status,
                (out, interceptor) -> JteletinGenerated.render(out, interceptor, frame, page));
    }

    /// Each scope of data; who they are as one more.
    private static List<Tick> ticks(ScopeRequest scopes) {
        List<Tick> ticks = new ArrayList<>();
        if (scopes.tellsWho()) {
            ticks.add(new Tick(ScopeRequest.OPENID, ScopeWords.who(scopes), false));
        }
        scopes.data()
                .all()
                .forEach(one ->
                        ticks.add(
                                new Tick(one.text(), ScopeWords.of(one), ScopeWords.writes(one))));
        return ticks;
    }

    private List<String> patients() {
        List<String> all =
                records.chartsAfter("", PATIENTS).stream().map(ChartListing::id).toList();
        records.listed(all);
        return all;
    }

    @PostMapping(ServerAddress.AUTHORIZE)
    ResponseEntity<String> answer(
            @RequestParam(defaultValue = "no") String let,
            @RequestParam(defaultValue = "") String patient,
            HttpServletRequest request,
            HttpServletResponse response) {
        desk.requireOwnForm(request);
        return switch (check(request)) {
            case AuthorizationRequest.Check.Refuse(String why) -> throw refused(why);
            case AuthorizationRequest.Check.Back(String address) -> Html.seeOther(address);
            case AuthorizationRequest.Check.Ask(AuthorizationRequest asked)
                    when let.equals("yes") ->
                    letIn(asked, patient.strip(), request, response);
            case AuthorizationRequest.Check.Ask(AuthorizationRequest asked) ->
                    Html.seeOther(
                            AuthorizationRequest.address(
                                    asked.redirect(),
                                    Map.of(
                                            "error",
                                            "access_denied",
                                            "state",
                                            asked.state(),
                                            "iss",
                                            ServerAddress.of(request))));
        };
    }

    private ResponseEntity<String> letIn(
            AuthorizationRequest asked,
            String chosen,
            HttpServletRequest request,
            HttpServletResponse response) {
        String[] ticks = request.getParameterValues("tick");
        Set<String> ticked = ticks == null ? Set.of() : Set.of(ticks);
        ScopeRequest scopes = asked.scopes().only(ticked);
        if (scopes.isEmpty()) {
            return page(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    asked,
                    "Nothing is ticked. Tick what it may do, or do not let it in.",
                    request,
                    response);
        }
        String patient = scopes.needsPatient() ? asked.patient().orElse(chosen) : "";
        if (scopes.needsPatient() && !records.has(patient)) {
            return page(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    asked,
                    "There is no patient “" + patient + "” for you here.",
                    request,
                    response);
        }
        if (!asked.launch().isEmpty() && !launches.use(asked.launch())) {
            throw refused("it was let in by this launch already");
        }
        Visit visit = visitor(request);
        String code =
                grants.agree(
                        new AppGrants.Consent(
                                asked.app(),
                                visit.person().id(),
                                visit.role().code(),
                                SessionCookie.of(request).orElse(""),
                                scopes,
                                patient,
                                asked.launch().isEmpty(),
                                asked.nonce()),
                        asked.redirect(),
                        asked.challenge());
        return Html.seeOther(
                AuthorizationRequest.address(
                        asked.redirect(),
                        Map.of(
                                "code",
                                code,
                                "state",
                                asked.state(),
                                "iss",
                                ServerAddress.of(request))));
    }

    /// The programs that can be opened on a patient.
    @GetMapping("/patients/{id}/apps")
    ResponseEntity<String> ofPatient(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        if (records.listing(id).isEmpty()) {
            throw Problem.noChart(id);
        }
        List<App> shown =
                apps.all().stream()
                        .filter(app -> !app.disabled() && !app.launch().isEmpty())
                        .toList();
        Frame frame = desk.frame(request, response, "Programs for " + id);
        return html.page((out, interceptor) ->
                JtepatientappsGenerated.render(out, interceptor, frame, id, shown));
    }

    /// Opens a program on a patient: it asks to be let in then.
    @GetMapping("/patients/{id}/apps/{app}")
    ResponseEntity<String> open(
            @PathVariable String id, @PathVariable String app, HttpServletRequest request) {
        Visit visit = visitor(request);
        if (records.listing(id).isEmpty()) {
            throw Problem.noChart(id);
        }
        App opened =
                apps.app(app)
                        .filter(one -> !one.launch().isEmpty())
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "No such program",
                                        "There is no program “" + app + "” to be opened here.",
                                        "Go back to the patient."));
        String launch = launches.open(opened, visit.person().id(), id);
        return Html.seeOther(
                opened.launch()
                        + (opened.launch().contains("?") ? "&" : "?")
                        + "iss="
                        + java.net.URLEncoder.encode(
                                ServerAddress.fhir(request),
                                java.nio.charset.StandardCharsets.UTF_8)
                        + "&launch="
                        + launch);
    }
}
