package org.osteon.hla.frequency;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.LocusTyping;

/// The probability Z of each typing row of a registry under plan A: computed when first asked for,
/// then remembered, as it does not depend on the patient. What each distinct locus typing allows is
/// remembered too. Safe for many threads.
public final class RowProbabilities {
    /// Tells the entry of a locus at a row, and the typing of an entry.
    public interface Rows {
        /// The entry of a locus at a row, 0 where the row is not typed there.
        int entry(Locus locus, int row);

        /// The typing of an entry.
        LocusTyping typing(Locus locus, int entry);

        /// Distinct typings of a locus.
        int entryCount(Locus locus);

        /// Rows, numbered from 0.
        int rowCount();
    }

    private final Imputer imputer;
    private final Rows rows;
    private final double[] values;
    private final List<AtomicReferenceArray<LocusFit>> fits;

    /// Nothing is computed yet.
    public RowProbabilities(Imputer imputer, Rows rows) {
        this.imputer = imputer;
        this.rows = rows;
        values = new double[rows.rowCount()];
        Arrays.fill(values, Double.NaN);
        fits =
                imputer.set().loci().stream()
                        .map(locus -> new AtomicReferenceArray<LocusFit>(rows.entryCount(locus)))
                        .toList();
    }

    /// Z of a row; 0 when no pair of haplotypes explains it.
    public double of(int row) {
        double known = values[row];
        if (!Double.isNaN(known)) {
            return known;
        }
        var loci = imputer.set().loci();
        var ofRow = new LocusFit[loci.size()];
        for (int i = 0; i < ofRow.length; i++) {
            ofRow[i] = fit(i, rows.entry(loci.get(i), row));
        }
        double z = imputer.probability(ofRow);
        values[row] = z;
        return z;
    }

    private LocusFit fit(int locus, int entry) {
        var known = fits.get(locus).get(entry);
        if (known == null) {
            var set = imputer.set();
            known =
                    LocusFit.of(
                            rows.typing(set.loci().get(locus), entry), set.table().numbers[locus]);
            fits.get(locus).set(entry, known);
        }
        return known;
    }
}
