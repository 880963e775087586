package org.osteon.hla.search;

import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Relation;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.search.RankingProfile.KeyKind;

/// The keys of the ranking below the number of mismatches in one number: smaller ranks first. From
/// the highest bit P(0) step (4 bits), P(1) step (4), loci matched for certain (4), DPB1 (2), kind
/// of single mismatch (3), further mismatches (3), age or nucleated cells (16), preferences (2).
final class RankKey {
    private static final int STEPS = 10;
    private static final int MOST_LOCI = 15;
    private static final int LAST_AGE = 0xFFFF;

    /// Cord units hold up to some 10 billion nucleated cells; the key keeps them in steps of a
    /// million.
    private static final double CELLS_PER_STEP = 1e6;

    private RankKey() {}

    static long ofRow(RowScores scores, int row, int leastMismatches) {
        int[] steps = scores.probabilitySteps(row, leastMismatches);
        long key = (long) STEPS - steps[0];
        key = key << 4 | (STEPS - steps[1]);
        key = key << 4 | (MOST_LOCI - Math.min(MOST_LOCI, scores.certainMatches(row)));
        key = key << 2 | scores.permissivenessOrder(row);
        key = key << 3 | scores.singleMismatchOrder(row, leastMismatches);
        return key << 3 | Math.min(7, scores.furtherMismatches(row));
    }

    static long withDonor(
            long rowKey, RegistryVersion version, int donor, SearchSettings settings) {
        return (rowKey << 16 | ageOrCells(version, donor, settings)) << 2
                | dislikes(version, donor, settings);
    }

    /// Days since birth, or for cord units what is lacking to the most cells; unknown last.
    private static int ageOrCells(RegistryVersion version, int donor, SearchSettings settings) {
        int age = LAST_AGE;
        if (version.kind(donor) == Kind.CORD) {
            var tnc = version.donor(donor).tnc();
            if (tnc.isPresent()) {
                age =
                        LAST_AGE
                                - (int)
                                        Math.min(
                                                LAST_AGE,
                                                Math.round(tnc.getAsDouble() / CELLS_PER_STEP));
            }
        } else {
            var born = version.birthDay(donor);
            if (born.isPresent()) {
                long days = settings.today().toEpochDay() - born.getAsInt();
                age = (int) Math.min(LAST_AGE - 1, Math.max(0, days));
            }
        }
        return age;
    }

    /// How many preferences the donor does not meet.
    static int dislikes(RegistryVersion version, int donor, SearchSettings settings) {
        int dislikes = 0;
        if (settings.preferredSex().isPresent()
                && settings.preferredSex().get() != version.sex(donor)) {
            dislikes++;
        }
        if (settings.preferredCmv().isPresent()
                && settings.preferredCmv().get() != version.cmv(donor)) {
            dislikes++;
        }
        if (!settings.preferredGroups().isEmpty()
                && !settings.preferredGroups().contains(version.bloodGroup(donor))) {
            dislikes++;
        }
        return dislikes;
    }

