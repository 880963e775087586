package org.osteon.records.apps;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.access.Grant;
import org.osteon.access.Scopes;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Grants;
import org.osteon.records.people.Passwords;
import org.osteon.records.people.Tokens;
import org.osteon.store.ChartStore;

/// As whom the server works on when the request that asked for it was answered long ago: whoever
/// asked, as they stand now. Who was shut out meanwhile has nothing more done for them.
public final class Standing {
    private static final String TOKEN = "token:";
    private static final String APP = "app:";

    private final Accounts accounts;
    private final Grants grants;
    private final Tokens tokens;
    private final Apps apps;

    public Standing(ChartStore store, Passwords passwords, Clock clock) {
        this.accounts = new Accounts(store, passwords, clock);
        this.grants = new Grants(store, clock);
        this.tokens = new Tokens(store, clock);
        this.apps = new Apps(store, clock);
    }

    /// Who asked, as it is kept.
    ///
    /// @param person the account of somebody, of a token or of a program
    /// @param role as what they asked
    /// @param scopes what the program was let do; empty: it was no program
    public record Asker(String person, String role, String scopes) {
        /// Whether it is a program on its own.
        public boolean ofAProgram() {
            return person.startsWith(APP);
        }
    }

    /// How they stand.
    public record Now(
            Account account,
            String role,
            List<Grant> grants,
            boolean reading,
            Optional<Scopes> scopes) {
        public Now {
            grants = List.copyOf(grants);
        }
    }

    /// Empty where there is nobody any more for whom something could be done.
    public Optional<Now> of(Asker asker) {
        if (asker.ofAProgram()) {
            return apps.app(asker.person().substring(APP.length()))
                    .map(app ->
                            now(
                                    app.account(),
                                    app.role(),
                                    false,
                                    Optional.of(
                                            Scopes.of(asker.scopes(), Optional.empty())
                                                    .and(ScopeRequest.of(app.scopes()).data()))));
        }
        if (!asker.scopes().isEmpty()) {
            return Optional.empty();
        }
        if (asker.person().startsWith(TOKEN)) {
            return tokens.all().stream()
                    .filter(one -> asker.person().equals(TOKEN + one.id()))
                    .findFirst()
                    .map(one -> now(one.account(), one.role(), one.reading(), Optional.empty()));
        }
        return accounts.account(asker.person())
                .filter(one -> one.roles().contains(asker.role()))
                .map(one -> now(one, asker.role(), false, Optional.empty()));
    }

    private Now now(Account account, String role, boolean reading, Optional<Scopes> scopes) {
        List<Grant> given = new ArrayList<>(grants.of(account.id()));
        account.grant().ifPresent(given::add);
        return new Now(account, role, given, reading, scopes);
    }
}
