package org.osteon.app.http.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BirthdayTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1952-06-28",
                "28.06.1952",
                "28.6.1952",
                "28/06/1952",
                "28 Jun 1952",
                "28 june 1952",
                " 28. Jun 1952 "
            })
    void a_birth_date_is_understood_as_people_write_it(String text) {
        assertThat(Birthday.in(text)).contains(LocalDate.of(1952, 6, 28));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1952", "31.02.1952", "Haddad", "28 Foo 1952", "06.28.1952", ""})
    void what_is_no_date_is_none(String text) {
        assertThat(Birthday.in(text)).isEmpty();
    }

    @Test
    void a_name_of_a_month_of_two_letters_is_not_guessed() {
        assertThat(Birthday.in("28 Ju 1952")).isEmpty();
    }
}
