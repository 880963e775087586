/// Tail probabilities, quantiles and small dense linear algebra in the precision that the rest
/// relies on (relative error about 1e-13, small tails never formed as one minus something). Shared
/// by the packages of the library and not promised to others.
@NullMarked
package org.osteon.outcome.distribution;

import org.jspecify.annotations.NullMarked;
