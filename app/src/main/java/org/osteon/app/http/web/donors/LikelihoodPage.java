package org.osteon.app.http.web.donors;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.search.LikelihoodSurvey;
import org.osteon.search.LikelihoodTable;
import org.osteon.search.ServedLikelihood;

/// How many patients have a donor: the answer, or why there is none.
///
/// @param choices how many patients may be drawn
/// @param reason why there is no answer; empty where there is one
/// @param madeUp whether the donors are drawn, not real
record LikelihoodPage(
        Choice choice,
        List<Integer> choices,
        List<LikelihoodSurvey> surveys,
        String reason,
        boolean madeUp) {
    /// What is asked.
    ///
    /// @param kind of donors; null: all
    record Choice(int patients, @Nullable Kind kind) {
        Set<Kind> kinds() {
            return kind == null ? Set.of() : Set.of(kind);
        }

        boolean isKind(String type) {
            return type.equals(kind == null ? "" : kind.name().toLowerCase(Locale.ROOT));
        }
    }

    static LikelihoodPage of(
            Choice choice, List<Integer> choices, ServedLikelihood.State state, boolean madeUp) {
        return switch (state) {
            case ServedLikelihood.Counted(LikelihoodSurvey survey) ->
                    new LikelihoodPage(choice, choices, List.of(survey), "", madeUp);
            case ServedLikelihood.None(String reason) ->
                    new LikelihoodPage(choice, choices, List.of(), reason, madeUp);
            case ServedLikelihood.Counting _ ->
                    throw new IllegalArgumentException("not counted yet");
        };
    }

    /// By number of donors, the matches in a row.
    List<List<LikelihoodTable.Row>> lines(LikelihoodSurvey survey) {
        List<LikelihoodTable.Row> rows = LikelihoodTable.rows(List.of(survey));
        return survey.sizes().stream()
                .map(size -> rows.stream().filter(row -> row.donors() == size).toList())
                .toList();
    }

    /// A number as people read it.
    static String number(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
