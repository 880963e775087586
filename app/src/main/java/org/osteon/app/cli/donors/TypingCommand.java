package org.osteon.app.cli.donors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.AlleleName;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.Reduction;
import org.osteon.hla.nomenclature.Suffix;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.LocusTyping.Genotype;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Reading;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import org.osteon.search.FindingJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `osteon donors typing`: what a typing means.
@Command(
        name = "typing",
        header = "Checks a typing, says what it means, and writes it shorter.",
        description = {
            "",
            "Everything that can be said of the typing comes with its code; an error ends with exit"
                    + " code 2. --reduce writes it in one of the modes W (all alleles), exon, U2, G, P,"
                    + " lg, lgx, S (antigens), 1F. Lists that have a multiple allele code are told with"
                    + " it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon donors typing 'A*02:AC+A*01:01^DRB1*04:XX+DRB1*03:01'",
            "  osteon donors typing --reduce lgx @patient.gl"
        })
final class TypingCommand implements Callable<Integer> {
    private static final int UNUSABLE = 2;
    private static final int MOST_NAMES = 12;

    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;

    @Parameters(paramLabel = "TYPING", description = "a GL String, @FILE or a FHIR chart")
    private String typing;

    @Option(names = "--reduce", paramLabel = "MODE", description = "write it in this mode")
    private @Nullable String mode;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, json, ndjson or csv")
    private @Nullable OutputFormat format;

    @Override
    public Integer call() throws IOException {
        Optional<Reduction> reduction = Optional.empty();
        if (mode != null) {
            reduction = Reduction.named(mode);
            if (reduction.isEmpty()) {
                throw Problem.unusable(
                        "no mode \"" + mode + "\"; known are W, exon, U2, G, P, lg, lgx, S, 1F");
            }
        }
        var codes = nomenclature.codes();
        var reader = new TypingReader(nomenclature.release(), codes);
        var err = spec.commandLine().getErr();
        var given = new TypingInput(reader, err).given(typing);
        Reading<Typing> reading = reader.glString(given.glString());
        List<Finding> all = new ArrayList<>(given.findings());
        all.addAll(reading.findings());
        var answer = ComparisonJson.MAPPER.createObjectNode();
        answer.put("typing", reading.value().glString());
        if (reduction.isPresent()) {
            answer.put("reduced", reduced(reader, reading.value(), reduction.get()));
        }
        var loci = answer.putObject("loci");
        for (Locus locus : reading.value().typedLoci()) {
            var positions = loci.putArray(locus.name());
            for (Genotype genotype : reading.value().at(locus).genotypes()) {
                for (Position position : List.of(genotype.first(), genotype.second())) {
                    var one = positions.addObject();
                    describe(one, reader, locus, position);
                    if (position.form() == Position.Form.LIST) {
                        codes.encode(twoFields(reader, position))
                                .ifPresent(code -> one.put("code", code));
                    }
                }
            }
        }
        answer.set("findings", FindingJson.of(all));
        answer.put("release", reader.release().version());
        var out = spec.commandLine().getOut();
        switch (OutputFormat.orDefault(format)) {
            case TEXT -> writeText(answer, all);
            case CSV -> writeTable(answer);
            case NDJSON -> out.println(answer);
            case JSON -> out.println(answer.toPrettyString());
        }
        if (reading.value().typedLoci().isEmpty() && !reading.hasError()) {
            err.println(TypingInput.NOTHING_TYPED);
        }
        return reading.hasError() ? UNUSABLE : 0;
    }

    private static List<AlleleName> twoFields(TypingReader reader, Position position) {
        return reader.names(position).stream()
                .filter(name -> name.suffix() == Suffix.NONE)
                .map(name -> name.cut(2))
                .distinct()
                .toList();
    }

    private static void describe(
            ObjectNode one, TypingReader reader, Locus locus, Position position) {
        one.put("token", position.text());
        one.put("kind", ComparisonJson.words(position.kind()));
        one.put("form", ComparisonJson.words(position.form()));
        one.put("alleles", position.alleles().size());
        var units = one.putArray("units");
        position.units().forEach(unit -> units.add(reader.release().text(locus, unit)));
        var antigens = one.putArray("antigens");
        Reduction.S.reduce(reader.release().gene(position.gene()), position.alleles())
                .forEach(antigens::add);
    }

    private static String reduced(TypingReader reader, Typing typing, Reduction reduction) {
        var loci = new ArrayList<String>();
        for (Locus locus : typing.typedLoci()) {
            LocusTyping at = typing.at(locus);
            var genotypes =
                    at.genotypes().stream()
                            .map(genotype ->
                                    position(reader, genotype.first(), reduction)
                                            + "+"
                                            + position(reader, genotype.second(), reduction))
                            .sorted()
                            .distinct()
                            .toList();
            loci.add(String.join("|", genotypes));
        }
        return String.join("^", loci);
    }

    private static String position(TypingReader reader, Position position, Reduction reduction) {
        return position.alleles().isEmpty()
                ? position.text()
                : String.join(
                        "/",
                        reduction.reduce(
                                reader.release().gene(position.gene()), position.alleles()));
    }

    private void writeTable(ObjectNode answer) {
        var out = spec.commandLine().getOut();
        out.print("locus;token;kind;form;alleles\n");
        answer.path("loci")
                .properties()
                .forEach(locus ->
                        locus.getValue()
                                .forEach(one ->
                                        out.print(
                                                String.join(
                                                                ";",
                                                                locus.getKey(),
                                                                one.path("token").asText(),
                                                                one.path("kind").asText(),
                                                                one.path("form").asText(),
                                                                one.path("alleles").asText())
                                                        + "\n")));
    }

    private void writeText(ObjectNode answer, List<Finding> findings) {
        var out = spec.commandLine().getOut();
        if (answer.has("reduced")) {
            out.println(answer.path("reduced").asText());
        } else {
            answer.path("loci")
                    .properties()
                    .forEach(locus ->
                            locus.getValue()
                                    .forEach(one ->
                                            out.println(
                                                    one.path("token").asText()
                                                            + "  "
                                                            + count(one)
                                                            + (one.has("code")
                                                                    ? ", code "
                                                                            + one.path("code")
                                                                                    .asText()
                                                                    : ""))));
        }
        findings.forEach(spec.commandLine().getErr()::println);
    }

    private static String count(JsonNode one) {
        int alleles = one.path("alleles").asInt();
        return alleles
                + (alleles == 1 ? " allele, " : " alleles, ")
                + (one.path("units").isEmpty()
                        ? one.path("kind").asText()
                        : "counted as " + few(one.path("units")));
    }

    private static String few(Iterable<JsonNode> names) {
        var some = new ArrayList<String>();
        int more = 0;
        for (var name : names) {
            if (some.size() < MOST_NAMES) {
                some.add(name.asText());
            } else {
                more++;
            }
        }
        return String.join(" ", some) + (more > 0 ? " and " + more + " more" : "");
    }
}
