package org.osteon.hla.search;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Relation;
import org.osteon.hla.registry.RegistryVersion;
import org.osteon.hla.search.RankedDonor.Reason;

/// The keys of a profile with a donor's values, in words.
final class RankReasons {
    private final RowScores scores;
    private final RegistryVersion version;
    private final SearchSettings settings;

    RankReasons(RowScores scores, RegistryVersion version, SearchSettings settings) {
        this.scores = scores;
        this.version = version;
        this.settings = settings;
    }

    /// Those that have something to say, in the order in which they decide.
    List<Reason> of(int row, int donor, int leastMismatches, boolean certainAntibody) {
        var reasons = new ArrayList<Reason>();
        for (RankingProfile.Key key : settings.profile().keys()) {
            List<Integer> limits = key.limits();
            switch (key.kind()) {
                case ANTIBODY -> {
                    if (!settings.antibodies().isEmpty()) {
                        reasons.add(
                                new Reason(
                                        "donor-specific antibody",
                                        certainAntibody ? "certain" : "none certain"));
                    }
                }
                case WEAK_ANTIBODY -> {
                    if (!settings.antibodies().isEmpty()) {
                        reasons.add(
                                new Reason(
                                        "antibody below the threshold",
                                        scores.hasWeakAntibodyTarget(row) ? "present" : "none"));
                    }
                }
                case FLOOR ->
                        reasons.add(
                                new Reason(
                                        "centre's floor",
                                        RankKey.floor(key, scores, row, relation(donor)) == 0
                                                ? "inside"
                                                : "outside"));
                case RELATIVE -> {
                    if (relation(donor) != Relation.NONE) {
                        reasons.add(new Reason("relative", relative(row, donor)));
                    }
                }
                case DRB1_GVH -> {
                    if (RankKey.isHaploidentical(scores, row, relation(donor))) {
                        reasons.add(
                                new Reason(
                                        "DRB1 in graft-versus-host direction",
                                        scores.isMismatchedAtDrb1(row)
                                                ? "mismatched"
                                                : "not mismatched for certain"));
                    }
                }
                case DAYS_TO_COLLECTION ->
                        attribute(donor, Donor.DAYS_TO_COLLECTION, "days to collection", reasons);
                case WEIGHT -> attribute(donor, Donor.WEIGHT, "donor's weight in kg", reasons);
                case AGE_BAND -> reasons.add(new Reason("age band", band(limits, donor)));
                case MISMATCHES ->
                        reasons.add(
                                new Reason("mismatches at best", String.valueOf(leastMismatches)));
                case MATCH_GROUP ->
                        reasons.add(
                                new Reason(
                                        "match group",
                                        matchGroup(limits, scores.mismatchesOfEight(row))));
                case CMV -> {
                    if (settings.preferredCmv().isPresent()) {
                        reasons.add(
                                new Reason(
                                        "CMV status",
                                        switch (RankKey.cmv(version, donor, settings)) {
                                            case 0 -> "as preferred";
                                            case 1 -> "unknown";
                                            default -> "other";
                                        }));
                    }
                }
                case PROBABILITY -> {
                    if (leastMismatches <= 1) {
                        int[] steps = scores.probabilitySteps(row, leastMismatches);
                        reasons.add(new Reason("P(0)", RankKey.stepText(steps[0])));
                        reasons.add(new Reason("P(1)", RankKey.stepText(steps[1])));
                    }
                }
                case CERTAIN_MATCHES ->
                        reasons.add(
                                new Reason(
                                        "loci matched for certain",
                                        String.valueOf(scores.certainMatches(row))));
                case DPB1 -> reasons.add(new Reason("DPB1", permissiveness(row)));
                case SINGLE_MISMATCH -> {
                    if (leastMismatches == 1) {
                        reasons.add(
                                new Reason(
                                        "kind of single mismatch",
                                        singleMismatch(row, leastMismatches)));
                    }
                }
                case FURTHER_MISMATCHES ->
                        reasons.add(
                                new Reason(
                                        "further DQB1 and DRB3/4/5 mismatches",
                                        String.valueOf(scores.furtherMismatches(row))));
                case AGE -> reasons.add(ageOrCells(donor));
                case PREFERENCES -> {
                    if (settings.preferredSex().isPresent()
                            || settings.preferredCmv().isPresent()
                            || !settings.preferredGroups().isEmpty()) {
                        reasons.add(
                                new Reason(
                                        "preferences not met",
                                        String.valueOf(
                                                RankKey.dislikes(version, donor, settings))));
                    }
                }
            }
        }
        return List.copyOf(reasons);
    }

    private String relative(int row, int donor) {
        String relation = relation(donor).name().toLowerCase(Locale.ROOT);
        if (!RankKey.isHaploidentical(scores, row, relation(donor))) {
            return relation;
        }
        boolean female =
                RankKey.relative(scores, version, row, donor, relation(donor), false, settings) > 0;
        return "haploidentical " + relation + (female ? ", female for a male patient" : "");
    }

    private void attribute(int donor, String name, String title, List<Reason> reasons) {
        var value = Donor.numberOf(version.attribute(donor, name));
        if (value.isPresent()) {
            reasons.add(
                    new Reason(
                            title,
                            BigDecimal.valueOf(value.getAsDouble())
                                    .stripTrailingZeros()
                                    .toPlainString()));
        }
    }

    private String band(List<Integer> limits, int donor) {
        int band = RankKey.band(limits, version, donor, settings);
        if (band > limits.size()) {
            return "unknown";
        }
        if (band == 0) {
            return "under " + limits.getFirst();
        }
        return band == limits.size()
                ? limits.getLast() + " and older"
                : limits.get(band - 1) + " to " + (limits.get(band) - 1);
    }

    private static String matchGroup(List<Integer> limits, int mismatches) {
        return RankKey.group(limits, mismatches) < limits.size()
                ? 8 - mismatches + "/8"
                : "below " + (9 - limits.getLast()) + "/8";
    }

    private String permissiveness(int row) {
        return switch (scores.permissivenessOrder(row)) {
            case 0 -> "match";
            case 1 -> "permissive";
            case 3 -> "non-permissive";
            default -> "unknown";
        };
    }

    private String singleMismatch(int row, int leastMismatches) {
        return switch (scores.singleMismatchOrder(row, leastMismatches)) {
            case 0 -> "C*03:03 against C*03:04";
            case 1 -> "rejection direction only, or best HLA-B leader";
            case 2 -> "second HLA-B leader";
            default -> "other";
        };
    }

    private Reason ageOrCells(int donor) {
        if (version.kind(donor) == Kind.CORD) {
            var tnc = version.donor(donor).tnc();
            return new Reason(
                    "nucleated cells",
                    tnc.isPresent()
                            ? String.format(Locale.ROOT, "%.2e", tnc.getAsDouble())
                            : "unknown");
        }
        var born = version.birthDay(donor);
        return new Reason(
                "age",
                born.isEmpty()
                        ? "unknown"
                        : String.valueOf(
                                Period.between(
                                                LocalDate.ofEpochDay(born.getAsInt()),
                                                settings.today())
                                        .getYears()));
    }

    private Relation relation(int donor) {
        return RankKey.relation(version, donor);
    }
}
