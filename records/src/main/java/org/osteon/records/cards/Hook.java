package org.osteon.records.cards;

import java.util.Optional;
import java.util.stream.Stream;

/// The moments at which a record system asks.
public enum Hook {
    PATIENT_VIEW(
            "patient-view",
            "Osteon: the patient's pathways",
            "What stands in the way, what is missing and what is due, when a chart is opened"),
    ORDER_SELECT(
            "order-select",
            "Osteon: check of a chosen order",
            "Whether the order may be given as it is, at which dose, and why not"),
    ORDER_SIGN(
            "order-sign",
            "Osteon: check of orders before they are signed",
            "What must be dealt with before the order is signed");

    private final String hookName;
    private final String title;
    private final String description;

    Hook(String hookName, String title, String description) {
        this.hookName = hookName;
        this.title = title;
        this.description = description;
    }

    /// The standard's name.
    public String hookName() {
        return hookName;
    }

    /// The id of our service for it.
    public String serviceId() {
        return "osteon-" + hookName;
    }

    /// What the service is called.
    public String title() {
        return title;
    }

    /// What the service does, in a sentence.
    public String description() {
        return description;
    }

    /// The version of the hook's definition that is answered here, as the standard numbers it.
    public String hookVersion() {
        return "1.0";
    }

    /// Whether the hook brings drafts of orders.
    public boolean isAboutOrders() {
        return this != PATIENT_VIEW;
    }

    /// The hook of a service.
    public static Optional<Hook> ofService(String id) {
        return Stream.of(values()).filter(hook -> hook.serviceId().equals(id)).findFirst();
    }
}
