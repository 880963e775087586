/// Cox's proportional hazards model: fit, robust variance, baseline, prediction, concordance,
/// proportionality.
@NullMarked
package org.osteon.outcome.cox;

import org.jspecify.annotations.NullMarked;
