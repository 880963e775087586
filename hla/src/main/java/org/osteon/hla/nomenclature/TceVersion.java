package org.osteon.hla.nomenclature;

/// The two published assignments of DPB1 alleles to T-cell epitope groups.
public enum TceVersion {
    /// The first assignment.
    V1,
    /// The second assignment: the default.
    V2
}
