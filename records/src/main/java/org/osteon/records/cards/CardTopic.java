package org.osteon.records.cards;

/// What a card is about where it is about no pathway.
public enum CardTopic {
    WITHHELD("withheld", "A part is withheld"),
    UNJUDGED("unjudged", "Could not be judged"),
    INCOMPLETE("incomplete", "Not all was sent along");

    /// The code system of these.
    public static final String SYSTEM = "urn:osteon:card";

    private final String code;
    private final String display;

    CardTopic(String code, String display) {
        this.code = code;
        this.display = display;
    }

    /// Its code in [#SYSTEM].
    public String code() {
        return code;
    }

    /// As people read it.
    public String display() {
        return display;
    }
}
