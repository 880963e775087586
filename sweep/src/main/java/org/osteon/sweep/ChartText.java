package org.osteon.sweep;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.osteon.pathway.words.AssessmentJson;

/// A chart as it was read, or why it was not.
///
/// @param form what the text is
/// @param source the file that it stands in, by name; of a chart joined from many files `Patient/`
///   and the id
/// @param line its line or row, from 1; 0 where it is a file of its own, or joined
/// @param json the text; empty where there is a problem
/// @param problem why it cannot be read
record ChartText(Form form, String source, long line, byte[] json, Optional<String> problem) {
    private static final String PATIENT = "Patient/";

    /// What a text is.
    enum Form {
        /// A Bundle, or an object with `asOf`, `pathway` and `chart`.
        WHOLE,
        /// Resources one after the other.
        RESOURCES
    }

    static ChartText whole(String source, long line, byte[] json) {
        return new ChartText(Form.WHOLE, source, line, json, Optional.empty());
    }

    /// A chart joined of the lines of many files.
    static ChartText joined(String patient, String resources) {
        return new ChartText(
                Form.RESOURCES,
                PATIENT + patient,
                0,
                resources.getBytes(StandardCharsets.UTF_8),
                Optional.empty());
    }

    static ChartText unreadable(String source, long line, String problem) {
        return new ChartText(Form.WHOLE, source, line, new byte[0], Optional.of(problem));
    }

    /// What a line of the answer names as its source.
    AssessmentJson.Origin origin() {
        return line > 0
                ? new AssessmentJson.NumberedLine(line)
                : new AssessmentJson.NamedFile(
                        source.startsWith(PATIENT) ? source.substring(PATIENT.length()) : source);
    }
}
