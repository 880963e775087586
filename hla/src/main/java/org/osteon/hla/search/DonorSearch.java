package org.osteon.hla.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.frequency.FrequencySet;
import org.osteon.hla.frequency.Imputation;
import org.osteon.hla.frequency.Imputer;
import org.osteon.hla.frequency.MatchProbability;
import org.osteon.hla.frequency.RowProbabilities;
import org.osteon.hla.frequency.UnusualHaplotypes;
import org.osteon.hla.match.Comparison;
import org.osteon.hla.match.CordDose;
import org.osteon.hla.match.DonorSpecificAntibodies;
import org.osteon.hla.match.Permissiveness;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.TceVersion;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.search.RankKey.Asked;
import org.osteon.hla.typing.Typing;

/// Searches a registry and ranks what it finds (reference, sections 17 and 18.2).
///
/// Donors are ranked by the keys of a [RankingProfile]. In the conventional one these are (1) no
/// certain donor-specific antibody, (2) fewest mismatches at best, (3) P(0), then P(1), in steps of
/// ten percent, (4) loci matched for certain, (5) DPB1 permissiveness, (6) order among single
/// mismatches, (7) mismatches at DQB1 and DRB3/4/5 not counted, (8) age, younger first; for cord
/// units nucleated cells, (9) preferred sex, CMV status and blood groups, (10) weight, (11) id.
/// Only the groups that reach the page are ranked in full. Safe for many threads.
public final class DonorSearch {
    /// Where more donors were found, their ranks by other profiles are not worked out.
    public static final int MOST_RANKED_AGAIN = 10_000;

    private final Optional<FrequencySet> set;

    /// Probabilities of rows outlive a search; they are kept for one state of the columns.
    private volatile @Nullable Remembered remembered;

    private record Remembered(RegistryVersion version, RowProbabilities probabilities) {}

    /// Ranks without match probabilities where there are no frequencies.
    public DonorSearch(Optional<FrequencySet> set) {
        this.set = set;
    }

    /// Runs a search. The patient must be typed at A, B and DRB1; see [Typing#missingRequired()].
    public SearchResult search(RegistryVersion version, Typing patient, SearchSettings settings) {
        return search(
                version,
                patient,
                settings,
                settings.onlyThisTotal() ? settings.mismatches() : 0,
                _ -> true);
    }

    /// Runs a search of donors with at least so many mismatches at best, of those wanted.
    SearchResult search(
            RegistryVersion version,
            Typing patient,
            SearchSettings settings,
            int fewest,
            IntPredicate wanted) {
        var choice = new Choice(version, settings, wanted);
        var imputer = set.map(frequencies -> new Imputer(frequencies, settings.loci(), true));
        var notes = new ArrayList<String>();
        Optional<Imputation> patientImputation = imputer.map(i -> i.impute(patient));
        if (patientImputation.isPresent() && !patientImputation.get().isRepresented()) {
            notes.add("the frequencies do not explain the patient's typing: no probabilities");
        }
        patientImputation
                .flatMap(known -> UnusualHaplotypes.find(set.orElseThrow(), patient, known.plan()))
                .ifPresent(finding -> notes.add(finding.toString()));
        if (imputer.isPresent() && !imputer.get().counted().containsAll(settings.loci())) {
            notes.add("probabilities cover only " + imputer.get().counted());
        }
        var scores =
                new RowScores(
                        version,
                        patient,
                        settings,
                        imputer.orElse(null),
                        imputer.map(i -> rowProbabilities(version, i)).orElse(null),
                        patientImputation);
        var rows = new RowScan(version, patient, settings).rows();
        var groups = groups(rows, scores, settings, fewest);
        var page = new ArrayList<Placed>();
        int found = 0;
        int end = settings.offset() + settings.limit();
        boolean byGroups = settings.profile().equals(RankingProfile.CONVENTIONAL);
        if (!byGroups) {
            found =
                    addByProfile(
                            choice, scores, groups, Asked.between(settings.offset(), end), page);
        }
        for (Group group : byGroups ? groups : List.<Group>of()) {
            long[] donors = choice.donors(group);
            int before = found;
            found += donors.length;
            if (donors.length > 0 && before < end && found > settings.offset()) {
                addPage(version, scores, settings, group, donors, before, page);
            }
        }
        return new SearchResult(
                version.donorCount(),
                found,
                details(
                        version,
                        patient,
                        settings,
                        scores,
                        page,
                        elsewhere(choice, scores, rows, fewest, found, page)),
                version.number(),
                version.reader().release().version(),
                set.map(FrequencySet::name),
                notes);
    }

    private RowProbabilities rowProbabilities(RegistryVersion version, Imputer imputer) {
        var known = remembered;
        if (known != null && known.version().hasSameColumns(version)) {
            return known.probabilities();
        }
        var probabilities = RowTypings.probabilities(imputer, version);
        remembered = new Remembered(version, probabilities);
        return probabilities;
    }

