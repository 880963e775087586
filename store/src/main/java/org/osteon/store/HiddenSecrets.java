package org.osteon.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Small secrets that the server must know as they are (of a second factor, a signing key), as the
/// database may hold them: hidden by the key that is kept outside it (AES-256-GCM), so that whoever
/// reads the database or a copy of it has none of them. A store without a key keeps them as they
/// are; those that it kept before it had one are read as they are.
public final class HiddenSecrets {
    private static final String SIGN = "hidden:";

    private final Database database;

    HiddenSecrets(Database database) {
        this.database = database;
    }

    /// As the database may hold it.
    public String hide(String secret) {
        AuditKey key = database.key();
        if (key == null || secret.isEmpty()) {
            return secret;
        }
        return SIGN
                + Base64.getEncoder()
                        .encodeToString(
                                SealedBytes.seal(
                                        key.ofSecrets(), secret.getBytes(StandardCharsets.UTF_8)));
    }

    /// As it was.
    ///
    /// @throws StoreException where the key that hid it is not this one
    public String show(String kept) {
        if (!kept.startsWith(SIGN)) {
            return kept;
        }
        AuditKey key = database.key();
        if (key == null) {
            throw unusable("the store is open without it");
        }
        byte[] bytes = Base64.getDecoder().decode(kept.substring(SIGN.length()));
        return SealedBytes.open(key.ofSecrets(), bytes)
                .map(open -> new String(open, StandardCharsets.UTF_8))
                .orElseThrow(() -> unusable("a secret in the store was hidden by another"));
    }

    /// Whether it can be shown: not, where the key that hid it is lost.
    public boolean shows(String kept) {
        try {
            return !show(kept).isEmpty();
        } catch (StoreException _) {
            return false;
        }
    }

    private StoreException unusable(String why) {
        return new StoreException(new StoreProblem.KeyUnusable(database.location(), why));
    }
}
