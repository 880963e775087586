package org.osteon.outcome.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osteon.outcome.UnusableInputException;

/// Reads comma-separated tables (RFC 4180): a header line, fields optionally in double quotes, an
/// empty field is missing, UTF-8 with or without a byte order mark.
public final class Csv {
    private final byte[] bytes;
    private final String source;
    private int at;
    private int line = 1;
    private boolean quoted;

    private Csv(byte[] bytes, String source) {
        this.bytes = bytes;
        this.source = source;
        this.at =
                bytes.length >= 3 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb ? 3 : 0;
    }

    /// Reads a file.
    public static Table read(Path file) throws IOException {
        return parse(Files.readAllBytes(file), file.toString());
    }

    /// Reads bytes.
    ///
    /// @param source the name to use in messages
    public static Table parse(byte[] bytes, String source) {
        return new Csv(bytes, source).table();
    }

    private Table table() {
        List<String> header = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean more = bytes.length > at;
        if (!more) {
            throw new UnusableInputException(source + " is empty: a header line is needed");
        }
        while (more) {
            int start = at;
            boolean last = skipField();
            String name = field(start);
            if (name.isEmpty() || !seen.add(name)) {
                throw new UnusableInputException(
                        source
                                + ": the header names column '"
                                + name
                                + "' twice or not at all; each column needs its own name");
            }
            header.add(name);
            more = !last;
        }
        List<ColumnBuilder> builders = new ArrayList<>();
        for (String name : header) {
            builders.add(new ColumnBuilder(name));
        }
        while (at < bytes.length) {
            if (isBlankLine()) {
                continue;
            }
            row(builders);
        }
        return new Table(builders.stream().map(ColumnBuilder::build).toList());
    }

    private boolean isBlankLine() {
        if (bytes[at] == '\n') {
            at++;
            line++;
            return true;
        }
        if (bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n') {
            at += 2;
            line++;
            return true;
        }
        return false;
    }

    private void row(List<ColumnBuilder> builders) {
        int first = line;
        for (int c = 0; c < builders.size(); c++) {
            int start = at;
            boolean last = skipField();
            builders.get(c).add(this, start);
            if (last != (c == builders.size() - 1)) {
                throw new UnusableInputException(
                        source
                                + ", line "
                                + first
                                + ": "
                                + (last ? "only " + (c + 1) : "more than " + builders.size())
                                + " fields where the header has "
                                + builders.size());
            }
        }
    }

    /// Where the field that was skipped last ended.
    private int end;

    /// Moves past one field and its separator.
    ///
    /// @return whether it was the last of its line
    private boolean skipField() {
        quoted = at < bytes.length && bytes[at] == '"';
        if (quoted) {
            int opened = line;
            at++;
            while (true) {
                if (at >= bytes.length) {
                    throw new UnusableInputException(
                            source + ", line " + opened + ": a quotation mark is not closed");
                }
                byte b = bytes[at++];
                if (b == '\n') {
                    line++;
                } else if (b == '"') {
                    if (at < bytes.length && bytes[at] == '"') {
                        at++;
                    } else {
                        break;
                    }
                }
            }
        }
        while (at < bytes.length && bytes[at] != ',' && bytes[at] != '\n') {
            at++;
        }
        end =
                at > 0
                                && at <= bytes.length
                                && bytes[at - 1] == '\r'
                                && (at == bytes.length || bytes[at] == '\n')
                        ? at - 1
                        : at;
        boolean last = at >= bytes.length || bytes[at] == '\n';
        if (at < bytes.length) {
            if (bytes[at] == '\n') {
                line++;
            }
            at++;
        }
        return last;
    }

    private String field(int start) {
        if (!quoted) {
            return decode(start, end).strip();
        }
        return decode(start + 1, end - 1).replace("\"\"", "\"");
    }

