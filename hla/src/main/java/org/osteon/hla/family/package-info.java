/// Relatives as donors: which haplotypes they share with the patient.
@NullMarked
package org.osteon.hla.family;

import org.jspecify.annotations.NullMarked;
