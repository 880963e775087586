package org.osteon.records.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Role;
import org.osteon.access.RoleTable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;
import org.osteon.workflow.PersonName;

/// The accounts of a site. None is there by default: a server without an administrator gives out a
/// link that makes the first one, once.
public final class Accounts {
    /// A password of fewer characters is guessed.
    public static final int LEAST_PASSWORD = 12;

    /// More need no hashing to be refused.
    private static final int LONGEST_PASSWORD = 256;

    private static final Duration INVITATION = Duration.ofHours(24);
    private static final int RECOVERY_CODES = 8;
    private static final int RECOVERY_LETTERS = 10;
    private static final String ADMINISTRATOR = "administrator";

    /// Roles that nobody signs in with: of what writes for others, and of who has a link.
    private static final Set<String> NOT_OF_ACCOUNTS = Set.of("interface", "outside");

    private final ChartStore store;
    private final Passwords passwords;
    private final Clock clock;
    private final Notes<Account> accounts;
    private final Notes<Invitation> invitations;
    private final Attempts attempts;

    /// What is hashed where there is no such account, so that it takes as long.
    private @Nullable String nobody;

    public Accounts(ChartStore store, Passwords passwords, Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.clock = clock;
        this.accounts = new Notes<>(store, "account", Account.class);
        this.invitations = new Notes<>(store, "invitation", Invitation.class);
        this.attempts = new Attempts(store, clock);
    }

    /// A link that lets somebody choose a password, once.
    ///
    /// @param account whose; empty: of the first administrator
    record Invitation(String account, Instant until) {}

    /// What came of a sign-in.
    public sealed interface Entry {
        /// It is them.
        record Known(Account account) implements Entry {}

        /// The password is right, and a code is asked for.
        record NeedsCode(Account account) implements Entry {}

        /// It is not, whatever was wrong.
        record Unknown() implements Entry {}

        /// It was tried too often.
        record Locked(Duration rest) implements Entry {}
    }

    /// All, by user name.
    public List<Account> all() {
        return accounts.all();
    }

    /// One that may sign in.
    public Optional<Account> account(String id) {
        return accounts.one(id).filter(one -> !one.disabled());
    }

    /// One by the name that it signs with.
    public Optional<Account> named(String name) {
        return all().stream().filter(one -> PersonName.areSame(one.name(), name)).findFirst();
    }

    // --- signing in ---

    /// Whether it is them.
    ///
    /// @param address where the request came from: who tries many accounts is slowed down, too
    public Entry enter(String id, String password, String code, String address) {
        String user = id.strip().toLowerCase(Locale.ROOT);
        Optional<Duration> rest = attempts.begin(user, address);
        if (rest.isPresent()) {
            return new Entry.Locked(rest.get());
        }
        Optional<Account> found = user.matches(Account.ID) ? account(user) : Optional.empty();
        String kept =
                found.map(Account::password).filter(one -> !one.isEmpty()).orElseGet(this::nobody);
        boolean right =
                password.length() <= LONGEST_PASSWORD
                        && passwords.matches(password, kept)
                        && found.isPresent()
                        && !found.get().password().isEmpty();
        if (!right) {
            return new Entry.Unknown();
        }
        Account account = found.orElseThrow();
        if (account.hasSecondFactor()) {
            if (code.isBlank()) {
                attempts.undecided(user, address);
                return new Entry.NeedsCode(account);
            }
            if (!takesCode(account, code)) {
                return new Entry.Unknown();
            }
        }
        attempts.succeeded(user, address);
        return new Entry.Known(account);
    }

    private synchronized String nobody() {
        String hash = nobody == null ? passwords.hash(Secrets.fresh()) : nobody;
        nobody = hash;
        return hash;
    }

