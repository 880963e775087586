package org.osteon.records.apps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Scope;
import org.osteon.access.Scopes;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.records.people.Sessions;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;

/// What people let programs do, and the codes and tokens that show it. A token says nothing by
/// itself: whoever shows it is looked up, so that a program that is shut, an account that is shut
/// and a grant that is taken back count at once.
public final class AppGrants {
    /// How long a token for data lasts.
    public static final Duration ACCESS = Duration.ofMinutes(30);

    /// The same, of a program that works on its own and can always get another.
    public static final Duration ACCESS_ALONE = Duration.ofMinutes(5);

    private static final Duration CODE = Duration.ofMinutes(1);
    private static final Duration OFFLINE = Duration.ofDays(30);
    private static final Duration ONLINE = Duration.ofHours(12);
    private static final String ACCESS_PREFIX = "osteon-access.";
    private static final Pattern REFRESH =
            Pattern.compile("osteon-refresh\\.([0-9a-f]{64})\\.([0-9a-f]{64})");

    private final ChartStore store;
    private final Apps apps;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Clock clock;
    private final Notes<Code> codes;
    private final Notes<Grant> grants;
    private final Notes<Token> tokens;

    public AppGrants(
            ChartStore store, Apps apps, Accounts accounts, Sessions sessions, Clock clock) {
        this.store = store;
        this.apps = apps;
        this.accounts = accounts;
        this.sessions = sessions;
        this.clock = clock;
        this.codes = new Notes<>(store, "app-code", Code.class);
        this.grants = new Notes<>(store, "app-grant", Grant.class);
        this.tokens = new Notes<>(store, "app-token", Token.class);
    }

    /// What somebody agreed to.
    ///
    /// @param account who
    /// @param role as what they work
    /// @param session the secret of their sign-in
    /// @param scopes what they let it do
    /// @param patient whose chart it is opened with; empty: nobody's
    /// @param banner whether the program has to say whose chart it is
    /// @param nonce what the statement of who they are repeats; may be empty
    public record Consent(
            App app,
            String account,
            String role,
            String session,
            ScopeRequest scopes,
            String patient,
            boolean banner,
            String nonce) {}

    /// @param redirect where the browser was sent back to
    /// @param challenge of which the program knows what it was made of (PKCE)
    /// @param nonce missing in codes of before there was any
    record Code(
            String redirect,
            String challenge,
            Instant until,
            boolean used,
            @Nullable String nonce) {
        Code asUsed() {
            return new Code(redirect, challenge, until, true, nonce);
        }
    }

    /// @param refresh what is kept of the token that is good for the next ones; empty: there is
    ///   none
    record Grant(
            String app,
            String account,
            String role,
            String session,
            String scopes,
            String patient,
            boolean banner,
            String refresh,
            Instant begun,
            Instant until) {
        Grant with(String kept, Instant end) {
            return new Grant(
                    app, account, role, session, scopes, patient, banner, kept, begun, end);
        }
    }

    /// @param grant from which it comes; empty: the program works on its own
    record Token(String grant, String app, String scopes, Instant made, Instant until) {}

    /// What came of asking for tokens.
    public sealed interface Answer {
        /// Here they are.
        ///
        /// @param refresh good once, for the next ones; empty: there are none
        /// @param patient whose chart it is opened with
        /// @param told who signed in, where the program is told
        record Issued(
                String access,
                Duration lasts,
                String scopes,
                Optional<String> refresh,
                Optional<String> patient,
                boolean banner,
                Optional<IdentityTokens.Told> told)
                implements Answer {}

        /// They are not given.
        ///
        /// @param error as OAuth calls it
        /// @param words in words
        record Refused(String error, String words) implements Answer {}
    }

    /// Who shows a token of data.
    ///
    /// @param account for whom it asks; empty: for itself
    /// @param role as what
    public record Shown(App app, Optional<String> account, String role, Scopes scopes) {}

    /// What is told of a token to who may ask.
    public record Said(
            App app,
            Optional<String> account,
            String scopes,
            Optional<String> patient,
            Instant made,
            Instant until) {}

