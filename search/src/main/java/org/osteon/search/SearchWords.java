package org.osteon.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.osteon.hla.match.Range;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.search.RankedDonor;
import org.osteon.hla.search.RankingProfile;

/// Terms of donor search, the same on every door.
public final class SearchWords {
    private static final double CERTAIN = 1 - 1e-12;
    private static final MathContext NINE_DIGITS = new MathContext(9);

    private SearchWords() {}

    /// `DRB3/4/5` for the three genes that stand in for each other, else the gene.
    public static String of(Locus locus) {
        return locus == Locus.DRBX ? "DRB3/4/5" : locus.name();
    }

    /// An enumerated value in lower case: `female`, `available`.
    public static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Whole percent, half up; never 0 for a chance above zero nor 100 for one below certainty
    /// (reference, section 16.6).
    public static String percent(double probability) {
        long rounded = (long) Math.floor(probability * 100 + 0.5);
        if (rounded == 0 && probability > 0) {
            return "<1 %";
        }
        return rounded >= 100 && probability < CERTAIN ? ">99 %" : rounded + " %";
    }

    /// `1`, or `0 to 2`
    public static String range(Range range) {
        return range.isExact() ? String.valueOf(range.min()) : range.min() + " to " + range.max();
    }

    /// `9/10`, or `8-10/10` where the typing leaves it open.
    public static String level(RankedDonor donor) {
        String best = donor.comparison().best();
        String worst = donor.comparison().worst();
        return best.equals(worst) ? best : worst.substring(0, worst.indexOf('/')) + "-" + best;
    }

    /// Why a donor stands below another: the first key of the ranking that tells them apart, empty
    /// where only their ids do.
    public static String below(RankedDonor above, RankedDonor here) {
        Map<String, String> values = new HashMap<>();
        above.reasons().forEach(reason -> values.put(reason.key(), reason.value()));
        for (RankedDonor.Reason reason : here.reasons()) {
            String other = values.getOrDefault(reason.key(), reason.value());
            if (!other.equals(reason.value())) {
                return reason.key() + " " + reason.value() + " (above: " + other + ")";
            }
        }
        return "";
    }

    /// The places that other profiles give a donor: `7 for post-transplant cyclophosphamide`.
    public static String elsewhere(RankedDonor donor) {
        return donor.elsewhere().entrySet().stream()
                .map(place ->
                        place.getValue()
                                + " for "
                                + RankingProfile.named(place.getKey())
                                        .map(RankingProfile::title)
                                        .orElse(place.getKey()))
                .collect(Collectors.joining(", "));
    }

    /// A probability with nine digits that count.
    public static String number(double value) {
        if (value == 0) {
            return "0";
        }
        return new BigDecimal(value).round(NINE_DIGITS).stripTrailingZeros().toString();
    }
}
