package org.osteon.hla.search;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Relation;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.typing.Typing;

/// The types of donors that a patient has, side by side: of each how many there are and the best by
/// each profile (reference, section 17.3).
public final class DonorTypeComparison {
    private static final List<Locus> OF_EIGHT = List.of(Locus.A, Locus.B, Locus.C, Locus.DRB1);

    /// One type.
    ///
    /// @param count donors of this type that pass the filter
    /// @param bestConventional the best by the conventional profile
    /// @param bestPtcy the best by that for post-transplant cyclophosphamide
    /// @param bestAge of the conventionally best, in years
    /// @param antibody whether the conventionally best carries the target of an antibody of the
    ///   patient; empty where there is no donor, or no antibody is known
    public record Row(
            DonorType type,
            int count,
            Optional<RankedDonor> bestConventional,
            Optional<RankedDonor> bestPtcy,
            OptionalInt bestAge,
            Optional<String> antibody) {}

    private DonorTypeComparison() {}

    /// A row for each type, those without a donor too.
    ///
    /// @param version the registry, with the patient's relatives beside it
    /// @param settings antibodies, preferences, the filter but for the kind of donor; loci and
    ///   limits are those of each type
    public static List<Row> of(
            DonorSearch search, RegistryVersion version, Typing patient, SearchSettings settings) {
        return DonorType.all().stream()
                .map(type -> row(type, search, version, patient, settings))
                .toList();
    }

    private static Row row(
            DonorType type,
            DonorSearch search,
            RegistryVersion version,
            Typing patient,
            SearchSettings settings) {
        SearchSettings asked =
                settings.of(
                        OF_EIGHT,
                        type.most(),
                        type.kind() == DonorType.Kind.HAPLOIDENTICAL ? 1 : 2,
                        Set.of(type.kind() == DonorType.Kind.CORD ? Kind.CORD : Kind.ADULT));
        IntPredicate wanted = wanted(type, version);
        SearchResult conventional =
                search.search(
                        version,
                        patient,
                        asked.withProfile(RankingProfile.CONVENTIONAL),
                        type.fewest(),
                        wanted);
        SearchResult ptcy =
                search.search(
                        version,
                        patient,
                        asked.withProfile(RankingProfile.PTCY),
                        type.fewest(),
                        wanted);
        Optional<RankedDonor> best = conventional.donors().stream().findFirst();
        return new Row(
                type,
                conventional.found(),
                best,
                ptcy.donors().stream().findFirst(),
                best.map(RankedDonor::donor)
                        .flatMap(Donor::birthDate)
                        .map(born -> OptionalInt.of(years(born, settings.today())))
                        .orElse(OptionalInt.empty()),
                best.flatMap(RankedDonor::antibodies)
                        .map(found ->
                                !found.certain().isEmpty()
                                        ? "certain"
                                        : !found.possible().isEmpty()
                                                ? "possible"
                                                : !found.belowThreshold().isEmpty()
                                                        ? "below threshold"
                                                        : "none"));
    }

    private static int years(LocalDate born, LocalDate today) {
        return Period.between(born, today).getYears();
    }

    private static IntPredicate wanted(DonorType type, RegistryVersion version) {
        return switch (type.kind()) {
            case SIBLING -> donor -> RankKey.relation(version, donor) == Relation.SIBLING;
            case UNRELATED, CORD -> donor -> RankKey.relation(version, donor) == Relation.NONE;
            case HAPLOIDENTICAL -> donor -> RankKey.relation(version, donor) != Relation.NONE;
        };
    }
}
