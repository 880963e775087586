package org.osteon.app.cli.donors;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.app.cli.KnowledgeOption;
import org.osteon.chart.Chart;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.search.DonorSearch;
import org.osteon.hla.search.DonorTypeComparison;
import org.osteon.hla.search.RankingProfile;
import org.osteon.hla.search.SearchResult;
import org.osteon.hla.search.SearchSettings;
import org.osteon.hla.typing.Reading;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;
import org.osteon.records.words.OrderedRanking;
import org.osteon.records.words.Problem;
import org.osteon.search.ComparisonJson;
import org.osteon.search.FindingJson;
import org.osteon.search.PatientRelatives;
import org.osteon.search.SearchJson;
import org.osteon.search.SearchRequest;
import org.osteon.search.SearchTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `osteon donors search`: ranked donors for a patient.
@Command(
        name = "search",
        header = "Searches a registry and ranks the donors found.",
        description = {
            "",
            "Ranks by certain donor-specific antibodies, mismatches at best, probability of a full"
                    + " match in steps of ten percent, certain matches, DPB1, kind of single mismatch,"
                    + " then age, or by the keys of another --profile (osteon donors profiles), which"
                    + " a chart that orders post-transplant cyclophosphamide asks for. Each"
                    + " donor comes with the values that placed it, why it stands below the one above,"
                    + " and its place by the other profiles.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  osteon donors search --registry donors/ --patient @patient.gl --mismatches 1"
                    + " --frequencies CAU.freqs.gz",
            "  osteon donors search --registry donors/ --patient chart.json --type cord --weight 32"
        })
final class SearchCommand implements Callable<Integer> {
    private static final int MOST_COMPARED = 1_000_000;

    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;
    @Mixin private LociOption loci;
    @Mixin private PredictCommand.FrequenciesOption frequencies;
    @Mixin private KnowledgeOption knowledge;

    @Option(names = "--registry", paramLabel = "DIR", required = true, description = "registry")
    private Path registry;

    @Option(
            names = "--patient",
            paramLabel = "TYPING",
            required = true,
            description = "the patient's typing")
    private String patient;

    @Option(
            names = "--mismatches",
            paramLabel = "N",
            defaultValue = "0",
            description = "at most so many mismatches at best; default: ${DEFAULT-VALUE}")
    private int mismatches;

    @Option(
            names = "--per-locus",
            paramLabel = "N",
            defaultValue = "2",
            description = "at most so many at one locus; default: ${DEFAULT-VALUE}")
    private int perLocus;

    @Option(
            names = "--direction",
            paramLabel = "both|gvh|hvg",
            defaultValue = "both",
            description = "which mismatches count; default: ${DEFAULT-VALUE}")
    private SearchSettings.Direction direction;

    @Option(names = "--only-this-total", description = "leave out better matches")
    private boolean onlyThisTotal;

    @Option(names = "--type", paramLabel = "adult|cord", description = "only donors of this type")
    private @Nullable Kind kind;

    @Option(names = "--age", paramLabel = "18-45", description = "only donors of these ages")
    private @Nullable String age;

    @Option(names = "--sex", paramLabel = "male|female", description = "only donors of this sex")
    private @Nullable Sex sex;

    @Option(names = "--cmv", paramLabel = "negative|positive", description = "only this CMV status")
    private @Nullable Cmv cmv;

    @Option(names = "--abo", paramLabel = "O,A+", description = "only these blood groups")
    private @Nullable String bloodGroups;

    @Option(names = "--from-registry", paramLabel = "NAME", description = "only this registry")
    private List<String> registries = List.of();

    @Option(names = "--unavailable-too", description = "also donors who cannot be asked now")
    private boolean unavailableToo;

    @Option(names = "--prefer-sex", paramLabel = "male|female", description = "first among equals")
    private @Nullable Sex preferredSex;

    @Option(
            names = "--prefer-cmv",
            paramLabel = "negative|positive",
            description = "first among equals")
    private @Nullable Cmv preferredCmv;

