package org.osteon.hla.match;

import java.util.Optional;
import org.osteon.hla.typing.Code;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Position;

/// Whether serology and DNA of the same locus agree, where a laboratory reports both. DNA counts; a
/// disagreement is worth a second look at the sample (reference, section 20,
/// `W_SEROLOGY_CONFLICT`).
public final class SerologyConflict {
    private SerologyConflict() {}

    /// Whether every position was typed by serology.
    public static boolean isSerology(LocusTyping typing) {
        return typing.isTyped()
                && typing.genotypes().stream()
                        .allMatch(pair ->
                                pair.first().form() == Position.Form.SEROLOGY
                                        && pair.second().form() == Position.Form.SEROLOGY);
    }

    /// The warning, where no choice of alleles fits both reports.
    public static Optional<Finding> between(LocusTyping dna, LocusTyping serology) {
        if (!dna.isTyped()
                || !serology.isTyped()
                || LocusComparison.compare(dna, serology).mismatches().min() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        Code.W_SEROLOGY_CONFLICT,
                        dna.locus().name(),
                        0,
                        serology.text(),
                        0,
                        "Serology "
                                + serology.text()
                                + " does not agree with DNA "
                                + dna.text()
                                + "; DNA counts.",
                        "Check whose sample was typed, and type it again."));
    }
}
