package org.osteon.hla.typing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.LocusTyping.Genotype;

/// Reads GL Strings (reference, section 4). Antigens such as `A2` are accepted as tokens too. Phase
/// (`~`) is read but not used: the genes of a phased part become loci of their own.
final class GlStringReader {
    private static final Pattern STRANGE = Pattern.compile("[^A-Za-z0-9:*/+~|^?_-]");
    private static final Pattern GENE = Pattern.compile("(HLA-)?[A-Za-z0-9_-]+");
    private static final Pattern ANTIGEN = Pattern.compile("(?i)(HLA-)?(A|B|CW|C|DR|DQ)\\d{1,4}");

    /// One copy of one part: its lists by gene.
    private record Copy(Map<Gene, String> lists, int column) {}

    private static final Pattern ANY_DRB = Pattern.compile("(?i)DRB(X|345)(?=\\*(NNNN|UUUU))");
    private static final Pattern UNTYPED = Pattern.compile("(?i)(HLA-)?UUUU");

    private final TypingReader reader;
    private String whole = "";
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Gene> seen = EnumSet.noneOf(Gene.class);
    private final Map<Locus, Set<Genotype>> genotypes = new EnumMap<>(Locus.class);
    private final List<Position> alternativeDrb = new ArrayList<>();

    GlStringReader(TypingReader reader) {
        this.reader = reader;
    }

    Reading<Typing> read(String given) {
        var text = given.strip();
        whole = text.toUpperCase(Locale.ROOT);
        int column = 1;
        for (String part : text.split("\\^", -1)) {
            readPart(part, column);
            column += part.length() + 1;
        }
        if (findings.stream().anyMatch(finding -> finding.code() == Code.E_LOCUS_TWICE)) {
            return new Reading<>(Typing.of(List.of()), findings);
        }
        var typings = new ArrayList<LocusTyping>();
        genotypes.forEach((locus, alternatives) ->
                typings.add(LocusTyping.of(locus, List.copyOf(alternatives))));
        if (!alternativeDrb.isEmpty()) {
            var drb = AlternativeDrbGenes.combine(alternativeDrb);
            findings.addAll(drb.findings());
            typings.add(drb.value());
        }
        return new Reading<>(Typing.of(typings), findings);
    }

    private void readPart(String part, int column) {
        var strange = STRANGE.matcher(part);
        if (strange.find()) {
            error(
                    Code.E_SYNTAX,
                    part.substring(strange.start(), strange.end()),
                    column + strange.start(),
                    "A GL String has no \""
                            + part.substring(strange.start(), strange.end())
                            + "\".");
            return;
        }
        if (part.indexOf('?') >= 0) {
            findings.add(
                    new Finding(
                            Code.W_NOT_COUNTED,
                            "",
                            0,
                            part,
                            column,
                            "A sequence that fits several genes (?) is kept as text and not"
                                    + " counted.",
                            ""));
            return;
        }
        var alternatives = new ArrayList<List<Copy>>();
        var genes = EnumSet.noneOf(Gene.class);
        int at = column;
        for (String genotype : part.split("\\|", -1)) {
            var copies = readGenotype(genotype, at, genes);
            if (copies == null) {
                return;
            }
            alternatives.add(copies);
            at += genotype.length() + 1;
        }
        if (genes.isEmpty()) {
            return;
        }
        boolean phased = part.indexOf('~') >= 0;
        if (!phased && genes.stream().map(Locus::of).distinct().count() > 1) {
            error(
                    Code.E_MIXED_LOCI,
                    part,
                    column,
                    "One genotype names several genes: " + genes + ".");
            return;
        }
        for (Gene gene : genes) {
            if (!seen.add(gene)) {
                error(
                        Code.E_LOCUS_TWICE,
                        part,
                        column,
                        "HLA-" + gene + " stands in two parts separated by ^.");
            }
        }
        for (Gene gene : genes) {
            if (gene.mayBeAbsent()) {
                collectAlternativeDrb(alternatives.getFirst(), gene);
            } else {
                collect(alternatives, gene);
            }
        }
    }

    /// The copies of one genotype, or null after an error.
    private @Nullable List<Copy> readGenotype(String genotype, int column, Set<Gene> genes) {
        var parts = reservedWordsWithGenes(genotype).split("\\+", -1);
        var copies = new ArrayList<Copy>();
        int at = column;
        for (String part : parts) {
            var lists = new EnumMap<Gene, String>(Gene.class);
            for (String list : part.split("~", -1)) {
                if (!readList(list, at, lists)) {
                    return null;
                }
                at += list.length() + 1;
            }
            genes.addAll(lists.keySet());
            copies.add(new Copy(lists, column));
        }
        if (parts.length > 2) {
            error(
                    Code.E_TOO_MANY_ALLELES,
                    genotype,
                    column,
                    parts.length + " copies, but a person has two.");
            return null;
        }
        return copies;
    }

