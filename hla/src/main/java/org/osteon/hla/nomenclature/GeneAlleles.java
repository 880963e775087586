package org.osteon.hla.nomenclature;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// All alleles of one gene in one release, sorted by name and known by their index, with what each
/// belongs to.
///
/// The *unit* is what matching compares: alleles with one antigen recognition domain protein are
/// one unit (reference, section 6.1). The *ARD name* (`lgx`, section 6.2) extends this to nulls, so
/// that frequency sets can explain them; ARD names below [#unitCount()] are the units, those above
/// belong to nulls only.
public final class GeneAlleles {
    /// An allele without a product has this in place of a unit.
    public static final int NO_UNIT = -1;

    final Gene gene;
    final AlleleName[] names;
    final int[] units;
    final int[] ardNames;
    final String[] ardNameTexts;
    final int unitCount;
    final Groups gGroups;
    final Groups pGroups;
    final int[][] antigens;
    final Map<TceVersion, TceGroup[]> tceGroups;
    private final Map<String, Integer> ardNameByText = new HashMap<>();

    /// G or P groups: each allele's group or -1, and each group's name and members.
    static final class Groups {
        final int[] ofAllele;
        final String[] names;
        final UnitSet[] members;
        final Map<String, Integer> byName;

        Groups(int[] ofAllele, String[] names, UnitSet[] members, Map<String, Integer> byName) {
            this.ofAllele = ofAllele;
            this.names = names;
            this.members = members;
            this.byName = byName;
        }
    }

    GeneAlleles(
            Gene gene,
            AlleleName[] names,
            int[] units,
            int[] ardNames,
            String[] ardNameTexts,
            int unitCount,
            Groups gGroups,
            Groups pGroups,
            int[][] antigens,
            Map<TceVersion, TceGroup[]> tceGroups) {
        this.gene = gene;
        this.names = names;
        this.units = units;
        this.ardNames = ardNames;
        this.ardNameTexts = ardNameTexts;
        this.unitCount = unitCount;
        this.gGroups = gGroups;
        this.pGroups = pGroups;
        this.antigens = antigens;
        this.tceGroups = tceGroups;
        for (int i = 0; i < ardNameTexts.length; i++) {
            ardNameByText.put(ardNameTexts[i], i);
        }
    }

    /// The gene.
    public Gene gene() {
        return gene;
    }

    /// Alleles of the gene; they are numbered from 0 in the order of their names.
    public int count() {
        return names.length;
    }

    /// The name of the allele of this number.
    public AlleleName name(int allele) {
        return names[allele];
    }

    /// The matching unit of an allele, or [#NO_UNIT] for a null.
    public int unit(int allele) {
        return units[allele];
    }

    /// Units of the gene, numbered from 0.
    public int unitCount() {
        return unitCount;
    }

    /// The ARD name (`lgx`) of an allele, a unit for every expressed allele.
    public int ardName(int allele) {
        return ardNames[allele];
    }

    /// ARD names of the gene: the units, then those of nulls.
    public int ardNameCount() {
        return ardNameTexts.length;
    }

    /// A unit or ARD name as text, e.g. `A*02:01` or `A*01:11N`.
    public String ardNameText(int ardName) {
        return ardNameTexts[ardName];
    }

    /// Whether an allele has no product.
    public boolean isNull(int allele) {
        return units[allele] == NO_UNIT;
    }

    /// The G group's name without gene, e.g. `01:01:01G`; empty when the allele stands alone.
    public Optional<String> gGroup(int allele) {
        int group = gGroups.ofAllele[allele];
        return group < 0 ? Optional.empty() : Optional.of(gGroups.names[group]);
    }

    /// The P group's name without gene, e.g. `01:01P`; empty when the allele stands alone or is
    /// null.
    public Optional<String> pGroup(int allele) {
        int group = pGroups.ofAllele[allele];
        return group < 0 ? Optional.empty() : Optional.of(pGroups.names[group]);
    }

    /// The members of the G group of this name (`01:01:01G`).
    public Optional<UnitSet> gGroupMembers(String name) {
        return members(gGroups, name);
    }

    /// The members of the P group of this name (`01:01P`).
    public Optional<UnitSet> pGroupMembers(String name) {
        return members(pGroups, name);
    }

    int gGroupCount() {
        return gGroups.names.length;
    }

    int pGroupCount() {
        return pGroups.names.length;
    }

    private static Optional<UnitSet> members(Groups groups, String name) {
        return Optional.ofNullable(groups.byName.get(name)).map(group -> groups.members[group]);
    }

    /// The antigens assigned to an allele by any of the sources of `rel_dna_ser.txt`, ascending;
    /// may be empty.
    public int[] antigens(int allele) {
        return antigens[allele];
    }

    /// The DPB1 T-cell epitope group of an allele.
    public TceGroup tceGroup(int allele, TceVersion version) {
        var groups = tceGroups.get(version);
        return groups == null ? TceGroup.UNASSIGNED : groups[allele];
    }

    /// Alleles whose leading fields are all those of `name`; with a suffix in `name` only those
    /// that carry it.
    public UnitSet startingWith(AlleleName name) {
        var bare = name.suffix() == Suffix.NONE ? name : name.with(Suffix.NONE);
        int from = Arrays.binarySearch(names, bare);
        if (from < 0) {
            from = -from - 1;
        }
        var found = new BitSet();
        for (int i = from; i < names.length && names[i].startsWith(bare); i++) {
            if (name.suffix() == Suffix.NONE || names[i].suffix() == name.suffix()) {
                found.set(i);
            }
        }
        return UnitSet.of(found);
    }

    /// Every allele whose ARD name this is.
    public UnitSet withArdName(int ardName) {
        var found = new BitSet();
        for (int i = 0; i < names.length; i++) {
            if (ardNames[i] == ardName) {
                found.set(i);
            }
        }
        return UnitSet.of(found);
    }

    /// Up to `limit` two-field names of the same family that lie nearest, for suggestions.
    public String[] nearest(AlleleName name, int limit) {
        return startingWith(name.cut(1)).toBitSet().stream()
                .mapToObj(i -> names[i].cut(2))
                .distinct()
                .sorted((x, y) ->
                        Integer.compare(
                                Math.abs(x.second() - name.second()),
                                Math.abs(y.second() - name.second())))
                .limit(limit)
                .sorted()
                .map(AlleleName::toString)
                .toArray(String[]::new);
    }
}
