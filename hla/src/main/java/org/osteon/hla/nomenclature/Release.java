package org.osteon.hla.nomenclature;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osteon.hla.nomenclature.Antigens.Antigen;

/// One IPD-IMGT/HLA release in memory. Immutable; several can be loaded side by side.
///
/// Units are numbered per locus: those of a locus with one gene as in [GeneAlleles], those of DRB3,
/// DRB4 and DRB5 one after another, followed by one number for "gene absent".
public final class Release {
    private static final int LONGEST_CHAIN_OF_RENAMES = 5;

    private final String version;
    private final Map<Gene, GeneAlleles> genes;
    private final Antigens antigens;
    private final FormerNames formerNames;
    private final Supplier<ProteinFeatures> proteinFeatures;
    private final Contents contents;

    /// How many names the allele list holds over all genes, and how many of them by suffix.
    public record Contents(int alleles, Map<Suffix, Integer> bySuffix, int gGroups, int pGroups) {}

    Release(
            String version,
            Map<Gene, GeneAlleles> genes,
            Antigens antigens,
            FormerNames formerNames,
            Supplier<ProteinFeatures> proteinFeatures,
            Contents contents) {
        this.version = version;
        this.genes = new EnumMap<>(genes);
        this.antigens = antigens;
        this.formerNames = formerNames;
        this.proteinFeatures = proteinFeatures;
        this.contents = contents;
    }

    /// Reads a release as published. Fails with a sentence that names the file when it cannot be
    /// read, or when the release breaks a rule that matching rests on.
    public static Release read(ReleaseFiles files) throws IOException {
        return new ReleaseReader(files).read();
    }

    /// The release delivered with this library.
    public static Release delivered() throws IOException {
        return read(ReleaseFiles.delivered());
    }

    /// For example `3.58.0`.
    public String version() {
        return version;
    }

    /// How much the release holds.
    public Contents contents() {
        return contents;
    }

    FormerNames formerNames() {
        return formerNames;
    }

    /// The alleles of a gene.
    public GeneAlleles gene(Gene gene) {
        var alleles = genes.get(gene);
        if (alleles == null) {
            throw new IllegalStateException("release " + version + " was built without " + gene);
        }
        return alleles;
    }

    /// Antigens with their splits and associated antigens.
    public Antigens antigens() {
        return antigens;
    }

    /// Leader and ligand residues, read from the protein sequences when first asked for.
    public ProteinFeatures proteinFeatures() {
        return proteinFeatures.get();
    }

    /// What to add to a gene's unit or ARD name to get its number at the locus.
    public int offset(Gene gene) {
        int offset = 0;
        for (Gene before : Locus.of(gene).genes()) {
            if (before == gene) {
                return offset;
            }
            offset += gene(before).ardNameCount();
        }
        throw new IllegalStateException("unreachable");
    }

    /// The locus-wide number that stands for an absent gene.
    public int absent(Locus locus) {
        return locus.genes().stream().mapToInt(gene -> gene(gene).ardNameCount()).sum();
    }

    /// The text of a locus-wide unit or ARD name number.
    public String text(Locus locus, int number) {
        int rest = number;
        for (Gene gene : locus.genes()) {
            int count = gene(gene).ardNameCount();
            if (rest < count) {
                return gene(gene).ardNameText(rest);
            }
            rest -= count;
        }
        return "absent";
    }

    /// Whether an antigen of this number exists at a locus such as `Cw`.
    public boolean isKnown(Antigen antigen) {
        return antigens.isKnown(antigen);
    }

    /// Finds what a written allele name of this gene stands for now: fields and suffix, with or
    /// without colons, of a valid, renamed or deleted name (reference, sections 2 and 5.2).
    public Resolution resolve(Gene gene, String fields) {
        return resolve(gene, fields, 0);
    }

    private Resolution resolve(Gene gene, String fields, int renames) {
        boolean old = isOld(fields);
        if (!old) {
            var name = AlleleName.read(gene, fields);
            if (name.isPresent()) {
                var alleles = gene(gene).startingWith(name.get());
                if (!alleles.isEmpty()) {
                    return new Resolution.Found(alleles, name.get(), renames > 0, false);
                }
            }
        }
        var fate = formerNames.deleted(gene.name() + "*" + fields);
        if (fate.isPresent()) {
            var successor = fate.get().successor();
            if (successor.isEmpty() || renames == LONGEST_CHAIN_OF_RENAMES) {
                return new Resolution.Deleted(old, fate.get().reason());
            }
            return markOld(resolve(gene, successor, renames + 1), old);
        }
        if (!old) {
            return new Resolution.Unknown(false);
        }
        var since2010 = formerNames.since2010(gene.name() + "*" + fields);
        if (since2010.isPresent()) {
            var next = since2010.get();
            return next.equals("None")
                    ? new Resolution.Deleted(true, "")
                    : markOld(resolve(gene, next.substring(next.indexOf('*') + 1), renames), true);
        }
        var pairs =
                cutIntoPairs(fields)
                        .map(cut -> markOld(resolve(gene, cut, renames), true))
                        .orElse(new Resolution.Unknown(true));
        return pairs instanceof Resolution.Unknown ? family(gene, fields).orElse(pairs) : pairs;
    }

    /// A first field of four digits looks like an old name, but since DPB1*1000 there are such.
    private Optional<Resolution> family(Gene gene, String fields) {
        return AlleleName.read(gene, fields)
                .map(name ->
                        new Resolution.Found(gene(gene).startingWith(name), name, false, false))
                .filter(found -> !found.alleles().isEmpty())
                .map(found -> found);
    }

    private static Resolution markOld(Resolution resolution, boolean old) {
        if (!old) {
            return resolution;
        }
        return switch (resolution) {
            case Resolution.Found(var alleles, var name, var renamed, _) ->
                    new Resolution.Found(alleles, name, renamed, true);
            case Resolution.Deleted(_, var reason) -> new Resolution.Deleted(true, reason);
            case Resolution.Unknown _ -> new Resolution.Unknown(true);
        };
    }

    /// Names from before 2010 have no colon and at least four digits.
    private static boolean isOld(String fields) {
        return fields.length() >= 4 && fields.indexOf(':') < 0;
    }

    private static Optional<String> cutIntoPairs(String fields) {
        int digits = fields.length();
        while (digits > 0 && Character.isLetter(fields.charAt(digits - 1))) {
            digits--;
        }
        if (digits % 2 != 0 || digits < 4 || digits > 8) {
            return Optional.empty();
        }
        var cut = new StringBuilder();
        for (int i = 0; i < digits; i += 2) {
            cut.append(i == 0 ? "" : ":").append(fields, i, i + 2);
        }
        return Optional.of(cut.append(fields, digits, fields.length()).toString());
    }
}
