package org.osteon.records.notices;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Of what a program can have itself told.
public enum Topic {
    /// What a pathway decides of a patient has become another: by something in the chart, by the
    /// day, or by the rules.
    DECISION_CHANGED("The decision of a pathway has changed", "Patient"),
    /// A dose that was ordered waits to be released or given, and its day has come.
    DOSE_DUE("A dose is due", "MedicationRequest"),
    /// Somebody must see to the patient.
    RED_FLAG("A red flag was raised", "Patient");

    private static final String CANONICAL = "urn:osteon:topic:";

    private final String title;
    private final String focus;

    Topic(String title, String focus) {
        this.title = title;
        this.focus = focus;
    }

    /// In words.
    public String title() {
        return title;
    }

    /// Of what type what it is about is, mostly.
    public String focus() {
        return focus;
    }

    /// Its canonical address, a SubscriptionTopic.
    public String canonical() {
        return CANONICAL + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The one of an address; empty where there is none.
    public static Optional<Topic> of(String canonical) {
        return Stream.of(values()).filter(one -> one.canonical().equals(canonical)).findFirst();
    }
}
