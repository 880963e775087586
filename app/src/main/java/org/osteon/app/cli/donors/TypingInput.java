package org.osteon.app.cli.donors;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.Reading;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;
import org.osteon.records.words.Problem;
import org.osteon.search.PatientRelatives;
import org.osteon.search.PatientTyping;

/// Reads what a command calls a TYPING: a GL String, `@FILE`, or a FHIR chart.
final class TypingInput {
    /// What is said of a typing that leaves everything open.
    static final String NOTHING_TYPED = "no locus is typed; each can match and none does for sure.";

    private final TypingReader reader;
    private final PrintWriter err;
    private final Map<Donor, Typing> relatives = new LinkedHashMap<>();

    TypingInput(TypingReader reader, PrintWriter err) {
        this.reader = reader;
        this.err = err;
    }

    /// The typing alone; see [#reading].
    Typing read(String who, String text) throws IOException {
        return reading(who, text).value();
    }

    /// Warnings go to standard error and come with the typing; an error ends the command. A typing
    /// that leaves every locus untyped (`UUUU`) is one.
    Reading<Typing> reading(String who, String text) throws IOException {
        return reading(who, given(text));
    }

    /// The same of a TYPING whose text is at hand.
    Reading<Typing> reading(String who, Given given) {
        var reading = reader.glString(given.glString());
        var errors = reading.findings().stream().filter(Finding::isError).toList();
        if (!errors.isEmpty()) {
            throw Problem.unusable(who + ": " + errors.getFirst());
        }
        var findings = new ArrayList<>(given.findings());
        findings.addAll(reading.findings());
        findings.forEach(finding -> err.println(who + ": " + finding));
        if (reading.value().typedLoci().isEmpty()) {
            err.println(who + ": " + NOTHING_TYPED);
        }
        return new Reading<>(reading.value(), findings);
    }

    /// The typed relatives of the charts that were read.
    Map<Donor, Typing> relatives() {
        return relatives;
    }

    /// A TYPING before it is read.
    ///
    /// @param findings what a chart says of its typings
    /// @param chart where it comes from, where that is a chart
    record Given(String glString, List<Finding> findings, Optional<Chart> chart) {
        Given(String glString) {
            this(glString, List.of(), Optional.empty());
        }
    }

    /// The GL String that a TYPING is or holds.
    Given given(String text) throws IOException {
        if (text.startsWith("@")) {
            return content(Path.of(text.substring(1)));
        }
        if (text.endsWith(".json")
                || (text.indexOf('*') < 0 && Files.isRegularFile(Path.of(text)))) {
            return content(Path.of(text));
        }
        return new Given(text);
    }

    private Given content(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw Problem.unusable("no such file: " + file);
        }
        byte[] bytes = Files.readAllBytes(file);
        String content = new String(bytes, StandardCharsets.UTF_8).strip();
        if (content.startsWith("\ufeff")) {
            content = content.substring(1).strip();
        }
        return isTyping(content) ? new Given(content) : fromChart(file, bytes);
    }

    /// One line that starts like a GL String; anything else of a file is a chart, and none of it is
    /// repeated in a message.
    private static boolean isTyping(String content) {
        return !content.isEmpty()
                && content.lines().count() == 1
                && "{[<".indexOf(content.charAt(0)) < 0;
    }

    private Given fromChart(Path file, byte[] json) {
        return switch (ChartReader.bundle(json)) {
            case ChartReading.Unusable(String reason) ->
                    throw Problem.unusable(file + " is neither a GL String nor a chart: " + reason);
            case ChartReading.Read(Chart chart) -> {
                var typing = PatientTyping.of(chart, LocalDate.now(ZoneId.systemDefault()), reader);
                if (typing.glString().isEmpty()) {
                    typing.findings().forEach(finding -> err.println(file + ": " + finding));
                    throw Problem.unusable(
                            file + " holds no HLA typing of the patient; give one as a GL String");
                }
                relatives.putAll(PatientRelatives.of(typing.relatives(), reader));
                yield new Given(typing.glString().get(), typing.findings(), Optional.of(chart));
            }
        };
    }
}
