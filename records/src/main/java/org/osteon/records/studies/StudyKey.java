package org.osteon.records.studies;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ChartStore;

/// The key of a study, made of the key of the store, which is not in the database: who can read the
/// database alone learns no arm. Ed25519 signs the same bytes in the same way each time (RFC 8032),
/// so that nothing has to be kept; no such signature is ever shown.
final class StudyKey {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String HMAC = "HmacSHA256";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final byte[] secret;
    private final SecureRandom random = new SecureRandom();

    private StudyKey(byte[] secret) {
        this.secret = secret;
    }

    /// The key of a study.
    ///
    /// @throws Problem where the store has no key
    static StudyKey of(ChartStore store, String study) {
        return known(store, study)
                .orElseThrow(() ->
                        new Problem(
                                ProblemKind.REFUSED,
                                "No key",
                                "This store has no key outside its database, and arms would lie"
                                        + " open in it.",
                                "Open the store with a key: osteon serve --db says how."));
    }

    /// The same; empty where the store has no key.
    static Optional<StudyKey> known(ChartStore store, String study) {
        return store.signatures().sign(text(study)).map(StudyKey::hashed);
    }

    /// One made of a secret.
    static StudyKey ofSecret(byte[] secret, String study) {
        return hashed(
                (HexFormat.of().formatHex(secret) + new String(text(study), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] text(String study) {
        return ("osteon study key\n" + study).getBytes(StandardCharsets.UTF_8);
    }

    private static StudyKey hashed(byte[] of) {
        try {
            return new StudyKey(MessageDigest.getInstance("SHA-256").digest(of));
        } catch (GeneralSecurityException e) {
            throw everyPlatformHas(e);
        }
    }

    /// Seals some bytes.
    ///
    /// @param what they are: opened as something else they are refused
    String seal(String what, byte[] open) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] box = cipher(Cipher.ENCRYPT_MODE, what, nonce, open);
        byte[] all = new byte[NONCE + box.length];
        System.arraycopy(nonce, 0, all, 0, NONCE);
        System.arraycopy(box, 0, all, NONCE, box.length);
        return Base64.getEncoder().encodeToString(all);
    }

    /// Opens what was sealed.
    ///
    /// @throws Problem where it is not what was sealed
    byte[] open(String what, String sealed) {
        byte[] all = Base64.getDecoder().decode(sealed);
        byte[] nonce = new byte[NONCE];
        System.arraycopy(all, 0, nonce, 0, NONCE);
        byte[] box = new byte[all.length - NONCE];
        System.arraycopy(all, NONCE, box, 0, box.length);
        return cipher(Cipher.DECRYPT_MODE, what, nonce, box);
    }

    private byte[] cipher(int mode, String what, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(
                    mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(what.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes);
        } catch (javax.crypto.AEADBadTagException e) {
            Problem changed =
                    new Problem(
                            ProblemKind.FAULT,
                            "The allocation cannot be opened",
                            what + " is not what was sealed here, or by another key.",
                            "Restore the store together with its key.");
            changed.initCause(e);
            throw changed;
        } catch (GeneralSecurityException e) {
            throw everyPlatformHas(e);
        }
    }

    /// What nobody can make who has not the key: it binds, and tells nothing.
    String mark(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw everyPlatformHas(e);
        }
    }

    private static IllegalStateException everyPlatformHas(GeneralSecurityException e) {
        return new IllegalStateException("every Java platform has " + CIPHER + " and " + HMAC, e);
    }
}
