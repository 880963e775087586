package org.osteon.hla.nomenclature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.Antigens.Antigen;

/// Reads the published files of a release (reference, section 5) and builds the tables of each
/// gene.
final class ReleaseReader {
    private static final int[] NONE = {};

    private final ReleaseFiles files;
    private final Map<Gene, List<AlleleName>> names = new EnumMap<>(Gene.class);
    private final Map<Suffix, Integer> bySuffix = new EnumMap<>(Suffix.class);
    private int alleleCount;
    private String version = "";

    ReleaseReader(ReleaseFiles files) {
        this.files = files;
    }

    Release read() throws IOException {
        readAlleleList(files.text("Allelelist.txt"));
        var hlaNom = files.text("wmda/hla_nom.txt");
        var gLines = linesByGene(files.text("wmda/hla_nom_g.txt"));
        var pLines = linesByGene(files.text("wmda/hla_nom_p.txt"));
        var serologyLines = linesByGene(serologyText());
        var tce = readTce(files.optionalText("tce/dpb_tce.csv"));
        var genes = new EnumMap<Gene, GeneAlleles>(Gene.class);
        for (Gene gene : Gene.values()) {
            genes.put(
                    gene,
                    build(
                            gene,
                            gLines.getOrDefault(gene, List.of()),
                            pLines.getOrDefault(gene, List.of()),
                            serologyLines.getOrDefault(gene, List.of()),
                            tce));
        }
        var antigens =
                Antigens.read(files.text("wmda/rel_ser_ser.txt"), knownAntigens(hlaNom, genes));
        var formerNames = FormerNames.read(hlaNom, files.optionalText("Nomenclature_2009.txt"));
        var contents =
                new Release.Contents(
                        alleleCount,
                        Map.copyOf(bySuffix),
                        genes.values().stream().mapToInt(GeneAlleles::gGroupCount).sum(),
                        genes.values().stream().mapToInt(GeneAlleles::pGroupCount).sum());
        return new Release(version, genes, antigens, formerNames, features(genes), contents);
    }

    /// From 3.64.0 on `rel_dna_ser.txt` has a seventh field and the older layout moves to a
    /// `pre2026` folder. Both are read by the same columns, so the newer file serves where it is
    /// the only one.
    private String serologyText() throws IOException {
        return files.text("wmda/rel_dna_ser.txt");
    }

