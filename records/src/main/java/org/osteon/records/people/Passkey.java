package org.osteon.records.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A passkey of somebody, as it is kept: its public half only.
///
/// @param id what the authenticator calls it, in base64url
/// @param account whose
/// @param label what they call it
/// @param credential the attested credential data of WebAuthn, in base64url: key, id and kind of
///   authenticator
/// @param counter how often the authenticator says that it was used; 0 where it does not count
/// @param synced whether it may be copied to other devices
/// @param used when it let somebody in; null: never
public record Passkey(
        String id,
        String account,
        String label,
        String credential,
        long counter,
        boolean synced,
        Instant made,
        @Nullable Instant used) {

    Passkey used(Instant at, long counted) {
        return new Passkey(id, account, label, credential, counted, synced, made, at);
    }
}