    /// The keys of a profile in its own order in one number, below the antibodies; smaller ranks
    /// first. Those that few donors come to are left to [#later].
    ///
    /// @param relation that of the donor to the patient
    /// @param siblingOrChild whether a sibling or child of the patient is among those found
    static long byProfile(
            RowScores scores,
            RegistryVersion version,
            int row,
            int donor,
            int leastMismatches,
            Relation relation,
            boolean siblingOrChild,
            SearchSettings settings) {
        long key = 0;
        int[] steps = scores.probabilitySteps(row, leastMismatches);
        for (RankingProfile.Key one : settings.profile().keys()) {
            if (isLate(one)) {
                return key;
            }
            key =
                    switch (one.kind()) {
                        case ANTIBODY, DAYS_TO_COLLECTION, WEIGHT -> key;
                        case WEAK_ANTIBODY ->
                                key << 1 | (scores.hasWeakAntibodyTarget(row) ? 1 : 0);
                        case FLOOR -> key << 1 | floor(one, scores, row, relation);
                        case AGE_BAND -> key << 4 | band(one.limits(), version, donor, settings);
                        case MISMATCHES -> key << 5 | leastMismatches;
                        case MATCH_GROUP ->
                                key << 4 | group(one.limits(), scores.mismatchesOfEight(row));
                        case CMV -> key << 2 | cmv(version, donor, settings);
                        case PROBABILITY -> key << 8 | (STEPS - steps[0]) << 4 | (STEPS - steps[1]);
                        case CERTAIN_MATCHES ->
                                key << 4
                                        | (MOST_LOCI
                                                - Math.min(MOST_LOCI, scores.certainMatches(row)));
                        case RELATIVE ->
                                key << 2
                                        | relative(
                                                scores,
                                                version,
                                                row,
                                                donor,
                                                relation,
                                                siblingOrChild,
                                                settings);
                        case DPB1 -> key << 2 | scores.permissivenessOrder(row);
                        case SINGLE_MISMATCH ->
                                key << 3 | scores.singleMismatchOrder(row, leastMismatches);
                        case DRB1_GVH ->
                                key << 1
                                        | (isHaploidentical(scores, row, relation)
                                                        && !scores.isMismatchedAtDrb1(row)
                                                ? 1
                                                : 0);
                        case FURTHER_MISMATCHES ->
                                key << 3 | Math.min(7, scores.furtherMismatches(row));
                        case AGE -> key << 16 | ageOrCells(version, donor, settings);
                        case PREFERENCES -> key << 2 | dislikes(version, donor, settings);
                    };
        }
        return key;
    }

    private static boolean isLate(RankingProfile.Key key) {
        return key.kind() == KeyKind.DAYS_TO_COLLECTION || key.kind() == KeyKind.WEIGHT;
    }

    /// What tells those apart whom [#byProfile] leaves equal: the first key that has to look into
    /// what else is known of a donor, and all after it; then the id.
    static Comparator<Integer> later(RegistryVersion version, SearchSettings settings) {
        Comparator<Integer> order = (_, _) -> 0;
        boolean late = false;
        for (RankingProfile.Key key : settings.profile().keys()) {
            late |= isLate(key);
            if (late) {
                order =
                        switch (key.kind()) {
                            case DAYS_TO_COLLECTION ->
                                    order.thenComparingDouble(donor -> days(version, donor));
                            case WEIGHT ->
                                    order.thenComparingDouble(donor -> -weight(version, donor));
                            case PREFERENCES ->
                                    order.thenComparingInt(
                                            donor -> dislikes(version, donor, settings));
                            default ->
                                    throw new IllegalStateException(
                                            key.kind() + " stands after a key of the last");
                        };
            }
        }
        return order.thenComparing(version::id);
    }

    private static double days(RegistryVersion version, int donor) {
        return Donor.numberOf(version.attribute(donor, Donor.DAYS_TO_COLLECTION))
                .orElse(Double.MAX_VALUE);
    }

    private static double weight(RegistryVersion version, int donor) {
        return Donor.numberOf(version.attribute(donor, Donor.WEIGHT)).orElse(0);
    }

    /// Of those not related so many of eight, of relatives one haplotype; 0 inside.
    static int floor(RankingProfile.Key key, RowScores scores, int row, Relation relation) {
        return relation == Relation.NONE
                ? group(key.limits(), scores.mismatchesOfEight(row))
                : scores.canShareAHaplotype(row) ? 0 : 1;
    }

    static Relation relation(RegistryVersion version, int donor) {
        return version.kind(donor) == Kind.CORD
                ? Relation.NONE
                : Donor.relation(version.attribute(donor, Donor.RELATION));
    }

    /// A relative who can share a haplotype and is not matched.
    static boolean isHaploidentical(RowScores scores, int row, Relation relation) {
        return relation != Relation.NONE
                && scores.mismatchesOfEight(row) > 0
                && scores.canShareAHaplotype(row);
    }