    private Supplier<ProteinFeatures> features(Map<Gene, GeneAlleles> genes) {
        return new Supplier<>() {
            private volatile @Nullable ProteinFeatures read;

            @Override
            public synchronized ProteinFeatures get() {
                var features = read;
                if (features == null) {
                    try {
                        features = ProteinFeatures.read(files, genes);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    read = features;
                }
                return features;
            }
        };
    }

    private void readAlleleList(String text) throws IOException {
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("#")) {
                int at = line.indexOf("IPD-IMGT/HLA ");
                if (line.startsWith("# version") && at > 0) {
                    version = line.substring(at + 13).strip();
                }
                continue;
            }
            int comma = line.indexOf(',');
            int star = line.indexOf('*');
            if (comma < 0 || star < comma) {
                continue;
            }
            var fields = line.substring(star + 1).strip();
            alleleCount++;
            bySuffix.merge(
                    Suffix.of(fields.charAt(fields.length() - 1)).orElse(Suffix.NONE),
                    1,
                    Integer::sum);
            var gene = Gene.named(line.substring(comma + 1, star));
            if (gene.isPresent()) {
                names.computeIfAbsent(gene.get(), _ -> new ArrayList<>())
                        .add(
                                AlleleName.read(gene.get(), fields)
                                        .orElseThrow(() ->
                                                new IOException(
                                                        "Allelelist.txt: cannot read " + line)));
            }
        }
        if (alleleCount == 0) {
            throw new IOException("Allelelist.txt holds no allele");
        }
    }

    /// Lines of a `wmda` file split at semicolons, by gene, without the gene's own column.
    private static Map<Gene, List<String[]>> linesByGene(String text) {
        var lines = new EnumMap<Gene, List<String[]>>(Gene.class);
        var known = new HashMap<String, Gene>();
        for (Gene gene : Gene.values()) {
            known.put(gene.name() + "*", gene);
        }
        known.put("Cw*", Gene.C);
        for (String line : text.split("\n", -1)) {
            int semicolon = line.indexOf(';');
            if (semicolon < 0 || line.startsWith("#")) {
                continue;
            }
            var gene = known.get(line.substring(0, semicolon));
            if (gene != null) {
                lines.computeIfAbsent(gene, _ -> new ArrayList<>())
                        .add(line.substring(semicolon + 1).stripTrailing().split(";", -1));
            }
        }
        return lines;
    }

    private GeneAlleles build(
            Gene gene,
            List<String[]> gLines,
            List<String[]> pLines,
            List<String[]> serologyLines,
            Map<String, TceGroup[]> tce)
            throws IOException {
        var sorted = names.getOrDefault(gene, List.of()).toArray(new AlleleName[0]);
        Arrays.sort(sorted);
        var indexByFields = new HashMap<String, Integer>(sorted.length * 2);
        for (int i = 0; i < sorted.length; i++) {
            indexByFields.put(sorted[i].fields(), i);
        }
        var gGroups = groups(gLines, indexByFields, sorted.length);
        var pGroups = groups(pLines, indexByFields, sorted.length);
        var unitNames = unitNames(sorted, pGroups);
        var ard = ardNames(sorted, unitNames, gGroups);
        var antigens = new int[sorted.length][];
        Arrays.fill(antigens, NONE);
        for (String[] line : serologyLines) {
            var allele = indexByFields.get(line[0]);
            if (allele != null) {
                antigens[allele] = assigned(line);
            }
        }
        var built =
                new GeneAlleles(
                        gene,
                        sorted,
                        ard.units,
                        ard.ardNames,
                        ard.texts,
                        ard.unitCount,
                        gGroups,
                        pGroups,
                        antigens,
                        gene == Gene.DPB1 ? tceGroups(sorted, tce) : Map.of());
        checkTwoFieldNamesHaveOneUnit(built);
        return built;
    }

    private static GeneAlleles.Groups groups(
            List<String[]> lines, Map<String, Integer> indexByFields, int alleles) {
        int[] ofAllele = new int[alleles];
        Arrays.fill(ofAllele, -1);
        var groupNames = new ArrayList<String>();
        var members = new ArrayList<UnitSet>();
        var byName = new HashMap<String, Integer>();
        for (String[] line : lines) {
            if (line.length < 2 || line[1].isBlank()) {
                continue;
            }
            int group = groupNames.size();
            var indices =
                    UnitSet.of(
                            Arrays.stream(line[0].split("/", -1))
                                    .map(indexByFields::get)
                                    .filter(Objects::nonNull)
                                    .mapToInt(Integer::intValue)
                                    .toArray());
            int number = group;
            indices.forEach(allele -> ofAllele[allele] = number);
            groupNames.add(line[1].strip());
            members.add(indices);
            byName.put(line[1].strip(), group);
        }
        return new GeneAlleles.Groups(
                ofAllele,
                groupNames.toArray(new String[0]),
                members.toArray(new UnitSet[0]),
                byName);
    }

    /// Section 6.1: the P group's two fields, else the allele's own two fields; null for a null.
    private static @Nullable AlleleName[] unitNames(AlleleName[] sorted, GeneAlleles.Groups pGroups)
            throws IOException {
        var unitNames = new @Nullable AlleleName[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            if (!sorted[i].suffix().expressed()) {
                continue;
            }
            int group = pGroups.ofAllele[i];
            if (group < 0) {
                unitNames[i] = sorted[i].cut(2);
            } else {
                var name = pGroups.names[group];
                unitNames[i] =
                        AlleleName.read(sorted[i].gene(), name.substring(0, name.length() - 1))
                                .orElseThrow(() ->
                                        new IOException("hla_nom_p.txt: cannot read " + name));
            }
        }
        return unitNames;
    }

    private static final class ArdNames {
        final int[] units;
        final int[] ardNames;
        final String[] texts;
        final int unitCount;

        ArdNames(int[] units, int[] ardNames, String[] texts, int unitCount) {
            this.units = units;
            this.ardNames = ardNames;
            this.texts = texts;
            this.unitCount = unitCount;
        }
    }

    private static ArdNames ardNames(
            AlleleName[] sorted, @Nullable AlleleName[] unitNames, GeneAlleles.Groups gGroups) {
        var distinctUnits = new TreeSet<AlleleName>();
        for (var unit : unitNames) {
            if (unit != null) {
                distinctUnits.add(unit);
            }
        }
        var numbers = new TreeMap<AlleleName, Integer>();
        distinctUnits.forEach(unit -> numbers.put(unit, numbers.size()));
        int unitCount = numbers.size();
        int[] units = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            var unit = unitNames[i];
            units[i] = unit == null ? GeneAlleles.NO_UNIT : number(numbers, unit);
        }
        int[] ard = units.clone();
        for (int i = 0; i < sorted.length; i++) {
            if (units[i] == GeneAlleles.NO_UNIT) {
                int twin = expressedTwin(i, units, gGroups);
                if (twin >= 0) {
                    ard[i] = twin;
                } else {
                    var own = sorted[i].cut(2).with(Suffix.N);
                    numbers.putIfAbsent(own, numbers.size());
                    ard[i] = number(numbers, own);
                }
            }
        }
        var texts = new String[numbers.size()];
        numbers.forEach((name, number) -> texts[number] = name.toString());
        return new ArdNames(units, ard, texts, unitCount);
    }

    private static int number(Map<AlleleName, Integer> numbers, AlleleName name) {
        var number = numbers.get(name);
        if (number == null) {
            throw new IllegalStateException(name + " was not numbered");
        }
        return number;
    }

    /// The unit of the expressed members of a null's G group, or -1.
    private static int expressedTwin(int allele, int[] units, GeneAlleles.Groups gGroups) {
        int group = gGroups.ofAllele[allele];
        if (group >= 0) {
            for (int member : gGroups.members[group].toArray()) {
                if (units[member] != GeneAlleles.NO_UNIT) {
                    return units[member];
                }
            }
        }
        return -1;
    }

    /// All values of the columns after the allele except `0` (no product) and `?` (none known).
    private static int[] assigned(String[] line) {
        var found = new TreeSet<Integer>();
        for (int column = 1; column < Math.min(line.length, 5); column++) {
            for (String value : line[column].split("/", -1)) {
                var text = value.strip();
                if (!text.isEmpty()
                        && !text.equals("0")
                        && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    found.add(Integer.parseInt(text));
                }
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Map<String, TceGroup[]> readTce(String text) {
        var groups = new HashMap<String, TceGroup[]>();
        for (String line : text.split("\n", -1)) {
            var fields = line.split(",", -1);
            if (fields.length >= 4 && fields[0].startsWith("DPB1*")) {
                groups.put(
                        fields[0].substring(5),
                        new TceGroup[] {TceGroup.read(fields[2]), TceGroup.read(fields[3])});
            }
        }
        return groups;
    }

    private static Map<TceVersion, TceGroup[]> tceGroups(
            AlleleName[] sorted, Map<String, TceGroup[]> tce) {
        var v1 = new TceGroup[sorted.length];
        var v2 = new TceGroup[sorted.length];
        var unassigned = new TceGroup[] {TceGroup.UNASSIGNED, TceGroup.UNASSIGNED};
        for (int i = 0; i < sorted.length; i++) {
            var both = tce.getOrDefault(sorted[i].fields(), unassigned);
            v1[i] = both[0];
            v2[i] = both[1];
        }
        return Map.of(TceVersion.V1, v1, TceVersion.V2, v2);
    }

    /// Matching rests on this rule (section 5.1); a release that breaks it must not be used.
    private void checkTwoFieldNamesHaveOneUnit(GeneAlleles gene) throws IOException {
        for (int i = 1; i < gene.names.length; i++) {
            if (gene.units[i] != GeneAlleles.NO_UNIT
                    && gene.units[i - 1] != GeneAlleles.NO_UNIT
                    && gene.units[i] != gene.units[i - 1]
                    && gene.names[i].cut(2).equals(gene.names[i - 1].cut(2))) {
                throw new IOException(
                        "release "
                                + version
                                + " gives "
                                + gene.names[i].cut(2)
                                + " two different ARD proteins; matching by two fields would be"
                                + " wrong, so it is not loaded");
            }
        }
    }

    private static Set<Antigen> knownAntigens(String hlaNom, Map<Gene, GeneAlleles> genes) {
        var known = new HashSet<Antigen>();
        hlaNom.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(";", -1))
                .filter(fields -> fields.length >= 4 && !fields[0].endsWith("*"))
                .filter(fields -> fields[3].isBlank() && fields[1].matches("\\d+"))
                .forEach(fields -> known.add(new Antigen(fields[0], Integer.parseInt(fields[1]))));
        for (GeneAlleles gene : genes.values()) {
            for (int[] assigned : gene.antigens) {
                for (int antigen : assigned) {
                    known.add(new Antigen(gene.gene().antigenLocus(), antigen));
                }
            }
        }
        return known;
    }
}
