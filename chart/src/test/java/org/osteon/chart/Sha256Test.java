package org.osteon.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The examples of FIPS 180-4.
class Sha256Test {
    private static final String ABC =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void a_text_a_byte_array_and_its_pieces_have_the_published_digest() {
        assertThat(Sha256.hex("abc")).isEqualTo(ABC);
        assertThat(Sha256.hex("abc".getBytes(StandardCharsets.UTF_8))).isEqualTo(ABC);
        var pieces = Sha256.begun();
        pieces.update((byte) 'a');
        pieces.update("bc".getBytes(StandardCharsets.UTF_8));
        assertThat(java.util.HexFormat.of().formatHex(pieces.digest())).isEqualTo(ABC);
    }

    @Test
    void a_text_is_taken_in_utf_8() {
        assertThat(Sha256.hex("é"))
                .isEqualTo(Sha256.hex(new byte[] {(byte) 0xc3, (byte) 0xa9}))
                .isNotEqualTo(Sha256.hex("e"));
    }
}