    /// A program that somebody let in, as they see it.
    ///
    /// @param id by which it is taken back; no secret
    public record LetIn(String id, String title, String scopes, String patient, Instant begun) {}

    // --- being let in ---

    /// Writes down what somebody agreed to.
    ///
    /// @return a code that is good for tokens, once and soon
    public String agree(Consent consent, String redirect, String challenge) {
        Instant now = clock.instant();
        sweep(now);
        String grant = Secrets.fresh();
        grants.keep(
                Secrets.kept(grant),
                new Grant(
                        consent.app().id(),
                        consent.account(),
                        consent.role(),
                        Secrets.kept(consent.session()),
                        consent.scopes().text(),
                        consent.patient(),
                        consent.banner(),
                        "",
                        now,
                        now.plus(ACCESS).plus(CODE)));
        String code = grant + "." + Secrets.fresh();
        codes.keep(
                Secrets.kept(code),
                new Code(redirect, challenge, now.plus(CODE), false, consent.nonce()));
        record(
                consent.account(),
                "app-let-in",
                consent.app().id() + ": " + consent.scopes().text());
        return code;
    }

    /// Gives tokens for a code. A code that is shown twice was stolen: nothing that came of it is
    /// good any more.
    public Answer exchange(App app, String code, String redirect, String verifier) {
        boolean[] first = new boolean[1];
        Optional<Code> found =
                codes.change(
                        Secrets.kept(code),
                        one -> {
                            first[0] = !one.used();
                            return one.asUsed();
                        });
        String secret = code.substring(0, Math.max(0, code.indexOf('.')));
        Optional<Grant> grant = grants.one(Secrets.kept(secret));
        if (found.isEmpty() || grant.isEmpty() || !grant.get().app().equals(app.id())) {
            return new Answer.Refused("invalid_grant", "there is no such code for this program");
        }
        Code one = found.get();
        if (!first[0]) {
            end(Secrets.kept(secret), app, "a code was shown twice");
            return new Answer.Refused("invalid_grant", "this code was used before");
        }
        if (!clock.instant().isBefore(one.until())) {
            return new Answer.Refused("invalid_grant", "this code has ended");
        }
        if (!one.redirect().equals(redirect)) {
            return new Answer.Refused("invalid_grant", "the redirect_uri is another one");
        }
        if (!Pkce.isOf(verifier, one.challenge())) {
            return new Answer.Refused(
                    "invalid_grant", "the code_verifier is not what the challenge was made of");
        }
        return issue(
                secret,
                grant.get(),
                grant.get().scopes(),
                IdentityTokens.Told.of(grant.get().account(), grant.get().scopes(), one.nonce()));
    }

    /// Gives the next tokens. A token that is not the latest was copied: nothing of that grant is
    /// good any more.
    ///
    /// @param wanted fewer scopes; empty: the same
    public Answer refresh(App app, String token, String wanted) {
        Matcher form = REFRESH.matcher(token);
        Optional<Grant> found =
                form.matches() ? grants.one(Secrets.kept(form.group(1))) : Optional.empty();
        Instant now = clock.instant();
        if (found.isEmpty()
                || !found.get().app().equals(app.id())
                || found.get().refresh().isEmpty()
                || !now.isBefore(found.get().until())) {
            return new Answer.Refused("invalid_grant", "there is no such token for this program");
        }
        Grant grant = found.get();
        String id = Secrets.kept(form.group(1));
        if (!isLatest(grant, form.group(2))) {
            end(id, app, "a token was shown twice");
            return new Answer.Refused("invalid_grant", "this token was used before");
        }
        if (accounts.account(grant.account()).isEmpty()) {
            end(id, app, "the account is shut");
            return new Answer.Refused("invalid_grant", "whoever let it in may no longer");
        }
        ScopeRequest all = ScopeRequest.of(grant.scopes());
        if (!all.words().contains(ScopeRequest.OFFLINE) && !sessions.holds(grant.session())) {
            end(id, app, "signed out");
            return new Answer.Refused("invalid_grant", "whoever let it in has signed out");
        }
        String scopes = grant.scopes();
        if (!wanted.isBlank()) {
            ScopeRequest less = ScopeRequest.of(wanted);
            ScopeRequest both = less.within(grant.scopes());
            boolean wider = !less.unknown().isEmpty() || !all.covers(less);
            if (wider || both.isEmpty()) {
                return new Answer.Refused("invalid_scope", "that is more than was granted");
            }
            scopes = less.text();
        }
        return issue(form.group(1), grant, scopes, Optional.empty());
    }

