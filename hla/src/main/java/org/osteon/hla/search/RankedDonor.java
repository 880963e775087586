package org.osteon.hla.search;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.match.CordDose;
import org.osteon.hla.match.DonorSpecificAntibodies;
import org.osteon.hla.match.Permissiveness;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.typing.Typing;

/// A donor found, with everything that placed it.
///
/// @param rank from 1
/// @param elsewhere the rank that each other profile gives, by the profile's id; empty where more
///   donors were found than are ranked again
/// @param probability empty without frequencies, or when nothing explains a typing
/// @param permissiveness of DPB1, where both are typed
/// @param antibodies where the patient has any
/// @param dose of a cord unit, where the patient's weight is known
/// @param reasons the keys of the ranking in their order, with this donor's values
public record RankedDonor(
        int rank,
        Map<String, Integer> elsewhere,
        Donor donor,
        Typing typing,
        Comparison comparison,
        Optional<MatchProbability> probability,
        Optional<Permissiveness> permissiveness,
        Optional<DonorSpecificAntibodies> antibodies,
        Optional<CordDose> dose,
        List<Reason> reasons) {
    /// One key of the ranking.
    ///
    /// @param key in words
    /// @param value this donor's, in words
    public record Reason(String key, String value) {}
}
