package org.osteon.app.http.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.app.http.RequestName;
import org.osteon.app.http.ServerAddress;
import org.osteon.records.apps.App;
import org.osteon.records.apps.AppGrants;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.IdentityTokens;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.people.Accounts;
import org.osteon.store.ChartStore;
import org.osteon.store.Look;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tokens: given, looked up, given back. Each asking is written down.
@RestController
final class TokenController {
    private static final int LONGEST = 200;

    private final AppGrants grants;
    private final IdentityTokens identities;
    private final Accounts accounts;
    private final ProgramCheck programs;
    private final ChartStore store;
    private final Clock clock;

    TokenController(
            Apps apps,
            AppGrants grants,
            IdentityTokens identities,
            Accounts accounts,
            SignedStatements statements,
            ChartStore store,
            Clock clock) {
        this.grants = grants;
        this.identities = identities;
        this.accounts = accounts;
        this.programs = new ProgramCheck(apps, statements);
        this.store = store;
        this.clock = clock;
    }

    @PostMapping(
            path = ServerAddress.TOKEN,
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> token(HttpServletRequest request) {
        if (isAmbiguous(request)) {
            return refused(HttpStatus.BAD_REQUEST, "invalid_request", "a parameter is given twice");
        }
        String kind = text(request, "grant_type");
        Optional<App> program =
                programs.of(request)
                        .or(() ->
                                kind.equals("refresh_token") && ProgramCheck.saysNothing(request)
                                        ? grants.ofRefresh(text(request, "refresh_token"))
                                        : Optional.empty());
        if (program.isEmpty()) {
            look(request, "", kind, "refused: not shown to be a program of this site");
            return unknown();
        }
        App app = program.get();
        AppGrants.Answer answer =
                switch (kind) {
                    case "authorization_code" ->
                            grants.exchange(
                                    app,
                                    text(request, "code"),
                                    text(request, "redirect_uri"),
                                    text(request, "code_verifier"));
                    case "refresh_token" ->
                            grants.refresh(
                                    app, text(request, "refresh_token"), text(request, "scope"));
                    case "client_credentials" -> grants.alone(app, text(request, "scope"));
                    default ->
                            new AppGrants.Answer.Refused(
                                    "unsupported_grant_type",
                                    "there are authorization_code, refresh_token and"
                                            + " client_credentials");
                };
        return switch (answer) {
            case AppGrants.Answer.Issued issued -> {
                look(request, app.id(), kind, "done");
                yield ResponseEntity.ok()
                        .header("Pragma", "no-cache")
                        .body(body(issued, app, request));
            }
            case AppGrants.Answer.Refused(String error, String words) -> {
                look(request, app.id(), kind, "refused: " + words);
                yield refused(HttpStatus.BAD_REQUEST, error, words);
            }
        };
    }

    private Map<String, Object> body(
            AppGrants.Answer.Issued issued, App app, HttpServletRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", issued.access());
        body.put("token_type", "Bearer");
        body.put("expires_in", issued.lasts().toSeconds());
        body.put("scope", issued.scopes());
        issued.refresh().ifPresent(one -> body.put("refresh_token", one));
        issued.patient()
                .ifPresent(one -> {
                    body.put("patient", one);
                    body.put("need_patient_banner", issued.banner());
                });
        issued.told()
                .flatMap(told ->
                        accounts.account(told.account())
                                .map(account ->
                                        identities.of(
                                                ServerAddress.of(request),
                                                ServerAddress.fhir(request),
                                                app,
                                                account,
                                                told)))
                .ifPresent(statement -> body.put("id_token", statement));
        return body;
    }

    /// What shows that a statement of who signed in is this server's.
    @GetMapping(path = ServerAddress.KEYS, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> keys() {
        return ResponseEntity.ok(identities.keys());
    }

    /// What a token is: for the program that has it, and for those who were registered to ask.
    @PostMapping(
            path = "/oauth/introspect",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> introspect(HttpServletRequest request) {
        Optional<App> program =
                isAmbiguous(request)
                        ? Optional.empty()
                        : programs.of(request).filter(app -> app.kind() != App.Kind.PUBLIC);
        if (program.isEmpty()) {
            look(request, "", "introspect", "refused: not shown to be a program of this site");
            return unknown();
        }
        Optional<AppGrants.Said> said =
                grants.said(text(request, "token"))
                        .filter(one ->
                                program.get().introspects()
                                        || one.app().id().equals(program.get().id()));
        look(request, program.get().id(), "introspect", "done");
        return ResponseEntity.ok(
                said.map(one -> told(one, request)).orElse(Map.of("active", false)));
    }

    private static Map<String, Object> told(AppGrants.Said said, HttpServletRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("active", true);
        body.put("client_id", said.app().id());
        body.put("scope", said.scopes());
        body.put("sub", said.account().orElse(said.app().id()));
        said.patient().ifPresent(one -> body.put("patient", one));
        body.put("iat", said.made().getEpochSecond());
        body.put("exp", said.until().getEpochSecond());
        body.put("iss", ServerAddress.of(request));
        body.put("aud", ServerAddress.fhir(request));
        body.put("token_type", "Bearer");
        return body;
    }

    /// Gives a token back. What is not the program's is answered alike, and stays.
    @PostMapping(
            path = "/oauth/revoke",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> revoke(HttpServletRequest request) {
        Optional<App> program = isAmbiguous(request) ? Optional.empty() : programs.of(request);
        if (program.isEmpty()) {
            look(request, "", "revoke", "refused: not shown to be a program of this site");
            return unknown();
        }
        grants.revoke(program.get(), text(request, "token"));
        look(request, program.get().id(), "revoke", "done");
        return ResponseEntity.ok(Map.of());
    }

    private static boolean isAmbiguous(HttpServletRequest request) {
        return request.getQueryString() != null
                || request.getParameterMap().values().stream().anyMatch(all -> all.length > 1);
    }

    private static String text(HttpServletRequest request, String name) {
        String said = request.getParameter(name);
        return said == null ? "" : said;
    }

    private static ResponseEntity<Map<String, Object>> unknown() {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                .header("WWW-Authenticate", "Basic realm=\"Osteon\"")
                .body(
                        Map.of(
                                "error",
                                "invalid_client",
                                "error_description",
                                "this is no program of this site, or not shown to be it in the way"
                                        + " that it was registered for"));
    }

    private static ResponseEntity<Map<String, Object>> refused(
            HttpStatus status, String error, String words) {
        return ResponseEntity.status(status)
                .body(Map.of("error", error, "error_description", words));
    }

    private void look(HttpServletRequest request, String app, String kind, String outcome) {
        String clean = kind.replaceAll("[^a-z_-]", " ");
        store.look(
                List.of(
                        new Look(
                                clock.instant(),
                                app.isEmpty() ? "" : "app:" + app,
                                app,
                                "",
                                "",
                                request.getRemoteAddr(),
                                RequestName.of(request),
                                "token",
                                outcome,
                                List.of(),
                                clean.substring(0, Math.min(clean.length(), LONGEST)))));
    }
}
