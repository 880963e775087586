/// Comparison of measures within and between groups: t tests, ranks, location shifts, correlation,
/// trend.
@NullMarked
package org.osteon.outcome.comparison;

import org.jspecify.annotations.NullMarked;
