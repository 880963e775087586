package org.osteon.app.http.web.donors;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.UnusualHaplotypes;
import org.osteon.hla.match.SerologyConflict;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Reduction;
import org.osteon.hla.typing.Code;
import org.osteon.hla.typing.DrbPartners;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.LocusTyping.Genotype;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Reading;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;
import org.osteon.hla.typing.TypingReader.Fields;
import org.osteon.search.PatientTyping;
import org.osteon.search.SearchWords;
import org.osteon.search.ServedDonors;
import org.osteon.workflow.desk.Tone;

/// A typing as it was entered, and what each token of it means.
///
/// @param typing what could be read
/// @param rows one per field of the form, in its order
/// @param general what belongs to no single locus
/// @param missing loci without which no search is possible, and that are not typed
/// @param chartNotes what the patient's chart says of its typings, in sentences
/// @param noneOnChart whether the search began at a chart without a typing of the patient
/// @param partners which of DRB3, DRB4 and DRB5 are expected, where none is typed; may be empty
record TypingCheck(
        Typing typing,
        List<Row> rows,
        List<Note> general,
        List<String> missing,
        List<String> chartNotes,
        boolean noneOnChart,
        String partners) {
    /// The rows of the form. DRB3, DRB4 and DRB5 share one, since a chromosome carries one of them.
    static final List<String> FIELDS =
            List.of("A", "B", "C", "DRB1", "DRB345", "DQA1", "DQB1", "DPA1", "DPB1");

    private static final String ALTERNATIVE_DRB = "DRB345";
    private static final int FEW = 6;

    /// A locus.
    ///
    /// @param field the name of its form fields without the number
    /// @param title what people call it
    /// @param given the two tokens as entered in the fields
    /// @param tokens what they mean
    record Row(
            String field, String title, List<String> given, List<Token> tokens, List<Note> notes) {
        boolean hasError() {
            return notes.stream().anyMatch(note -> note.tone() == Tone.STOP);
        }

        boolean isEmpty() {
            return tokens.isEmpty() && notes.isEmpty();
        }
    }

    /// What a token means.
    ///
    /// @param meaning in words
    /// @param counted the units that are counted, the first of them
    /// @param antigens the antigens that they have
    record Token(String text, String meaning, String counted, String antigens) {}

    /// Something worth knowing.
    ///
    /// @param where locus and position, may be empty
    record Note(String code, Tone tone, String where, String sentence, String suggestion) {
        static Note of(Finding finding) {
            StringBuilder where = new StringBuilder(finding.locus());
            if (finding.position() > 0) {
                where.append(where.isEmpty() ? "" : ", ")
                        .append("value ")
                        .append(finding.position());
            }
            if (finding.column() > 0) {
                where.append(where.isEmpty() ? "" : ", ")
                        .append("column ")
                        .append(finding.column());
            }
            return new Note(
                    finding.code().name(),
                    finding.isError() ? Tone.STOP : Tone.ADVICE,
                    where.toString(),
                    finding.sentence(),
                    finding.suggestion());
        }
    }

    /// @param chart what the patient's chart says of typings, where the search began at one
    static TypingCheck of(
            ServedDonors.Ready ready, DonorAddress address, Optional<PatientTyping> chart) {
        return new Checking(ready, address).check(chart);
    }

    boolean hasError() {
        return Stream.concat(rows.stream().flatMap(row -> row.notes().stream()), general.stream())
                .anyMatch(note -> note.tone() == Tone.STOP);
    }

    /// Whether anything was entered.
    boolean isEmpty() {
        return general.isEmpty() && rows.stream().allMatch(Row::isEmpty);
    }

    /// Whether a search is possible.
    boolean isSearchable() {
        return !hasError() && missing.isEmpty();
    }

    Row row(String field) {
        return rows.stream().filter(row -> row.field().equals(field)).findFirst().orElseThrow();
    }

    private static final class Checking {
        private final TypingReader reader;
        private final Optional<FrequencySet> frequencies;
        private final DonorAddress address;
        private final Map<Locus, LocusTyping> loci = new EnumMap<>(Locus.class);
        private final List<Finding> findings = new ArrayList<>();

        Checking(ServedDonors.Ready ready, DonorAddress address) {
            this.reader = ready.reader();
            this.frequencies = ready.frequencies();
            this.address = address;
        }

        TypingCheck check(Optional<PatientTyping> chart) {
            chart.ifPresent(typing -> findings.addAll(typing.findings()));
            String text = address.value("gl").replaceAll("[\\r\\n]+", "");
            if (!text.isEmpty()) {
                add(reader.glString(text));
            }
            for (String field : FIELDS) {
                addFields(field);
            }
            Typing typing = Typing.of(loci.values());
            frequencies
                    .flatMap(set -> UnusualHaplotypes.find(set, typing))
                    .ifPresent(findings::add);
            List<Row> rows = FIELDS.stream().map(this::row).toList();
            List<Note> general =
                    findings.stream()
                            .filter(finding -> fieldOf(finding.locus()).isEmpty())
                            .map(Note::of)
                            .toList();
            return new TypingCheck(
                    typing,
                    rows,
                    general,
                    typing.missingRequired().stream().map(Locus::name).toList(),
                    chart.stream()
                            .flatMap(one -> one.findings().stream())
                            .map(finding -> finding.sentence().replaceAll("\\.$", ""))
                            .toList(),
                    chart.filter(one -> one.glString().isEmpty()).isPresent(),
                    DrbPartners.expected(reader, typing));
        }

        private void add(Reading<Typing> reading) {
            findings.addAll(reading.findings());
            for (Locus locus : reading.value().typedLoci()) {
                LocusTyping here = reading.value().at(locus);
                LocusTyping there = loci.putIfAbsent(locus, here);
                if (there != null) {
                    both(here, there);
                }
            }
        }

        /// Serology beside DNA of the same locus is held against it; anything else is said twice.
        private void both(LocusTyping one, LocusTyping other) {
            boolean oneIsSerology = SerologyConflict.isSerology(one);
            if (oneIsSerology != SerologyConflict.isSerology(other)) {
                LocusTyping dna = oneIsSerology ? other : one;
                loci.put(dna.locus(), dna);
                SerologyConflict.between(dna, oneIsSerology ? one : other).ifPresent(findings::add);
                return;
            }
            findings.add(
                    new Finding(
                            Code.E_LOCUS_TWICE,
                            one.locus().name(),
                            0,
                            "",
                            0,
                            SearchWords.of(one.locus())
                                    + " is in the GL String and in its own fields.",
                            "Leave one of them out."));
        }

        private void addFields(String field) {
            String first = address.value(field + "_1");
            String second = address.value(field + "_2");
            if (first.isEmpty() && second.isEmpty()) {
                return;
            }
            if (field.equals(ALTERNATIVE_DRB)) {
                addAlternativeDrb(first, second);
                return;
            }
            Gene gene = Gene.valueOf(field);
            var reading = reader.locus(gene, first, second);
            add(new Reading<>(Typing.of(List.of(reading.value())), reading.findings()));
        }

        /// Each token names its own gene.
        private void addAlternativeDrb(String first, String second) {
            Map<Gene, Fields> fields = new EnumMap<>(Gene.class);
            for (String token : List.of(first, second)) {
                if (token.isEmpty()) {
                    continue;
                }
                int star = token.indexOf('*');
                Optional<Gene> gene =
                        Gene.named(star < 0 ? token : token.substring(0, star))
                                .filter(Gene::mayBeAbsent);
                if (gene.isEmpty()) {
                    findings.add(
                            new Finding(
                                    Code.E_LOCUS,
                                    "DRBX",
                                    token.equals(first) ? 1 : 2,
                                    token,
                                    0,
                                    "“" + token + "” does not say which of DRB3, DRB4, DRB5 it is.",
                                    "Write the gene: DRB3*02:02, or DRB4*NNNN where it is"
                                            + " absent."));
                    return;
                }
                fields.merge(
                        gene.get(),
                        new Fields(token, ""),
                        (one, other) -> new Fields(one.first(), other.first()));
            }
            add(reader.fields(fields));
        }

        private Row row(String field) {
            Locus locus = locusOf(field);
            List<Token> tokens = new ArrayList<>();
            LocusTyping typing = loci.get(locus);
            if (typing != null) {
                Map<String, Position> positions = new LinkedHashMap<>();
                for (Genotype genotype : typing.genotypes()) {
                    positions.putIfAbsent(genotype.first().text(), genotype.first());
                    positions.putIfAbsent(genotype.second().text(), genotype.second());
                }
                positions.values().forEach(position -> tokens.add(token(locus, position)));
            }
            return new Row(
                    field,
                    SearchWords.of(locus),
                    List.of(address.value(field + "_1"), address.value(field + "_2")),
                    tokens,
                    findings.stream()
                            .filter(finding -> fieldOf(finding.locus()).equals(Optional.of(field)))
                            .map(Note::of)
                            .toList());
        }

        private static Locus locusOf(String field) {
            return field.equals(ALTERNATIVE_DRB) ? Locus.DRBX : Locus.valueOf(field);
        }

        private static Optional<String> fieldOf(String locus) {
            return Locus.named(locus)
                    .map(found -> found == Locus.DRBX ? ALTERNATIVE_DRB : found.name());
        }

        private Token token(Locus locus, Position position) {
            return new Token(
                    position.text(),
                    meaning(position),
                    units(locus, position),
                    String.join(
                            ", ",
                            Reduction.S.reduce(
                                    reader.release().gene(position.gene()), position.alleles())));
        }

        private String meaning(Position position) {
            return switch (position.kind()) {
                case UNTYPED -> "not typed";
                case NEW -> "an allele not named yet: can match, never for certain";
                case ABSENT -> "the gene is absent";
                case NULL -> "null: no product; the other position counts twice";
                case TYPED -> {
                    int count = position.alleles().size();
                    yield switch (position.form()) {
                        case ALLELE, OTHER ->
                                count == 1
                                        ? "one allele"
                                        : count(count) + " share these first fields";
                        case GROUP -> "a group of " + count(count);
                        case LIST -> "one of " + count(count);
                        case MULTIPLE_ALLELE_CODE ->
                                "a multiple allele code: one of " + count(count);
                        case FAMILY -> "any of the family, " + count(count);
                        case SEROLOGY -> "an antigen: one of " + count(count);
                    };
                }
            };
        }

        private static String count(int alleles) {
            return String.format(
                    Locale.ROOT, "%,d %s", alleles, alleles == 1 ? "allele" : "alleles");
        }

        private String units(Locus locus, Position position) {
            int[] units = position.units().toArray();
            List<String> names = new ArrayList<>();
            for (int i = 0; i < Math.min(FEW, units.length); i++) {
                names.add(reader.release().text(locus, units[i]));
            }
            return String.join(", ", names)
                    + (units.length > FEW
                            ? String.format(Locale.ROOT, " and %,d more", units.length - FEW)
                            : "");
        }
    }
}
