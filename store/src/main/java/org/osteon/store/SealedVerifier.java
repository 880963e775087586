package org.osteon.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Holds the audit against its key, the heads that were written down, and the file it lies in.
final class SealedVerifier {
    private final Database database;
    private final Optional<SealFiles> seals;
    private final LongConsumer progress;

    SealedVerifier(Database database, Optional<SealFiles> seals, LongConsumer progress) {
        this.database = database;
        this.seals = seals;
        this.progress = progress;
    }

    /// @param known an end of the chain that was kept elsewhere, or null
    Verification run(@Nullable AuditHead known) {
        List<AuditHead> heads = new ArrayList<>();
        AuditKey key = database.key();
        if (key != null && seals.isPresent()) {
            switch (seals.get().heads(key)) {
                case SealFiles.Written(List<AuditHead> written) -> heads.addAll(written);
                case SealFiles.Foreign(String what) -> {
                    return new Verification.Broken(
                            0, "the written heads of the audit", "heads that were signed", what);
                }
            }
        }
        if (known != null) {
            heads.add(known);
        }
        return database.read(session -> {
            Verification verification = new Verifier(session, heads, progress).run();
            return verification instanceof Verification.Intact
                    ? database.damage(session)
                            .<Verification>map(Verification.Broken::ofFile)
                            .orElse(verification)
                    : verification;
        });
    }
}
