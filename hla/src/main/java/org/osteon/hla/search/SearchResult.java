package org.osteon.hla.search;

import java.util.List;
import java.util.Optional;

/// A page of a search.
///
/// @param searched donors in the registry
/// @param found donors within the limits that pass the filters
/// @param donors the page asked for
/// @param dataVersion which state of the registry was searched
/// @param release the nomenclature used
/// @param frequencySet the frequencies used
/// @param notes what a reader should know, for example why there is no probability
public record SearchResult(
        int searched,
        int found,
        List<RankedDonor> donors,
        long dataVersion,
        String release,
        Optional<String> frequencySet,
        List<String> notes) {}
