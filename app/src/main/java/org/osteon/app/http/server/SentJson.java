package org.osteon.app.http.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.osteon.chart.JsonEncoding;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;

/// A body of JSON as the doors read it: UTF-8 without a byte order mark, however it was sent. What
/// could be read in two ways is refused, as each reader would take another: bytes that are no
/// UTF-8, an element that stands twice in one object.
final class SentJson {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int BLOCK = 8192;
    private static final String TWICE = "Duplicate field";
    private static final JsonFactory STRICT =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private SentJson() {}

    /// @param type the content type that the sender names
    static byte[] plain(byte[] json, String type) {
        String named = type.toLowerCase(Locale.ROOT);
        boolean namesAnother = named.contains("charset=") && !named.contains("charset=utf-8");
        byte[] utf8 = namesAnother ? json : JsonEncoding.utf8(json);
        boolean marked =
                utf8.length >= MARK.length
                        && Arrays.equals(utf8, 0, MARK.length, MARK, 0, MARK.length);
        byte[] plain = marked ? Arrays.copyOfRange(utf8, MARK.length, utf8.length) : utf8;
        if (namesAnother) {
            requireAscii(plain, type);
        } else {
            requireUtf8(plain);
        }
        requireEachOnce(plain);
        return plain;
    }

    /// JSON is UTF-8 whatever is named (RFC 8259), and is read so; what both would read alike is.
    private static void requireAscii(byte[] bytes, String type) {
        for (byte one : bytes) {
            if (one < 0) {
                throw new Problem(
                        ProblemKind.UNKNOWN_TYPE,
                        "JSON is read as UTF-8, and the Content-Type names another character set: "
                                + type
                                + "; send it in UTF-8, and name that or none");
            }
        }
    }

    private static void requireUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(BLOCK);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        if (result.isError()) {
            throw Problem.unusable(
                    "the body is no UTF-8 from byte " + in.position() + " on; send it in UTF-8");
        }
    }

    /// What is no JSON is told by who reads it.
    private static void requireEachOnce(byte[] json) {
        try (JsonParser parser = STRICT.createParser(json)) {
            while (parser.nextToken() != null) {
                // Only the names are looked at.
            }
        } catch (StreamReadException e) {
            String message = String.valueOf(e.getOriginalMessage());
            if (message.startsWith(TWICE)) {
                throw Problem.unusable(
                        "the body has the element "
                                + message.substring(TWICE.length()).strip()
                                + " twice in one object, and which of both is meant cannot be"
                                + " known; send it once");
            }
        } catch (IOException _) {
            // Told by who reads it.
        }
    }
}
