/// The official HLA names of one IPD-IMGT/HLA release: alleles, groups, matching units, antigens,
/// DPB1 groups, protein features, and the table of multiple allele codes. Knows nothing of patients
/// or donors and depends on no other package of this module.
@NullMarked
package org.osteon.hla.nomenclature;

import org.jspecify.annotations.NullMarked;
