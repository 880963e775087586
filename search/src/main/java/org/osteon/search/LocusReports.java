package org.osteon.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.osteon.hla.match.LocusComparison;
import org.osteon.hla.match.SerologyConflict;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Code;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.LocusTyping.Genotype;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Reading;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// Everything that is reported of one person's loci, brought together (reference, section 20.1): of
/// reports that agree the one of higher resolution counts, the later where both are as fine; those
/// that disagree are kept as alternatives.
final class LocusReports {
    /// What the reports say together.
    ///
    /// @param glString empty where nothing was reported
    record Resolved(Optional<String> glString, List<Finding> findings) {}

    /// A text of one locus and where it stands.
    private record Told(String text, LocusTyping typing, TypingReport report) {
        boolean isSingle() {
            return text.indexOf('+') < 0 && text.indexOf('|') < 0;
        }

        Told withText(TypingReader reader, String other) {
            return new Told(other, read(reader, other).value().at(typing.locus()), report);
        }

        String said() {
            return text + " (" + PatientTyping.said(report.resource()) + ")";
        }
    }

    private final TypingReader reader;
    private final Map<Gene, List<Told>> byGene = new TreeMap<>();
    private final Map<String, List<Told>> unreadable = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();

    LocusReports(TypingReader reader) {
        this.reader = reader;
    }

    private static Reading<Typing> read(TypingReader reader, String text) {
        return reader.glString(text);
    }

    /// Adds a report; the oldest come first.
    void add(TypingReport report) {
        for (String part : report.parts()) {
            Reading<Typing> reading = read(reader, part);
            Optional<Gene> gene = TypingReport.gene(part);
            if (gene.isEmpty() || reading.hasError()) {
                String key = gene.map(Gene::name).orElse(part.substring(0, part.indexOf('*')));
                unreadable
                        .computeIfAbsent(key, _ -> new ArrayList<>())
                        .add(new Told(part, LocusTyping.untyped(Locus.A), report));
            } else {
                LocusTyping typing = reading.value().at(Locus.of(gene.get()));
                if (typing.isTyped()) {
                    byGene.computeIfAbsent(gene.get(), _ -> new ArrayList<>())
                            .add(new Told(part, typing, report));
                }
            }
        }
    }

    /// What they say together.
    Resolved resolved() {
        Map<String, String> texts = new TreeMap<>(Comparator.comparing(LocusReports::place));
        Set<Locus> open = EnumSet.noneOf(Locus.class);
        byGene.forEach((gene, told) -> {
            List<Told> alternatives = alternatives(gene, reports(gene, told));
            if (alternatives.size() > 1) {
                conflict(gene, alternatives);
                if (gene.mayBeAbsent()) {
                    open.add(Locus.of(gene));
                    return;
                }
            }
            texts.put(
                    gene.name(),
                    alternatives.stream().map(Told::text).collect(Collectors.joining("|")));
        });
        leaveOpen(texts, open);
        unreadable.forEach((key, told) -> {
            if (texts.containsKey(key)) {
                told.forEach(this::cannotBeRead);
            } else {
                // The door says what is wrong with it.
                texts.put(key, told.getLast().text());
            }
        });
        return new Resolved(
                texts.isEmpty() ? Optional.empty() : Optional.of(String.join("^", texts.values())),
                List.copyOf(findings));
    }

    private static String place(String gene) {
        return Gene.named(gene)
                .map(named -> String.format(java.util.Locale.ROOT, "%02d", index(named)))
                .orElse("z" + gene);
    }

    private static int index(Gene gene) {
        return List.of(Gene.values()).indexOf(gene);
    }

    /// Single alleles make a genotype together.
    private List<Told> reports(Gene gene, List<Told> told) {
        List<Told> genotypes = new ArrayList<>();
        List<Told> singles = new ArrayList<>();
        for (Told one : told) {
            if (!one.isSingle()) {
                genotypes.add(one);
            } else if (singles.stream().noneMatch(other -> isSameText(one, other))) {
                singles.add(one);
            }
        }
        refineSingles(singles);
        if (singles.size() == 1 && !genotypes.isEmpty()) {
            Told single = singles.getFirst();
            if (genotypes.stream().noneMatch(genotype -> holds(genotype.typing(), single))) {
                genotypes.add(single.withText(reader, single.text() + "+" + gene + "*UUUU"));
            }
        } else if (singles.size() == 1) {
            genotypes.add(singles.getFirst());
        }
        for (int first = 0; first < singles.size(); first++) {
            for (int second = first + 1; second < singles.size(); second++) {
                genotypes.add(
                        singles.get(second)
                                .withText(
                                        reader,
                                        singles.get(first).text()
                                                + "+"
                                                + singles.get(second).text()));
            }
        }
        genotypes.sort(Comparator.comparing(one -> one.report().day()));
        return genotypes;
    }

    private static boolean isSameText(Told one, Told other) {
        return plain(one.text()).equals(plain(other.text()));
    }

    private static String plain(String text) {
        return text.startsWith("HLA-") ? text.substring("HLA-".length()) : text;
    }