    /// Uses up a code of the second factor, or a recovery code.
    private boolean takesCode(Account account, String code) {
        String given = code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        boolean[] taken = new boolean[1];
        var _ =
                accounts.change(
                        account.id(),
                        now -> {
                            // First: a recovery code is good also where the key of the store is
                            // lost.
                            String hash = Secrets.kept(given);
                            taken[0] = now.recovery().contains(hash);
                            if (taken[0]) {
                                return now.withSecret(
                                        now.secret(),
                                        now.step(),
                                        now.recovery().stream()
                                                .filter(one -> !one.equals(hash))
                                                .toList());
                            }
                            String secret = store.secrets().show(now.secret());
                            OptionalLong step =
                                    OneTimePasswords.step(
                                            secret, given, clock.instant(), now.step());
                            if (step.isPresent()) {
                                taken[0] = true;
                                return now.withSecret(
                                        store.secrets().hide(secret),
                                        step.getAsLong(),
                                        now.recovery());
                            }
                            return now;
                        });
        return taken[0];
    }

    /// Whether it is the password of an account; wrong ones count as tries to sign in.
    public boolean confirms(Account account, String password, String address) {
        if (attempts.begin(account.id(), address).isPresent()) {
            return false;
        }
        boolean right =
                !account.password().isEmpty()
                        && password.length() <= LONGEST_PASSWORD
                        && passwords.matches(password, account.password());
        if (right) {
            attempts.succeeded(account.id(), address);
        }
        return right;
    }

    // --- keeping accounts ---

    /// Makes an account without a password.
    ///
    /// @throws Problem where it cannot be, with the reason
    public Account make(String by, Account account) {
        check(account);
        if (named(account.name()).isPresent() || !accounts.add(account.id(), account)) {
            throw refused(
                    "There is one already",
                    "Somebody is called “" + account.name() + "” or “" + account.id() + "” here.");
        }
        record(by, "account-made", account.id() + ": " + String.join(", ", account.roles()));
        return account;
    }

    /// Gives other roles.
    public Account change(
            String by, String id, List<String> roles, boolean everybody, String team, String own) {
        Account before = accounts.one(id).orElseThrow(() -> noSuch(id));
        check(before.withRoles(roles, everybody, team, own));
        if (isLastAdministrator(before) && !roles.contains(ADMINISTRATOR)) {
            throw lastOne();
        }
        Account now =
                accounts.change(id, one -> one.withRoles(roles, everybody, team, own))
                        .orElseThrow(() -> noSuch(id));
        record(by, "account-changed", id + ": " + String.join(", ", roles));
        return now;
    }

    /// Shuts an account, or opens it again.
    public void disable(String by, String id, boolean disabled) {
        Account before = accounts.one(id).orElseThrow(() -> noSuch(id));
        if (disabled && isLastAdministrator(before)) {
            throw lastOne();
        }
        var _ = accounts.change(id, one -> one.disabled(disabled));
        record(by, disabled ? "account-shut" : "account-opened", id);
    }

    /// Takes the second factor away, of somebody who lost it.
    public void withoutSecondFactor(String by, String id) {
        var _ = accounts.change(id, one -> one.withSecret("", 0, List.of()));
        record(by, "second-factor-removed", id);
    }

    /// Begins to ask for a second factor.
    ///
    /// @return recovery codes, shown once; empty where the code is not the secret's
    public Optional<List<String>> withSecondFactor(String id, String secret, String code) {
        OptionalLong step =
                OneTimePasswords.step(
                        secret, code.replaceAll("\\s", ""), clock.instant(), Long.MIN_VALUE);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        List<String> codes = new ArrayList<>();
        while (codes.size() < RECOVERY_CODES) {
            codes.add(
                    OneTimePasswords.base32(Secrets.bytes(RECOVERY_LETTERS))
                            .substring(0, RECOVERY_LETTERS));
        }
        var _ =
                accounts.change(
                        id,
                        one ->
                                one.withSecret(
                                        store.secrets().hide(secret),
                                        step.getAsLong(),
                                        codes.stream().map(Secrets::kept).toList()));
        record(id, "second-factor-added", id);
        return Optional.of(codes);
    }

    /// Gives an account another password.
    ///
    /// @throws Problem where it is none
    public void setPassword(String by, String id, String password) {
        String hash = hashed(password);
        if (accounts.change(id, one -> one.withPassword(hash)).isEmpty()) {
            throw noSuch(id);
        }
        attempts.forget(id);
        record(by, "password-set", id);
    }

    private String hashed(String password) {
        if (password.codePointCount(0, password.length()) < LEAST_PASSWORD
                || password.length() > LONGEST_PASSWORD) {
            throw refused(
                    "That password is too short",
                    "A password has at least "
                            + LEAST_PASSWORD
                            + " characters, at most "
                            + LONGEST_PASSWORD
                            + "; any will do, a few words for example.");
        }
        return passwords.hash(password);
    }

