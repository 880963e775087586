package org.osteon.workflow.forms;

import java.util.Optional;
import org.osteon.chart.Chart;

/// How many pieces of a lot of the stock a chart's records say were used: one for each record that
/// names it, or as many as the record's own item says.
public final class UsedPieces {
    /// The code of the item that says how many.
    private static final String PIECES = "pieces-used";

    private UsedPieces() {}

    /// In signed records; what was entered in error used nothing.
    ///
    /// @param lot its reference
    public static int of(Chart chart, FormLibrary forms, String lot) {
        return RecordedResponse.on(chart).stream()
                .filter(one -> one.isSigned() && one.names(lot))
                .mapToInt(one -> pieces(one, forms))
                .sum();
    }

    private static int pieces(RecordedResponse response, FormLibrary forms) {
        Optional<String> item =
                forms.byAddress(response.questionnaire()).stream()
                        .flatMap(Form::allItems)
                        .filter(one ->
                                one.extract().code().stream()
                                        .anyMatch(code -> code.code().equals(PIECES)))
                        .map(FormItem::linkId)
                        .findFirst();
        return item.stream()
                .flatMap(id ->
                        response.json().findParents("linkId").stream()
                                .filter(one -> one.path("linkId").asText("").equals(id)))
                .map(one -> one.path("answer").path(0).path("valueInteger"))
                .filter(number -> number.isInt())
                .mapToInt(number -> number.asInt())
                .findFirst()
                .orElse(1);
    }
}
