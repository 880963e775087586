package org.osteon.hla.typing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.AlleleName;
import org.osteon.hla.nomenclature.Antigens.Antigen;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.UnitSet;
import org.osteon.hla.typing.Position.Form;
import org.osteon.hla.typing.Position.Kind;
import org.osteon.hla.typing.TokenReader.Meaning;

/// Reads positions, loci and whole typings under one release and one table of multiple allele
/// codes. Positions are remembered, as registries repeat the same few hundred thousand tokens. Safe
/// for many threads.
public final class TypingReader {
    private static final String UNTYPED = "UUUU";
    private static final String ABSENT = "NNNN";
    private static final int LONGEST_REMEMBERED = 4096;
    private static final int REMEMBERED_POSITIONS = 300_000;
    private static final Pattern ANTIGEN = Pattern.compile("(A|B|CW|C|DR|DQ)(\\d{1,4})");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,4}");
    private static final Pattern SECOND_FIELD = Pattern.compile("\\d{2,5}[A-Z]?");
    private static final Pattern HAS_STRANGE_CHARACTER = Pattern.compile("[^A-Za-z0-9:*/-]");

    private final Release release;
    private final TokenReader tokens;
    private final Map<Gene, Map<String, Reading<Position>>> remembered = new EnumMap<>(Gene.class);

    /// A reader in the names of one release.
    public TypingReader(Release release, MultipleAlleleCodes codes) {
        this.release = release;
        this.tokens = new TokenReader(release, codes);
        for (Gene gene : Gene.values()) {
            remembered.put(gene, new ConcurrentHashMap<>());
        }
    }

    /// The release whose names are read.
    public Release release() {
        return release;
    }

    /// One position of a gene's field: any input form, `/` lists included. A blank is untyped.
    public Reading<Position> position(Gene gene, String text) {
        var stripped = text.strip();
        var known = remembered.computeIfAbsent(gene, _ -> new ConcurrentHashMap<>());
        var reading = known.get(stripped);
        if (reading == null) {
            reading = readPosition(gene, stripped);
            if (!reading.hasError() && stripped.length() <= LONGEST_REMEMBERED) {
                if (known.size() >= REMEMBERED_POSITIONS) {
                    known.clear();
                }
                known.put(stripped, reading);
            }
        }
        return reading;
    }

    /// Both positions of a gene. One blank is read as homozygous; an error in either leaves the
    /// locus untyped.
    public Reading<LocusTyping> locus(Gene gene, String first, String second) {
        var one = position(gene, first);
        var two = position(gene, second);
        var findings = new ArrayList<Finding>();
        one.findings().forEach(finding -> findings.add(finding.at(1)));
        two.findings().forEach(finding -> findings.add(finding.at(2)));
        var locus = Locus.of(gene);
        if (one.hasError() || two.hasError()) {
            return new Reading<>(LocusTyping.untyped(locus), findings);
        }
        return pair(locus, one.value(), two.value(), findings);
    }

    /// Two positions become a locus typing; where one is blank the other counts twice. `UUUU`
    /// beside an allele stays open.
    static Reading<LocusTyping> pair(
            Locus locus, Position one, Position two, List<Finding> findings) {
        if (one.isUntyped() && two.isUntyped()) {
            return new Reading<>(LocusTyping.untyped(locus), findings);
        }
        var first = one.isBlank() ? two : one;
        var second = two.isBlank() ? one : two;
        if (one.isBlank() || two.isBlank()) {
            findings.add(homozygous(first));
        }
        return new Reading<>(
                LocusTyping.of(locus, List.of(new LocusTyping.Genotype(first, second))), findings);
    }

    static Finding homozygous(Position position) {
        return Finding.of(
                Code.W_HOMOZYGOUS_ASSUMED,
                position.gene().name(),
                position.text(),
                "One value only: read as homozygous " + position.text() + ".",
                "");
    }

    /// The two fields of a gene in a table, as given.
    public record Fields(String first, String second) {}

    /// A whole typing from the fields of a table. Loci with an error stay untyped.
    public Reading<Typing> fields(Map<Gene, Fields> fields) {
        var findings = new ArrayList<Finding>();
        var typings = new ArrayList<LocusTyping>();
        var alternativeDrb = new ArrayList<Position>();
        fields.forEach((gene, both) -> {
            if (gene.mayBeAbsent()) {
                var first = position(gene, both.first());
                var second = position(gene, both.second());
                findings.addAll(first.findings());
                findings.addAll(second.findings());
                alternativeDrb.add(first.value());
                alternativeDrb.add(second.value());
            } else {
                var reading = locus(gene, both.first(), both.second());
                findings.addAll(reading.findings());
                typings.add(reading.value());
            }
        });
        if (!alternativeDrb.isEmpty()) {
            var drb = AlternativeDrbGenes.combine(alternativeDrb);
            findings.addAll(drb.findings());
            typings.add(drb.value());
        }
        return new Reading<>(Typing.of(typings), findings);
    }

    /// A whole typing from a GL String (reference, section 4).
    public Reading<Typing> glString(String text) {
        return new GlStringReader(this).read(text);
    }

    private Reading<Position> readPosition(Gene gene, String text) {
        if (text.isEmpty()) {
            return new Reading<>(untyped(gene, text), List.of());
        }
        if (isReserved(gene, text, UNTYPED)) {
            return new Reading<>(open(gene), List.of());
        }
        var findings = new ArrayList<Finding>();
        var position = readList(gene, text, findings);
        return new Reading<>(position == null ? untyped(gene, text) : position, findings);
    }

    /// Whether a token is this reserved word, alone or after the gene; DRB3, DRB4 and DRB5 also
    /// answer to `DRBX`.
    private static boolean isReserved(Gene gene, String text, String word) {
        var token = withoutPrefix(text).toUpperCase(Locale.ROOT);
        if (!token.endsWith(word)) {
            return false;
        }
        var head = token.substring(0, token.length() - word.length());
        return head.isEmpty()
                || head.equals("*")
                || (head.endsWith("*")
                        && (Gene.named(head.substring(0, head.length() - 1))
                                        .filter(named -> named == gene)
                                        .isPresent()
                                || (gene.mayBeAbsent() && head.equals(Locus.DRBX.name() + "*"))));
    }

    /// `UUUU`: any unit of the locus, an absent gene among them where it may be absent.
    private Position open(Gene gene) {
        var locus = Locus.of(gene);
        var units = new BitSet();
        for (Gene one : locus.genes()) {
            int offset = release.offset(one);
            units.set(offset, offset + release.gene(one).unitCount());
        }
        if (gene.mayBeAbsent()) {
            units.set(release.absent(locus));
        }
        var any = UnitSet.of(units);
        return new Position(
                Kind.UNTYPED, gene, gene + "*" + UNTYPED, Form.OTHER, UnitSet.empty(), any, any);
    }

    private static Position untyped(Gene gene, String text) {
        return new Position(
                Kind.UNTYPED,
                gene,
                text,
                Form.OTHER,
                UnitSet.empty(),
                UnitSet.empty(),
                UnitSet.empty());
    }

    private @Nullable Position readList(Gene gene, String text, List<Finding> findings) {
        var strange = HAS_STRANGE_CHARACTER.matcher(text);
        if (strange.find()) {
            findings.add(
                    Finding.of(
                                    Code.E_SYNTAX,
                                    gene.name(),
                                    text,
                                    "\""
                                            + text.substring(strange.start(), strange.end())
                                            + "\" does not belong in an HLA typing.",
                                    "")
                            .atColumn(strange.start() + 1));
            return null;
        }
        var meanings = new ArrayList<Meaning>();
        String firstField = "";
        int column = 1;
        for (String part : text.split("/", -1)) {
            int before = findings.size();
            var meaning = readPart(gene, part, firstField, findings);
            for (int i = before; i < findings.size(); i++) {
                findings.set(i, findings.get(i).atColumn(column));
            }
            if (meaning == null) {
                return null;
            }
            meanings.add(meaning);
            firstField = firstField(meaning.text());
            column += part.length() + 1;
        }
        return merge(gene, meanings, findings);
    }

    /// The first field of a token written in full, empty for antigens and special values.
    private static String firstField(String token) {
        int star = token.indexOf('*');
        int colon = token.indexOf(':');
        return star >= 0 && colon > star ? token.substring(star + 1, colon) : "";
    }

    private @Nullable Meaning readPart(
            Gene gene, String part, String firstField, List<Finding> findings) {
        if (part.isEmpty()) {
            findings.add(
                    Finding.of(
                            Code.E_SYNTAX,
                            gene.name(),
                            part,
                            "An allele is missing beside /.",
                            ""));
            return null;
        }
        var token = withoutPrefix(part);
        if (token.isEmpty()) {
            return TokenReader.syntaxError(gene, part, findings);
        }
        int star = token.indexOf('*');
        if (isReserved(gene, part, ABSENT)) {
            return tokens.read(gene, ABSENT, findings);
        }
        if (star > 0) {
            if (Gene.named(token.substring(0, star)).filter(named -> named == gene).isEmpty()) {
                return wrongGene(gene, token, findings);
            }
        }
        if (star >= 0) {
            var body = token.substring(star + 1);
            return body.isEmpty()
                    ? TokenReader.syntaxError(gene, part, findings)
                    : tokens.read(gene, body, findings);
        }
        return readWithoutGene(gene, token, firstField, findings);
    }

    private @Nullable Meaning readWithoutGene(
            Gene gene, String token, String firstField, List<Finding> findings) {
        var upper = token.toUpperCase(Locale.ROOT);
        if (!firstField.isEmpty() && SECOND_FIELD.matcher(upper).matches()) {
            return tokens.read(gene, firstField + ":" + token, findings);
        }
        var antigen = ANTIGEN.matcher(upper);
        if (antigen.matches()) {
            var letters = antigen.group(1).equals("C") ? "CW" : antigen.group(1);
            return letters.equalsIgnoreCase(gene.antigenLocus())
                    ? tokens.serology(gene, Integer.parseInt(antigen.group(2)), findings)
                    : wrongGene(gene, token, findings);
        }
        if (DIGITS.matcher(token).matches() && isAntigenNumber(gene, token)) {
            return tokens.serology(gene, Integer.parseInt(token), findings);
        }
        if (Character.isLetter(token.charAt(0)) && !upper.equals("NEW")) {
            return TokenReader.syntaxError(gene, token, findings);
        }
        return tokens.read(gene, token, findings);
    }

    /// A bare number is an antigen unless it can only be an old allele name such as `0201`.
    private boolean isAntigenNumber(Gene gene, String digits) {
        return digits.length() < 4
                || (digits.charAt(0) != '0'
                        && release.isKnown(
                                new Antigen(gene.antigenLocus(), Integer.parseInt(digits))));
    }

    private static @Nullable Meaning wrongGene(Gene gene, String token, List<Finding> findings) {
        int star = token.indexOf('*');
        if (star > 0) {
            var name = token.substring(0, star);
            if (Gene.named(name).isEmpty() && !Gene.isShownOnly(name)) {
                findings.add(unknownGene(gene.name(), name, token));
                return null;
            }
        }
        findings.add(
                Finding.of(
                        Code.E_LOCUS,
                        gene.name(),
                        token,
                        token + " is not a typing of HLA-" + gene + ".",
                        "Move it to its own locus."));
        return null;
    }

    /// A name of no gene, with the genes that it is one slip away from.
    static Finding unknownGene(String locus, String name, String token) {
        var like = Gene.like(name).stream().map(Gene::name).toList();
        return Finding.of(
                Code.E_LOCUS,
                locus,
                token,
                "There is no gene HLA-" + withoutPrefix(name) + ".",
                like.isEmpty() ? "" : "Did you mean " + String.join(" or ", like) + "?");
    }

    static String withoutPrefix(String token) {
        return token.regionMatches(true, 0, "HLA-", 0, 4) ? token.substring(4) : token;
    }

    private Position merge(Gene gene, List<Meaning> meanings, List<Finding> findings) {
        var kept = new ArrayList<Meaning>(meanings.size());
        var all = new BitSet();
        boolean redundant = false;
        for (Meaning meaning : meanings) {
            if (meaning.kind() == Kind.TYPED) {
                var alleles = meaning.alleles();
                if (alleles.toBitSet().stream().allMatch(all::get)) {
                    redundant = true;
                    continue;
                }
                if (alleles.toBitSet().intersects(all)) {
                    redundant |= kept.removeIf(before -> alleles.containsAll(before.alleles()));
                }
                all.or(alleles.toBitSet());
            }
            kept.add(meaning);
        }
        var text = String.join("/", kept.stream().map(Meaning::text).toList());
        if (redundant) {
            findings.add(
                    Finding.of(
                            Code.W_REDUNDANT_AMBIGUITY,
                            gene.name(),
                            text,
                            "A member is repeated or covered by another; read as " + text + ".",
                            ""));
        }
        if (kept.size() == 1 && kept.getFirst().kind() != Kind.TYPED) {
            return special(gene, kept.getFirst());
        }
        if (kept.stream().anyMatch(meaning -> meaning.kind() == Kind.NEW)) {
            var candidates = new BitSet();
            kept.forEach(meaning -> candidates.or(meaning.alleles().toBitSet()));
            return special(gene, new Meaning(Kind.NEW, Form.OTHER, UnitSet.of(candidates), text));
        }
        var form = kept.size() == 1 ? kept.getFirst().form() : Form.LIST;
        var position = typed(gene, text, form, UnitSet.of(all));
        if (kept.size() > 1
                && !position.isNull()
                && kept.stream().anyMatch(part -> tokens.allNull(gene, part.alleles()))) {
            TokenReader.warnNullDropped(gene, text, findings);
        }
        return position;
    }

    private Position special(Gene gene, Meaning meaning) {
        var locus = Locus.of(gene);
        var units =
                meaning.kind() == Kind.ABSENT
                        ? UnitSet.of(release.absent(locus))
                        : typed(gene, meaning.text(), Form.OTHER, meaning.alleles()).units();
        return new Position(
                meaning.kind(), gene, meaning.text(), Form.OTHER, UnitSet.empty(), units, units);
    }

    private Position typed(Gene gene, String text, Form form, UnitSet alleles) {
        var inGene = release.gene(gene);
        int offset = release.offset(gene);
        var units = new BitSet();
        var explained = new BitSet();
        alleles.forEach(allele -> {
            explained.set(offset + inGene.ardName(allele));
            if (!inGene.isNull(allele)) {
                units.set(offset + inGene.unit(allele));
            }
        });
        var counted = UnitSet.of(units);
        return new Position(
                units.isEmpty() ? Kind.NULL : Kind.TYPED,
                gene,
                text,
                form,
                alleles,
                counted,
                units.equals(explained) ? counted : UnitSet.of(explained));
    }

    /// The alleles of a position as names, for showing what a token means.
    public List<AlleleName> names(Position position) {
        var inGene = release.gene(position.gene());
        return position.alleles().toBitSet().stream().mapToObj(inGene::name).toList();
    }
}