    /// Rows that rank together by keys 1 and 2.
    private record Group(boolean certainAntibody, int leastMismatches, RowList rows) {}

    private static List<Group> groups(
            RowList[] rows, RowScores scores, SearchSettings settings, int fewest) {
        boolean one =
                settings.antibodies().isEmpty()
                        || !settings.profile().has(RankingProfile.KeyKind.ANTIBODY);
        var free = new ArrayList<Group>();
        var barred = new ArrayList<Group>();
        for (int total = fewest; total < rows.length; total++) {
            if (one) {
                free.add(new Group(false, total, rows[total]));
                continue;
            }
            var without = new RowList();
            var with = new RowList();
            for (int i = 0; i < rows[total].size(); i++) {
                int row = rows[total].get(i);
                (scores.hasCertainAntibodyTarget(row) ? with : without).add(row);
            }
            free.add(new Group(false, total, without));
            barred.add(new Group(true, total, with));
        }
        free.addAll(barred);
        return free;
    }

    /// Which donors of a state are asked for.
    private record Choice(RegistryVersion version, SearchSettings settings, IntPredicate wanted) {
        Choice rankedBy(RankingProfile other) {
            return new Choice(version, settings.withProfile(other), wanted);
        }

        /// Donors of a group that pass the filter: row in the upper half, donor in the lower.
        long[] donors(Group group) {
            long[] donors = new long[Math.max(16, group.rows().size())];
            int count = 0;
            for (int i = 0; i < group.rows().size(); i++) {
                int row = group.rows().get(i);
                int endDonor = version.endDonor(row);
                for (int donor = version.firstDonor(row); donor < endDonor; donor++) {
                    if (!version.isGone(donor)
                            && settings.filter().accepts(version, donor, settings.today())
                            && wanted.test(donor)) {
                        if (count == donors.length) {
                            donors = Arrays.copyOf(donors, 2 * count);
                        }
                        donors[count++] = ((long) row << 32) | donor;
                    }
                }
            }
            return Arrays.copyOf(donors, count);
        }
    }

    /// A donor on the page with the parts of its rank.
    private record Placed(int rank, int row, int donor, Group group) {}

    private void addPage(
            RegistryVersion version,
            RowScores scores,
            SearchSettings settings,
            Group group,
            long[] donors,
            int before,
            List<Placed> page) {
        long[] keys = new long[donors.length];
        int lastRow = -1;
        long rowKey = 0;
        for (int i = 0; i < donors.length; i++) {
            int row = (int) (donors[i] >> 32);
            if (row != lastRow) {
                rowKey = RankKey.ofRow(scores, row, group.leastMismatches());
                lastRow = row;
            }
            keys[i] = RankKey.withDonor(rowKey, version, (int) donors[i], settings);
        }
        int from = Math.max(0, settings.offset() - before);
        int to = Math.min(donors.length, settings.offset() + settings.limit() - before);
        int[] order =
                RankKey.order(
                        keys,
                        Asked.between(from, to),
                        i -> (int) donors[i],
                        RankKey.later(version, settings));
        for (int i = from; i < to; i++) {
            long donor = donors[order[i]];
            page.add(new Placed(before + i + 1, (int) (donor >> 32), (int) donor, group));
        }
    }

    /// The ranks of the donors of a page by the other profiles, by profile and donor.
    private static Map<String, Map<Integer, Integer>> elsewhere(
            Choice choice,
            RowScores scores,
            RowList[] rows,
            int fewest,
            int found,
            List<Placed> page) {
        var ranks = new LinkedHashMap<String, Map<Integer, Integer>>();
        if (found > MOST_RANKED_AGAIN || page.isEmpty()) {
            return ranks;
        }
        Set<Integer> donors = page.stream().map(Placed::donor).collect(Collectors.toSet());
        for (RankingProfile other : RankingProfile.all()) {
            if (!other.id().equals(choice.settings().profile().id())) {
                var there = choice.rankedBy(other);
                var placed = new ArrayList<Placed>(page.size());
                addByProfile(
                        there,
                        scores,
                        groups(rows, scores, there.settings(), fewest),
                        (_, donor) -> donors.contains(donor),
                        placed);
                var ofDonors = new HashMap<Integer, Integer>();
                placed.forEach(one -> ofDonors.put(one.donor(), one.rank()));
                ranks.put(other.id(), ofDonors);
            }
        }
        return ranks;
    }

