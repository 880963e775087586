package org.osteon.records.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The test vectors of RFC 6238, appendix B, in six digits.
class OneTimePasswordsTest {
    private static final String SECRET =
            OneTimePasswords.base32("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void the_code_of_a_moment(long seconds, String code) {
        assertThat(OneTimePasswords.code(SECRET, Instant.ofEpochSecond(seconds))).isEqualTo(code);
    }
}
