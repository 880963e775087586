package org.osteon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.osteon.app.http.RequestName;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The log names the request and the place of a fault, and quotes nothing that a client sent.
class LogFormTest {
    private static LogRecord line() {
        LogRecord line = new LogRecord(Level.SEVERE, "GET /fhir failed\n\"twice\"");
        line.setLoggerName("osteon");
        line.setThrown(
                new IllegalStateException(
                        "Castillo, Ana", new IllegalArgumentException("1958-04-02")));
        return line;
    }

    @Test
    void a_line_of_json_is_one_object_on_one_line() {
        try (MDC.MDCCloseable _ = MDC.putCloseable(RequestName.LOGGED, "0123abcd")) {
            String text = LogForm.JSON.line(line());

            assertThat(text.strip()).doesNotContain("\n");
            JsonNode json = JsonMapper.shared().readTree(text);
            assertThat(json.path("level").stringValue()).isEqualTo("severe");
            assertThat(json.path("request").stringValue()).isEqualTo("0123abcd");
            assertThat(json.path("message").stringValue()).startsWith("GET /fhir failed");
            assertThat(json.path("trace").stringValue())
                    .contains("IllegalStateException", "caused by", "LogFormTest");
        }
    }

    @Test
    void what_was_thrown_is_told_without_its_words() {
        for (LogForm form : LogForm.values()) {
            assertThat(form.line(line())).doesNotContain("Castillo").doesNotContain("1958-04-02");
        }
    }
}
