package org.osteon.app.http.web.outcomes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osteon.app.http.web.Attachment;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.report.FigureFile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// A figure or the data behind it as a file.
final class FigureDownload {
    private FigureDownload() {}

    /// @param name of the file without its ending
    /// @param kind `csv`, `svg` or `png`
    static ResponseEntity<byte[]> of(
            String name, String kind, String csv, String drawing, String title, List<String> made) {
        return switch (kind) {
            case "csv" -> csv(name, csv);
            case "svg" ->
                    file(
                            name,
                            kind,
                            "image/svg+xml",
                            FigureFile.svg(drawing, title, made).getBytes(StandardCharsets.UTF_8));
            case "png" ->
                    file(
                            name,
                            kind,
                            "image/png",
                            FigureFile.png(FigureFile.svg(drawing, title, made)));
            default ->
                    throw new Problem(
                            ProblemKind.MISSING,
                            "No such file",
                            "A figure can be had as csv, svg or png, not as " + kind + ".",
                            "Choose one of these.");
        };
    }

    static ResponseEntity<byte[]> csv(String name, String csv) {
        return file(name, "csv", "text/csv;charset=UTF-8", csv.getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseEntity<byte[]> file(
            String name, String kind, String type, byte[] bytes) {
        return Attachment.of(
                name.replaceAll("[^A-Za-z0-9.-]+", "-") + "." + kind,
                MediaType.parseMediaType(type),
                bytes);
    }
}
