package org.osteon.workflow.forms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.stream.Collectors;
import org.osteon.chart.Chart;

/// How many pieces of a lot of the stock a chart's records say were used: one wherever a record
/// names it, or as many as is said beside it, in the same group or line.
public final class UsedPieces {
    /// The code of the items that say how many.
    private static final String PIECES = "pieces-used";

    private UsedPieces() {}

    /// In signed records; what was entered in error used nothing.
    ///
    /// @param lot its reference
    public static int of(Chart chart, FormLibrary forms, String lot) {
        return RecordedResponse.on(chart).stream()
                .filter(one -> one.isSigned() && one.names(lot))
                .mapToInt(one -> pieces(one.json(), counts(one, forms), lot))
                .sum();
    }

    private static Set<String> counts(RecordedResponse response, FormLibrary forms) {
        return forms.byAddress(response.questionnaire()).stream()
                .flatMap(Form::allItems)
                .filter(item ->
                        item.extract().code().stream().anyMatch(code -> code.code().equals(PIECES)))
                .map(FormItem::linkId)
                .collect(Collectors.toSet());
    }

    private static int pieces(JsonNode group, Set<String> counts, String lot) {
        boolean named = false;
        int said = 1;
        int within = 0;
        for (JsonNode item : group.path("item")) {
            JsonNode answer = item.path("answer").path(0);
            named |= answer.path("valueReference").path("reference").asText("").equals(lot);
            if (counts.contains(item.path("linkId").asText(""))
                    && answer.path("valueInteger").isInt()) {
                said = answer.path("valueInteger").asInt();
            }
            within += pieces(item, counts, lot);
        }
        return within + (named ? said : 0);
    }
}
