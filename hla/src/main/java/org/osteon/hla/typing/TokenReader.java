package org.osteon.hla.typing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.AlleleName;
import org.osteon.hla.nomenclature.Antigens.Antigen;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.GeneAlleles;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.Resolution;
import org.osteon.hla.nomenclature.Suffix;
import org.osteon.hla.nomenclature.UnitSet;

/// Reads one token, without `/`, of a known gene into candidate alleles: every input form of
/// section 3 of the reference. Findings go to the given list; an error yields null.
final class TokenReader {
    /// A field with one digit, as in `2:1`: meant are two.
    private static final Pattern ONE_DIGIT = Pattern.compile("(^|:)(\\d)(?!\\d)");

    /// What a token means: its candidates and how it is written in full, with gene and first field.
    record Meaning(Position.Kind kind, Position.Form form, UnitSet alleles, String text) {}

    private static final Pattern FAMILY = Pattern.compile("(\\d{2,3}):?XX");
    private static final Pattern NOVEL = Pattern.compile("(?:(\\d{2,3}):?)?NEW");
    private static final Pattern CODE = Pattern.compile("(\\d{2,3})(:?)([A-Z]{2,})");
    private static final Pattern NAME = Pattern.compile("\\d+(:\\d+)*[A-Za-z]?");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Release release;
    private final MultipleAlleleCodes codes;

    TokenReader(Release release, MultipleAlleleCodes codes) {
        this.release = release;
        this.codes = codes;
    }

    /// `body` is what stands after the star, e.g. `02:01` or `AC`.
    @Nullable Meaning read(Gene gene, String body, List<Finding> findings) {
        var upper = body.toUpperCase(Locale.ROOT);
        if (upper.equals("NNNN")) {
            return absent(gene, findings);
        }
        var novel = NOVEL.matcher(upper);
        if (novel.matches()) {
            return novel(gene, novel.group(1), findings);
        }
        if (body.length() == 2 && NUMBER.matcher(body).matches()) {
            return family(gene, body, findings);
        }
        var family = FAMILY.matcher(upper);
        if (family.matches()) {
            if (upper.indexOf(':') < 0) {
                warnOld(gene, body, findings);
            }
            return family(gene, family.group(1), findings);
        }
        if (body.endsWith("g") || upper.endsWith("ARS")) {
            return littleG(gene, body, findings);
        }
        var code = CODE.matcher(upper);
        if (code.matches()) {
            if (code.group(2).isEmpty()) {
                warnOld(gene, body, findings);
            }
            return multipleAlleleCode(gene, code.group(1), code.group(3), findings);
        }
        if (upper.endsWith("G") || upper.endsWith("P")) {
            return group(gene, upper, findings);
        }
        if (!NAME.matcher(body).matches()) {
            return syntaxError(gene, body, findings);
        }
        return name(gene, upper, findings);
    }

    /// A protein without a name, known at most to the first field.
    private @Nullable Meaning novel(
            Gene gene, @Nullable String firstField, List<Finding> findings) {
        var alleles = UnitSet.range(0, release.gene(gene).count());
        var text = gene + "*NEW";
        if (firstField != null) {
            var family = family(gene, firstField, findings);
            if (family == null) {
                return null;
            }
            alleles = family.alleles();
            text = gene + "*" + firstField + ":NEW";
        }
        findings.add(
                Finding.of(
                        Code.W_NOVEL,
                        gene.name(),
                        text,
                        text + " is a protein without a name: it can match, never for certain.",
                        "Ask the laboratory whether the sequence has been named since."));
        return new Meaning(Position.Kind.NEW, Position.Form.OTHER, alleles, text);
    }

    private @Nullable Meaning absent(Gene gene, List<Finding> findings) {
        if (!gene.mayBeAbsent()) {
            findings.add(
                    Finding.of(
                            Code.E_SYNTAX,
                            gene.name(),
                            "NNNN",
                            "NNNN says that a gene is absent; " + gene + " never is.",
                            "Leave the field blank if it is untyped."));
            return null;
        }
        return new Meaning(
                Position.Kind.ABSENT, Position.Form.OTHER, UnitSet.empty(), gene + "*NNNN");
    }

