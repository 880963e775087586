package org.osteon.records.apps;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osteon.access.Scope;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;

/// The programs of a site. An administrator registers them; none registers itself.
public final class Apps {
    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST = 2_000;

    private final ChartStore store;
    private final Notes<App> apps;
    private final Clock clock;

    public Apps(ChartStore store, Clock clock) {
        this.store = store;
        this.apps = new Notes<>(store, "app", App.class);
        this.clock = clock;
    }

    /// A program that was registered.
    ///
    /// @param secret shown once; empty where it has none
    public record Registered(App app, Optional<String> secret) {}

    /// All, by name.
    public List<App> all() {
        return apps.all().stream()
                .sorted(Comparator.comparing(App::title, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /// One that is not shut.
    public Optional<App> app(String id) {
        return id.matches(App.ID) ? apps.one(id).filter(one -> !one.disabled()) : Optional.empty();
    }

    /// The one that signs calls of CDS Hooks by this name.
    public Optional<App> issuer(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : all().stream()
                        .filter(one -> !one.disabled() && one.issuer().equals(name))
                        .findFirst();
    }

    /// Registers one.
    ///
    /// @param wanted without a secret
    /// @throws Problem where it cannot be, with the reason
    public Registered register(String by, App wanted) {
        check(wanted);
        Optional<String> secret =
                wanted.kind() == App.Kind.SECRET ? Optional.of(Secrets.fresh()) : Optional.empty();
        App app = wanted.withSecret(secret.map(Secrets::kept).orElse(""));
        if (!apps.add(app.id(), app)) {
            throw refused("There is a program “" + app.id() + "” already.");
        }
        record(by, "app-registered", app.id() + ": " + app.scopes());
        return new Registered(app, secret);
    }

    /// Shuts one, or opens it again. What it was given is of no use from then on.
    public void disable(String by, String id, boolean disabled) {
        if (apps.change(id, one -> one.disabled(disabled)).isEmpty()) {
            throw new Problem(
                    ProblemKind.MISSING,
                    "No such program",
                    "There is no program “" + id + "”.",
                    "Go back to the programs.");
        }
        record(by, disabled ? "app-shut" : "app-opened", id);
    }

    private static void check(App app) {
        if (!app.id().matches(App.ID)) {
            throw refused(
                    "A client_id has 3 to 64 letters, digits, dots, dashes: “"
                            + app.id()
                            + "” cannot be one.");
        }
        if (app.title().isBlank()
                || app.title().length() > LONGEST_TITLE
                || app.title().chars().anyMatch(Character::isISOControl)) {
            throw refused("A program has a name of 1 to " + LONGEST_TITLE + " characters.");
        }
        app.redirects().forEach(Apps::checkRedirect);
        if (!app.launch().isEmpty()) {
            checkLaunch(app.launch());
        }
        ScopeRequest scopes = ScopeRequest.of(app.scopes());
        if (!scopes.unknown().isEmpty()) {
            throw refused(
                    "These are no scopes that can be held to: "
                            + String.join(" ", scopes.unknown())
                            + ". A scope is like patient/Observation.rs?category=laboratory.");
        }
        if (scopes.isEmpty() && app.issuer().isEmpty() && !app.introspects()) {
            throw refused("Say what it may ask for: patient/*.rs, for example.");
        }
        boolean ofPeople =
                scopes.data().has(Scope.Level.PATIENT)
                        || scopes.data().has(Scope.Level.USER)
                        || scopes.tellsWho();
        if (ofPeople && app.redirects().isEmpty()) {
            throw refused("Say where the browser is sent back to (redirect_uri).");
        }
        boolean onItsOwn = scopes.data().has(Scope.Level.SYSTEM) || !app.issuer().isEmpty();
        if (onItsOwn && (app.kind() != App.Kind.KEY || !Accounts.known().contains(app.role()))) {
            throw refused(
                    "A program that works on its own (system/ scopes, hooks) signs with a key, and"
                            + " has a role of this site.");
        }
        if (app.introspects() && app.kind() == App.Kind.PUBLIC) {
            throw refused("A program that asks about tokens of others has a secret or a key.");
        }
    }

    private static void checkRedirect(String text) {
        URI uri = uri(text);
        boolean loopback =
                "http".equals(uri.getScheme())
                        && uri.getHost() != null
                        && List.of("127.0.0.1", "[::1]", "localhost").contains(uri.getHost());
        boolean secure = "https".equals(uri.getScheme()) && uri.getHost() != null;
        boolean ofAnApp =
                uri.getScheme() != null && uri.getScheme().contains(".") && !uri.isOpaque();
        if (!loopback && !secure && !ofAnApp) {
            throw refused(
                    "“"
                            + text
                            + "” cannot be sent back to: https://…, http:// of this machine only, or"
                            + " an app's own like com.example.app:/callback.");
        }
    }

    private static void checkLaunch(String text) {
        URI uri = uri(text);
        if (uri.getHost() == null
                || !("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
            throw refused("“" + text + "” cannot be opened: it is https://… or http://….");
        }
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (text.length() > LONGEST
                    || uri.getRawFragment() != null
                    || uri.getRawUserInfo() != null
                    || text.contains("*")
                    || !uri.isAbsolute()) {
                throw refused(
                        "“" + text + "” is no whole address without a fragment, a name or a star.");
            }
            return uri;
        } catch (URISyntaxException _) {
            throw refused("“" + text + "” is no address.");
        }
    }

    private static Problem refused(String words) {
        return new Problem(
                ProblemKind.INCOMPLETE,
                "That program cannot be registered",
                words,
                "Go back, correct it, and send it again.");
    }

    private void record(String by, String action, String detail) {
        store.record(new Attribution(by, clock.instant(), action), null, detail);
    }
}