    /// Of haploidentical relatives: 2 a parent beside a sibling or child, and 1 a female donor for
    /// a male patient.
    static int relative(
            RowScores scores,
            RegistryVersion version,
            int row,
            int donor,
            Relation relation,
            boolean siblingOrChild,
            SearchSettings settings) {
        if (!isHaploidentical(scores, row, relation)) {
            return 0;
        }
        boolean parent = siblingOrChild && relation == Relation.PARENT;
        boolean femaleForMale =
                settings.patientSex().equals(Optional.of(Donor.Sex.MALE))
                        && version.sex(donor) == Donor.Sex.FEMALE;
        return (parent ? 2 : 0) | (femaleForMale ? 1 : 0);
    }

    /// 0 as preferred, or nothing is; 1 unknown; 2 other.
    static int cmv(RegistryVersion version, int donor, SearchSettings settings) {
        var wanted = settings.preferredCmv();
        if (wanted.isEmpty() || wanted.get() == version.cmv(donor)) {
            return 0;
        }
        return version.cmv(donor) == Donor.Cmv.UNKNOWN ? 1 : 2;
    }

    /// The band of the donor's age, from 0; the last where the age is not known, and for cord
    /// units.
    static int band(
            List<Integer> limits, RegistryVersion version, int donor, SearchSettings settings) {
        var born = version.birthDay(donor);
        if (born.isEmpty() || version.kind(donor) == Kind.CORD) {
            return limits.size() + 1;
        }
        return group(
                limits,
                Period.between(LocalDate.ofEpochDay(born.getAsInt()), settings.today()).getYears());
    }

    /// How many of the limits, rising, a number has reached.
    static int group(List<Integer> limits, int number) {
        return (int) limits.stream().filter(limit -> number >= limit).count();
    }

    static String stepText(int step) {
        return step >= STEPS ? "100 %" : step * 10 + "-" + (step + 1) * 10 + " %";
    }

    /// Of whom it is asked where they stand.
    @FunctionalInterface
    interface Asked {
        boolean isAsked(int place, int donor);

        /// Of whoever stands at these places.
        static Asked between(int from, int to) {
            return (place, _) -> place >= from && place < to;
        }

        /// Of some of those whose keys are equal.
        private boolean isAnyAsked(int from, int[] order, int to, IntUnaryOperator donor) {
            for (int place = from; place < to; place++) {
                if (isAsked(place, donor.applyAsInt(order[place]))) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The order of donors by key; equal keys are told apart by `later` where somebody of them is
    /// asked for.
    ///
    /// @param donor the donor whose key stands at a place
    static int[] order(
            long[] keys, Asked asked, IntUnaryOperator donor, Comparator<Integer> later) {
        int[] order = sortedByKey(keys);
        int at = 0;
        while (at < order.length) {
            int next = at + 1;
            while (next < order.length && keys[order[next]] == keys[order[at]]) {
                next++;
            }
            if (next - at > 1 && asked.isAnyAsked(at, order, next, donor)) {
                Integer[] boxed = Arrays.stream(order, at, next).boxed().toArray(Integer[]::new);
                Arrays.sort(
                        boxed, (x, y) -> later.compare(donor.applyAsInt(x), donor.applyAsInt(y)));
                for (int i = 0; i < boxed.length; i++) {
                    order[at + i] = boxed[i];
                }
            }
            at = next;
        }
        return order;
    }

    private static int[] sortedByKey(long[] keys) {
        int bits = 64 - Long.numberOfLeadingZeros(Math.max(1, keys.length));
        long[] narrow = narrowed(keys, bits);
        int[] order = new int[keys.length];
        long[] packed = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            packed[i] = narrow[i] << bits | i;
        }
        Arrays.sort(packed);
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) (packed[i] & ((1L << bits) - 1));
        }
        return order;
    }

    /// Keys that leave so many bits free, in the same order: where one does not, its place among
    /// the distinct keys.
    private static long[] narrowed(long[] keys, int bits) {
        long widest = 0;
        for (long key : keys) {
            widest |= key;
        }
        if (Long.numberOfLeadingZeros(widest) > bits) {
            return keys;
        }
        long[] distinct = Arrays.stream(keys).sorted().distinct().toArray();
        return Arrays.stream(keys).map(key -> Arrays.binarySearch(distinct, key)).toArray();
    }
}
