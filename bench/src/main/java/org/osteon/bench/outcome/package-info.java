/// The estimators of `outcome` timed on synthetic cohorts; the peers read the same files
/// (`bench/peers`).
@NullMarked
package org.osteon.bench.outcome;

import org.jspecify.annotations.NullMarked;
