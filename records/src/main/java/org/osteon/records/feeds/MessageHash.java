package org.osteon.records.feeds;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
        return sha(said.strip().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Of all of it: the name of the letter that it becomes.
    static String id(byte[] message) {
        return sha(message).substring(0, ID_DIGITS);
    }

    static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
