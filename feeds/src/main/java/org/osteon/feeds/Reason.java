package org.osteon.feeds;

/// Why nothing of a message was taken: what an interface engine branches on, with the code of HL7's
/// table 0357 and whether the message as such is refused (AR) or its content (AE). None of them is
/// 207: that is what cannot be written at the moment, and is to be sent again.
public enum Reason {
    /// It is no HL7 v2 message, or cut off.
    NOT_A_MESSAGE("100", true),
    /// No profile is there for the sender.
    UNKNOWN_SENDER("204", true),
    /// A type of message that is not taken.
    UNSUPPORTED("200", true),
    /// Meant for training or for debugging.
    NOT_PRODUCTION("202", true),
    /// It holds more than is taken at once.
    TOO_MUCH("102", true),
    /// Its character set is not known, or its bytes are not of it.
    CHARACTERS("102", false),
    /// Something that must be there is missing.
    MISSING("101", false),
    /// A value that cannot be what it is said to be.
    VALUE("102", false),
    /// A code of a table that the table does not have.
    TABLE("103", false),
    /// Nobody is known by its identifiers.
    UNKNOWN_PATIENT("204", false),
    /// Its identifiers name two charts, or it does not look like the same person.
    DOUBTFUL_PATIENT("204", false),
    /// It is against what the chart holds: an order of another patient, a result taken back.
    AGAINST_THE_CHART("205", false);

    private final String code;
    private final boolean refuses;

    Reason(String code, boolean refuses) {
        this.code = code;
        this.refuses = refuses;
    }

    /// Of table 0357.
    public String code() {
        return code;
    }

    /// Whether the message is refused as such: AR, not AE.
    public boolean refuses() {
        return refuses;
    }

    /// In words, for a list.
    public String title() {
        return switch (this) {
            case NOT_A_MESSAGE -> "no HL7 v2 message";
            case UNKNOWN_SENDER -> "no profile for the sender";
            case UNSUPPORTED -> "a type of message that is not taken";
            case NOT_PRODUCTION -> "not meant for production";
            case TOO_MUCH -> "more than is taken at once";
            case CHARACTERS -> "character set";
            case MISSING -> "something is missing";
            case VALUE -> "a value cannot be read";
            case TABLE -> "a code is not in its table";
            case UNKNOWN_PATIENT -> "nobody is known by these identifiers";
            case DOUBTFUL_PATIENT -> "whose chart is not certain";
            case AGAINST_THE_CHART -> "against what the chart holds";
        };
    }
}
