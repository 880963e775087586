/// Propensity scores: weights, balance, matching, doubly robust effects.
@NullMarked
package org.osteon.outcome.propensity;

import org.jspecify.annotations.NullMarked;
