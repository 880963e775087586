package org.osteon.records.people;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.osteon.store.ChartStore;
import org.osteon.store.SealedBytes;

/// Texts that a client is given to bring back, at whichever server of this store: nobody else reads
/// them, and what was changed is none. By a secret that the store keeps, made at the first of them.
public final class SealedTexts {
    private static final String ID = "current";

    private final ChartStore store;
    private final Notes<Kept> secrets;
    private @Nullable SecretKeySpec key;

    public SealedTexts(ChartStore store) {
        this.store = store;
        this.secrets = new Notes<>(store, "text-secret", Kept.class);
    }

    /// @param secret as the database may hold it
    record Kept(String secret) {}

    /// As it is given away, fit for an address.
    public String seal(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SealedBytes.seal(key(), text.getBytes(StandardCharsets.UTF_8)));
    }

    /// What was sealed; empty where nothing was.
    public Optional<String> open(String sealed) {
        try {
            return SealedBytes.open(key(), Base64.getUrlDecoder().decode(sealed))
                    .map(text -> new String(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private synchronized SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            // What a lost key hid is of no use.
            Kept kept =
                    secrets.usable(
                            ID,
                            now -> store.secrets().shows(now.secret()),
                            () -> new Kept(store.secrets().hide(Secrets.fresh())));
            known =
                    new SecretKeySpec(
                            HexFormat.of().parseHex(store.secrets().show(kept.secret())), "AES");
            key = known;
        }
        return known;
    }
}