    /// Ranks all that was found by the keys of a profile, those without a certain antibody first;
    /// the number found.
    ///
    /// @param placed where to put those who are asked for
    private static int addByProfile(
            Choice choice, RowScores scores, List<Group> groups, Asked asked, List<Placed> placed) {
        RegistryVersion version = choice.version();
        SearchSettings settings = choice.settings();
        var everyone = new ArrayList<Found>();
        for (Group group : groups) {
            for (long donor : choice.donors(group)) {
                everyone.add(
                        new Found(
                                (int) (donor >> 32),
                                (int) donor,
                                group,
                                RankKey.relation(version, (int) donor)));
            }
        }
        boolean siblingOrChild =
                settings.profile().has(RankingProfile.KeyKind.RELATIVE)
                        && everyone.stream()
                                .map(Found::relation)
                                .anyMatch(relation ->
                                        relation == Donor.Relation.SIBLING
                                                || relation == Donor.Relation.CHILD);
        int before = 0;
        for (boolean barred : new boolean[] {false, true}) {
            var all =
                    everyone.stream()
                            .filter(one -> one.group().certainAntibody() == barred)
                            .toList();
            long[] keys = new long[all.size()];
            for (int i = 0; i < keys.length; i++) {
                var one = all.get(i);
                keys[i] =
                        RankKey.byProfile(
                                scores,
                                version,
                                one.row(),
                                one.donor(),
                                one.group().leastMismatches(),
                                one.relation(),
                                siblingOrChild,
                                settings);
            }
            int ahead = before;
            int[] order =
                    RankKey.order(
                            keys,
                            (place, donor) -> asked.isAsked(ahead + place, donor),
                            i -> all.get(i).donor(),
                            RankKey.later(version, settings));
            for (int i = 0; i < order.length; i++) {
                var one = all.get(order[i]);
                if (asked.isAsked(ahead + i, one.donor())) {
                    placed.add(new Placed(ahead + i + 1, one.row(), one.donor(), one.group()));
                }
            }
            before += keys.length;
        }
        return before;
    }

    /// A donor to be ranked.
    private record Found(int row, int donor, Group group, Donor.Relation relation) {}

    private List<RankedDonor> details(
            RegistryVersion version,
            Typing patient,
            SearchSettings settings,
            RowScores scores,
            List<Placed> page,
            Map<String, Map<Integer, Integer>> elsewhere) {
        Map<Integer, Optional<MatchProbability>> probabilities = new ConcurrentHashMap<>();
        page.stream().map(Placed::row).distinct().toList().parallelStream()
                .forEach(row -> probabilities.put(row, scores.probability(row)));
        Map<Integer, Typing> typings = new HashMap<>();
        var ranked = new ArrayList<RankedDonor>(page.size());
        for (Placed placed : page) {
            var typing = typings.computeIfAbsent(placed.row(), version::typing);
            var donor = version.donor(placed.donor());
            var comparison = Comparison.of(patient, typing, settings.loci());
            var probability = probabilities.getOrDefault(placed.row(), Optional.empty());
            Optional<Permissiveness> permissiveness =
                    patient.at(Locus.DPB1).isTyped() && typing.at(Locus.DPB1).isTyped()
                            ? Optional.of(
                                    Permissiveness.of(
                                            version.reader().release(),
                                            patient,
                                            typing,
                                            TceVersion.V2))
                            : Optional.empty();
            Optional<DonorSpecificAntibodies> antibodies =
                    settings.antibodies().isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    DonorSpecificAntibodies.of(
                                            version.reader(),
                                            settings.antibodies(),
                                            settings.antibodyThreshold(),
                                            typing));
            Optional<CordDose> dose =
                    donor.kind() == Kind.CORD && settings.patientWeightKg().isPresent()
                            ? Optional.of(
                                    CordDose.of(
                                            donor.tnc(),
                                            donor.cd34(),
                                            match8(patient, typing),
                                            settings.patientWeightKg().getAsDouble(),
                                            CordDose.Thresholds.DEFAULT))
                            : Optional.empty();
            ranked.add(
                    new RankedDonor(
                            placed.rank(),
                            ranks(elsewhere, placed.donor()),
                            donor,
                            typing,
                            comparison,
                            probability,
                            permissiveness,
                            antibodies,
                            dose,
                            new RankReasons(scores, version, settings)
                                    .of(
                                            placed.row(),
                                            placed.donor(),
                                            placed.group().leastMismatches(),
                                            placed.group().certainAntibody())));
        }
        return ranked;
    }

    private static Map<String, Integer> ranks(
            Map<String, Map<Integer, Integer>> elsewhere, int donor) {
        var ranks = new LinkedHashMap<String, Integer>();
        elsewhere.forEach((profile, ofDonors) ->
                Optional.ofNullable(ofDonors.get(donor))
                        .ifPresent(rank -> ranks.put(profile, rank)));
        return ranks;
    }

    /// Certain and possible matches out of eight, at best.
    private static OptionalInt match8(Typing patient, Typing donor) {
        var comparison =
                Comparison.of(patient, donor, List.of(Locus.A, Locus.B, Locus.C, Locus.DRB1));
        return OptionalInt.of(8 - comparison.mismatches().min());
    }
}
