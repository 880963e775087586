package org.osteon.hla.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.frequency.Imputation;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.frequency.Neighbourhood;
import org.osteon.hla.frequency.Plan;
import org.osteon.hla.frequency.RowProbabilities;
import org.osteon.hla.match.AntibodyTarget;
import org.osteon.hla.match.LeaderMatch;
import org.osteon.hla.match.LocusComparison;
import org.osteon.hla.match.LocusMatch;
import org.osteon.hla.match.Permissiveness;
import org.osteon.hla.match.Status;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.TceVersion;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.typing.Typing;

/// What ranks a row beside its number of mismatches (reference, section 17, keys 3 to 7), each part
/// computed once per distinct locus typing. Made for one search.
final class RowScores {
    private static final int STEPS = 10;
    private static final List<Locus> OF_EIGHT = List.of(Locus.A, Locus.B, Locus.C, Locus.DRB1);

    private final RegistryVersion version;
    private final Typing patient;
    private final List<Locus> loci;
    private final Map<Locus, LocusMatch[]> matches = new EnumMap<>(Locus.class);
    private final List<AntibodyTarget> targets = new ArrayList<>();
    private final List<Map<Long, AntibodyTarget.Presence>> presences = new ArrayList<>();
    private final List<AntibodyTarget> weakTargets = new ArrayList<>();
    private final Map<Integer, Boolean> weak = new HashMap<>();

    /// Both profiles ask, and so do the reasons of a rank.
    private final Map<Integer, int[]> steps = new HashMap<>();

    private final Map<Integer, Integer> permissiveness = new HashMap<>();
    private final Map<Integer, Integer> leaders = new HashMap<>();
    private final @Nullable Imputer imputer;
    private final @Nullable RowProbabilities rowProbabilities;
    private final Imputation patientImputation;
    private @Nullable Neighbourhood neighbourhood;
    private final Map<Locus, boolean[][]> allowed = new EnumMap<>(Locus.class);

    RowScores(
            RegistryVersion version,
            Typing patient,
            SearchSettings settings,
            @Nullable Imputer imputer,
            @Nullable RowProbabilities rowProbabilities,
            Optional<Imputation> patientImputation) {
        this.version = version;
        this.patient = patient;
        this.loci = settings.loci();
        this.imputer = imputer;
        this.rowProbabilities = rowProbabilities;
        this.patientImputation =
                patientImputation.orElse(null) == null ? NO_IMPUTATION : patientImputation.get();
        settings.antibodies().stream()
                .filter(antibody -> antibody.mfi() >= settings.antibodyThreshold())
                .flatMap(antibody ->
                        AntibodyTarget.read(version.reader(), antibody.specificity()).stream())
                .forEach(target -> {
                    targets.add(target);
                    presences.add(new HashMap<>());
                });
        settings.antibodies().stream()
                .filter(antibody -> antibody.mfi() < settings.antibodyThreshold())
                .flatMap(antibody ->
                        AntibodyTarget.read(version.reader(), antibody.specificity()).stream())
                .forEach(weakTargets::add);
    }

    private static final Imputation NO_IMPUTATION = Imputation.none();

    LocusMatch match(Locus locus, int row) {
        var known = matches.computeIfAbsent(locus, l -> new LocusMatch[version.entries(l).size()]);
        int entry = version.entry(locus, row);
        var match = known[entry];
        if (match == null) {
            match =
                    LocusComparison.compare(
                            patient.at(locus), version.entries(locus).typing(entry));
            known[entry] = match;
        }
        return match;
    }

    /// Mismatches at A, B, C and DRB1 at best, whichever loci are counted; an untyped locus can
    /// match.
    int mismatchesOfEight(int row) {
        int mismatches = 0;
        for (Locus locus : OF_EIGHT) {
            mismatches += match(locus, row).mismatches().min();
        }
        return mismatches;
    }

    /// Whether a haplotype can be shared: at most one mismatch at each of A, B, C and DRB1.
    boolean canShareAHaplotype(int row) {
        return OF_EIGHT.stream().allMatch(locus -> match(locus, row).mismatches().min() <= 1);
    }

    /// Whether DRB1 has a mismatch for certain in the graft-versus-host direction.
    boolean isMismatchedAtDrb1(int row) {
        return match(Locus.DRB1, row).graftVersusHost().min() > 0;
    }

    int certainMatches(int row) {
        int certain = 0;
        for (Locus locus : loci) {
            certain += match(locus, row).status() == Status.MATCH ? 1 : 0;
        }
        return certain;
    }

    /// Whether the row carries the target of an antibody for certain.
    boolean hasCertainAntibodyTarget(int row) {
        for (int i = 0; i < targets.size(); i++) {
            var target = targets.get(i);
            var at = target.loci();
            long key =
                    ((long) version.entry(at.getFirst(), row) << 32)
                            | version.entry(at.getLast(), row);
            var presence =
                    presences.get(i).computeIfAbsent(key, _ -> target.in(version.typing(row)));
            if (presence == AntibodyTarget.Presence.CERTAIN) {
                return true;
            }
        }
        return false;
    }

    /// Whether the row carries the target of an antibody below the threshold.
    boolean hasWeakAntibodyTarget(int row) {
        return !weakTargets.isEmpty()
                && weak.computeIfAbsent(
                        row,
                        _ -> {
                            var typing = version.typing(row);
                            return weakTargets.stream()
                                    .anyMatch(target ->
                                            target.in(typing) == AntibodyTarget.Presence.CERTAIN);
                        });
    }