    private String decode(int from, int to) {
        boolean ascii = true;
        for (int i = from; i < to && ascii; i++) {
            ascii = bytes[i] >= 0;
        }
        if (ascii) {
            return new String(bytes, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnusableInputException(
                    source + ", line " + line + ": not UTF-8 text; save the table as UTF-8");
        }
    }

    /// A column while it is being read: numbers until the first field that is none, texts from
    /// there on.
    private static final class ColumnBuilder {
        private final String name;
        private double[] numbers = new double[1024];
        private int size;
        private int[] codes = new int[0];
        private final List<String> labels = new ArrayList<>();
        private final java.util.HashMap<String, Integer> codeOf = new java.util.HashMap<>();
        private boolean texts;

        private ColumnBuilder(String name) {
            this.name = name;
        }

        private void add(Csv csv, int start) {
            if (!texts) {
                if (size == numbers.length) {
                    numbers = java.util.Arrays.copyOf(numbers, size * 2);
                }
                double value = csv.quoted ? quotedNumber(csv, start) : csv.number(start, csv.end);
                if (!Double.isInfinite(value)) {
                    numbers[size++] = value;
                    return;
                }
                becomeTexts();
            }
            if (size == codes.length) {
                codes = java.util.Arrays.copyOf(codes, Math.max(1024, size * 2));
            }
            codes[size++] = code(csv.field(start));
        }

        private static double quotedNumber(Csv csv, int start) {
            return csv.number(start + 1, csv.end - 1);
        }

        private void becomeTexts() {
            texts = true;
            codes = new int[Math.max(1024, numbers.length)];
            for (int i = 0; i < size; i++) {
                codes[i] = Double.isNaN(numbers[i]) ? -1 : code(Column.plain(numbers[i]));
            }
            numbers = new double[0];
        }

        private int code(String text) {
            if (text.isEmpty() || text.equals("NA")) {
                return -1;
            }
            return codeOf.computeIfAbsent(
                    text,
                    fresh -> {
                        labels.add(fresh);
                        return labels.size() - 1;
                    });
        }

        private Column build() {
            return texts
                    ? new Column.Texts(name, labels, java.util.Arrays.copyOf(codes, size))
                    : new Column.Numbers(name, java.util.Arrays.copyOf(numbers, size));
        }
    }

    private static final double NOT_A_NUMBER = Double.POSITIVE_INFINITY;

    /// A number whose text is canonical (no leading zero, no plus); `NaN` when empty or `NA`;
    /// infinite when the field is a text. Up to 15 digits are exact in a double and divided by an
    /// exact power of ten.
    private double number(int from, int to) {
        int i = from;
        int stop = to;
        while (i < stop && bytes[i] == ' ') {
            i++;
        }
        while (stop > i && bytes[stop - 1] == ' ') {
            stop--;
        }
        if (i >= stop || (stop - i == 2 && bytes[i] == 'N' && bytes[i + 1] == 'A')) {
            return Double.NaN;
        }
        int start = i;
        boolean negative = bytes[i] == '-';
        if (negative) {
            i++;
        }
        if (i >= stop
                || (bytes[i] == '0'
                        && i + 1 < stop
                        && bytes[i + 1] >= '0'
                        && bytes[i + 1] <= '9')) {
            return NOT_A_NUMBER;
        }
        long digits = 0;
        int count = 0;
        int decimals = 0;
        boolean point = false;
        for (; i < stop; i++) {
            byte b = bytes[i];
            if (b >= '0' && b <= '9') {
                digits = digits * 10 + (b - '0');
                count++;
                if (point) {
                    decimals++;
                }
                if (count > 15) {
                    return slowNumber(start, stop);
                }
            } else if (b == '.' && !point) {
                point = true;
            } else if ((b == 'e' || b == 'E') && count > 0) {
                return slowNumber(start, stop);
            } else {
                return NOT_A_NUMBER;
            }
        }
        if (count == 0) {
            return NOT_A_NUMBER;
        }
        double value = decimals == 0 ? digits : digits / POWERS[decimals];
        return negative ? -value : value;
    }

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private double slowNumber(int from, int to) {
        try {
            String text = decode(from, to);
            char end = text.charAt(text.length() - 1);
            return (end >= '0' && end <= '9') || end == '.'
                    ? Double.parseDouble(text)
                    : NOT_A_NUMBER;
        } catch (NumberFormatException e) {
            return NOT_A_NUMBER;
        }
    }
}
