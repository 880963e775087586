package org.osteon.app.donors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osteon.app.UnusableInputException;
import org.osteon.hla.typing.Finding;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

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
            throw new UnusableInputException(who + ": " + errors.getFirst());
        }
        reading.findings().forEach(finding -> err.println(who + ": " + finding));
        if (reading.value().typedLoci().isEmpty()) {
            throw new UnusableInputException(who + ": no locus is typed in \"" + text + "\"");
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
            throw new UnusableInputException("no such file: " + file);
        }
        var content = Files.readString(file).strip();
        return content.startsWith("{") ? fromChart(file, content) : content;
    }

    /// The GL Strings of a chart's HLA observations, joined; each locus may have its own.
    private static String fromChart(Path file, String json) throws IOException {
        JsonNode chart;
        try {
            chart = new ObjectMapper().readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UnusableInputException(file + " is no JSON: " + e.getOriginalMessage());
        }
        var found = new ChartTyping();
        collect(chart, found);
        return found.glString()
                .orElseThrow(() ->
                        new UnusableInputException(
                                file
                                        + " holds no HLA typing as a GL String; give one with"
                                        + " --patient"));
    }

    private static void collect(JsonNode node, ChartTyping found) {
        if (node.isTextual()) {
            found.accept(node.asText());
        } else {
            node.forEach(child -> collect(child, found));
        }
    }
}
