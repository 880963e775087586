package org.osteon.hla.nomenclature;

/// The two published assignments of DPB1 alleles to T-cell epitope groups.
public enum TceVersion {
    V1,
    V2
}
