package org.osteon.records.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.workflow.PersonName;

/// People whom another identity provider knows: who they are is its issuer and their subject there,
/// never a name or an address of e-mail. Their roles are what it says at each sign-in, by the
/// site's mapping.
public final class ProvidedAccounts {
    private static final Duration TRY = Duration.ofMinutes(10);
    private static final String PREFIX = "oidc.";
    private static final int DIGITS = 24;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_HELD = 200_000;

    private final ChartStore store;
    private final Notes<Account> accounts;
    private final Notes<Try> tries;
    private final Clock clock;

    public ProvidedAccounts(ChartStore store, Clock clock) {
        this.store = store;
        this.accounts = new Notes<>(store, "account", Account.class);
        this.tries = new Notes<>(store, "provided-try", Try.class);
        this.clock = clock;
    }

    /// A sign-in that was begun: what its answer must fit to.
    ///
    /// @param browser what is kept of what the browser that began it holds
    /// @param nonce what the statement must repeat
    /// @param verifier what shows that the code is ours (PKCE)
    /// @param back where they wanted to go
    /// @param again whether they have to show anew who they are
    /// @param held what had been typed into a form there; missing in what was begun before there
    ///   was any
    public record Try(
            String browser,
            String nonce,
            String verifier,
            String back,
            boolean again,
            @Nullable String held,
            Instant until) {}

    /// Begins one.
    ///
    /// @param held what had been typed into a form; it waits in the store for as long as the answer
    ///   may take, and goes with it
    /// @return the state that comes back with the answer
    /// @throws Problem where more was typed than can wait
    public String begin(
            String browser,
            String nonce,
            String verifier,
            String back,
            boolean again,
            String held) {
        if (held.length() > LONGEST_HELD) {
            throw new Problem(
                    ProblemKind.TOO_LARGE,
                    "Too much was typed",
                    "What you typed is too long to be carried through the hospital's sign-in.",
                    "Open another window, sign in there, then send this once more.");
        }
        Instant now = clock.instant();
        tries.ids(one -> now.isAfter(one.until())).forEach(tries::remove);
        String state = Secrets.fresh();
        tries.keep(
                Secrets.kept(state),
                new Try(Secrets.kept(browser), nonce, verifier, back, again, held, now.plus(TRY)));
        return state;
    }

    /// The one that an answer is of, once, for the browser that began it.
    public Optional<Try> take(String state, String browser) {
        String id = Secrets.kept(state);
        return tries.one(id)
                .filter(one -> one.browser().equals(Secrets.kept(browser)))
                .filter(one -> clock.instant().isBefore(one.until()))
                .filter(_ -> tries.remove(id));
    }

    /// Whether an account is of a provider.
    public static boolean isProvided(Account account) {
        return account.id().startsWith(PREFIX);
    }

    /// The account of somebody, made at the first sign-in; empty where it was shut here.
    ///
    /// @param roles at least one, as the mapping says now
    public Optional<Account> account(
            String issuer,
            String subject,
            String name,
            List<String> roles,
            String practitioner,
            boolean everybody) {
        String id = PREFIX + Secrets.kept(issuer + " " + subject).substring(0, DIGITS);
        String team = practitioner.isEmpty() ? id : practitioner;
        Account fresh =
                new Account(
                        id,
                        unique(name, id),
                        roles,
                        "",
                        team,
                        "",
                        everybody,
                        "",
                        0,
                        List.of(),
                        false);
        if (accounts.add(id, fresh)) {
            record(id, "account-made", issuer + ": " + String.join(", ", roles));
            return Optional.of(fresh);
        }
        Account before = accounts.one(id).orElse(fresh);
        Optional<Account> now =
                accounts.change(id, one -> one.withRoles(roles, everybody, team, one.ownChart()));
        if (!before.roles().equals(roles)) {
            record(id, "account-changed", issuer + ": " + String.join(", ", roles));
        }
        return now.filter(one -> !one.disabled());
    }

    /// Nobody else at the site signs by this name.
    private String unique(String name, String id) {
        String clean = name.replaceAll("\\p{Cntrl}", " ").strip();
        String shown =
                clean.isEmpty() ? id : clean.substring(0, Math.min(clean.length(), LONGEST_NAME));
        boolean taken =
                accounts.all().stream()
                        .anyMatch(one ->
                                !one.id().equals(id) && PersonName.areSame(one.name(), shown));
        return taken
                ? shown + " (" + id.substring(PREFIX.length(), PREFIX.length() + 6) + ")"
                : shown;
    }

    private void record(String by, String action, String detail) {
        store.record(new Attribution(by, clock.instant(), action), null, detail);
    }
}
