package org.osteon.records.feeds;

import java.nio.charset.StandardCharsets;
import org.osteon.chart.Sha256;
import org.osteon.feeds.Envelope;

/// By what a message is known when it comes again.
final class MessageHash {
    private static final int ID_DIGITS = 16;

    private MessageHash() {}

    /// Of what a message says, but for when it was sent: a sender that repeats it may write another
    /// MSH-7.
    static String said(byte[] message, Envelope envelope) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        String sent = "|" + envelope.sent() + "|";
        int place = envelope.sent().isEmpty() ? -1 : text.indexOf(sent);
        String said =
                place < 0
                        ? text
                        : text.substring(0, place + 1) + text.substring(place + sent.length() - 1);
        return Sha256.hex(said.strip().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Of all of it: the name of the letter that it becomes.
    static String id(byte[] message) {
        return Sha256.hex(message).substring(0, ID_DIGITS);
    }
}
