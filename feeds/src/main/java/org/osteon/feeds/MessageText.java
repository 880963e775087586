package org.osteon.feeds;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Makes text of a message's bytes by the character set that it names (MSH-18), else the one of its
/// sender's profile. Bytes that are not of it are no text: a name or a unit with a wrong letter is
/// worse than none.
final class MessageText {
    private MessageText() {}

    /// What a message says, as characters.
    ///
    /// @param charset of which its bytes are
    record Read(String text, Charset charset) {}

    static Read of(byte[] message, Envelope envelope, SourceProfile profile, List<Remark> remarks)
            throws Unusable {
        String named = envelope.characterSet();
        boolean wins = profile.characterSetWins() || named.isEmpty();
        String used = wins && !profile.characterSet().isEmpty() ? profile.characterSet() : named;
        if (used.isEmpty()) {
            used = "ASCII";
        }
        String code = used;
        Charset charset =
                profile.tables()
                        .code("charset", code)
                        .map(Charset::forName)
                        .orElseThrow(() ->
                                new Unusable(
                                        Reason.CHARACTERS,
                                        "MSH-18",
                                        "the character set '"
                                                + code
                                                + "' is not known; the profile can name another"
                                                + " (characterSet, with characterSetWins)"));
        String text;
        try {
            text = decoded(message, charset);
        } catch (CharacterCodingException _) {
            throw new Unusable(
                    Reason.CHARACTERS,
                    "MSH-18",
                    "the message holds bytes that are no "
                            + used
                            + (named.isEmpty() ? " (it names no character set)" : "")
                            + "; the profile can name the right one (characterSet, with"
                            + " characterSetWins)");
        }
        if (!charset.equals(StandardCharsets.UTF_8)
                && !profile.characterSetWins()
                && isOtherThanAscii(message)
                && isUtf8(message)) {
            throw new Unusable(
                    Reason.CHARACTERS,
                    "MSH-18",
                    "the message says "
                            + used
                            + " and its bytes are UTF-8; the profile can settle it (characterSet,"
                            + " with characterSetWins)");
        }
        if (text.indexOf('\n') >= 0) {
            remarks.add(
                    new Remark("", "segments end with LF where CR is due; they were taken as CR"));
            text = text.replace("\r\n", "\r").replace('\n', '\r');
        }
        if (text.indexOf(0) >= 0) {
            throw new Unusable(Reason.NOT_A_MESSAGE, "", "it holds the character zero");
        }
        return new Read(text, charset);
    }

    private static boolean isOtherThanAscii(byte[] message) {
        for (byte one : message) {
            if (one < 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUtf8(byte[] message) {
        try {
            var _ =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(message));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    /// Bytes as characters, none of them guessed.
    static String decoded(byte[] bytes, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
