package org.osteon.app.http.web.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.osteon.workflow.Order;
import org.osteon.workflow.OrderForm;
import org.osteon.workflow.Screen;
import org.osteon.workflow.desk.ReleaseSheet;
import org.osteon.workflow.desk.Wording;

/// What the form of an order shows, to be sent back with it.
final class OrderScreen {
    /// The field that carries it.
    static final String FIELD = "screen";

    private OrderScreen() {}

    /// For the release: the order, the decision, what was found, and what was worked out.
    static Screen of(Order order, ReleaseSheet sheet) {
        Map<String, String> findings = new LinkedHashMap<>();
        sheet.findings().forEach(finding -> findings.put(finding.code(), finding.summary()));
        for (OrderForm.Field field : order.open()) {
            field.suggestion()
                    .map(result -> Wording.value(sheet.values().get(result)))
                    .filter(value -> !value.isBlank())
                    .ifPresent(value ->
                            findings.put(
                                    "worked-out-" + field.name(),
                                    field.label() + " is worked out as " + value));
        }
        return Screen.of(order, sheet.decision(), findings);
    }
}
