package org.osteon.hla.typing;

import java.util.ArrayList;
import java.util.List;
import org.osteon.hla.nomenclature.Locus;

/// Brings reports of DRB3, DRB4 and DRB5 together into one locus: a chromosome carries one of them
/// or none (reference, section 8).
final class AlternativeDrbGenes {
    private AlternativeDrbGenes() {}

    static Reading<LocusTyping> combine(List<Position> positions) {
        var findings = new ArrayList<Finding>();
        var present = new ArrayList<Position>();
        Position absent = null;
        Position open = null;
        for (Position position : positions) {
            switch (position.kind()) {
                case UNTYPED -> open = position.isBlank() ? open : position;
                case ABSENT -> absent = position;
                case TYPED, NULL, NEW -> present.add(position);
            }
        }
        if (present.size() > 2) {
            findings.add(
                    Finding.of(
                            Code.E_TOO_MANY_ALLELES,
                            Locus.DRBX.name(),
                            String.join(" ", present.stream().map(Position::text).toList()),
                            present.size()
                                    + " alleles of DRB3, DRB4 and DRB5 together, but a"
                                    + " person has at most two.",
                            ""));
            return new Reading<>(LocusTyping.untyped(Locus.DRBX), findings);
        }
        if (present.isEmpty()) {
            return absent == null
                    ? new Reading<>(LocusTyping.untyped(Locus.DRBX), findings)
                    : pair(absent, open == null ? absent : open, findings);
        }
        if (present.size() == 2) {
            return pair(present.get(0), present.get(1), findings);
        }
        if (absent != null) {
            return pair(present.getFirst(), absent, findings);
        }
        if (open != null) {
            return pair(present.getFirst(), open, findings);
        }
        findings.add(TypingReader.homozygous(present.getFirst()));
        return pair(present.getFirst(), present.getFirst(), findings);
    }

    private static Reading<LocusTyping> pair(
            Position first, Position second, List<Finding> findings) {
        return new Reading<>(
                LocusTyping.of(Locus.DRBX, List.of(new LocusTyping.Genotype(first, second))),
                findings);
    }
}
