package org.osteon.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// Small secrets that the server must know as they are (of a second factor, a signing key), as the
/// database may hold them: hidden by the key that is kept outside it (AES-256-GCM), so that whoever
/// reads the database or a copy of it has none of them. A store without a key keeps them as they
/// are; those that it kept before it had one are read as they are.
public final class HiddenSecrets {
    private static final String SIGN = "hidden:";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
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
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] hidden =
                worked(key, Cipher.ENCRYPT_MODE, nonce, secret.getBytes(StandardCharsets.UTF_8));
        return SIGN
                + Base64.getEncoder()
                        .encodeToString(
                                ByteBuffer.allocate(nonce.length + hidden.length)
                                        .put(nonce)
                                        .put(hidden)
                                        .array());
    }

    /// As it was.
    ///
    /// @throws StoreException where the key that hid it is not this one
    public String show(String kept) {
        if (!kept.startsWith(SIGN)) {
            return kept;
        }
        byte[] bytes = Base64.getDecoder().decode(kept.substring(SIGN.length()));
        return new String(
                worked(
                        database.key(),
                        Cipher.DECRYPT_MODE,
                        Arrays.copyOf(bytes, NONCE_BYTES),
                        Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length)),
                StandardCharsets.UTF_8);
    }

    private byte[] worked(@Nullable AuditKey key, int mode, byte[] nonce, byte[] bytes) {
        if (key == null) {
            throw unusable("the store is open without it");
        }
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key.ofSecrets(), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException _) {
            throw unusable("a secret in the store was hidden by another");
        }
    }

    private StoreException unusable(String why) {
        return new StoreException(new StoreProblem.KeyUnusable(database.location(), why));
    }
}