    /// Gives `UUUU` the genes of the other copy, and `DRBX*NNNN` one of DRB3, DRB4 and DRB5: that
    /// of the other copy, else one that the rest of the text does not name.
    private String reservedWordsWithGenes(String genotype) {
        var text = genotype;
        if (ANY_DRB.matcher(text).find()) {
            var upper = text.toUpperCase(Locale.ROOT);
            var genes = Locus.DRBX.genes();
            var gene =
                    genes.stream()
                            .filter(one -> upper.contains(one + "*"))
                            .findFirst()
                            .or(() ->
                                    genes.stream()
                                            .filter(one -> !whole.contains(one + "*"))
                                            .findFirst())
                            .orElse(genes.getFirst());
            text = ANY_DRB.matcher(text).replaceAll(gene.name());
        }
        var parts = text.split("\\+", -1);
        for (int i = 0; parts.length == 2 && i < 2; i++) {
            var other = parts[1 - i];
            if (UNTYPED.matcher(parts[i]).matches() && other.indexOf('*') > 0) {
                var words = new ArrayList<String>();
                for (String list : other.split("~", -1)) {
                    words.add(list.substring(0, Math.max(0, list.indexOf('*'))) + "*UUUU");
                }
                parts[i] = String.join("~", words);
            }
        }
        return String.join("+", parts);
    }

    private boolean readList(String list, int column, Map<Gene, String> lists) {
        Gene listGene = null;
        boolean counted = true;
        int at = column;
        for (String token : list.split("/", -1)) {
            if (token.isEmpty()) {
                error(Code.E_SYNTAX, list, at, "An allele is missing here.");
                return false;
            }
            int star = token.indexOf('*');
            if (UNTYPED.matcher(list).matches()) {
                return true;
            }
            if (star < 0 && !ANTIGEN.matcher(token).matches()) {
                error(
                        Code.E_SYNTAX,
                        token,
                        at,
                        "\"" + token + "\" names no gene; write gene, star, name.");
                return false;
            }
            if (star == 0
                    || star == token.length() - 1
                    || (star > 0 && !GENE.matcher(token.substring(0, star)).matches())) {
                error(Code.E_SYNTAX, token, at, "\"" + token + "\" is not gene, star, name.");
                return false;
            }
            var gene = star < 0 ? geneOfAntigen(token) : geneOf(token.substring(0, star));
            if (gene == null && !Gene.isShownOnly(token.substring(0, star))) {
                findings.add(
                        TypingReader.unknownGene("", token.substring(0, star), token).atColumn(at));
                return false;
            }
            if (gene == null) {
                counted = false;
            } else if (listGene != null && gene != listGene) {
                error(
                        Code.E_MIXED_LOCI,
                        list,
                        at,
                        "One list names HLA-" + listGene + " and HLA-" + gene + ".");
                return false;
            } else {
                listGene = gene;
            }
            at += token.length() + 1;
        }
        if (!counted || listGene == null) {
            findings.add(
                    new Finding(
                            Code.W_NOT_COUNTED,
                            "",
                            0,
                            list,
                            column,
                            list + " is of a gene that is shown but not counted.",
                            ""));
        } else if (lists.putIfAbsent(listGene, list) != null) {
            error(
                    Code.E_LOCUS_TWICE,
                    list,
                    column,
                    "HLA-" + listGene + " stands twice on one chromosome.");
        }
        return true;
    }

    private static @Nullable Gene geneOf(String name) {
        return Gene.named(name).orElse(null);
    }

    private static Gene geneOfAntigen(String token) {
        var upper = TypingReader.withoutPrefix(token).toUpperCase(Locale.ROOT);
        return switch (upper) {
            case "DR51" -> Gene.DRB5;
            case "DR52" -> Gene.DRB3;
            case "DR53" -> Gene.DRB4;
            default ->
                    switch (upper.charAt(0)) {
                        case 'A' -> Gene.A;
                        case 'B' -> Gene.B;
                        case 'C' -> Gene.C;
                        default -> upper.startsWith("DR") ? Gene.DRB1 : Gene.DQB1;
                    };
        };
    }

    private void collect(List<List<Copy>> alternatives, Gene gene) {
        var locus = Locus.of(gene);
        var found = new LinkedHashSet<Genotype>();
        for (List<Copy> copies : alternatives) {
            var positions = positions(copies, gene);
            if (positions == null) {
                return;
            }
            if (positions.isEmpty()) {
                continue;
            }
            var second = positions.size() > 1 ? positions.get(1) : untypedLike(positions.get(0));
            var pair = TypingReader.pair(locus, positions.get(0), second, findings);
            found.addAll(pair.value().genotypes());
        }
        if (!found.isEmpty()) {
            genotypes.put(locus, found);
        }
    }

    private Position untypedLike(Position position) {
        return reader.position(position.gene(), "").value();
    }

    private void collectAlternativeDrb(List<Copy> copies, Gene gene) {
        var positions = positions(copies, gene);
        if (positions != null) {
            alternativeDrb.addAll(positions);
        }
    }

    /// The positions of a gene in the copies that hold it, or null after an error.
    private @Nullable List<Position> positions(List<Copy> copies, Gene gene) {
        var positions = new ArrayList<Position>(2);
        boolean failed = false;
        for (Copy copy : copies) {
            var list = copy.lists().get(gene);
            if (list != null) {
                var reading = reader.position(gene, list);
                int number = positions.size() + 1;
                reading.findings()
                        .forEach(finding ->
                                findings.add(finding.at(number).atColumn(copy.column())));
                failed |= reading.hasError();
                positions.add(reading.value());
            }
        }
        return failed ? null : positions;
    }

    private void error(Code code, String token, int column, String sentence) {
        findings.add(new Finding(code, "", 0, token, column, sentence, ""));
    }
}
