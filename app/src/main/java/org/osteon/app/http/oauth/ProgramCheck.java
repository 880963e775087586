package org.osteon.app.http.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.osteon.app.http.ServerAddress;
import org.osteon.records.apps.App;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.people.Secrets;

/// Which program asks. Each shows itself in the one way that it was registered for, and in no
/// other: one that has a key is not believed for its name.
final class ProgramCheck {
    private static final String BASIC = "Basic ";
    private static final String ASSERTION =
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Apps apps;
    private final SignedStatements statements;

    ProgramCheck(Apps apps, SignedStatements statements) {
        this.apps = apps;
        this.statements = statements;
    }

    /// The program; empty where it is not shown to be one.
    Optional<App> of(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        String statement = request.getParameter("client_assertion");
        String id = request.getParameter("client_id");
        if (authorization != null && statement != null) {
            return Optional.empty();
        }
        if (authorization != null) {
            return bySecret(authorization).filter(app -> id == null || id.equals(app.id()));
        }
        if (statement != null) {
            return byKey(statement, request).filter(app -> id == null || id.equals(app.id()));
        }
        return Optional.ofNullable(id)
                .flatMap(apps::app)
                .filter(app -> app.kind() == App.Kind.PUBLIC);
    }

    /// Whether it does not say at all which program asks.
    static boolean saysNothing(HttpServletRequest request) {
        return request.getHeader("Authorization") == null
                && request.getParameter("client_assertion") == null
                && request.getParameter("client_id") == null;
    }

    private Optional<App> bySecret(String authorization) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            String pair =
                    new String(
                            Base64.getDecoder()
                                    .decode(authorization.substring(BASIC.length()).strip()),
                            StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            String id = URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8);
            String secret = URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8);
            return apps.app(id)
                    .filter(app -> app.kind() == App.Kind.SECRET && !app.secret().isEmpty())
                    .filter(app -> Secrets.isKept(secret, app.secret()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<App> byKey(String statement, HttpServletRequest request) {
        if (!ASSERTION.equals(request.getParameter("client_assertion_type"))) {
            return Optional.empty();
        }
        String server = ServerAddress.of(request);
        return SignedStatements.issuer(statement)
                .flatMap(apps::app)
                .filter(app -> app.kind() == App.Kind.KEY)
                .filter(app ->
                        statements.isOf(
                                app,
                                app.id(),
                                Optional.of(app.id()),
                                statement,
                                Set.of(server + ServerAddress.TOKEN, server)));
    }
}
