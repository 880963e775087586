package org.osteon.records.apps;

import java.time.Instant;
import java.util.List;
import org.osteon.records.people.Account;

/// A program that an administrator registered.
///
/// @param id its `client_id`
/// @param title as people read it
/// @param kind how it shows that it is it
/// @param redirects where the browser may be sent back to, to the letter
/// @param launch where it is opened from a patient's page; empty: it is not
/// @param scopes the most that it may ask for
/// @param secret what is kept of its secret
/// @param keys its public keys, a JSON Web Key Set
/// @param role as what it works on its own (`system/` scopes, hooks); empty: it does not
/// @param issuer by what name it signs calls of CDS Hooks; empty: it sends none
/// @param introspects whether it may ask about tokens of others
/// @param disabled whether it is shut
public record App(
        String id,
        String title,
        Kind kind,
        List<String> redirects,
        String launch,
        String scopes,
        String secret,
        String keys,
        String role,
        String issuer,
        boolean introspects,
        boolean disabled,
        Instant made) {
    /// What a `client_id` is.
    public static final String ID = "[A-Za-z0-9][A-Za-z0-9._~-]{2,63}";

    public App {
        redirects = List.copyOf(redirects);
    }

    /// How a program shows that it is it.
    public enum Kind {
        /// It cannot keep a secret: a page in a browser, an app on a telephone.
        PUBLIC,
        /// It has a secret.
        SECRET,
        /// It signs with a key of which only the public half is here.
        KEY
    }

    /// On its own, as access knows it: for everybody's patients.
    public Account account() {
        return Account.fresh("app:" + id, title, List.of(role), "");
    }

    App withSecret(String kept) {
        return new App(
                id,
                title,
                kind,
                redirects,
                launch,
                scopes,
                kept,
                keys,
                role,
                issuer,
                introspects,
                disabled,
                made);
    }

    App disabled(boolean now) {
        return new App(
                id,
                title,
                kind,
                redirects,
                launch,
                scopes,
                secret,
                keys,
                role,
                issuer,
                introspects,
                now,
                made);
    }
}
