/// Haplotype frequencies and what follows from them: how likely a donor matches a patient although
/// typings are incomplete, and the estimation of frequencies from typings. Knows typings and single
/// comparisons, not registries.
@NullMarked
package org.osteon.hla.frequency;

import org.jspecify.annotations.NullMarked;
