package org.osteon.hla.typing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.UnitSet;

/// What is known of one locus: one genotype, or several alternatives when a GL String separates
/// them by `|`. The order of the two positions carries no meaning.
public final class LocusTyping {
    /// A pair of positions, as reported.
    public record Genotype(Position first, Position second) {
        /// The units to count at the first position, after null replacement (reference, section 8).
        public UnitSet countedFirst() {
            return first.isNull() ? second.units() : first.units();
        }

        /// The units to count at the second position, after null replacement.
        public UnitSet countedSecond() {
            return second.isNull() ? first.units() : second.units();
        }

        /// Neither position has a product.
        public boolean bothNull() {
            return first.isNull() && second.isNull();
        }
    }

    private final Locus locus;
    private final List<Genotype> genotypes;

    private LocusTyping(Locus locus, List<Genotype> genotypes) {
        this.locus = locus;
        this.genotypes = genotypes;
    }

    static LocusTyping of(Locus locus, List<Genotype> genotypes) {
        if (genotypes.isEmpty()) {
            throw new IllegalArgumentException(locus + ": a typing needs a genotype");
        }
        return new LocusTyping(locus, List.copyOf(genotypes));
    }

    /// A locus of which nothing is known.
    public static LocusTyping untyped(Locus locus) {
        return new LocusTyping(locus, List.of());
    }

    /// What was typed.
    public Locus locus() {
        return locus;
    }

    /// The alternatives; empty when the locus is untyped.
    public List<Genotype> genotypes() {
        return genotypes;
    }

    /// Whether anything is known.
    public boolean isTyped() {
        return !genotypes.isEmpty();
    }

    /// Whether an alternative has a position without a product.
    public boolean hasNull() {
        return genotypes.stream().anyMatch(pair -> pair.first().isNull() || pair.second().isNull());
    }

    /// The typing as text, one form for all orders: positions sorted inside `+`, genotypes inside
    /// `|`.
    public String text() {
        var parts = new ArrayList<String>(genotypes.size());
        for (Genotype pair : genotypes) {
            var first = canonical(pair.first());
            var second = canonical(pair.second());
            parts.add(first.compareTo(second) <= 0 ? first + "+" + second : second + "+" + first);
        }
        parts.sort(null);
        return String.join("|", parts);
    }

    private static String canonical(Position position) {
        var text = position.text();
        if (text.indexOf('/') < 0) {
            return text;
        }
        var tokens = text.split("/", -1);
        Arrays.sort(tokens);
        return String.join("/", tokens);
    }

    @Override
    public String toString() {
        return isTyped() ? text() : locus + " untyped";
    }
}
