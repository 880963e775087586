package org.osteon.hla.frequency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.UnitSet;
import org.osteon.hla.typing.LocusTyping;
import org.osteon.hla.typing.LocusTyping.Genotype;
import org.osteon.hla.typing.Typing;

/// Match probabilities of many patients against one cohort of donors. Donors with equal typings are
/// one row; each locus typing is looked at once per patient; a donor's own probability is computed
/// once.
public final class CohortPrediction {
    /// A patient and a donor who may match with at most one mismatch.
    ///
    /// @param donor index in the cohort
    public record Pair(int donor, MatchProbability probability) {}

    private final Imputer imputer;
    private final List<Locus> loci;

    /// Distinct locus typings by locus of the set.
    private final List<List<LocusTyping>> dictionaries = new ArrayList<>();

    /// By locus: the dictionary entry of each row.
    private final int[][] rows;

    private final List<Typing> rowTypings = new ArrayList<>();
    private final List<int[]> rowDonors = new ArrayList<>();
    private final double[] rowProbabilities;
    private final boolean[] rowHasNull;
    private final Map<Integer, Imputation> imputations = new ConcurrentHashMap<>();

    /// Indexes the donors; each keeps its number in the list.
    public CohortPrediction(Imputer imputer, List<Typing> donors) {
        this.imputer = imputer;
        this.loci = imputer.set().loci();
        var entries = new ArrayList<Map<String, Integer>>();
        for (int i = 0; i < loci.size(); i++) {
            dictionaries.add(new ArrayList<>());
            entries.add(new HashMap<>());
        }
        var rowIndex = new HashMap<List<Integer>, Integer>();
        var members = new ArrayList<List<Integer>>();
        for (int donor = 0; donor < donors.size(); donor++) {
            var typing = donors.get(donor);
            var key = new ArrayList<Integer>(loci.size());
            for (int i = 0; i < loci.size(); i++) {
                var at = typing.at(loci.get(i));
                var dictionary = dictionaries.get(i);
                key.add(
                        entries.get(i)
                                .computeIfAbsent(
                                        at.text(),
                                        _ -> {
                                            dictionary.add(at);
                                            return dictionary.size() - 1;
                                        }));
            }
            int row = rowIndex.computeIfAbsent(List.copyOf(key), _ -> rowIndex.size());
            if (row == members.size()) {
                members.add(new ArrayList<>());
                rowTypings.add(typing);
            }
            members.get(row).add(donor);
        }
        members.forEach(list -> rowDonors.add(list.stream().mapToInt(Integer::intValue).toArray()));
        rows = new int[loci.size()][rowTypings.size()];
        rowIndex.forEach((key, row) -> {
            for (int i = 0; i < key.size(); i++) {
                rows[i][row] = key.get(i);
            }
        });
        rowProbabilities = new double[rowTypings.size()];
        rowHasNull = new boolean[rowTypings.size()];
        IntStream.range(0, rowTypings.size())
                .parallel()
                .forEach(row -> {
                    var typing = rowTypings.get(row);
                    rowProbabilities[row] = imputer.probability(typing);
                    rowHasNull[row] = loci.stream().anyMatch(locus -> typing.at(locus).hasNull());
                });
    }

    /// The probability of one patient with every donor for whom zero or one mismatch is possible,
    /// in the cohort's order.
    public void predict(Typing patient, Consumer<Pair> pairs) {
        var imputation = imputer.impute(patient);
        if (!imputation.isRepresented()) {
            return;
        }
        var candidates = candidates(patient);
        if (candidates.isEmpty()) {
            return;
        }
        var found = new ArrayList<Pair>();
        if (imputation.plan() == Plan.A) {
            addByNeighbourhood(imputation, patient, candidates, found);
        } else {
            for (int row : candidates) {
                addDirectly(imputation, row, found);
            }
        }
        found.sort((x, y) -> Integer.compare(x.donor(), y.donor()));
        found.forEach(pairs);
    }

    private void addByNeighbourhood(
            Imputation imputation, Typing patient, List<Integer> candidates, List<Pair> found) {
        var near = Neighbourhood.of(imputation, patient, imputer);
        boolean[][][] allowedByEntry = new boolean[loci.size()][][];
        for (int i = 0; i < loci.size(); i++) {
            allowedByEntry[i] = new boolean[dictionaries.get(i).size()][];
        }
        boolean[][] allowed = new boolean[loci.size()][];
        double[] numerators = new double[2];
        for (int row : candidates) {
            if (rowProbabilities[row] == 0 || rowHasNull[row]) {
                addDirectly(imputation, row, found);
                continue;
            }
            for (int i = 0; i < loci.size(); i++) {
                int entry = rows[i][row];
                var known = allowedByEntry[i][entry];
                if (known == null) {
                    known = near.allowed(i, dictionaries.get(i).get(entry));
                    allowedByEntry[i][entry] = known;
                }
                allowed[i] = known;
            }
            near.numerators(allowed, numerators);
            if (numerators[0] > 0 || numerators[1] > 0) {
                addDirectly(imputation, row, found);
            }
        }
    }

    private void addDirectly(Imputation patient, int row, List<Pair> found) {
        var donor = imputations.computeIfAbsent(row, r -> imputer.impute(rowTypings.get(r)));
        if (donor.isRepresented()) {
            var probability = MatchProbability.of(patient, donor);
            if (probability.total().zero() > 0 || probability.total().one() > 0) {
                for (int index : rowDonors.get(row)) {
                    found.add(new Pair(index, probability));
                }
            }
        }
    }

    /// Rows that the open ends of the typings allow to have at most one mismatch at the loci
    /// counted.
    private List<Integer> candidates(Typing patient) {
        byte[][] least = new byte[loci.size()][];
        for (int i = 0; i < loci.size(); i++) {
            var at = patient.at(loci.get(i));
            least[i] = new byte[dictionaries.get(i).size()];
            if (imputer.counted().contains(loci.get(i)) && at.isTyped() && !at.hasNull()) {
                for (int entry = 0; entry < least[i].length; entry++) {
                    least[i][entry] = (byte) leastMismatches(at, dictionaries.get(i).get(entry));
                }
            }
        }
        var candidates = new ArrayList<Integer>();
        for (int row = 0; row < rowTypings.size(); row++) {
            int sum = 0;
            for (int i = 0; i < least.length && sum <= 1; i++) {
                sum += least[i][rows[i][row]];
            }
            if (sum <= 1) {
                candidates.add(row);
            }
        }
        return candidates;
    }

    private static int leastMismatches(LocusTyping patient, LocusTyping donor) {
        if (!donor.isTyped() || donor.hasNull()) {
            return 0;
        }
        int least = 2;
        for (Genotype p : patient.genotypes()) {
            for (Genotype d : donor.genotypes()) {
                int straight =
                        apart(p.first().explained(), d.first().explained())
                                + apart(p.second().explained(), d.second().explained());
                int across =
                        apart(p.first().explained(), d.second().explained())
                                + apart(p.second().explained(), d.first().explained());
                least = Math.min(least, Math.min(straight, across));
            }
        }
        return least;
    }

    private static int apart(UnitSet x, UnitSet y) {
        return x.intersects(y) ? 0 : 1;
    }
}
