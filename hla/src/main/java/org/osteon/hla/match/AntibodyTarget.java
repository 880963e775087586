package org.osteon.hla.match;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osteon.hla.nomenclature.Antigens.Antigen;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.UnitSet;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// What an antibody binds, ready to be looked for in many donors (reference, section 13).
public sealed interface AntibodyTarget {
    /// Whether a donor carries the target.
    enum Presence {
        /// Carried, whatever the open ends of the typing are.
        CERTAIN,
        /// Carried by some candidates, or not typed.
        POSSIBLE,
        /// Carried by no candidate.
        NONE
    }

    /// Whether a donor of this typing carries the target.
    Presence in(Typing donor);

    /// The loci to look at.
    List<Locus> loci();

    /// Reads a specificity; empty when no antigen, epitope or allele of this name exists in the
    /// release.
    static Optional<AntibodyTarget> read(TypingReader reader, String specificity) {
        var parts = specificity.strip().split("(?i)\\s+with\\s+", -1);
        if (parts.length == 2) {
            return single(reader, parts[0])
                    .flatMap(first ->
                            single(reader, parts[1]).map(second -> new Both(first, second)));
        }
        return single(reader, parts[0]).map(target -> target);
    }

    private static Optional<Single> single(TypingReader reader, String text) {
        var release = reader.release();
        var name = text.strip();
        if (name.equalsIgnoreCase("Bw4")) {
            return Optional.of(new Single(release, List.of(Gene.A, Gene.B), new Residue83(true)));
        }
        if (name.equalsIgnoreCase("Bw6")) {
            return Optional.of(new Single(release, List.of(Gene.B), new Residue83(false)));
        }
        int star = name.indexOf('*');
        if (star > 0) {
            return Gene.named(name.substring(0, star))
                    .flatMap(gene -> {
                        var reading = reader.position(gene, name);
                        return reading.hasError() || reading.value().units().isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        new Single(
                                                release,
                                                List.of(gene),
                                                new OneOf(gene, reading.value().units())));
                    });
        }
        return antigen(name)
                .filter(release::isKnown)
                .map(antigen ->
                        new Single(release, List.of(gene(antigen)), new Carries(antigen, release)));
    }

    private static Optional<Antigen> antigen(String name) {
        var matcher = AntigenName.PATTERN.matcher(name.toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var letters = matcher.group(1);
        return Optional.of(
                new Antigen(
                        letters.startsWith("C") ? "Cw" : letters,
                        Integer.parseInt(matcher.group(2))));
    }

    private static Gene gene(Antigen antigen) {
        return switch (antigen.locus()) {
            case "A" -> Gene.A;
            case "B" -> Gene.B;
            case "Cw" -> Gene.C;
            case "DQ" -> Gene.DQB1;
            default ->
                    switch (antigen.number()) {
                        case 51 -> Gene.DRB5;
                        case 52 -> Gene.DRB3;
                        case 53 -> Gene.DRB4;
                        default -> Gene.DRB1;
                    };
        };
    }

    /// How antigens are written.
    final class AntigenName {
        static final Pattern PATTERN = Pattern.compile("(?:HLA-)?(A|B|CW|C|DR|DQ)(\\d{1,4})");

        private AntigenName() {}
    }

    /// Whether one allele carries the target.
    sealed interface Carrier {
        /// Whether the allele of this number in its gene carries it.
        boolean carriedBy(Release release, Gene gene, int allele);
    }

    /// The allele is of one of these units, locus-wide numbers.
    record OneOf(Gene target, UnitSet units) implements Carrier {
        @Override
        public boolean carriedBy(Release release, Gene gene, int allele) {
            return gene == target
                    && units.contains(release.offset(gene) + release.gene(gene).unit(allele));
        }
    }

    /// The allele is assigned to the antigen or to one of its splits or associated antigens.
    final class Carries implements Carrier {
        private final Set<Integer> wanted;

        Carries(Antigen antigen, Release release) {
            wanted = new HashSet<>(release.antigens().descendants(antigen));
        }

        @Override
        public boolean carriedBy(Release release, Gene gene, int allele) {
            for (int assigned : release.gene(gene).antigens(allele)) {
                if (wanted.contains(assigned)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The allele has arginine at 83 (Bw4) or, at B, has not (Bw6).
    record Residue83(boolean arginine) implements Carrier {
        @Override
        public boolean carriedBy(Release release, Gene gene, int allele) {
            return (release.proteinFeatures().residue83(gene, allele) == 'R') == arginine;
        }
    }

    /// One target on the products of certain genes.
    record Single(Release release, List<Gene> genes, Carrier carrier) implements AntibodyTarget {
        @Override
        public List<Locus> loci() {
            return genes.stream().map(Locus::of).distinct().toList();
        }

        @Override
        public Presence in(Typing donor) {
            var best = Presence.NONE;
            for (Locus locus : loci()) {
                var here = at(donor.at(locus));
                if (here.compareTo(best) < 0) {
                    best = here;
                }
            }
            return best;
        }

        private Presence at(LocusTyping typing) {
            if (!typing.isTyped()) {
                return Presence.POSSIBLE;
            }
            boolean inEvery = true;
            boolean inSome = false;
            for (LocusTyping.Genotype genotype : typing.genotypes()) {
                var first = at(genotype.first());
                var second = at(genotype.second());
                var here = first.compareTo(second) < 0 ? first : second;
                inEvery &= here == Presence.CERTAIN;
                inSome |= here != Presence.NONE;
            }
            return inEvery ? Presence.CERTAIN : inSome ? Presence.POSSIBLE : Presence.NONE;
        }

        private Presence at(Position position) {
            if (position.kind() == Position.Kind.NEW || position.isUntyped()) {
                return Presence.POSSIBLE;
            }
            var gene = position.gene();
            int[] counts = new int[2];
            position.alleles()
                    .forEach(allele -> {
                        if (!release.gene(gene).isNull(allele)) {
                            counts[0]++;
                            if (genes.contains(gene) && carrier.carriedBy(release, gene, allele)) {
                                counts[1]++;
                            }
                        }
                    });
            if (counts[1] == 0) {
                return Presence.NONE;
            }
            return counts[0] == counts[1] ? Presence.CERTAIN : Presence.POSSIBLE;
        }
    }

    /// A target formed by two chains together.
    record Both(Single first, Single second) implements AntibodyTarget {
        @Override
        public List<Locus> loci() {
            return List.of(first.loci().getFirst(), second.loci().getFirst());
        }

        @Override
        public Presence in(Typing donor) {
            var one = first.in(donor);
            var other = second.in(donor);
            return one.compareTo(other) > 0 ? one : other;
        }
    }
}