    /// A person has two alleles. Where more are told on several days, one that says the same as an
    /// older one more finely takes its place.
    private static void refineSingles(List<Told> singles) {
        boolean changed = true;
        while (singles.size() > 2 && changed) {
            changed = false;
            for (int i = 0; i < singles.size() && !changed; i++) {
                for (int j = i + 1; j < singles.size() && !changed; j++) {
                    Told older = singles.get(i);
                    Told newer = singles.get(j);
                    if (!older.report().day().equals(newer.report().day())
                            && agree(older.typing(), newer.typing())) {
                        singles.remove(isAsFine(newer, older) ? older : newer);
                        changed = true;
                    }
                }
            }
        }
    }

    private static boolean holds(LocusTyping typing, Told single) {
        Position wanted = single.typing().genotypes().getFirst().first();
        return typing.genotypes().stream()
                .anyMatch(pair -> meets(pair.first(), wanted) || meets(pair.second(), wanted));
    }

    private static boolean meets(Position one, Position other) {
        return one.explained().intersects(other.explained());
    }

    private static boolean agree(LocusTyping one, LocusTyping other) {
        return LocusComparison.compare(one, other).mismatches().min() == 0;
    }

    /// Those that disagree with each other, the finest of each.
    private List<Told> alternatives(Gene gene, List<Told> reports) {
        List<Told> alternatives = new ArrayList<>();
        for (Told report : reports) {
            List<Told> agreeing =
                    alternatives.stream()
                            .filter(one -> agree(one.typing(), report.typing()))
                            .toList();
            if (agreeing.isEmpty()) {
                alternatives.add(report);
            } else if (agreeing.size() == 1 && isAsFine(report, agreeing.getFirst())) {
                alternatives.set(alternatives.indexOf(agreeing.getFirst()), report);
            }
        }
        return withoutSerology(gene, alternatives);
    }

    /// Where serology and DNA disagree, DNA counts.
    private List<Told> withoutSerology(Gene gene, List<Told> alternatives) {
        List<Told> dna =
                alternatives.stream()
                        .filter(one -> !SerologyConflict.isSerology(one.typing()))
                        .toList();
        if (dna.isEmpty() || gene.mayBeAbsent()) {
            return alternatives;
        }
        alternatives.stream()
                .filter(one -> SerologyConflict.isSerology(one.typing()))
                .flatMap(one ->
                        SerologyConflict.between(dna.getFirst().typing(), one.typing()).stream())
                .forEach(findings::add);
        return dna;
    }

    private static boolean isAsFine(Told one, Told other) {
        long units = size(one, Position::explained);
        long otherUnits = size(other, Position::explained);
        return units < otherUnits
                || (units == otherUnits
                        && size(one, Position::alleles) <= size(other, Position::alleles));
    }

    /// How much a report leaves open.
    private static long size(
            Told told,
            java.util.function.Function<Position, org.osteon.hla.nomenclature.UnitSet> what) {
        ToLongFunction<Genotype> pair =
                one ->
                        (long) Math.max(1, what.apply(one.first()).size())
                                * Math.max(1, what.apply(one.second()).size());
        return told.typing().genotypes().stream().mapToLong(pair).sum();
    }

    private void conflict(Gene gene, List<Told> alternatives) {
        findings.add(
                new Finding(
                        Code.W_TYPING_CONFLICT,
                        gene.name(),
                        0,
                        alternatives.stream().map(Told::text).collect(Collectors.joining("|")),
                        0,
                        "Typings in the chart disagree: "
                                + alternatives.stream()
                                        .map(Told::said)
                                        .collect(Collectors.joining(" and "))
                                + (gene.mayBeAbsent()
                                        ? ". DRB3, DRB4 and DRB5 count as untyped."
                                        : ". All are kept as alternatives, so nothing at this"
                                                + " locus is certain."),
                        "Ask for a verification typing."));
    }

    /// DRB3, DRB4 and DRB5 are one locus: where their reports disagree, or name more than two
    /// alleles together, it is untyped.
    private void leaveOpen(Map<String, String> texts, Set<Locus> open) {
        List<String> drb = Locus.DRBX.genes().stream().map(Gene::name).toList();
        List<String> told = drb.stream().filter(texts::containsKey).map(texts::get).toList();
        if (open.isEmpty() && told.size() > 1) {
            String text = String.join("^", told);
            boolean tooMany = read(reader, text).hasError();
            if (tooMany) {
                Set<String> where = new LinkedHashSet<>();
                byGene.forEach((gene, all) -> {
                    if (gene.mayBeAbsent()) {
                        all.forEach(one -> where.add(one.said()));
                    }
                });
                findings.add(
                        new Finding(
                                Code.W_TYPING_CONFLICT,
                                Locus.DRBX.name(),
                                0,
                                text,
                                0,
                                "Typings in the chart disagree: "
                                        + String.join(" and ", where)
                                        + ". DRB3, DRB4 and DRB5 count as untyped.",
                                "Ask for a verification typing."));
                open.add(Locus.DRBX);
            }
        }
        if (open.contains(Locus.DRBX)) {
            drb.forEach(texts::remove);
        }
    }

    private void cannotBeRead(Told told) {
        findings.add(
                new Finding(
                        Code.W_TYPING_NOT_USED,
                        "",
                        0,
                        told.text(),
                        0,
                        PatientTyping.said(told.report().resource())
                                + " cannot be read: its typing "
                                + told.text()
                                + " is not counted.",
                        read(reader, told.text()).findings().stream()
                                .filter(Finding::isError)
                                .map(Finding::sentence)
                                .findFirst()
                                .orElse("")));
    }
}
