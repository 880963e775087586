package org.osteon.app.http.web.donors;

import java.util.List;
import java.util.Optional;
import org.osteon.hla.search.DonorTypeComparison;
import org.osteon.hla.search.RankedDonor;

/// Types of donors side by side.
///
/// @param address what was asked; the links of the page carry it along
record DonorTypesPage(DonorAddress address, List<DonorTypeComparison.Row> rows) {
    /// The address of a donor.
    String pair(RankedDonor donor) {
        return address.without("page").with("donor", donor.donor().id()).to("/donors/pair");
    }

    /// Whether the best by both profiles is one donor.
    static boolean isSame(Optional<RankedDonor> one, Optional<RankedDonor> other) {
        return one.map(donor -> donor.donor().id()).equals(other.map(donor -> donor.donor().id()));
    }
}
