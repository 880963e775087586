package org.osteon.app.http.web.studies;

import java.util.Locale;
import org.osteon.outcome.blinding.BlindingIndex;
import org.osteon.records.studies.StudyOutcomes;

/// Numbers of outcomes in words.
final class OutcomeWords {
    private static final String NONE = "–";

    private OutcomeWords() {}

    static String number(double value) {
        return Double.isNaN(value)
                ? NONE
                : String.format(Locale.ROOT, "%.1f", value).replace('-', '−');
    }

    static String meanSd(double mean, double sd) {
        return Double.isNaN(mean) ? NONE : number(mean) + " (" + number(sd) + ")";
    }

    static String interval(double estimate, double lower, double upper) {
        return number(estimate) + " (" + number(lower) + " to " + number(upper) + ")";
    }

    static String p(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }

    static String share(int count, StudyOutcomes.Share share) {
        return share.of() == 0
                ? NONE
                : String.format(
                        Locale.ROOT,
                        "%d of %d, %.0f %% (%.0f to %.0f)",
                        count,
                        share.of(),
                        100 * share.share(),
                        100 * share.lower(),
                        100 * share.upper());
    }

    static String index(BlindingIndex.Estimate one) {
        return String.format(
                        Locale.ROOT,
                        "%.2f (%.2f to %.2f), n %d",
                        one.estimate(),
                        one.lower(),
                        one.upper(),
                        one.n())
                .replace('-', '−');
    }
}