    /// The public program that a token for the next ones was given to: such a program may leave out
    /// who it is (RFC 6749, 6).
    public Optional<App> ofRefresh(String token) {
        Matcher form = REFRESH.matcher(token);
        return form.matches()
                ? grants.one(Secrets.kept(form.group(1)))
                        .flatMap(one -> apps.app(one.app()))
                        .filter(app -> app.kind() == App.Kind.PUBLIC)
                : Optional.empty();
    }

    private static boolean isLatest(Grant grant, String secret) {
        return Secrets.isKept(secret, grant.refresh());
    }

    /// @param grantId the secret part of a refresh token
    private Answer issue(
            String grantId, Grant before, String scopes, Optional<IdentityTokens.Told> told) {
        Instant now = clock.instant();
        ScopeRequest granted = ScopeRequest.of(before.scopes());
        boolean offline = granted.words().contains(ScopeRequest.OFFLINE);
        boolean online = granted.words().contains(ScopeRequest.ONLINE);
        String secret = offline || online ? Secrets.fresh() : "";
        boolean[] mine = new boolean[1];
        Optional<Grant> after =
                grants.change(
                        Secrets.kept(grantId),
                        one -> {
                            mine[0] = one.refresh().equals(before.refresh());
                            return mine[0] && !secret.isEmpty()
                                    ? one.with(
                                            Secrets.kept(secret),
                                            offline ? now.plus(OFFLINE) : one.begun().plus(ONLINE))
                                    : one;
                        });
        if (after.isEmpty() || !mine[0]) {
            // Somebody showed the same at the same time.
            grants.remove(Secrets.kept(grantId));
            return new Answer.Refused("invalid_grant", "this was used before");
        }
        String access = access(Secrets.kept(grantId), before.app(), scopes, now.plus(ACCESS));
        return new Answer.Issued(
                access,
                ACCESS,
                scopes,
                secret.isEmpty()
                        ? Optional.empty()
                        : Optional.of("osteon-refresh." + grantId + "." + secret),
                Optional.of(before.patient()).filter(one -> !one.isEmpty()),
                before.banner(),
                told);
    }

    private String access(String grant, String app, String scopes, Instant until) {
        String access = ACCESS_PREFIX + Secrets.fresh();
        tokens.keep(Secrets.kept(access), new Token(grant, app, scopes, clock.instant(), until));
        return access;
    }

