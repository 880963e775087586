package org.osteon.app.cli.donors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.frequency.FrequencyEstimation;
import org.osteon.hla.frequency.FrequencyEstimation.LocusGenotypes;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.UnitSet;
import org.osteon.hla.typing.LocusTyping.Genotype;
import org.osteon.hla.typing.TypingReader;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon donors frequencies`: haplotype frequencies from typings.
@Command(
        name = "frequencies",
        header = "Estimates haplotype frequencies from typings (EM).",
        description = {
            "",
            "FILE has columns ID;A_1;A_2;… Subjects with a blank at one of the loci are left out."
                    + " Writes haplotype,frequency by descending frequency; the log-likelihood goes"
                    + " to standard error.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  osteon donors frequencies --typings donors.csv --loci A,B,DRB1 > frequencies.csv"
        })
final class FrequenciesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;
    @Mixin private LociOption loci;

    @Option(names = "--typings", paramLabel = "FILE", required = true, description = "typings")
    private Path typings;

    @Option(
            names = "--names-as-given",
            description = "take each name as one allele and expand nothing, e.g. A*01")
    private boolean namesAsGiven;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, csv, json or ndjson")
    private @Nullable OutputFormat format;

    private int incomplete;

    @Override
    public Integer call() throws IOException {
        var lines = TextFile.lines(typings).stream().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            throw Problem.unusable(typings + " is empty");
        }
        var columns = TypingTable.split(lines.getFirst());
        var names = loci.names().orElseGet(() -> lociIn(columns));
        var at = new ArrayList<int[]>();
        for (String name : names) {
            int[] both = TypingTable.columnsOf(columns, name);
            if (both[0] < 0 || both[1] < 0) {
                throw Problem.unusable(
                        typings + " has no columns " + name + "_1 and " + name + "_2");
            }
            at.add(both);
        }
        if (at.isEmpty()) {
            throw Problem.unusable(typings + " has no columns such as A_1 and A_2");
        }
        Optional<TypingReader> reader =
                namesAsGiven ? Optional.empty() : Optional.of(nomenclature.reader());
        var subjects = new ArrayList<List<LocusGenotypes>>();
        for (String line : lines.subList(1, lines.size())) {
            var fields = TypingTable.split(line);
            int shift = fields.size() == columns.size() + 1 ? 1 : 0;
            subject(names, at, fields, shift, reader).ifPresent(subjects::add);
        }
        if (subjects.isEmpty()) {
            throw Problem.unusable(typings + " has no subject that is typed at all of " + names);
        }
        var estimate = FrequencyEstimation.of(subjects);
        write(estimate, spec.commandLine().getOut());
        var err = spec.commandLine().getErr();
        err.println(
                String.format(
                        Locale.ROOT,
                        "log-likelihood %.6f after %d rounds, %d subjects",
                        estimate.logLikelihood(),
                        estimate.rounds(),
                        estimate.subjects()));
        if (incomplete + estimate.tooAmbiguous() > 0) {
            err.println(
                    incomplete
                            + " subjects left out as incomplete, "
                            + estimate.tooAmbiguous()
                            + " as too ambiguous");
        }
        return 0;
    }

    /// A table unless somebody chose otherwise, on a terminal too: that is what the next program
    /// reads.
    private void write(FrequencyEstimation.Estimate estimate, PrintWriter out) {
        OutputFormat chosen = format == null ? OutputFormat.CSV : format;
        if (chosen == OutputFormat.CSV || chosen == OutputFormat.TEXT) {
            out.print("haplotype,frequency\n");
            for (FrequencyEstimation.Haplotype haplotype : estimate.haplotypes()) {
                out.print(name(haplotype) + "," + haplotype.frequency() + "\n");
            }
            return;
        }
        ArrayNode all = ComparisonJson.MAPPER.createArrayNode();
        for (FrequencyEstimation.Haplotype haplotype : estimate.haplotypes()) {
            all.addObject()
                    .put("haplotype", name(haplotype))
                    .put("frequency", haplotype.frequency());
        }
        if (chosen == OutputFormat.NDJSON) {
            all.forEach(out::println);
        } else {
            ObjectNode json = ComparisonJson.MAPPER.createObjectNode();
            json.put("logLikelihood", estimate.logLikelihood());
            json.put("subjects", estimate.subjects());
            json.set("haplotypes", all);
            out.println(json.toPrettyString());
        }
    }

    private static String name(FrequencyEstimation.Haplotype haplotype) {
        return String.join("~", haplotype.alleles());
    }

    private static List<String> lociIn(List<String> columns) {
        return Arrays.stream(Gene.values())
                .map(Gene::name)
                .filter(name -> TypingTable.columnsOf(columns, name)[1] >= 0)
                .toList();
    }

    private Optional<List<LocusGenotypes>> subject(
            List<String> names,
            List<int[]> at,
            List<String> fields,
            int shift,
            Optional<TypingReader> reader) {
        var subject = new ArrayList<LocusGenotypes>();
        for (int i = 0; i < at.size(); i++) {
            var first = TypingTable.field(fields, at.get(i)[0] + shift);
            var second = TypingTable.field(fields, at.get(i)[1] + shift);
            var locus =
                    reader.isPresent()
                            ? expanded(reader.get(), names.get(i), first, second)
                            : asGiven(first, second);
            if (locus.isEmpty()) {
                incomplete++;
                return Optional.empty();
            }
            subject.add(locus.get());
        }
        return Optional.of(subject);
    }

    private static Optional<LocusGenotypes> asGiven(String first, String second) {
        if (isMissing(first) || isMissing(second)) {
            return Optional.empty();
        }
        return Optional.of(LocusGenotypes.of(first, second));
    }

    private static boolean isMissing(String field) {
        return field.isEmpty() || field.equals("NA") || field.equals("0") || field.equals("UUUU");
    }

    /// All pairs of units that the typing leaves open.
    private static Optional<LocusGenotypes> expanded(
            TypingReader reader, String name, String first, String second) {
        var gene =
                Gene.named(name)
                        .orElseThrow(() ->
                                Problem.unusable(
                                        "no gene \""
                                                + name
                                                + "\"; for other columns use"
                                                + " --names-as-given"));
        var typing = reader.locus(gene, first, second).value();
        if (!typing.isTyped()) {
            return Optional.empty();
        }
        var locus = Locus.of(gene);
        var pairs = new ArrayList<List<String>>();
        for (Genotype genotype : typing.genotypes()) {
            for (int one : members(genotype.countedFirst())) {
                for (int other : members(genotype.countedSecond())) {
                    pairs.add(
                            List.of(
                                    reader.release().text(locus, one),
                                    reader.release().text(locus, other)));
                }
            }
        }
        return pairs.isEmpty() ? Optional.empty() : Optional.of(new LocusGenotypes(pairs));
    }

    private static int[] members(UnitSet units) {
        return units.toArray();
    }
}