    private @Nullable Meaning family(Gene gene, String firstField, List<Finding> findings) {
        var text = gene + "*" + firstField + ":XX";
        var name = AlleleName.read(gene, firstField);
        var alleles = name.map(release.gene(gene)::startingWith).orElse(UnitSet.empty());
        if (alleles.isEmpty()) {
            findings.add(
                    Finding.of(
                            Code.E_UNKNOWN_ALLELE,
                            gene.name(),
                            text,
                            "There is no "
                                    + gene
                                    + "*"
                                    + firstField
                                    + " in release "
                                    + release.version()
                                    + ".",
                            ""));
            return null;
        }
        return new Meaning(Position.Kind.TYPED, Position.Form.FAMILY, alleles, text);
    }

    private @Nullable Meaning littleG(Gene gene, String body, List<Finding> findings) {
        int letters = body.endsWith("g") ? 1 : 3;
        var fields = body.substring(0, body.length() - letters);
        var name = AlleleName.read(gene, fields);
        if (name.isEmpty() || name.get().fieldCount() != 2) {
            return syntaxError(gene, body, findings);
        }
        var alleles = release.gene(gene).startingWith(name.get());
        var resolved = name.get();
        if (alleles.isEmpty()) {
            var found = resolve(gene, fields, body, findings);
            if (found == null) {
                return null;
            }
            alleles = found.alleles();
            resolved = found.name();
        }
        var all = new BitSet();
        var inGene = release.gene(gene);
        for (int ardName : ardNames(inGene, alleles)) {
            all.or(inGene.withArdName(ardName).toBitSet());
        }
        return new Meaning(
                Position.Kind.TYPED, Position.Form.GROUP, UnitSet.of(all), resolved.cut(2) + "g");
    }

    /// The units among the alleles, or their nulls' ARD names when none is expressed.
    private static Set<Integer> ardNames(GeneAlleles gene, UnitSet alleles) {
        var units = new TreeSet<Integer>();
        var nulls = new TreeSet<Integer>();
        alleles.forEach(allele -> (gene.isNull(allele) ? nulls : units).add(gene.ardName(allele)));
        return units.isEmpty() ? nulls : units;
    }

    private @Nullable Meaning group(Gene gene, String body, List<Finding> findings) {
        var text = gene + "*" + body;
        var inGene = release.gene(gene);
        var members = body.endsWith("G") ? inGene.gGroupMembers(body) : inGene.pGroupMembers(body);
        if (members.isPresent() && !members.get().isEmpty()) {
            return new Meaning(Position.Kind.TYPED, Position.Form.GROUP, members.get(), text);
        }
        var fields = body.substring(0, body.length() - 1);
        var name = AlleleName.read(gene, fields);
        if (name.isEmpty()) {
            return syntaxError(gene, body, findings);
        }
        findings.add(
                Finding.of(
                        Code.E_GROUP_UNKNOWN,
                        gene.name(),
                        text,
                        "Release " + release.version() + " has no group " + text + ".",
                        groupSuggestion(gene, name.get(), body.endsWith("G"))));
        return null;
    }

    private String groupSuggestion(Gene gene, AlleleName name, boolean g) {
        var inGene = release.gene(gene);
        var alleles = inGene.startingWith(name);
        if (alleles.isEmpty()) {
            return "There is no allele " + name + " either.";
        }
        var groups = new TreeSet<String>();
        alleles.forEach(allele ->
                (g ? inGene.gGroup(allele) : inGene.pGroup(allele))
                        .ifPresent(group -> groups.add(gene + "*" + group)));
        return groups.isEmpty()
                ? name + " stands alone: write it without the letter."
                : name + " is in " + String.join(", ", groups.stream().limit(5).toList()) + ".";
    }

