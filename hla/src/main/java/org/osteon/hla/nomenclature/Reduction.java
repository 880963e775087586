package org.osteon.hla.nomenclature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osteon.hla.nomenclature.Antigens.Antigen;

/// The ways to write a typing shorter (reference, section 6.2), under the names that the common
/// Python tool uses. Names come out sorted and without repeats.
public enum Reduction {
    /// Every full allele.
    W,
    /// Three fields: the same coding sequence.
    EXON,
    /// Two fields where that name has one ARD protein, else the ARD name.
    U2,
    /// G groups, as the release names them; alleles that stand alone as they are.
    G,
    /// P groups, else two fields; nulls as they are.
    P,
    /// ARD names with a little g.
    LG,
    /// ARD names: what frequency sets are written in.
    LGX,
    /// Antigens.
    S,
    /// First fields.
    FIRST_FIELD;

    /// The mode of this name; `1F` is [#FIRST_FIELD].
    public static Optional<Reduction> named(String text) {
        var name = text.strip().toUpperCase(Locale.ROOT);
        if (name.equals("1F")) {
            return Optional.of(FIRST_FIELD);
        }
        for (Reduction mode : values()) {
            if (mode.name().equals(name)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /// Reduces candidate alleles of a gene. Nulls beside expressed candidates are left out where a
    /// mode names proteins.
    public List<String> reduce(GeneAlleles gene, UnitSet alleles) {
        var counted = alleles.toBitSet();
        if (this != W && this != EXON && this != G) {
            var expressed = alleles.toBitSet();
            alleles.forEach(allele -> {
                if (gene.isNull(allele)) {
                    expressed.clear(allele);
                }
            });
            if (!expressed.isEmpty()) {
                counted = expressed;
            }
        }
        if (this == EXON) {
            return threeFields(gene, alleles);
        }
        if (this == S) {
            return antigens(gene, UnitSet.of(counted));
        }
        var names = new TreeMap<AlleleName, TreeSet<String>>();
        counted.stream()
                .forEach(allele -> {
                    var text = name(gene, allele);
                    names.computeIfAbsent(gene.name(allele).cut(2), _ -> new TreeSet<>()).add(text);
                });
        return names.values().stream()
                .flatMap(TreeSet::stream)
                .distinct()
                .sorted(Reduction::byFields)
                .toList();
    }

    private String name(GeneAlleles gene, int allele) {
        var name = gene.name(allele);
        var prefix = gene.gene() + "*";
        return switch (this) {
            case W, EXON, S -> name.toString();
            case U2 -> twoFieldsOrArd(gene, allele);
            case G -> gene.gGroup(allele).map(prefix::concat).orElse(name.toString());
            case P ->
                    gene.isNull(allele)
                            ? name.toString()
                            : gene.pGroup(allele)
                                    .map(prefix::concat)
                                    .orElse(name.cut(2).toString());
            case LG ->
                    gene.ardName(allele) < gene.unitCount()
                            ? gene.ardNameText(gene.ardName(allele)) + "g"
                            : gene.ardNameText(gene.ardName(allele));
            case LGX -> gene.ardNameText(gene.ardName(allele));
            case FIRST_FIELD -> name.cut(1).toString();
        };
    }

    private static String twoFieldsOrArd(GeneAlleles gene, int allele) {
        var twoFields = gene.name(allele).cut(2).with(gene.name(allele).suffix());
        var same = gene.startingWith(twoFields).toBitSet();
        boolean one =
                same.stream().filter(i -> !gene.isNull(i)).map(gene::ardName).distinct().count()
                        <= 1;
        return one ? twoFields.toString() : gene.ardNameText(gene.ardName(allele));
    }

    /// A suffix stays when all the candidates under the shortened name carry it.
    private static List<String> threeFields(GeneAlleles gene, UnitSet alleles) {
        Map<AlleleName, TreeSet<Suffix>> suffixes = new TreeMap<>();
        alleles.forEach(allele ->
                suffixes.computeIfAbsent(gene.name(allele).cut(3), _ -> new TreeSet<>())
                        .add(gene.name(allele).suffix()));
        var names = new ArrayList<String>();
        suffixes.forEach((name, found) ->
                names.add((found.size() == 1 ? name.with(found.first()) : name).toString()));
        return List.copyOf(names);
    }

    private static List<String> antigens(GeneAlleles gene, UnitSet alleles) {
        var numbers = new TreeSet<Integer>();
        alleles.forEach(allele -> {
            for (int antigen : gene.antigens(allele)) {
                numbers.add(antigen);
            }
        });
        return numbers.stream()
                .map(number -> new Antigen(gene.gene().antigenLocus(), number).toString())
                .toList();
    }

    /// Fields as numbers, then the shorter name, then the suffix (reference, section 2).
    private static int byFields(String x, String y) {
        var xs = x.split("[*:]", -1);
        var ys = y.split("[*:]", -1);
        for (int i = 1; i < Math.min(xs.length, ys.length); i++) {
            int difference = Integer.compare(number(xs[i]), number(ys[i]));
            if (difference != 0) {
                return difference;
            }
        }
        int difference = Integer.compare(xs.length, ys.length);
        return difference != 0 ? difference : x.compareTo(y);
    }

    /// The digits before a suffix: `1` of `01G`.
    private static int number(String field) {
        int end = 0;
        while (end < field.length() && Character.isDigit(field.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Integer.parseInt(field.substring(0, end));
    }
}
