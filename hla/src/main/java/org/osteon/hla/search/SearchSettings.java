package org.osteon.hla.search;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.osteon.hla.match.Antibody;
import org.osteon.hla.match.DonorSpecificAntibodies;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Sex;

/// What a search asks for.
///
/// @param loci the loci counted
/// @param mismatches at most so many in total, at best
/// @param perLocus at most so many at one locus, at best
/// @param direction which mismatches count towards the limits
/// @param onlyThisTotal leave out donors with fewer mismatches than `mismatches`
/// @param antibodies of the patient
/// @param antibodyThreshold mean fluorescence intensity from which an antibody counts
/// @param patientWeightKg for the dose of cord units
/// @param preferredSex ranked first among equals
/// @param preferredCmv ranked first among equals
/// @param today ages are reckoned as of this day
/// @param offset donors to skip
/// @param limit donors on the page
/// @param profile the order of the keys that rank
/// @param preferredGroups blood groups ranked first among equals
/// @param patientSex for the donor's sex where a profile looks at both
public record SearchSettings(
        List<Locus> loci,
        int mismatches,
        int perLocus,
        Direction direction,
        boolean onlyThisTotal,
        DonorFilter filter,
        List<Antibody> antibodies,
        double antibodyThreshold,
        OptionalDouble patientWeightKg,
        Optional<Sex> preferredSex,
        Optional<Cmv> preferredCmv,
        LocalDate today,
        int offset,
        int limit,
        RankingProfile profile,
        Set<BloodGroup> preferredGroups,
        Optional<Sex> patientSex) {
    /// A page unless somebody asks for another size.
    public static final int DEFAULT_LIMIT = 250;

    /// Which mismatches count.
    public enum Direction {
        /// Unequal positions.
        BOTH,
        /// What the patient has and the donor has not.
        GVH,
        /// What the donor has and the patient has not.
        HVG
    }

    /// Refuses no locus, or a limit below 0, with an `IllegalArgumentException`.
    public SearchSettings {
        loci = List.copyOf(loci);
        antibodies = List.copyOf(antibodies);
        preferredGroups = Set.copyOf(preferredGroups);
        if (loci.isEmpty()) {
            throw new IllegalArgumentException("a search counts at least one locus");
        }
        if (mismatches < 0 || perLocus < 0 || offset < 0 || limit < 0) {
            throw new IllegalArgumentException("limits are not negative");
        }
    }

    /// Available donors, ten positions, no antibodies, the first page.
    public static SearchSettings of(int mismatches, LocalDate today) {
        return new SearchSettings(
                Locus.TEN,
                mismatches,
                2,
                Direction.BOTH,
                false,
                DonorFilter.AVAILABLE,
                List.of(),
                DonorSpecificAntibodies.DEFAULT_THRESHOLD,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                today,
                0,
                DEFAULT_LIMIT);
    }

    /// Another page of the same search.
    public SearchSettings withPage(int newOffset, int newLimit) {
        return with(profile, preferredCmv, patientSex, newOffset, newLimit);
    }

    /// The same search with donors of a CMV status first among equals.
    public SearchSettings withPreferredCmv(Cmv preferred) {
        return with(profile, Optional.of(preferred), patientSex, offset, limit);
    }

    /// The same search for a patient of a sex.
    public SearchSettings withPatientSex(Sex sex) {
        return with(profile, preferredCmv, Optional.of(sex), offset, limit);
    }

    /// The same search ranked by another profile.
    public SearchSettings withProfile(RankingProfile other) {
        return with(other, preferredCmv, patientSex, offset, limit);
    }

    /// The same donors, ranked and cut otherwise.
    private SearchSettings with(
            RankingProfile newProfile,
            Optional<Cmv> newCmv,
            Optional<Sex> newSex,
            int newOffset,
            int newLimit) {
        return new SearchSettings(
                loci,
                mismatches,
                perLocus,
                direction,
                onlyThisTotal,
                filter,
                antibodies,
                antibodyThreshold,
                patientWeightKg,
                preferredSex,
                newCmv,
                today,
                newOffset,
                newLimit,
                newProfile,
                preferredGroups,
                newSex);
    }

    /// The same search of donors of some kinds only, the best of them, with other loci and limits.
    SearchSettings of(List<Locus> counted, int most, int mostPerLocus, Set<Donor.Kind> kinds) {
        return new SearchSettings(
                counted,
                most,
                mostPerLocus,
                Direction.BOTH,
                false,
                filter.ofKinds(kinds),
                antibodies,
                antibodyThreshold,
                patientWeightKg,
                preferredSex,
                preferredCmv,
                today,
                0,
                1,
                profile,
                preferredGroups,
                patientSex);
    }

    /// A search ranked by the conventional profile.
    public SearchSettings(
            List<Locus> loci,
            int mismatches,
            int perLocus,
            Direction direction,
            boolean onlyThisTotal,
            DonorFilter filter,
            List<Antibody> antibodies,
            double antibodyThreshold,
            OptionalDouble patientWeightKg,
            Optional<Sex> preferredSex,
            Optional<Cmv> preferredCmv,
            LocalDate today,
            int offset,
            int limit) {
        this(
                loci,
                mismatches,
                perLocus,
                direction,
                onlyThisTotal,
                filter,
                antibodies,
                antibodyThreshold,
                patientWeightKg,
                preferredSex,
                preferredCmv,
                today,
                offset,
                limit,
                RankingProfile.CONVENTIONAL,
                Set.of(),
                Optional.empty());
    }
}
