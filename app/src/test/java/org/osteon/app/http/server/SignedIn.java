package org.osteon.app.http.server;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Sessions;
import org.osteon.records.people.Tokens;
import org.osteon.store.ChartStore;

/// People who are signed in, made through the store of a running server: what a test that is about
/// something else begins with.
public final class SignedIn {
    /// What everybody chose who has a password here.
    public static final String PASSWORD = "four words of a test";

    private static final List<String> ROLES =
            List.of(
                    "physician",
                    "nurse",
                    "pharmacist",
                    "coordinator",
                    "hla-laboratory",
                    "cell-laboratory",
                    "operator",
                    "assessor",
                    "research",
                    "data-manager",
                    "auditor",
                    "administrator",
                    "integrator");

    private final ChartStore store;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Clock clock;

    public SignedIn(ChartStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.accounts = new Accounts(store, new HashedPasswords(), clock);
        this.sessions = new Sessions(store, clock);
    }

    /// The header of somebody of all roles.
    public String cookie() {
        return cookie("N. Example", "");
    }

    /// The header of somebody of one role, of all where none is said.
    public String cookie(String name, String role) {
        return "osteon-session=" + session(name, role);
    }

    /// The secret of a session.
    public String session(String name, String role) {
        return sessions.begin(account(name, role));
    }

    /// Their account.
    public Account account(String name, String role) {
        String id =
                "t"
                        + HexFormat.of().toHexDigits(name.hashCode())
                        + (role.isEmpty() ? "" : "." + role);
        return accounts.made(id, name, role.isEmpty() ? ROLES : List.of(role));
    }

    /// Somebody with a password.
    public Account withPassword(String name, String role) {
        Account account = account(name, role);
        if (account.password().isEmpty()) {
            accounts.setPassword("test", account.id(), PASSWORD);
        }
        return account;
    }

    /// Shuts somebody's account.
    public void shut(Account account) {
        accounts.disable("test", account.id(), true);
    }

    /// A header for a program.
    public String bearer(String role, boolean reading) {
        return "Bearer " + new Tokens(store, clock).make("test", "Test program", role, reading);
    }
}
