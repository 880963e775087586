package org.osteon.feeds;

import java.nio.charset.StandardCharsets;

/// The head of a message, as far as it can be read: enough to know whose it is and to answer it,
/// whatever the rest is.
///
/// @param sendingApplication MSH-3
/// @param sendingFacility MSH-4
/// @param receivingApplication MSH-5
/// @param receivingFacility MSH-6
/// @param sent MSH-7, as written
/// @param type MSH-9.1; empty where it is no message
/// @param trigger MSH-9.2
/// @param control MSH-10
/// @param processing MSH-11.1
/// @param version MSH-12.1
/// @param characterSet MSH-18, the first
public record Envelope(
        String sendingApplication,
        String sendingFacility,
        String receivingApplication,
        String receivingFacility,
        String sent,
        String type,
        String trigger,
        String control,
        String processing,
        String version,
        String characterSet) {
    private static final int LONGEST = 4_000;

    /// Of what is no message.
    public static final Envelope NONE = new Envelope("", "", "", "", "", "", "", "", "", "", "");

    /// Reads the first segment.
    public static Envelope of(byte[] message) {
        String head = new String(message, StandardCharsets.ISO_8859_1);
        int end = 0;
        while (end < head.length()
                && end < LONGEST
                && head.charAt(end) != '\r'
                && head.charAt(end) != '\n') {
            end++;
        }
        if (!head.startsWith("MSH") || end < 8) {
            return NONE;
        }
        char field = head.charAt(3);
        String[] fields =
                head.substring(0, end)
                        .split(java.util.regex.Pattern.quote(String.valueOf(field)), -1);
        String marks = fields.length > 1 ? fields[1] : "";
        if (marks.isEmpty()) {
            return NONE;
        }
        char component = marks.charAt(0);
        char repetition = marks.length() > 1 ? marks.charAt(1) : '~';
        return new Envelope(
                part(fields, 3, component, 1),
                part(fields, 4, component, 1),
                part(fields, 5, component, 1),
                part(fields, 6, component, 1),
                part(fields, 7, component, 1),
                part(fields, 9, component, 1),
                part(fields, 9, component, 2),
                part(fields, 10, component, 1),
                part(fields, 11, component, 1),
                part(fields, 12, component, 1),
                part(fields, 18, repetition, 1));
    }

    /// MSH-1 is the mark itself: MSH-3 is the third when the line is cut at it.
    private static String part(String[] fields, int number, char mark, int part) {
        if (fields.length < number) {
            return "";
        }
        String[] parts =
                fields[number - 1].split(java.util.regex.Pattern.quote(String.valueOf(mark)), -1);
        return parts.length < part ? "" : clean(parts[part - 1]);
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.strip()
                .chars()
                .filter(one -> !Character.isISOControl(one))
                .forEach(one -> clean.append((char) one));
        return clean.length() > 199 ? clean.substring(0, 199) : clean.toString();
    }

    /// Whose it is, in one word: `LAB|GH`.
    public String sender() {
        return sendingApplication + "|" + sendingFacility;
    }

    /// `ORU^R01`.
    public String event() {
        return trigger.isEmpty() ? type : type + "^" + trigger;
    }

    /// Whether it is a message at all.
    public boolean isMessage() {
        return !type.isEmpty();
    }
}