    private void check(Account account) {
        if (!account.id().matches(Account.ID)) {
            throw refused(
                    "That user name cannot be kept",
                    "A user name has small letters, digits, dots, dashes: anna.meyer");
        }
        if (!Account.isName(account.name())) {
            throw refused("That name cannot be kept", "A name has 1 to 80 characters.");
        }
        List<String> known = known();
        if (account.roles().isEmpty() || !known.containsAll(account.roles())) {
            throw refused("Which role?", "There are: " + String.join(", ", known) + ".");
        }
    }

    private boolean isLastAdministrator(Account account) {
        return account.roles().contains(ADMINISTRATOR)
                && all().stream()
                                .filter(one -> !one.disabled())
                                .filter(one -> one.roles().contains(ADMINISTRATOR))
                                .count()
                        <= 1;
    }

    private static Problem lastOne() {
        return refused(
                "Nobody else could give roles", "This is the last administrator of this site.");
    }

    private static Problem noSuch(String id) {
        return new Problem(
                ProblemKind.MISSING,
                "No such account",
                "There is no account “" + id + "”.",
                "Go back to the accounts.");
    }

    private static Problem refused(String title, String message) {
        return new Problem(
                ProblemKind.INCOMPLETE, title, message, "Go back, correct it, and send it again.");
    }

    private void record(String by, String action, String detail) {
        store.record(new Attribution(by, clock.instant(), action), null, detail);
    }

    // --- invitations ---

    /// Whether nobody can give roles yet.
    public boolean needsAdministrator() {
        return all().stream()
                .noneMatch(one ->
                        !one.disabled()
                                && one.roles().contains(ADMINISTRATOR)
                                && !one.password().isEmpty());
    }

    /// A secret that makes the first administrator.
    public String firstInvitation() {
        return invite("");
    }

    /// A secret by which somebody chooses a password.
    public String invite(String account) {
        String secret = Secrets.fresh();
        invitations.keep(
                Secrets.kept(secret), new Invitation(account, clock.instant().plus(INVITATION)));
        return secret;
    }

    /// Whom a secret invites: the user name, empty for the first administrator; empty where it
    /// invites nobody.
    public Optional<String> invited(String secret) {
        return invitations
                .one(Secrets.kept(secret))
                .filter(one -> clock.instant().isBefore(one.until()))
                .map(Invitation::account)
                .filter(one -> !one.isEmpty() || needsAdministrator());
    }

    /// Uses an invitation up.
    ///
    /// @param id the user name of a first administrator
    /// @param name their name
    public Account accept(String secret, String id, String name, String password) {
        String account =
                invited(secret)
                        .orElseThrow(() ->
                                new Problem(
                                        ProblemKind.MISSING,
                                        "This link is no longer good",
                                        "It was used, or a day has passed.",
                                        "Ask an administrator for another; of a new server, start"
                                                + " it again."));
        String hash = hashed(password);
        Account accepted;
        if (account.isEmpty()) {
            accepted =
                    make(
                            id,
                            Account.fresh(id, name, List.of(ADMINISTRATOR), "")
                                    .withRoles(List.of(ADMINISTRATOR), false, id, ""));
        } else {
            accepted = account(account).orElseThrow(() -> noSuch(account));
        }
        if (!invitations.remove(Secrets.kept(secret))) {
            throw noSuch(account);
        }
        var _ = accounts.change(accepted.id(), one -> one.withPassword(hash));
        attempts.forget(accepted.id());
        record(accepted.id(), "password-set", accepted.id());
        return accepted;
    }

    /// An account of a made-up site, without a password.
    public Account made(String id, String name, List<String> roles) {
        Account made = Account.fresh(id, name, roles, "");
        return accounts.add(id, made) ? made : accounts.one(id).orElse(made);
    }

    /// Roles that can be given; that of senders of messages is theirs alone.
    public static List<String> known() {
        return RoleTable.standard().roles().stream()
                .map(Role::code)
                .filter(role -> !NOT_OF_ACCOUNTS.contains(role))
                .toList();
    }
}
