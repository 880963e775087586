package org.osteon.outcome.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "a;a",
                "a,b;\"a,b\"",
                "say \"no\";\"say \"\"no\"\"\"",
                "-1.5;-1.5",
                "+2e3;+2e3"
            })
    void a_cell_is_quoted_where_it_must_be_and_a_number_stays_one(String text, String cell) {
        assertThat(CsvText.cell(text)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "@SUM(A1)", "+cmd", "-2+3", "\tx"})
    void what_a_spreadsheet_would_carry_out_is_words(String text) {
        assertThat(CsvText.cell(text)).startsWith("'");
    }

    @Test
    void a_line_break_stays_inside_its_cell() {
        assertThat(CsvText.line(List.of("one\ntwo", "three"))).isEqualTo("\"one\ntwo\",three\n");
    }
}