    /// P(0) and P(1) in steps of ten percent, each 0 to 10. Rows that nothing explains count as
    /// zero.
    int[] probabilitySteps(int row, int leastMismatches) {
        if (imputer == null || !patientImputation.isRepresented() || leastMismatches > 1) {
            return new int[] {0, 0};
        }
        return steps.computeIfAbsent(
                row,
                one -> {
                    var p = quickProbabilities(one);
                    return new int[] {step(p[0]), step(p[1])};
                });
    }

    private static int step(double probability) {
        return (int) Math.min(STEPS, Math.max(0, Math.floor(probability * STEPS + 1e-9)));
    }

    /// P(0) and P(1) of a row; zeros where nothing explains one of the sides.
    double[] quickProbabilities(int row) {
        var explainer = imputer;
        if (explainer == null) {
            return new double[2];
        }
        var set = explainer.set().loci();
        var cached = rowProbabilities;
        boolean simple =
                patientImputation.plan() == Plan.A
                        && cached != null
                        && row < version.baseRowCount()
                        && cached.of(row) > 0;
        for (int i = 0; simple && i < set.size(); i++) {
            simple = !version.entries(set.get(i)).typing(version.entry(set.get(i), row)).hasNull();
        }
        if (!simple || cached == null) {
            var full = probability(row);
            return full.isEmpty()
                    ? new double[2]
                    : new double[] {full.get().total().zero(), full.get().total().one()};
        }
        var near = neighbourhood(explainer);
        boolean[][] here = new boolean[set.size()][];
        for (int i = 0; i < here.length; i++) {
            here[i] = allowed(near, i, set.get(i), version.entry(set.get(i), row));
        }
        double[] sums = new double[2];
        near.numerators(here, sums);
        sums[0] /= cached.of(row);
        sums[1] /= cached.of(row);
        return sums;
    }

    private synchronized Neighbourhood neighbourhood(Imputer explainer) {
        var known = neighbourhood;
        if (known == null) {
            known = Neighbourhood.of(patientImputation, patient, explainer);
            neighbourhood = known;
        }
        return known;
    }

    private boolean[] allowed(Neighbourhood near, int number, Locus locus, int entry) {
        var known = allowed.computeIfAbsent(locus, l -> new boolean[version.entries(l).size()][]);
        var here = known[entry];
        if (here == null) {
            here = near.allowed(number, version.entries(locus).typing(entry));
            known[entry] = here;
        }
        return here;
    }

    /// The full probabilities of a row, if both sides are explained.
    Optional<MatchProbability> probability(int row) {
        if (imputer == null || !patientImputation.isRepresented()) {
            return Optional.empty();
        }
        var donor = imputer.impute(version.typing(row));
        return donor.isRepresented()
                ? Optional.of(MatchProbability.of(patientImputation, donor))
                : Optional.empty();
    }

    /// 0 match, 1 permissive, 2 unknown, 3 not permissive.
    int permissivenessOrder(int row) {
        if (!patient.at(Locus.DPB1).isTyped()) {
            return 2;
        }
        return permissiveness.computeIfAbsent(
                version.entry(Locus.DPB1, row),
                entry -> {
                    if (entry == 0) {
                        return 2;
                    }
                    var classes =
                            Permissiveness.of(
                                            version.reader().release(),
                                            patient,
                                            version.typing(row),
                                            TceVersion.V2)
                                    .classes();
                    if (classes.size() != 1) {
                        return 2;
                    }
                    return switch (classes.iterator().next()) {
                        case MATCH -> 0;
                        case PERMISSIVE -> 1;
                        case UNKNOWN -> 2;
                        case NONPERMISSIVE_GVH, NONPERMISSIVE_HVG -> 3;
                    };
                });
    }

    /// Order among single mismatches, smaller is better: C*03:03 against C*03:04, then a mismatch
    /// that the patient's homozygosity confines to rejection, then the HLA-B leader.
    int singleMismatchOrder(int row, int leastMismatches) {
        if (leastMismatches != 1) {
            return 0;
        }
        int order = 3;
        for (Locus locus : loci) {
            var match = match(locus, row);
            if (match.mismatches().min() != 1) {
                continue;
            }
            if (locus == Locus.C && isC0303AgainstC0304(row)) {
                return 0;
            }
            if (match.graftVersusHost().max() == 0) {
                order = Math.min(order, 1);
            }
            if (locus == Locus.B) {
                int leader =
                        leaders.computeIfAbsent(
                                version.entry(Locus.B, row),
                                _ ->
                                        LeaderMatch.order(
                                                LeaderMatch.of(
                                                        version.reader().release(),
                                                        patient,
                                                        version.typing(row))));
                order = Math.min(order, 1 + leader);
            }
        }
        return order;
    }

    private boolean isC0303AgainstC0304(int row) {
        var donor = version.entries(Locus.C).typing(version.entry(Locus.C, row));
        var p = patient.at(Locus.C).text();
        var d = donor.text();
        return (has(p, "C*03:03") && !has(p, "C*03:04") && has(d, "C*03:04") && !has(d, "C*03:03"))
                || (has(p, "C*03:04")
                        && !has(p, "C*03:03")
                        && has(d, "C*03:03")
                        && !has(d, "C*03:04"));
    }

    private static boolean has(String typing, String name) {
        int at = typing.indexOf(name);
        return at >= 0
                && (at + name.length() == typing.length()
                        || !Character.isDigit(typing.charAt(at + name.length())));
    }

    /// Mismatches at DQB1 and DRB3/4/5 where these are not counted anyway, at best.
    int furtherMismatches(int row) {
        int further = 0;
        for (Locus locus : List.of(Locus.DQB1, Locus.DRBX)) {
            if (!loci.contains(locus)) {
                further += match(locus, row).mismatches().min();
            }
        }
        return further;
    }
}
