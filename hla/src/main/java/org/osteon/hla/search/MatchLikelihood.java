package org.osteon.hla.search;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.Imputation;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.frequency.RowProbabilities;
import org.osteon.hla.match.DonorSpecificAntibodies;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.typing.Typing;

/// How likely it is that a registry, or a random part of it, holds a donor for somebody: one with
/// at most 0, 1 or 2 mismatches (of ten positions: 10/10, 9/10, 8/10).
///
/// A donor whose typing leaves nothing open matches or does not. Any other matches with the
/// probability that the frequencies give ([org.osteon.hla.frequency.MatchProbability]); one that
/// they do not explain counts only where it matches whatever is left open. With these probabilities
/// *p* of the donors, taken as independent, and each donor kept with probability *s* (a part of the
/// registry of that share),
///
/// ```text
/// L = 1 − Π (1 − s·p)
/// ```
///
/// Donors beyond a product of 10⁻⁶ are not looked at. Safe for many threads.
public final class MatchLikelihood {
    /// The most mismatches that are looked at.
    public static final int MOST_MISMATCHES = 2;

    /// Where so little is left, nothing is added: log of 10⁻⁶.
    private static final double DECIDED = Math.log(1e-6);

    private final RegistryVersion version;
    private final List<Locus> loci;
    private final List<Integer> sizes;
    private final double[] shares;
    private final Imputer imputer;
    private final RowProbabilities rowProbabilities;
    private final SearchSettings settings;
    private final int[] accepted;
    private final int donors;

    /// Prepares to ask for many patients.
    ///
    /// @param version the donors
    /// @param set explains what typings leave open
    /// @param loci the loci counted
    /// @param kinds which donors; empty: all that can be asked
    /// @param sizes of parts of the registry, as numbers of its donors of these kinds, rising; more
    ///   than there are is refused with an `IllegalArgumentException`
    public MatchLikelihood(
            RegistryVersion version,
            FrequencySet set,
            List<Locus> loci,
            Set<Donor.Kind> kinds,
            List<Integer> sizes) {
        this.version = version;
        this.loci = List.copyOf(loci);
        this.sizes = List.copyOf(sizes);
        imputer = new Imputer(set, loci, true);
        rowProbabilities = RowTypings.probabilities(imputer, version);
        // Ages are not asked, so the day does not matter.
        settings = settings(loci, DonorFilter.AVAILABLE.ofKinds(kinds));
        accepted = accepted(version, settings);
        donors = Arrays.stream(accepted).sum();
        shares = new double[sizes.size()];
        for (int i = 0; i < shares.length; i++) {
            int size = sizes.get(i);
            if (size < 1 || size > donors || (i > 0 && size <= sizes.get(i - 1))) {
                throw new IllegalArgumentException(
                        "sizes rise from 1 to " + donors + ", not " + sizes);
            }
            shares[i] = (double) size / donors;
        }
    }

    /// How many donors of some kinds can be asked.
    public static int donors(RegistryVersion version, Set<Donor.Kind> kinds) {
        return Arrays.stream(
                        accepted(
                                version, settings(Locus.TEN, DonorFilter.AVAILABLE.ofKinds(kinds))))
                .sum();
    }

    private static SearchSettings settings(List<Locus> loci, DonorFilter filter) {
        return new SearchSettings(
                loci,
                MOST_MISMATCHES,
                2,
                SearchSettings.Direction.BOTH,
                false,
                filter,
                List.of(),
                DonorSpecificAntibodies.DEFAULT_THRESHOLD,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                LocalDate.EPOCH,
                0,
                0);
    }

    private static int[] accepted(RegistryVersion version, SearchSettings settings) {
        int[] counts = new int[version.rowCount()];
        for (int row = 0; row < counts.length; row++) {
            int end = version.endDonor(row);
            for (int donor = version.firstDonor(row); donor < end; donor++) {
                if (!version.isGone(donor)
                        && settings.filter().accepts(version, donor, settings.today())) {
                    counts[row]++;
                }
            }
        }
        return counts;
    }

