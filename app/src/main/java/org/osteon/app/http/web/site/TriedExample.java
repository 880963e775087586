package org.osteon.app.http.web.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Something to begin with, of somebody made up; its days lie around today.
enum TriedExample {
    BUNDLE("a Bundle", "example-bundle.json"),
    MESSAGE("an HL7 v2 message", "example-message.hl7");

    /// `{day-3}`, three days ago; `{stamp-3}`, the same as HL7 v2 writes it, in the morning.
    private static final Pattern DAY = Pattern.compile("\\{(day|stamp)([+-]\\d+)?}");

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'080000'", Locale.ROOT);

    private final String title;
    private final String file;

    TriedExample(String title, String file) {
        this.title = title;
        this.file = file;
    }

    /// In words.
    String title() {
        return title;
    }

    /// As it stands in an address.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<TriedExample> of(String code) {
        return Stream.of(values()).filter(one -> one.code().equals(code)).findFirst();
    }

    /// As somebody would send it today.
    String text(LocalDate today) {
        try (InputStream text = TriedExample.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalStateException("there is no " + file);
            }
            return DAY.matcher(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                    .replaceAll(found ->
                            Matcher.quoteReplacement(day(found.group(1), today, found.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String day(String form, LocalDate today, @Nullable String distance) {
        LocalDate day = today.plusDays(distance == null ? 0 : Integer.parseInt(distance));
        return form.equals("stamp") ? STAMP.format(day) : day.toString();
    }
}