    private @Nullable Meaning multipleAlleleCode(
            Gene gene, String firstField, String code, List<Finding> findings) {
        var text = gene + "*" + firstField + ":" + code;
        var subtype = codes.expand(code);
        if (subtype.isEmpty()) {
            findings.add(
                    Finding.of(
                            Code.E_MAC_UNKNOWN,
                            gene.name(),
                            text,
                            "The multiple allele code "
                                    + code
                                    + " is not in the table of "
                                    + codes.size()
                                    + " codes.",
                            "Load a newer table of codes, or give the alleles."));
            return null;
        }
        var members = subtype.get().split("/", -1);
        boolean specific = members[0].indexOf(':') > 0;
        if (specific && !isMainFamily(firstField, members)) {
            findings.add(
                    Finding.of(
                            Code.E_MAC_FAMILY,
                            gene.name(),
                            text,
                            "The code "
                                    + code
                                    + " lists mainly "
                                    + members[0].substring(0, members[0].indexOf(':'))
                                    + ", not "
                                    + firstField
                                    + ".",
                            "Check the first field or the code."));
            return null;
        }
        var alleles = new BitSet();
        var missing = new ArrayList<String>();
        boolean listsNull = false;
        for (String member : members) {
            var fields = specific ? member : firstField + ":" + member;
            // A member renamed since is left out like any other missing one: the validation set
            // counts so.
            if (release.resolve(gene, fields) instanceof Resolution.Found found
                    && !found.renamed()) {
                alleles.or(found.alleles().toBitSet());
                listsNull |= allNull(gene, found.alleles());
            } else {
                missing.add(gene + "*" + fields);
            }
        }
        if (alleles.isEmpty()) {
            findings.add(
                    Finding.of(
                            Code.E_MAC_EMPTY,
                            gene.name(),
                            text,
                            "No allele of the code "
                                    + code
                                    + " exists in release "
                                    + release.version()
                                    + ": "
                                    + String.join(", ", missing)
                                    + ".",
                            "Check the first field and the code."));
            return null;
        }
        if (!missing.isEmpty()) {
            findings.add(
                    Finding.of(
                            Code.W_MAC_PARTIAL,
                            gene.name(),
                            text,
                            "Not in release "
                                    + release.version()
                                    + " and left out: "
                                    + String.join(", ", missing)
                                    + ".",
                            ""));
        }
        var result = UnitSet.of(alleles);
        if (listsNull && !allNull(gene, result)) {
            warnNullDropped(gene, text, findings);
        }
        return new Meaning(Position.Kind.TYPED, Position.Form.MULTIPLE_ALLELE_CODE, result, text);
    }

    /// The token's first field must be the one that occurs most often in the list, or one of those
    /// tied (section 3.2).
    private static boolean isMainFamily(String firstField, String[] members) {
        Map<String, Integer> counts = new HashMap<>();
        for (String member : members) {
            int colon = member.indexOf(':');
            counts.merge(colon < 0 ? member : member.substring(0, colon), 1, Integer::sum);
        }
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return counts.getOrDefault(firstField, 0) == most;
    }

    static void warnNullDropped(Gene gene, String text, List<Finding> findings) {
        findings.add(
                Finding.of(
                        Code.W_NULL_DROPPED,
                        gene.name(),
                        text,
                        "Null alleles beside expressed ones are not counted.",
                        ""));
    }

    boolean allNull(Gene gene, UnitSet alleles) {
        var inGene = release.gene(gene);
        return alleles.toBitSet().stream().allMatch(inGene::isNull);
    }

    private @Nullable Meaning name(Gene gene, String body, List<Finding> findings) {
        var found = resolve(gene, body, body, findings);
        if (found == null) {
            return null;
        }
        if (found.name().suffix() == Suffix.NONE && allNull(gene, found.alleles())) {
            findings.add(
                    Finding.of(
                            Code.W_SUFFIX_MISSING,
                            gene.name(),
                            found.name().toString(),
                            "Every allele under " + found.name() + " is null.",
                            "Write " + found.name().with(Suffix.N) + " if that is meant."));
        }
        warnExpression(gene, found, findings);
        return new Meaning(
                Position.Kind.TYPED,
                Position.Form.ALLELE,
                found.alleles(),
                found.name().toString());
    }

