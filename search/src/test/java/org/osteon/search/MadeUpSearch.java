package org.osteon.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.Availability;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.registry.Registry;
import org.osteon.hla.search.DonorSearch;
import org.osteon.hla.search.SearchResult;
import org.osteon.hla.search.SearchSettings;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// A patient, a registry of five made-up donors and what is found there. The release is read once
/// for all tests.
final class MadeUpSearch {
    static final LocalDate TODAY = LocalDate.of(2025, 6, 2);

    static final String PATIENT =
            "A*01:01+A*02:01^C*05:01+C*07:01^B*08:01+B*44:02^DRB1*03:01+DRB1*04:01"
                    + "^DQB1*02:01+DQB1*03:01^DPB1*04:01+DPB1*09:01";

    private static final Map<String, String> TYPINGS =
            Map.of(
                    "TEN",
                    PATIENT.replace("DPB1*09:01", "DPB1*02:01"),
                    "NINE",
                    PATIENT.replace("A*02:01", "A*03:01").replaceFirst("\\^DPB1.*", ""),
                    "OPEN",
                    PATIENT.replace("A*02:01", "A*02:XX").replaceFirst("\\^DPB1.*", ""),
                    "UNIT",
                    PATIENT.replace("DRB1*04:01", "DRB1*07:01").replaceFirst("\\^DPB1.*", ""),
                    "FAR",
                    "A*24:02+A*68:01^C*05:01+C*07:01^B*08:01+B*44:02^DRB1*03:01+DRB1*04:01"
                            + "^DQB1*02:01+DQB1*03:01");

    private static @Nullable TypingReader reader;

    private MadeUpSearch() {}

    static synchronized TypingReader reader() {
        if (reader == null) {
            try {
                reader = new TypingReader(Release.delivered(), MultipleAlleleCodes.delivered());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return reader;
    }

    static Typing typing(String glString) {
        return reader().glString(glString).value();
    }

    static Typing typingOf(String donor) {
        return typing(TYPINGS.get(donor));
    }

    private static List<Donor> donors() {
        return List.of(
                new Donor(
                        "TEN",
                        Kind.ADULT,
                        Optional.of(LocalDate.of(1990, 5, 5)),
                        Sex.FEMALE,
                        BloodGroup.A_POSITIVE,
                        Cmv.NEGATIVE,
                        Availability.AVAILABLE,
                        "R1",
                        Map.of()),
                Donor.adult("NINE"),
                new Donor(
                        "OPEN",
                        Kind.ADULT,
                        Optional.of(LocalDate.of(1980, 5, 5)),
                        Sex.MALE,
                        BloodGroup.O,
                        Cmv.POSITIVE,
                        Availability.RESERVED,
                        "R2",
                        Map.of("bank", "none", "asked", "twice")),
                new Donor(
                        "UNIT",
                        Kind.CORD,
                        Optional.of(LocalDate.of(2020, 1, 2)),
                        Sex.MALE,
                        BloodGroup.AB_NEGATIVE,
                        Cmv.UNKNOWN,
                        Availability.AVAILABLE,
                        "R1",
                        Map.of("tnc", "1.4e9")),
                Donor.adult("FAR"));
    }

    /// Two haplotypes that make the patient up, and one that a donor of A*02:XX may have instead.
    static FrequencySet frequencies() {
        return FrequencySet.of(
                "two of three",
                reader(),
                List.of(Gene.A, Gene.C, Gene.B, Gene.DRB1, Gene.DQB1),
                List.of(
                        entry("A*01:01~C*07:01~B*08:01~DRB1*03:01~DQB1*02:01", 0.5),
                        entry("A*02:01~C*05:01~B*44:02~DRB1*04:01~DQB1*03:01", 0.3),
                        entry("A*02:05~C*05:01~B*44:02~DRB1*04:01~DQB1*03:01", 0.2)),
                100);
    }

    private static FrequencySet.Entry entry(String haplotype, double frequency) {
        return new FrequencySet.Entry(List.of(haplotype.split("~", -1)), frequency);
    }

    static Registry registry(Path folder) {
        try {
            try (var writer = Registry.writer(folder, reader())) {
                for (Donor donor : donors()) {
                    writer.put(donor, typingOf(donor.id()));
                }
                writer.commit();
            }
            return Registry.open(folder, reader());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a request in the fields of an address finds.
    static SearchResult found(Path folder, SearchSettings settings) {
        try (Registry registry = registry(folder)) {
            return new DonorSearch(Optional.of(frequencies()))
                    .search(registry.version(), typing(PATIENT), settings);
        }
    }

    /// Up to one mismatch, reserved donors too, a patient of 70 kg with an antibody against A3.
    static SearchSettings settings() {
        return SearchRequest.of(
                        Map.of(
                                "all", List.of("on"),
                                "weight", List.of("70"),
                                "antibodies", List.of("A3:4000")),
                        reader(),
                        new SearchRequest.Defaults(1, 50, 1000),
                        TODAY)
                .search();
    }
}
