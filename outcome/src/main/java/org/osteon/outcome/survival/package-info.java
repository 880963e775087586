/// Time to one kind of event: Kaplan-Meier, Nelson-Aalen, quantiles, restricted mean, the log-rank
/// family, fixed-time comparison, numbers at risk, composites, landmarks, pseudo-values and the win
/// ratio.
@NullMarked
package org.osteon.outcome.survival;

import org.jspecify.annotations.NullMarked;
