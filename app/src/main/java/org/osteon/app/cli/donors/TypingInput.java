package org.osteon.app.cli.donors;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import org.osteon.app.words.Problem;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;
import org.osteon.search.PatientTyping;

/// Reads what a command calls a TYPING: a GL String, `@FILE`, or a FHIR chart.
final class TypingInput {
    private final TypingReader reader;
    private final PrintWriter err;

    TypingInput(TypingReader reader, PrintWriter err) {
        this.reader = reader;
        this.err = err;
    }

    /// Warnings go to standard error; an error ends the command.
    Typing read(String who, String text) throws IOException {
        var reading = reader.glString(glString(text));
        var errors = reading.findings().stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw Problem.unusable(who + ": " + errors.getFirst());
        }
        reading.findings().forEach(finding -> err.println(who + ": " + finding));
        if (reading.value().typedLoci().isEmpty()) {
            throw Problem.unusable(who + ": no locus is typed in \"" + text + "\"");
        }
        return reading.value();
    }

    /// The GL String that a TYPING is or holds.
    static String glString(String text) throws IOException {
        if (text.startsWith("@")) {
            return content(Path.of(text.substring(1)));
        }
        if (text.endsWith(".json")
                || (text.indexOf('*') < 0 && Files.isRegularFile(Path.of(text)))) {
            return content(Path.of(text));
        }
        return text;
    }

    private static String content(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Problem.unusable("no such file: " + file);
        }
        byte[] bytes = Files.readAllBytes(file);
        String content = new String(bytes, StandardCharsets.UTF_8).strip();
        if (content.startsWith("\ufeff")) {
            content = content.substring(1).strip();
        }
        return isTyping(content) ? content : fromChart(file, bytes);
    }

    /// One line that starts like a GL String; anything else of a file is a chart, and none of it is
    /// repeated in a message.
    private static boolean isTyping(String content) {
        return !content.isEmpty()
                && content.lines().count() == 1
                && "{[<".indexOf(content.charAt(0)) < 0;
    }

    private static String fromChart(Path file, byte[] json) {
        return switch (ChartReader.bundle(json)) {
            case ChartReading.Unusable(String reason) ->
                    throw Problem.unusable(file + " is neither a GL String nor a chart: " + reason);
            case ChartReading.Read(Chart chart) ->
                    PatientTyping.of(chart, LocalDate.now(ZoneId.systemDefault()))
                            .orElseThrow(() ->
                                    Problem.unusable(
                                            file
                                                    + " holds no HLA typing of the patient; give"
                                                    + " one as a GL String"));
        };
    }
}