    /// Gives a program a token of its own: only what it was registered for of a system's.
    public Answer alone(App app, String wanted) {
        if (app.kind() != App.Kind.KEY || app.role().isEmpty()) {
            return new Answer.Refused(
                    "unauthorized_client", "this program is not registered to work on its own");
        }
        ScopeRequest asked = ScopeRequest.of(wanted).within(app.scopes());
        Scopes system =
                new Scopes(
                        asked.data().all().stream()
                                .filter(one -> one.level() == Scope.Level.SYSTEM)
                                .toList(),
                        Optional.empty());
        if (system.isEmpty()) {
            return new Answer.Refused(
                    "invalid_scope", "none of these system/ scopes is registered for this program");
        }
        Instant now = clock.instant();
        sweep(now);
        String access = access("", app.id(), system.text(), now.plus(ACCESS_ALONE));
        return new Answer.Issued(
                access,
                ACCESS_ALONE,
                system.text(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    // --- showing tokens ---

    /// Whether a text could be a token of data.
    public static boolean isAccess(String text) {
        return text.startsWith(ACCESS_PREFIX);
    }

    /// Who shows this token; empty where it is of no use, or no longer.
    public Optional<Shown> shown(String access) {
        return said(access)
                .filter(one -> isAccess(access))
                .map(one ->
                        new Shown(
                                one.app(),
                                one.account(),
                                one.account().isEmpty()
                                        ? one.app().role()
                                        : tokens.one(Secrets.kept(access))
                                                .flatMap(token -> grants.one(token.grant()))
                                                .map(Grant::role)
                                                .orElse(""),
                                Scopes.of(one.scopes(), one.patient())));
    }

    /// What is known of a token, of data or for the next ones; empty where it is of no use.
    public Optional<Said> said(String token) {
        Instant now = clock.instant();
        Matcher form = REFRESH.matcher(token);
        if (form.matches()) {
            return grants.one(Secrets.kept(form.group(1)))
                    .filter(one -> isLatest(one, form.group(2)) && now.isBefore(one.until()))
                    .flatMap(one -> of(one, one.scopes(), one.begun(), one.until()));
        }
        if (!isAccess(token)) {
            return Optional.empty();
        }
        return tokens.one(Secrets.kept(token))
                .filter(one -> now.isBefore(one.until()))
                .flatMap(one ->
                        one.grant().isEmpty()
                                ? apps.app(one.app())
                                        .filter(app -> app.kind() == App.Kind.KEY)
                                        .map(app ->
                                                new Said(
                                                        app,
                                                        Optional.empty(),
                                                        one.scopes(),
                                                        Optional.empty(),
                                                        one.made(),
                                                        one.until()))
                                : grants.one(one.grant())
                                        .flatMap(grant ->
                                                of(grant, one.scopes(), one.made(), one.until())));
    }

    private Optional<Said> of(Grant grant, String scopes, Instant made, Instant until) {
        return apps.app(grant.app())
                .filter(_ -> accounts.account(grant.account()).isPresent())
                .map(app ->
                        new Said(
                                app,
                                Optional.of(grant.account()),
                                scopes,
                                Optional.of(grant.patient()).filter(one -> !one.isEmpty()),
                                made,
                                until));
    }

    // --- ending ---

    /// A program gives a token back; of others nothing is touched.
    public void revoke(App app, String token) {
        Matcher form = REFRESH.matcher(token);
        if (form.matches()) {
            String id = Secrets.kept(form.group(1));
            if (grants.one(id).filter(one -> one.app().equals(app.id())).isPresent()) {
                end(id, app, "given back");
            }
        } else if (isAccess(token)) {
            String id = Secrets.kept(token);
            if (tokens.one(id).filter(one -> one.app().equals(app.id())).isPresent()) {
                tokens.remove(id);
            }
        }
    }

    /// The programs that somebody let in.
    public List<LetIn> of(String account) {
        Instant now = clock.instant();
        return grants
                .ids(one -> one.account().equals(account) && now.isBefore(one.until()))
                .stream()
                .flatMap(id ->
                        grants.one(id).stream()
                                .map(one ->
                                        new LetIn(
                                                id,
                                                apps.app(one.app())
                                                        .map(App::title)
                                                        .orElse(one.app()),
                                                one.scopes(),
                                                one.patient(),
                                                one.begun())))
                .sorted(Comparator.comparing(LetIn::begun).reversed())
                .toList();
    }

    /// Somebody takes back what they let a program do.
    public void takeBack(String account, String id) {
        Optional<Grant> one = grants.one(id).filter(it -> it.account().equals(account));
        if (one.isPresent() && grants.remove(id)) {
            record(account, "app-taken-back", one.get().app());
        }
    }

    /// Ends all that somebody let in: the account was shut, or its password is another.
    public void endAll(String account) {
        grants.ids(one -> one.account().equals(account)).forEach(grants::remove);
    }

    private void end(String id, App app, String why) {
        if (grants.remove(id)) {
            record(app.title(), "app-grant-ended", app.id() + ": " + why);
        }
    }

    private void sweep(Instant now) {
        codes.ids(one -> now.isAfter(one.until().plus(ACCESS))).forEach(codes::remove);
        tokens.ids(one -> now.isAfter(one.until())).forEach(tokens::remove);
        grants.ids(one -> now.isAfter(one.until())).forEach(grants::remove);
    }

    private void record(String by, String action, String detail) {
        store.record(new Attribution(by, clock.instant(), action), null, detail);
    }
}
