package org.osteon.outcome.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.outcome.UnusableInputException;

/// Tables as RFC 4180 writes them, and numbers as the JDK reads them.
class CsvTest {
    private static Table read(String text) {
        return Csv.parse(text.getBytes(StandardCharsets.UTF_8), "t.csv");
    }

    private static double number(String field) {
        return read("x\n" + field + "\n").numbers("x")[0];
    }

    private static List<String> texts(Table table, String name) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            texts.add(table.column(name).text(i));
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "7",
                "-7",
                "10",
                "1.5",
                "-1.25",
                ".5",
                "-.5",
                "3.",
                "0.1",
                "0.000001",
                "123456789012345",
                "1234567890123456",
                "12345678901234567890",
                "0.1234567890123456",
                "1e3",
                "1E3",
                "-2.5e-7",
                "1e-300",
                "1.7976931348623157e308",
                "0.30000000000000004"
            })
    void a_number_is_what_the_jdk_reads(String field) {
        assertThat(read("x\n" + field).column("x")).isInstanceOf(Column.Numbers.class);
        assertThat(number(field)).isEqualTo(Double.parseDouble(field));
        assertThat(number("  " + field + " ")).isEqualTo(Double.parseDouble(field));
        assertThat(number("\"" + field + "\"")).isEqualTo(Double.parseDouble(field));
    }

    @Test
    void every_double_written_in_full_is_read_back() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(40) - 20);
            assertThat(number(Double.toString(value))).isEqualTo(value);
            String plain = new java.math.BigDecimal(value).toPlainString();
            assertThat(number(plain)).isEqualTo(value);
            String cut = plain.substring(0, Math.min(plain.length(), 4 + random.nextInt(16)));
            if (!cut.endsWith("-") && !cut.matches("-?0\\d.*")) {
                assertThat(number(cut)).as(cut).isEqualTo(Double.parseDouble(cut));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "007",
                "00",
                "-01",
                "+1",
                "-",
                ".",
                "-.",
                "1.2.3",
                "1x",
                "x",
                "1e",
                "e5",
                ".e5",
                "1 2",
                "N",
                "NAN",
                "NaN",
                "Infinity",
                "1e5f",
                "1e5d",
                "1234567890123456f",
                "0x10",
                "1,5"
            })
    void what_is_no_plain_number_is_a_text_as_it_stands(String field) {
        Table table = read("x\n\"" + field + "\"\n");
        assertThat(table.column("x")).isInstanceOf(Column.Texts.class);
        assertThat(texts(table, "x")).containsExactly(field);
    }

    @Test
    void an_empty_field_and_na_are_missing_in_numbers_and_in_texts() {
        Table table = read("x,y\n1,a\n,\nNA,NA\n  , b \n\"\",\"\"\n2,a\n");
        assertThat(table.numbers("x"))
                .containsExactly(1, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 2);
        assertThat(texts(table, "x")).containsExactly("1", null, null, null, null, "2");
        assertThat(texts(table, "y")).containsExactly("a", null, null, "b", null, "a");
        for (int row = 1; row < 3; row++) {
            assertThat(table.column("x").isMissing(row)).isTrue();
            assertThat(table.column("y").isMissing(row)).isTrue();
            assertThat(table.column("y").number(row)).isNaN();
        }
        assertThat(table.column("y").isMissing(0)).isFalse();
        assertThat(table.complete(List.of("x", "y")).rows()).isEqualTo(2);
    }

    @Test
    void a_column_with_one_text_is_texts_throughout_whatever_stood_before() {
        Table table = read("x\n1\n2.50\nNA\na\n3\n1\n");
        assertThat(texts(table, "x")).containsExactly("1", "2.5", null, "a", "3", "1");
        assertThat(table.complete(List.of("x")).groups("x").labels())
                .containsExactly("1", "2.5", "3", "a");
    }

    @Test
    void quotes_keep_commas_line_ends_quotes_and_spaces() {
        Table table =
                read("\"a,b\",\"c\"\"d\"\n\"x, y\",\" z \"\n\"one\ntwo\",\"say \"\"no\"\"\"\n");
        assertThat(table.names()).containsExactly("a,b", "c\"d");
        assertThat(texts(table, "a,b")).containsExactly("x, y", "one\ntwo");
        assertThat(texts(table, "c\"d")).containsExactly(" z ", "say \"no\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void lines_end_as_on_any_system_the_last_with_or_without(String end) {
        String text = String.join(end, "x,y", "1,a", "", "", "2,b");
        for (String whole : List.of(text, text + end, text + end + end)) {
            Table table = read(whole);
            assertThat(table.numbers("x")).containsExactly(1, 2);
            assertThat(texts(table, "y")).containsExactly("a", "b");
        }
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_name() {
        assertThat(read("\uFEFFx,y\n1,2\n").names()).containsExactly("x", "y");
        assertThat(read("\u00EFx\n1\n").names()).containsExactly("\u00EFx");
    }

    @Test
    void words_of_every_language_are_kept() {
        Table table = read("größe,名\nklein,太郎\ngroß,花子\n");
        assertThat(table.names()).containsExactly("größe", "名");
        assertThat(texts(table, "größe")).containsExactly("klein", "groß");
        assertThat(texts(table, "名")).containsExactly("太郎", "花子");
    }

    @Test
    void a_table_may_be_as_long_as_it_likes() {
        int rows = 5_000;
        String text =
                IntStream.range(0, rows)
                        .mapToObj(i -> i + "," + (i == 3_000 ? "late" : i % 7) + ",g" + i % 3)
                        .collect(Collectors.joining("\n", "n,mixed,group\n", "\n"));
        Table table = read(text);
        assertThat(table.rows()).isEqualTo(rows);
        for (int i = 0; i < rows; i++) {
            assertThat(table.numbers("n")[i]).isEqualTo(i);
            assertThat(table.column("mixed").text(i)).isEqualTo(i == 3_000 ? "late" : "" + i % 7);
            assertThat(table.column("group").text(i)).isEqualTo("g" + i % 3);
        }
        assertThat(((Column.Texts) table.column("group")).labels()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'x,y\n1,2\n3\n'|line 3: only 1 fields where the header has 2",
                "'x,y\n1,2,3\n'|line 2: more than 2 fields where the header has 2",
                "'x,y\n\"a\nb\",2\n3\n'|line 4: only 1 fields",
                "'x,y\n\n1,2\n3\n'|line 4: only 1 fields",
                "'x,y\r\n\r\n1,2\r\n3\r\n'|line 4: only 1 fields",
                "'x\n1\n\"open'|line 3: a quotation mark is not closed",
                "'x\n\"a\nb\"\n\"open\n\n'|line 4: a quotation mark is not closed",
                "'x,x\n1,2'|the header names column 'x' twice or not at all",
                "'x,\n1,2'|the header names column '' twice or not at all"
            })
    void what_cannot_be_read_is_said_with_its_line(String text, String reason) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageStartingWith("t.csv")
                .hasMessageContaining(reason);
    }

    @Test
    void nothing_at_all_is_refused_and_a_header_alone_is_a_table_of_no_rows() {
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(UnusableInputException.class)
                .hasMessage("t.csv is empty: a header line is needed");
        assertThat(read("x,y\n").rows()).isZero();
        assertThat(read("x").rows()).isZero();
    }

    @Test
    void text_that_is_not_utf_8_is_refused_with_its_line() {
        byte[] latin = "x\na\nM\u00FCller\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Csv.parse(latin, "t.csv"))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("not UTF-8 text; save the table as UTF-8");
    }

    @Test
    void a_file_is_named_in_messages(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("cohort.csv"), "x\n1\n");
        assertThat(Csv.read(file).numbers("x")).containsExactly(1);
        Files.writeString(file, "x,y\n1\n");
        assertThatThrownBy(() -> Csv.read(file)).hasMessageContaining("cohort.csv, line 2");
    }
}
