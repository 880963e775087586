package org.osteon.hla.search;

import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.frequency.RowProbabilities;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.typing.LocusTyping;

/// The rows of a state of a registry, as probabilities ask for them.
record RowTypings(RegistryVersion version) implements RowProbabilities.Rows {
    static RowProbabilities probabilities(Imputer imputer, RegistryVersion version) {
        return new RowProbabilities(imputer, new RowTypings(version));
    }

    @Override
    public int entry(Locus locus, int row) {
        return version.entry(locus, row);
    }

    @Override
    public LocusTyping typing(Locus locus, int entry) {
        return version.entries(locus).typing(entry);
    }

    @Override
    public int entryCount(Locus locus) {
        return version.entries(locus).size();
    }

    @Override
    public int rowCount() {
        return version.baseRowCount();
    }
}
