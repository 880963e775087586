package org.osteon.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.Imputation;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.match.Answer;
import org.osteon.hla.match.Antibody;
import org.osteon.hla.match.CordDose;
import org.osteon.hla.match.DonorSpecificAntibodies;
import org.osteon.hla.match.LocusComparison;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.TceVersion;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.Position;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;
import org.osteon.hla.typing.TypingReader.Fields;

/// Worked cases of matching, each answered with the names that its kind expects.
public final class WorkedCases {
    private final TypingReader reader;
    private final ComparisonJson json;

    /// Answers in the names of the reader's release.
    public WorkedCases(TypingReader reader) {
        this.reader = reader;
        this.json = new ComparisonJson(reader.release());
    }

    /// A case that cannot be answered; the message says why.
    public static final class UnusableCaseException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableCaseException(String message) {
            super(message);
        }
    }

    /// The answer to one case.
    ///
    /// @throws UnusableCaseException where its kind or its locus is not known
    public JsonNode answer(JsonNode one) {
        var kind = one.path("kind").asText();
        return switch (kind) {
            case "counts", "glstring" -> counts(one);
            case "tce" -> rows(one, row -> tce(row));
            case "bLeader" -> rows(one, row -> leader(one, row));
            case "kir" -> json.kir(typing(one.path("patient")), typing(one.path("donor")));
            case "probability" -> probability(one);
            case "dsa" -> antibodies(one);
            case "cord" -> cord(one);
            case "errors" -> rows(one, this::findings);
            default ->
                    throw new UnusableCaseException(
                            "case "
                                    + one.path("id").asText()
                                    + " is of unknown kind \""
                                    + kind
                                    + "\"");
        };
    }

    private interface RowAnswer {
        ObjectNode of(JsonNode row);
    }

    private static ArrayNode rows(JsonNode one, RowAnswer answer) {
        var list = ComparisonJson.MAPPER.createArrayNode();
        one.path("rows").forEach(row -> list.add(answer.of(row)));
        return list;
    }

    /// A typing given as an object of loci, each a list of one or two tokens or null, or as a GL
    /// String.
    private Typing typing(JsonNode node) {
        if (node.isTextual()) {
            return reader.glString(node.asText()).value();
        }
        Map<Gene, Fields> fields = new EnumMap<>(Gene.class);
        node.properties()
                .forEach(entry ->
                        Gene.named(entry.getKey())
                                .ifPresent(gene -> fields.put(gene, fields(entry.getValue()))));
        return reader.fields(fields).value();
    }

    private static Fields fields(JsonNode pair) {
        return new Fields(text(pair.path(0)), text(pair.path(1)));
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : "";
    }

    private Typing side(JsonNode one, String name) {
        return one.hasNonNull(name + "Gl") ? typing(one.path(name + "Gl")) : typing(one.path(name));
    }

    private List<Locus> loci(JsonNode one) {
        var loci = new ArrayList<Locus>();
        one.path("loci").forEach(name -> loci.add(locus(name.asText())));
        return loci.isEmpty() ? Locus.TEN : loci;
    }

    private static Locus locus(String name) {
        return Locus.named(name)
                .orElseThrow(() -> new UnusableCaseException("no locus \"" + name + "\""));
    }

    private ObjectNode counts(JsonNode one) {
        return json.counts(side(one, "patient"), side(one, "donor"), loci(one));
    }

    private Typing atLocus(Gene gene, JsonNode pair) {
        return pair.isTextual()
                ? reader.glString(pair.asText()).value()
                : reader.fields(Map.of(gene, fields(pair))).value();
    }

    private ObjectNode tce(JsonNode row) {
        var patient = atLocus(Gene.DPB1, row.path("patient"));
        var donor = atLocus(Gene.DPB1, row.path("donor"));
        var answer = ComparisonJson.MAPPER.createObjectNode();
        answer.set(
                "mm",
                ComparisonJson.range(
                        LocusComparison.compare(patient.at(Locus.DPB1), donor.at(Locus.DPB1))
                                .mismatches()));
        answer.set("tceV2", json.tce(patient, donor, TceVersion.V2));
        answer.set("tceV1", json.tce(patient, donor, TceVersion.V1));
        return answer;
    }

    private ObjectNode leader(JsonNode one, JsonNode row) {
        var patient =
                atLocus(Gene.B, row.has("patient") ? row.path("patient") : one.path("patient"));
        var donor = atLocus(Gene.B, row.path("donor"));
        var answer = ComparisonJson.MAPPER.createObjectNode();
        answer.set(
                "mm",
                ComparisonJson.range(
                        LocusComparison.compare(patient.at(Locus.B), donor.at(Locus.B))
                                .mismatches()));
        answer.setAll(json.leader(patient, donor));
        return answer;
    }

    private JsonNode antibodies(JsonNode one) {
        var antibodies = new ArrayList<Antibody>();
        one.path("patientAntibodies")
                .forEach(antibody ->
                        antibodies.add(
                                new Antibody(
                                        antibody.path("spec").asText(),
                                        antibody.path("mfi").asDouble(),
                                        Optional.empty())));
        double threshold =
                one.path("threshold").asDouble(DonorSpecificAntibodies.DEFAULT_THRESHOLD);
        var list = ComparisonJson.MAPPER.createArrayNode();
        one.path("donors")
                .forEach(donor -> {
                    var found =
                            DonorSpecificAntibodies.of(
                                    reader, antibodies, threshold, typing(donor.path("typing")));
                    var answer = list.addObject();
                    found.certain().forEach(answer.putArray("certain")::add);
                    found.possible().forEach(answer.putArray("possible")::add);
                    found.belowThreshold().forEach(answer.putArray("belowThreshold")::add);
                });
        return list;
    }

    private static JsonNode cord(JsonNode one) {
        var given = one.path("defaults");
        var standard = CordDose.Thresholds.DEFAULT;
        var thresholds =
                new CordDose.Thresholds(
                        given.path("singleTncPerKg").asDouble(standard.singleTncPerKg()),
                        given.path("singleCd34PerKg").asDouble(standard.singleCd34PerKg()),
                        given.path("doubleTncPerKg").asDouble(standard.doubleTncPerKg()),
                        given.path("doubleCd34PerKg").asDouble(standard.doubleCd34PerKg()),
                        given.path("minMatch8").asInt(standard.minMatch8()));
        var answer = ComparisonJson.MAPPER.createObjectNode();
        for (JsonNode unit : one.path("units")) {
            var dose =
                    CordDose.of(
                            count(unit.path("tnc")),
                            count(unit.path("cd34")),
                            unit.path("match8").isNumber()
                                    ? OptionalInt.of(unit.path("match8").asInt())
                                    : OptionalInt.empty(),
                            one.path("patientWeightKg").asDouble(),
                            thresholds);
            var ofUnit = answer.putObject(unit.path("id").asText());
            put(ofUnit, "tncPerKg", dose.tncPerKg());
            put(ofUnit, "cd34PerKg", dose.cd34PerKg());
            put(ofUnit, "single", dose.single());
            put(ofUnit, "double", dose.ofTwo());
        }
        return answer;
    }

    private static OptionalDouble count(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }

    private static void put(ObjectNode object, String name, OptionalDouble value) {
        if (value.isPresent()) {
            object.put(name, value.getAsDouble());
        } else {
            object.putNull(name);
        }
    }

    private static void put(ObjectNode object, String name, Answer answer) {
        switch (answer) {
            case YES -> object.put(name, true);
            case NO -> object.put(name, false);
            case UNKNOWN -> object.put(name, "unknown");
        }
    }

    private ObjectNode findings(JsonNode row) {
        var answer = ComparisonJson.MAPPER.createObjectNode();
        List<Finding> findings;
        String becomes = "";
        if (row.hasNonNull("gl")) {
            var reading = reader.glString(row.path("gl").asText());
            findings = reading.findings();
            becomes = reading.value().glString();
        } else {
            var locus = row.path("locus").asText();
            var gene =
                    Gene.named(locus)
                            .orElseThrow(
                                    () -> new UnusableCaseException("no locus \"" + locus + "\""));
            var reading = reader.position(gene, row.path("value").asText());
            findings = reading.findings();
            Position position = reading.value();
            becomes = position.isUntyped() ? "" : position.text();
        }
        var first =
                findings.stream()
                        .filter(Finding::isError)
                        .findFirst()
                        .or(() -> findings.stream().findFirst());
        answer.put("answer", first.map(finding -> finding.code().name()).orElse("OK"));
        if (first.filter(Finding::isError).isEmpty()) {
            answer.put("becomes", becomes);
        }
        var codes = answer.putArray("codes");
        findings.forEach(finding -> codes.add(finding.code().name()));
        first.ifPresent(finding -> {
            answer.put("sentence", finding.sentence());
            answer.put("suggestion", finding.suggestion());
            if (finding.column() > 0) {
                answer.put("column", finding.column());
            }
        });
        return answer;
    }

    private ObjectNode probability(JsonNode one) {
        var entries = new ArrayList<FrequencySet.Entry>();
        List<Gene> genes = List.of();
        for (JsonNode haplotype : one.path("haplotypes")) {
            var alleles = List.of(haplotype.path("haplotype").asText().split("~", -1));
            genes =
                    alleles.stream()
                            .map(allele -> allele.substring(0, Math.max(0, allele.indexOf('*'))))
                            .map(Gene::named)
                            .flatMap(Optional::stream)
                            .toList();
            entries.add(new FrequencySet.Entry(alleles, haplotype.path("f").asDouble()));
        }
        var set =
                FrequencySet.of("case", reader, genes, entries, one.path("cohortSize").asDouble(0));
        var loci = one.has("loci") ? loci(one) : set.loci();
        var imputer = new Imputer(set, loci, true);
        var patient = imputer.impute(side(one, "patient"));
        var donor = imputer.impute(side(one, "donor"));
        var answer = ComparisonJson.MAPPER.createObjectNode();
        answer.set("patientGenotypes", genotypes(patient, loci));
        answer.set("donorGenotypes", genotypes(donor, loci));
        answer.put("Zpatient", patient.probability());
        answer.put("Zdonor", donor.probability());
        answer.put("patientPlan", ComparisonJson.words(patient.plan()));
        answer.put("donorPlan", ComparisonJson.words(donor.plan()));
        if (patient.isRepresented() && donor.isRepresented()) {
            var result = MatchProbability.of(patient, donor);
            var p = answer.putObject("P");
            p.put("0", result.total().zero());
            p.put("1", result.total().one());
            p.put("2", result.total().two());
            var zero = answer.putObject("perLocusP0");
            var first = answer.putObject("perLocusP1");
            var second = answer.putObject("perLocusP2");
            for (Locus locus : loci) {
                var chances = result.byLocus().get(locus);
                if (chances != null) {
                    zero.put(locus.name(), chances.zero());
                    first.put(locus.name(), chances.one());
                    second.put(locus.name(), chances.two());
                }
            }
        }
        return answer;
    }

    /// The most likely genotypes with their frequency and posterior.
    private ArrayNode genotypes(Imputation imputation, List<Locus> loci) {
        var list = ComparisonJson.MAPPER.createArrayNode();
        Map<String, Double> posteriors = new LinkedHashMap<>();
        imputation.forEachGenotype(
                reader.release(),
                loci,
                (text, posterior) -> posteriors.merge(text, posterior, Double::sum));
        posteriors.entrySet().stream()
                .sorted(
                        Comparator.comparingDouble((Map.Entry<String, Double> e) -> -e.getValue())
                                .thenComparing(Map.Entry::getKey))
                .limit(1000)
                .forEach(entry -> {
                    var genotype = list.addObject();
                    genotype.put("genotype", entry.getKey());
                    genotype.put("F", entry.getValue() * imputation.probability());
                    genotype.put("posterior", entry.getValue());
                });
        return list;
    }
}