    /// The positions compared.
    public int positions() {
        return 2 * loci.size();
    }

    /// The sizes asked for.
    public List<Integer> sizes() {
        return sizes;
    }

    /// For one patient: by the most mismatches (0 to [#MOST_MISMATCHES]) and by size, the chance
    /// that there is a donor.
    public double[][] of(Typing patient) {
        Imputation imputation = imputer.impute(patient);
        RowScores scores =
                new RowScores(
                        version,
                        patient,
                        settings,
                        imputer,
                        rowProbabilities,
                        Optional.of(imputation));
        RowList[] rows = new RowScan(version, patient, settings).rows();
        Nobody nobody = new Nobody();
        for (RowList of : rows) {
            for (int i = 0; i < of.size(); i++) {
                int row = of.get(i);
                for (int k = most(scores, row); k <= MOST_MISMATCHES; k++) {
                    nobody.add(k, accepted[row], 1);
                }
            }
        }
        if (imputation.isRepresented()) {
            for (int least = 0; least < rows.length; least++) {
                for (int i = 0; i < rows[least].size() && !nobody.isDecidedFrom(least); i++) {
                    addOpen(scores, rows[least].get(i), least, nobody);
                }
            }
        }
        return nobody.somebody();
    }

    private int most(RowScores scores, int row) {
        int most = 0;
        for (Locus locus : loci) {
            most += scores.match(locus, row).mismatches().max();
        }
        return most;
    }

    /// Counts a row for the numbers of mismatches that its typing leaves open.
    private void addOpen(RowScores scores, int row, int least, Nobody nobody) {
        int most = most(scores, row);
        if (most == least || accepted[row] == 0) {
            return;
        }
        if (least <= 1 && !nobody.isDecidedUpTo(1)) {
            double[] p = scores.quickProbabilities(row);
            if (most > 0) {
                nobody.add(0, accepted[row], p[0]);
            }
            if (most > 1) {
                nobody.add(1, accepted[row], p[0] + p[1]);
            }
        }
        if (most > MOST_MISMATCHES && !nobody.isDecided(MOST_MISMATCHES)) {
            scores.probability(row)
                    .ifPresent(p ->
                            nobody.add(
                                    MOST_MISMATCHES,
                                    accepted[row],
                                    p.total().zero() + p.total().one() + p.total().two()));
        }
    }

    /// The logarithm of the chance that no donor so far matches, by mismatches and share.
    private final class Nobody {
        private final double[][] logs = new double[MOST_MISMATCHES + 1][shares.length];

        void add(int mismatches, int count, double probability) {
            double p = Math.min(1, Math.max(0, probability));
            if (count == 0 || p == 0) {
                return;
            }
            for (int i = 0; i < shares.length; i++) {
                logs[mismatches][i] += count * Math.log1p(-shares[i] * p);
            }
        }

        /// Whether the smallest part of the registry surely has a donor.
        boolean isDecided(int mismatches) {
            return shares.length == 0 || logs[mismatches][0] < DECIDED;
        }

        boolean isDecidedUpTo(int mismatches) {
            for (int k = 0; k <= mismatches; k++) {
                if (!isDecided(k)) {
                    return false;
                }
            }
            return true;
        }

        boolean isDecidedFrom(int mismatches) {
            for (int k = mismatches; k <= MOST_MISMATCHES; k++) {
                if (!isDecided(k)) {
                    return false;
                }
            }
            return true;
        }

        double[][] somebody() {
            double[][] chances = new double[logs.length][shares.length];
            for (int k = 0; k < logs.length; k++) {
                for (int i = 0; i < shares.length; i++) {
                    // Fewer mismatches are never likelier than more, also where donors were left.
                    double here = 0 - Math.expm1(logs[k][i]);
                    chances[k][i] = k == 0 ? here : Math.max(here, chances[k - 1][i]);
                }
            }
            return chances;
        }
    }
}