    private void warnExpression(Gene gene, Resolution.Found found, List<Finding> findings) {
        var suffix =
                found.alleles().size() == 1
                        ? release.gene(gene).name(found.alleles().first()).suffix()
                        : found.name().suffix();
        switch (suffix) {
            case L, S, C, A ->
                    findings.add(
                            Finding.of(
                                    Code.W_LOW_EXPRESSION,
                                    gene.name(),
                                    found.name().toString(),
                                    "Suffix "
                                            + suffix
                                            + ": expressed abnormally, counted as"
                                            + " expressed.",
                                    ""));
            case Q ->
                    findings.add(
                            Finding.of(
                                    Code.W_QUESTIONABLE,
                                    gene.name(),
                                    found.name().toString(),
                                    "Suffix Q: expression is questionable, counted as expressed.",
                                    ""));
            case N, NONE -> {}
        }
    }

    private Resolution.@Nullable Found resolve(
            Gene gene, String fields, String given, List<Finding> findings) {
        var text = gene + "*" + given;
        return switch (release.resolve(gene, fields)) {
            case Resolution.Found found -> {
                if (found.old()) {
                    findings.add(oldName(gene, text, found.name().toString()));
                }
                if (found.renamed()) {
                    findings.add(
                            Finding.of(
                                    Code.W_RENAMED,
                                    gene.name(),
                                    text,
                                    text + " is now " + found.name() + ".",
                                    ""));
                }
                yield found;
            }
            case Resolution.Deleted(_, var reason) -> {
                findings.add(
                        Finding.of(
                                Code.E_DELETED_ALLELE,
                                gene.name(),
                                text,
                                text
                                        + " was deleted without a successor"
                                        + (reason.isEmpty() ? "." : ": " + reason + "."),
                                "Ask the laboratory for the present name."));
                yield null;
            }
            case Resolution.Unknown _ -> {
                var nearest =
                        AlleleName.read(gene, ONE_DIGIT.matcher(fields).replaceAll("$10$2"))
                                .map(name -> release.gene(gene).nearest(name, 3))
                                .orElse(new String[0]);
                findings.add(
                        Finding.of(
                                Code.E_UNKNOWN_ALLELE,
                                gene.name(),
                                text,
                                "Release " + release.version() + " has no " + text + ".",
                                nearest.length == 0
                                        ? ""
                                        : "Nearest names: " + String.join(", ", nearest) + "."));
                yield null;
            }
        };
    }

    /// Every allele of the gene assigned to the antigen, to a split or associated antigen, or to a
    /// broader one.
    @Nullable Meaning serology(Gene gene, int number, List<Finding> findings) {
        var antigen = new Antigen(gene.antigenLocus(), number);
        var alleles = new BitSet();
        var inGene = release.gene(gene);
        if (release.isKnown(antigen)) {
            var wanted = new BitSet();
            release.antigens().descendants(antigen).forEach(wanted::set);
            release.antigens().ancestors(antigen).forEach(wanted::set);
            for (int i = 0; i < inGene.count(); i++) {
                for (int assigned : inGene.antigens(i)) {
                    if (wanted.get(assigned)) {
                        alleles.set(i);
                    }
                }
            }
        }
        if (alleles.isEmpty()) {
            findings.add(
                    Finding.of(
                            Code.E_SEROLOGY_UNKNOWN,
                            gene.name(),
                            antigen.toString(),
                            "There is no antigen " + antigen + " at HLA-" + gene + ".",
                            "Check the number and the locus."));
            return null;
        }
        return new Meaning(
                Position.Kind.TYPED,
                Position.Form.SEROLOGY,
                UnitSet.of(alleles),
                antigen.toString());
    }

    private static void warnOld(Gene gene, String body, List<Finding> findings) {
        var text = gene + "*" + body;
        findings.add(
                oldName(gene, text, gene + "*" + body.substring(0, 2) + ":" + body.substring(2)));
    }

    private static Finding oldName(Gene gene, String text, String now) {
        return Finding.of(
                Code.W_OLD_NOMENCLATURE,
                gene.name(),
                text,
                text + " is written as before 2010 and read as " + now + ".",
                "");
    }

    static @Nullable Meaning syntaxError(Gene gene, String body, List<Finding> findings) {
        findings.add(
                Finding.of(
                        Code.E_SYNTAX,
                        gene.name(),
                        body,
                        "\"" + body + "\" is not an HLA typing.",
                        "Write for example " + gene + "*01:01."));
        return null;
    }
}
