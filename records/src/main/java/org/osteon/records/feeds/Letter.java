package org.osteon.records.feeds;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/// A message of which nothing was taken, kept for a person to look at.
///
/// @param id of its bytes
/// @param at when it came, last
/// @param times how often it came
/// @param sender MSH-3 and MSH-4
/// @param profile the sender's; empty where there is none
/// @param event `ORU^R01`
/// @param control MSH-10
/// @param reason of [org.osteon.feeds.Reason], by name
/// @param line why, in words, with the place
/// @param raw its bytes, in base 64
public record Letter(
        String id,
        Instant at,
        int times,
        String sender,
        String profile,
        String event,
        String control,
        String reason,
        String line,
        String raw) {

    /// The same without the message, as it is listed.
    Letter withoutBytes() {
        return new Letter(id, at, times, sender, profile, event, control, reason, line, "");
    }

    /// Its bytes.
    public byte[] bytes() {
        return Base64.getDecoder().decode(raw);
    }

    /// As a person reads it: a segment a line, in the character set that fits its bytes.
    public String text() {
        byte[] bytes = bytes();
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replaceAll("[\\x00-\\x08\\x0b-\\x1f]", "·");
    }
}