    @Option(
            names = "--antibody",
            paramLabel = "SPEC:MFI",
            description = "an antibody of the patient, like B8:4000 or 'B8 4000'; may be repeated")
    private List<String> antibodies = List.of();

    @Option(
            names = "--mfi",
            paramLabel = "N",
            description = "antibodies count from here; default: 1000")
    private @Nullable String threshold;

    @Option(names = "--weight", paramLabel = "KG", description = "patient's weight, for cord doses")
    private @Nullable String weight;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "order of the keys that rank: conventional or ptcy; default: that of the"
                            + " prophylaxis ordered in the patient's chart, else conventional")
    private @Nullable String profile;

    @Option(
            names = "--without",
            paramLabel = "KEY",
            description = "a key of the profile that is not to rank; may be repeated")
    private List<String> off = List.of();

    @Option(names = "--prefer-abo", paramLabel = "O,A+", description = "first among equals")
    private @Nullable String preferredGroups;

    @Option(
            names = "--patient-sex",
            paramLabel = "male|female",
            description = "for profiles that look at both sexes")
    private @Nullable Sex patientSex;

    @Option(
            names = "--relative",
            paramLabel = "sister=TYPING",
            description =
                    "a typed relative, ranked beside the registry; those of a chart are there"
                            + " already; may be repeated")
    private Map<String, String> relatives = Map.of();

    @Option(
            names = "--types",
            description =
                    "types of donors side by side; in JSON they are there already for registries"
                            + " of up to a million")
    private boolean types;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "250",
            description = "donors on the page; default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(
            names = "--offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "donors to skip; default: ${DEFAULT-VALUE}")
    private int offset;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, json, ndjson or csv")
    private @Nullable OutputFormat format;

    @Override
    public Integer call() throws IOException {
        var err = spec.commandLine().getErr();
        var reader = nomenclature.reader();
        var input = new TypingInput(reader, err);
        var given = input.given(patient);
        var reading = input.reading("patient", given);
        Map<Donor, Typing> beside = new LinkedHashMap<>(input.relatives());
        for (Map.Entry<String, String> relative : relatives.entrySet()) {
            beside.put(
                    PatientRelatives.byHand(relative.getKey()),
                    input.read(relative.getKey(), relative.getValue()));
        }
        var typing = reading.value();
        if (!typing.missingRequired().isEmpty()) {
            throw Problem.unusable(
                    "E_REQUIRED_LOCUS: the patient is not typed at "
                            + String.join(
                                    ", ",
                                    typing.missingRequired().stream().map(Locus::name).toList())
                            + "; a search needs A, B and DRB1");
        }
        Optional<FrequencySet> set =
                frequencies.isGiven()
                        ? Optional.of(frequencies.read(reader, err))
                        : Optional.empty();
        if (profile == null && given.chart().isPresent()) {
            profile = ordered(given.chart().get(), err);
        }
        var settings = settings(reader);
        try (var opened = open(reader)) {
            long started = System.nanoTime();
            var search = new DonorSearch(set);
            var version = opened.versionWith(beside);
            var result = search.search(version, typing, settings);
            double milliseconds = (System.nanoTime() - started) / 1e6;
            result.notes().forEach(note -> err.println("note: " + note));
            List<DonorTypeComparison.Row> compared =
                    types
                                    || (OutputFormat.orDefault(format) == OutputFormat.JSON
                                            && version.donorCount() <= MOST_COMPARED)
                            ? DonorTypeComparison.of(search, version, typing, settings)
                            : List.of();
            write(result, milliseconds, settings, reading, compared, spec.commandLine().getOut());
        }
        return 0;
    }

    /// The profile that the patient's plan asks for, which is said where it is not the usual one.
    private @Nullable String ordered(Chart chart, PrintWriter err) throws IOException {
        Optional<RankingProfile> ordered =
                OrderedRanking.of(
                        knowledge.load().pathways(), chart, LocalDate.now(ZoneId.systemDefault()));
        ordered.filter(other -> !other.equals(RankingProfile.CONVENTIONAL))
                .ifPresent(other ->
                        err.println(
                                "note: ranked for "
                                        + other.title()
                                        + ", which the patient's plan orders; --profile chooses"
                                        + " another"));
        return ordered.map(RankingProfile::id).orElse(null);
    }

    private Registry open(TypingReader reader) {
        try {
            return Registry.open(registry, reader);
        } catch (IOException e) {
            throw Problem.unusable(String.valueOf(e.getMessage()));
        }
    }

    /// The options as the one reader of requests knows them; an option that it cannot read ends the
    /// command.
    private SearchSettings settings(TypingReader reader) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        put(fields, "loci", String.join(",", loci.loci().stream().map(Locus::name).toList()));
        put(fields, "mismatches", mismatches);
        put(fields, "perLocus", perLocus);
        put(fields, "direction", direction);
        put(fields, "only", onlyThisTotal ? "on" : "");
        put(fields, "type", kind);
        put(fields, "age", age);
        put(fields, "sex", sex);
        put(fields, "cmv", cmv);
        put(fields, "abo", bloodGroups);
        fields.put("from", registries);
        put(fields, "all", unavailableToo ? "on" : "");
        put(fields, "preferSex", preferredSex);
        put(fields, "preferCmv", preferredCmv);
        fields.put("antibodies", antibodies);
        put(fields, "mfi", threshold);
        put(fields, "weight", weight);
        put(fields, "profile", profile);
        fields.put("off", off);
        put(fields, "preferAbo", preferredGroups);
        put(fields, "patientSex", patientSex);
        put(fields, "size", limit);
        put(fields, "offset", offset);
        SearchRequest request =
                SearchRequest.of(
                        fields,
                        reader,
                        new SearchRequest.Defaults(0, 250, Integer.MAX_VALUE),
                        LocalDate.now(ZoneId.systemDefault()));
        request.problems()
                .forEach((field, problem) -> {
                    throw Problem.unusable(option(field) + ": " + problem);
                });
        return request.search();
    }

    private static void put(Map<String, List<String>> fields, String name, @Nullable Object value) {
        if (value != null && !value.toString().isEmpty()) {
            fields.put(name, List.of(value.toString()));
        }
    }

    /// What the option is called that gives a field.
    private static String option(String field) {
        return switch (field) {
            case "perLocus" -> "--per-locus";
            case "only" -> "--only-this-total";
            case "from" -> "--from-registry";
            case "preferSex" -> "--prefer-sex";
            case "preferCmv" -> "--prefer-cmv";
            case "preferAbo" -> "--prefer-abo";
            case "patientSex" -> "--patient-sex";
            case "off" -> "--without";
            case "antibodies" -> "--antibody";
            case "size" -> "--limit";
            case "oldest", "youngest" -> "--age";
            default -> "--" + field;
        };
    }

    private void write(
            SearchResult result,
            double milliseconds,
            SearchSettings settings,
            Reading<Typing> patientReading,
            List<DonorTypeComparison.Row> compared,
            PrintWriter out)
            throws IOException {
        List<Locus> counted = settings.loci();
        var json = new SearchJson(counted, settings.profile());
        switch (OutputFormat.orDefault(format)) {
            case JSON -> {
                var answer = json.result(result, milliseconds);
                var ofPatient = answer.putObject("patient");
                ofPatient.put("typing", patientReading.value().glString());
                ofPatient.set("findings", FindingJson.of(patientReading.findings()));
                if (!compared.isEmpty()) {
                    answer.set("comparison", SearchJson.types(compared));
                }
                out.println(
                        ComparisonJson.MAPPER
                                .writerWithDefaultPrettyPrinter()
                                .writeValueAsString(answer));
            }
            case NDJSON -> result.donors().forEach(donor -> out.println(json.donor(donor)));
            case CSV -> SearchTable.csv(result, counted, out);
            case TEXT -> {
                SearchTable.text(result, milliseconds, settings, out);
                if (!compared.isEmpty()) {
                    SearchTable.types(compared, out);
                }
            }
        }
    }
}
