/// Patient against donor: counts per locus and in total with their ranges and directions, DPB1
/// permissiveness, HLA-B leader, KIR ligands, donor-specific antibodies and cord blood dose. Knows
/// typings, not registries or frequencies.
@NullMarked
package org.osteon.hla.match;

import org.jspecify.annotations.NullMarked;
