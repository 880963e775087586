/// Occupation probabilities of multi-state processes.
@NullMarked
package org.osteon.outcome.multistate;

import org.jspecify.annotations.NullMarked;
