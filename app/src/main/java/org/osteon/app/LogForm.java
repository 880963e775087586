package org.osteon.app;

import java.io.StringWriter;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.osteon.app.http.RequestName;
import org.slf4j.MDC;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// How the log is written, on standard error: text for people, or a JSON object a line. Both name
/// the request; neither holds anything of a patient, as nothing that is logged does.
enum LogForm {
    TEXT,
    JSON;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MOST_FRAMES = 25;

    /// Writes all further lines in this form.
    void use() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(
                    new Formatter() {
                        @Override
                        public String format(LogRecord line) {
                            return LogForm.this.line(line);
                        }
                    });
        }
    }

    String line(LogRecord line) {
        return this == TEXT ? text(line) : json(line);
    }

    private static String text(LogRecord line) {
        String request = request();
        return "%s %s %s%s: %s%n%s"
                .formatted(
                        DateTimeFormatter.ISO_INSTANT.format(line.getInstant()),
                        line.getLevel().getName(),
                        line.getLoggerName(),
                        request.isEmpty() ? "" : " [" + request + "]",
                        message(line),
                        trace(line));
    }

    private static String json(LogRecord line) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "time", DateTimeFormatter.ISO_INSTANT.format(line.getInstant()));
            json.writeStringProperty("level", line.getLevel().getName().toLowerCase(Locale.ROOT));
            json.writeStringProperty("logger", line.getLoggerName());
            if (!request().isEmpty()) {
                json.writeStringProperty("request", request());
            }
            json.writeStringProperty("message", message(line));
            if (line.getThrown() != null) {
                json.writeStringProperty("trace", trace(line));
            }
            json.writeEndObject();
        }
        return text + System.lineSeparator();
    }

    private static String request() {
        String request = MDC.get(RequestName.LOGGED);
        return request == null ? "" : request;
    }

    private static String message(LogRecord line) {
        return new SimpleFormatter().formatMessage(line);
    }

    /// Where it happened: the kinds and places of what was thrown. Its words are left out, as they
    /// may quote what a client sent.
    private static String trace(LogRecord line) {
        StringBuilder trace = new StringBuilder();
        Throwable cause = line.getThrown();
        while (cause != null) {
            trace.append(trace.isEmpty() ? "" : "caused by ")
                    .append(cause.getClass().getName())
                    .append(System.lineSeparator());
            StackTraceElement[] frames = cause.getStackTrace();
            for (int i = 0; i < Math.min(MOST_FRAMES, frames.length); i++) {
                trace.append("    at ").append(frames[i]).append(System.lineSeparator());
            }
            cause = cause.getCause();
        }
        return trace.toString();
    }
}
