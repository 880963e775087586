package org.osteon.store;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secret by which a store's audit is sealed, in a file outside the database: whoever can write
/// the database and not read this file can neither change an entry nor write the chain anew unseen.
/// Seals are HMAC-SHA-256 (RFC 2104); heads are signed with Ed25519 (RFC 8032), so that the public
/// half shows to anybody that a head is ours.
final class AuditKey {
    private static final String HMAC = "HmacSHA256";
    private static final String SIGNATURE = "Ed25519";
    private static final int SECRET_BYTES = 32;

    private final long from;
    private final SecretKeySpec secret;
    private final PrivateKey signing;
    private final PublicKey verifying;

    private AuditKey(long from, byte[] secret, PrivateKey signing, PublicKey verifying) {
        this.from = from;
        this.secret = new SecretKeySpec(secret, HMAC);
        this.signing = signing;
        this.verifying = verifying;
    }

    /// A new secret.
    ///
    /// @param from the first entry that it seals
    static AuditKey generate(long from) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        try {
            KeyPair pair = KeyPairGenerator.getInstance(SIGNATURE).generateKeyPair();
            return new AuditKey(from, secret, pair.getPrivate(), pair.getPublic());
        } catch (GeneralSecurityException e) {
            throw everyPlatformHas(e);
        }
    }

    /// Reads one.
    ///
    /// @throws IOException where there is none, or it is not one
    static AuditKey read(Path file) throws IOException {
        Properties lines = new Properties();
        lines.load(new StringReader(Files.readString(file)));
        try {
            KeyFactory factory = KeyFactory.getInstance(SIGNATURE);
            return new AuditKey(
                    Long.parseLong(lines.getProperty("from", "")),
                    bytes(lines, "secret"),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(lines, "signing"))),
                    factory.generatePublic(new X509EncodedKeySpec(bytes(lines, "verifying"))));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IOException("not a key of an audit", e);
        }
    }

    private static byte[] bytes(Properties lines, String name) {
        return Base64.getDecoder().decode(lines.getProperty(name, "").strip());
    }

    /// Keeps it in a file that only its owner can read, on disk when this returns: whoever sees the
    /// file sees all of it.
    void write(Path file) throws IOException {
        Properties lines = new Properties();
        Base64.Encoder base64 = Base64.getEncoder();
        lines.setProperty("from", Long.toString(from));
        lines.setProperty("secret", base64.encodeToString(secret.getEncoded()));
        lines.setProperty("signing", base64.encodeToString(signing.getEncoded()));
        lines.setProperty("verifying", base64.encodeToString(verifying.getEncoded()));
        StringWriter text = new StringWriter();
        lines.store(
                text,
                "The key of an Osteon audit. Keep a copy apart from the database and its backups.");
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        PrivateFiles.create(part);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// What tells it from others, and nobody what it is.
    String name() {
        return FieldHash.of(verifying.getEncoded()).toString();
    }

    /// The first entry that it seals.
    long from() {
        return from;
    }

    /// What nobody can make who has not the secret.
    Hash seal(Hash sealed) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return Hash.wrap(mac.doFinal(sealed.bytes()));
        } catch (GeneralSecurityException e) {
            throw everyPlatformHas(e);
        }
    }

    /// What hides secrets in the database: another key than what seals, made of the same secret.
    SecretKeySpec ofSecrets() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return new SecretKeySpec(
                    mac.doFinal("osteon secrets at rest".getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw everyPlatformHas(e);
        }
    }

    /// A signature of a head.
    byte[] sign(Hash signed) {
        return sign(signed.bytes());
    }

    /// A signature of whatever else; a head's is one of 32 bytes.
    byte[] sign(byte[] signed) {
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(signing);
            signature.update(signed);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw everyPlatformHas(e);
        }
    }

    boolean hasSigned(Hash signed, byte[] by) {
        return hasSigned(signed.bytes(), by);
    }

    boolean hasSigned(byte[] signed, byte[] by) {
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initVerify(verifying);
            signature.update(signed);
            return signature.verify(by);
        } catch (java.security.SignatureException _) {
            return false;
        } catch (GeneralSecurityException e) {
            throw everyPlatformHas(e);
        }
    }

    private static IllegalStateException everyPlatformHas(GeneralSecurityException e) {
        return new IllegalStateException(
                "every Java platform has " + HMAC + " and " + SIGNATURE, e);
    }
}
