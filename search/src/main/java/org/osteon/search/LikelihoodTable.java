package org.osteon.search;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.osteon.hla.search.LikelihoodSurvey;
import org.osteon.hla.search.LikelihoodSurvey.Share;

/// How many patients of populations have a donor, as rows: for tables, text, CSV and JSON.
public final class LikelihoodTable {
    /// One answer.
    ///
    /// @param population name of the frequencies that patients were drawn from
    /// @param patients how many were drawn
    /// @param donors how many donors there are to find one among
    /// @param match as people say it: `9/10` or better
    public record Row(String population, int patients, int donors, String match, Share share) {
        /// The share in percent.
        public String percent() {
            return LikelihoodTable.percent(share.mean());
        }

        /// Its 95 % limits in percent.
        public String limits() {
            return LikelihoodTable.percent(share.low())
                    + " to "
                    + LikelihoodTable.percent(share.high());
        }

        private ObjectNode json() {
            return ComparisonJson.MAPPER
                    .createObjectNode()
                    .put("population", population)
                    .put("patients", patients)
                    .put("donors", donors)
                    .put("match", match)
                    .put("share", share.mean())
                    .put("low", share.low())
                    .put("high", share.high());
        }
    }

    private LikelihoodTable() {}

    /// The rows of surveys: by population, then donors, then match.
    public static List<Row> rows(List<LikelihoodSurvey> surveys) {
        List<Row> rows = new ArrayList<>();
        for (LikelihoodSurvey survey : surveys) {
            for (int size = 0; size < survey.sizes().size(); size++) {
                for (int k = 0; k < survey.shares().size(); k++) {
                    rows.add(
                            new Row(
                                    survey.population(),
                                    survey.patients(),
                                    survey.sizes().get(size),
                                    survey.positions() - k + "/" + survey.positions(),
                                    survey.shares().get(k).get(size)));
                }
            }
        }
        return rows;
    }

    /// One object a row.
    public static List<ObjectNode> json(List<LikelihoodSurvey> surveys) {
        return rows(surveys).stream().map(Row::json).toList();
    }

    /// For people at a terminal: a line for each population and number of donors.
    public static String text(List<LikelihoodSurvey> surveys) {
        StringBuilder text = new StringBuilder();
        for (LikelihoodSurvey survey : surveys) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s: %,d patients drawn%n",
                            survey.population(),
                            survey.patients()));
            text.append(String.format(Locale.ROOT, "%14s", "donors"));
            for (int k = 0; k < survey.shares().size(); k++) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "  %-24s",
                                survey.positions() - k + "/" + survey.positions() + " or better"));
            }
            text.append('\n');
            for (int size = 0; size < survey.sizes().size(); size++) {
                text.append(String.format(Locale.ROOT, "%,14d", survey.sizes().get(size)));
                for (List<Share> bySize : survey.shares()) {
                    Share share = bySize.get(size);
                    text.append(
                            String.format(
                                    Locale.ROOT,
                                    "  %-24s",
                                    percent(share.mean())
                                            + " ("
                                            + percent(share.low())
                                            + " to "
                                            + percent(share.high())
                                            + ")"));
                }
                text.append('\n');
            }
        }
        return text.toString().replaceAll(" +\n", "\n");
    }

    /// To a tenth of a percent; what is neither nothing nor all never reads as if it were.
    private static String percent(double share) {
        if (share > 0 && share < 0.0005) {
            return "<0.1 %";
        }
        if (share < 1 && share > 0.9995) {
            return ">99.9 %";
        }
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
