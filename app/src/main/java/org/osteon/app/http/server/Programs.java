package org.osteon.app.http.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import org.osteon.access.Scopes;
import org.osteon.app.http.ServerAddress;
import org.osteon.records.apps.App;
import org.osteon.records.apps.AppGrants;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.SignedStatements;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.springframework.stereotype.Component;

/// Which program shows what at a door for programs: a token that it was given, or at the door of
/// hooks what it signs for each call. At a page neither counts.
@Component
final class Programs {
    private static final String FHIR = "/fhir";
    private static final String HOOKS = "/cds-services";

    /// What a record system that calls hooks sees of charts that are kept here.
    private static final Scopes OF_HOOKS = Scopes.of("system/*.rs", Optional.empty());

    private final Apps apps;
    private final AppGrants grants;
    private final Accounts accounts;
    private final SignedStatements statements;

    Programs(Apps apps, AppGrants grants, Accounts accounts, SignedStatements statements) {
        this.apps = apps;
        this.grants = grants;
        this.accounts = accounts;
        this.statements = statements;
    }

    /// For whom a program asks, as what, and how far it was let in.
    record Known(String app, Account account, String role, Scopes scopes) {}

    Optional<Known> known(HttpServletRequest request, String shown) {
        String path = request.getRequestURI();
        boolean hooks = isUnder(path, HOOKS);
        if (!hooks && !isUnder(path, FHIR)) {
            return Optional.empty();
        }
        if (AppGrants.isAccess(shown)) {
            return grants.shown(shown).flatMap(this::of);
        }
        return hooks ? signed(request, shown) : Optional.empty();
    }

    private static boolean isUnder(String path, String door) {
        return path.equals(door) || path.startsWith(door + "/");
    }

    private Optional<Known> of(AppGrants.Shown shown) {
        App app = shown.app();
        return shown.account().isEmpty()
                ? Optional.of(new Known(app.id(), app.account(), app.role(), shown.scopes()))
                : accounts.account(shown.account().get())
                        .map(one -> new Known(app.id(), one, shown.role(), shown.scopes()));
    }

    private Optional<Known> signed(HttpServletRequest request, String statement) {
        return SignedStatements.issuer(statement)
                .flatMap(apps::issuer)
                .filter(app ->
                        statements.isOf(
                                app,
                                app.issuer(),
                                Optional.empty(),
                                statement,
                                Set.of(ServerAddress.of(request) + request.getRequestURI())))
                .map(app -> new Known(app.id(), app.account(), app.role(), OF_HOOKS));
    }
}
