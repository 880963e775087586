package org.osteon.pathway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Numbers and texts as bytes, one after the other.
final class ImageBytes {
    private ImageBytes() {}

    /// Writes them.
    static final class Out {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        int size() {
            return bytes.size();
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        void one(int value) {
            bytes.write(value);
        }

        /// Small numbers in few bytes.
        void number(int value) {
            int rest = value;
            while (rest > 0x7f) {
                bytes.write((rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            bytes.write(rest);
        }

        void text(String text) {
            all(text.getBytes(StandardCharsets.UTF_8));
        }

        void raw(byte[] some) {
            bytes.writeBytes(some);
        }

        /// With how many they are.
        void all(byte[] some) {
            number(some.length);
            bytes.writeBytes(some);
        }
    }

    /// Reads them from a place on.
    static final class In {
        private final byte[] bytes;
        private int at;

        In(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        int at() {
            return at;
        }

        int one() {
            return bytes[at++];
        }

        int number() {
            int value = 0;
            int shift = 0;
            int next = bytes[at++];
            while (next < 0) {
                value |= (next & 0x7f) << shift;
                shift += 7;
                next = bytes[at++];
            }
            return value | (next << shift);
        }

        /// What was written with how many it is, to be read by itself.
        In part() {
            int length = number();
            In part = new In(bytes, at);
            at += length;
            return part;
        }

        String text() {
            int length = number();
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        void skip(int count) {
            at += count;
        }
    }
}
