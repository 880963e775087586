/// Allocation of patients to arms: permuted blocks and minimisation, reproducible from a seed.
@NullMarked
package org.osteon.outcome.randomisation;

import org.jspecify.annotations.NullMarked;
