package org.osteon.records.people;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;

/// What programs show instead of a password. Only a hash is kept; one that is revoked is of no use
/// from then on.
public final class Tokens {
    private static final String PREFIX = "osteon_";
    private static final int LONGEST_TITLE = 60;

    private final ChartStore store;
    private final Notes<Token> tokens;
    private final Clock clock;

    public Tokens(ChartStore store, Clock clock) {
        this.store = store;
        this.tokens = new Notes<>(store, "token", Token.class);
        this.clock = clock;
    }

    /// What a program may.
    ///
    /// @param id by which it is revoked; no secret
    /// @param title which program it is
    /// @param role what it is
    /// @param reading whether it only reads
    public record Token(String id, String title, String role, boolean reading, Instant made) {
        /// As access knows it: a program of the site, for everybody's patients.
        public Account account() {
            return Account.fresh("token:" + id, title, List.of(role), "");
        }
    }

    /// Makes one.
    ///
    /// @return the secret, shown once
    public String make(String by, String title, String role, boolean reading) {
        String name = title.strip();
        if (name.isEmpty() || name.length() > LONGEST_TITLE || !Accounts.known().contains(role)) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "Which program, as what?",
                    "A token has a name of 1 to " + LONGEST_TITLE + " characters and a role.",
                    "Go back, correct it, and send it again.");
        }
        String secret = PREFIX + Secrets.fresh();
        String id = Secrets.fresh().substring(0, 12);
        tokens.keep(Secrets.kept(secret), new Token(id, name, role, reading, clock.instant()));
        record(by, "token-made", id + " " + name + ": " + role + (reading ? ", reading" : ""));
        return secret;
    }

    /// The one of a secret.
    public Optional<Token> current(String secret) {
        return secret.startsWith(PREFIX) ? tokens.one(Secrets.kept(secret)) : Optional.empty();
    }

    /// All, the latest first.
    public List<Token> all() {
        return tokens.all().stream().sorted(Comparator.comparing(Token::made).reversed()).toList();
    }

    /// Makes one useless.
    public void revoke(String by, String id) {
        tokens.ids(one -> one.id().equals(id)).forEach(tokens::remove);
        record(by, "token-revoked", id);
    }

    private void record(String by, String action, String detail) {
        store.record(new Attribution(by, clock.instant(), action), null, detail);
    }
}
