package org.osteon.app.http.server;

import java.util.Map;
import org.osteon.records.people.Passwords;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/// Passwords as Spring Security hashes them, each hash with the name of what made it, so that a
/// better one can follow.
final class HashedPasswords implements Passwords {
    private static final String NOW = "pbkdf2-2026";
    private static final int SALT_BYTES = 16;

    /// OWASP's advice for PBKDF2 with HMAC-SHA-256.
    private static final int ROUNDS = 600_000;

    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder(
                    NOW,
                    Map.of(
                            NOW,
                            new Pbkdf2PasswordEncoder(
                                    "",
                                    SALT_BYTES,
                                    ROUNDS,
                                    Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm
                                            .PBKDF2WithHmacSHA256)));

    @Override
    public String hash(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("a password has a hash");
        }
        return hash;
    }

    @Override
    public boolean matches(String password, String hash) {
        return encoder.matches(password, hash);
    }
}
