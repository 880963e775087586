package org.osteon.store;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// What text both databases can hold, unchanged: any that UTF-8 can say, without the character
/// zero.
final class Text {
    private Text() {}

    /// The text as UTF-8.
    ///
    /// @throws CharacterCodingException when half of a surrogate pair stands alone
    static byte[] utf8(String text) throws CharacterCodingException {
        if (!hasSurrogate(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    static boolean storable(String text) {
        return text.indexOf(0) < 0
                && (!hasSurrogate(text) || StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static void requireStorable(String name, String text) {
        if (!storable(text)) {
            throw new IllegalArgumentException(
                    name + " holds a character that cannot be stored (zero, or half a pair)");
        }
    }

    /// A chart's id is stored text, and shown: 1 to 255 characters, none of them a control
    /// character.
    static void requireChartId(String chart) {
        if (chart.isBlank()
                || chart.length() > 255
                || !storable(chart)
                || chart.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a chart id is 1 to 255 characters, not " + chart);
        }
    }
}
