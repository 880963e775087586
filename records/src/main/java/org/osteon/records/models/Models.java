package org.osteon.records.models;

import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.UnusableInputException;

/// Asks a model of a cohort.
public final class Models {
    private Models() {}

    /// The answer, or in words why these people give none.
    public static ModelReply ask(ModelRows rows, ModelQuestion question) {
        if (question.kind().byGroups() && question.by().isEmpty()) {
            return new ModelReply.NotEstimable("Choose what makes the groups.");
        }
        try {
            return new ModelReply.Estimated(
                    switch (question.kind()) {
                        case COX -> CoxAnswer.of(rows, question);
                        case FINE_GRAY -> FineGrayAnswer.of(rows, question);
                        case GRAY -> GrayAnswer.of(rows, question);
                        case LOGISTIC -> LogisticAnswer.of(rows, question);
                        case PROPENSITY -> PropensityAnswer.of(rows, question);
                        case CENTRES -> CentreAnswer.of(rows, question);
                        case ANCOVA -> AncovaAnswer.of(rows, question);
                        case MMRM -> RepeatedAnswer.of(rows, question);
                    });
        } catch (UnusableInputException e) {
            List<String> columns = new ArrayList<>(question.with());
            if (!question.by().isEmpty()) {
                columns.add(question.by());
            }
            String said = Terms.inWords(String.valueOf(e.getMessage()), rows, columns);
            return new ModelReply.NotEstimable(
                    Character.toUpperCase(said.charAt(0)) + said.substring(1) + ".");
        }
    }
}
