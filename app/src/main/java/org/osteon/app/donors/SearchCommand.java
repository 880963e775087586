package org.osteon.app.donors;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.osteon.app.UnusableInputException;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.match.Antibody;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.search.DonorFilter;
import org.osteon.hla.search.DonorSearch;
import org.osteon.hla.search.SearchResult;
import org.osteon.hla.search.SearchSettings;
import org.osteon.hla.typing.TypingReader;
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
                    + " then age. Each donor comes with the values that placed it.",
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
    @Spec private CommandSpec spec;
    @Mixin private NomenclatureOption nomenclature;
    @Mixin private LociOption loci;
    @Mixin private PredictCommand.FrequenciesOption frequencies;

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
            description = "an antibody of the patient, like B8:4000; may be repeated")
    private List<String> antibodies = List.of();

    @Option(
            names = "--mfi",
            paramLabel = "N",
            defaultValue = "1000",
            description = "antibodies count from here; default: ${DEFAULT-VALUE}")
    private double threshold;

    @Option(names = "--weight", paramLabel = "KG", description = "patient's weight, for cord doses")
    private @Nullable Double weight;

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
        if (mismatches < 0 || perLocus < 0 || limit < 0 || offset < 0) {
            throw new UnusableInputException(
                    "--mismatches, --per-locus, --limit and --offset are not negative");
        }
        var err = spec.commandLine().getErr();
        var reader = nomenclature.reader();
        var typing = new TypingInput(reader, err).read("patient", patient);
        if (!typing.missingRequired().isEmpty()) {
            throw new UnusableInputException(
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
        var settings = settings();
        try (var opened = open(reader)) {
            long started = System.nanoTime();
            var result = new DonorSearch(set).search(opened.version(), typing, settings);
            double milliseconds = (System.nanoTime() - started) / 1e6;
            result.notes().forEach(note -> err.println("note: " + note));
            write(result, milliseconds, settings.loci(), spec.commandLine().getOut());
        }
        return 0;
    }

    private Registry open(TypingReader reader) {
        try {
            return Registry.open(registry, reader);
        } catch (IOException e) {
            throw new UnusableInputException(String.valueOf(e.getMessage()));
        }
    }

    private SearchSettings settings() {
        var ages = ages();
        var filter =
                new DonorFilter(
                        kind == null ? Set.of() : Set.of(kind),
                        ages[0],
                        ages[1],
                        sex == null ? Set.of() : Set.of(sex),
                        cmv == null ? Set.of() : Set.of(cmv),
                        bloodGroups(),
                        new HashSet<>(registries),
                        !unavailableToo);
        return new SearchSettings(
                loci.loci(),
                mismatches,
                perLocus,
                direction,
                onlyThisTotal,
                filter,
                antibodies(),
                threshold,
                weight == null ? OptionalDouble.empty() : OptionalDouble.of(weight),
                Optional.ofNullable(preferredSex),
                Optional.ofNullable(preferredCmv),
                LocalDate.now(ZoneId.systemDefault()),
                offset,
                limit);
    }

    private OptionalInt[] ages() {
        if (age == null) {
            return new OptionalInt[] {OptionalInt.empty(), OptionalInt.empty()};
        }
        var ends = age.split("-", -1);
        try {
            if (ends.length == 2) {
                return new OptionalInt[] {
                    OptionalInt.of(Integer.parseInt(ends[0].strip())),
                    OptionalInt.of(Integer.parseInt(ends[1].strip()))
                };
            }
        } catch (NumberFormatException _) {
            // reported below
        }
        throw new UnusableInputException("--age is like 18-45, not \"" + age + "\"");
    }

    private Set<BloodGroup> bloodGroups() {
        var groups = new HashSet<BloodGroup>();
        if (bloodGroups == null) {
            return groups;
        }
        for (String wanted : bloodGroups.split(",", -1)) {
            var name = wanted.strip().toUpperCase(Locale.ROOT);
            for (BloodGroup group : BloodGroup.values()) {
                if (!name.isEmpty()
                        && (group.text().equals(name)
                                || (!name.endsWith("+")
                                        && !name.endsWith("-")
                                        && group.text().replaceAll("[+-]", "").equals(name)))) {
                    groups.add(group);
                }
            }
        }
        if (groups.isEmpty()) {
            throw new UnusableInputException("--abo is like O,A+, not \"" + bloodGroups + "\"");
        }
        return groups;
    }

    private List<Antibody> antibodies() {
        var list = new ArrayList<Antibody>();
        for (String given : antibodies) {
            int colon = given.lastIndexOf(':');
            boolean hasMfi = colon > 0 && given.substring(colon + 1).matches("\\d{3,6}");
            list.add(
                    new Antibody(
                            hasMfi ? given.substring(0, colon) : given,
                            hasMfi ? Double.parseDouble(given.substring(colon + 1)) : threshold,
                            Optional.empty()));
        }
        return list;
    }

    private void write(
            SearchResult result, double milliseconds, List<Locus> counted, PrintWriter out)
            throws IOException {
        var json = new SearchJson(counted);
        switch (OutputFormat.orDefault(format)) {
            case JSON ->
                    out.println(
                            ComparisonJson.MAPPER
                                    .writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(json.result(result, milliseconds)));
            case NDJSON -> result.donors().forEach(donor -> out.println(json.donor(donor)));
            case CSV -> SearchTable.csv(result, counted, out);
            case TEXT -> SearchTable.text(result, milliseconds, counted, out);
        }
    }
}
