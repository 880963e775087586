/// Donor search, measured: registries of a million donors and more, single comparisons, and the
/// SciPy peer.
@NullMarked
package org.osteon.bench.hla;

import org.jspecify.annotations.NullMarked;
