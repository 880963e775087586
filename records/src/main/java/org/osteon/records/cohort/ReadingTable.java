package org.osteon.records.cohort;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.osteon.outcome.data.CsvText;
import org.osteon.pathway.reading.Meaning;
import org.osteon.pathway.reading.ReadingSurvey;
import org.osteon.pathway.words.WrappedText;

/// What is not understood, as text, CSV or JSON.
public final class ReadingTable {
    private ReadingTable() {}

    public static String text(ReadingSurvey survey, List<ReadingSurvey.Row> rows) {
        WrappedText text = new WrappedText();
        text.title(
                "Not understood in "
                        + survey.charts()
                        + (survey.charts() == 1 ? " chart" : " charts"));
        if (rows.isEmpty()) {
            text.wrapped(
                    0, "Every code, unit and medicine is one that the rules or their lists know.");
            return text.toString();
        }
        for (ReadingSurvey.Row row : rows) {
            text.line("");
            text.wrapped(
                    0,
                    row.times()
                            + (row.times() == 1 ? " time, in " : " times, in ")
                            + row.charts()
                            + (row.charts() == 1 ? " chart: " : " charts: ")
                            + named(row));
            for (Meaning meaning : row.likely()) {
                text.wrapped(
                        4,
                        "perhaps "
                                + meaning.title()
                                + " ("
                                + meaning.system()
                                + "|"
                                + meaning.code()
                                + ")");
            }
        }
        text.line("");
        text.wrapped(
                0,
                "A map says what a code means: osteon reading --help. The page /reading of osteon"
                        + " serve --maps DIR writes it for you.");
        return text.toString();
    }

    private static String named(ReadingSurvey.Row row) {
        return switch (row.what()) {
            case UNIT -> "the unit '" + row.code() + "' of " + row.text();
            case WORDS -> row.type() + " in words only: " + row.text();
            case CODE ->
                    row.type()
                            + " "
                            + row.system()
                            + "|"
                            + row.code()
                            + (row.text().isEmpty() ? "" : " " + row.text())
                            + (row.unit().isEmpty() ? "" : " in " + row.unit());
        };
    }

    public static String csv(List<ReadingSurvey.Row> rows) {
        StringBuilder csv =
                new StringBuilder(
                        "what,type,system,code,text,unit,times,charts,likelySystem,likelyCode,likely\n");
        for (ReadingSurvey.Row row : rows) {
            Meaning likely =
                    row.likely().isEmpty() ? new Meaning("", "", "") : row.likely().getFirst();
            csv.append(
                    CsvText.line(
                            List.of(
                                    word(row),
                                    row.type(),
                                    row.system(),
                                    row.code(),
                                    row.text(),
                                    row.unit(),
                                    Integer.toString(row.times()),
                                    Integer.toString(row.charts()),
                                    likely.system(),
                                    likely.code(),
                                    likely.title())));
        }
        return csv.toString();
    }

    private static String word(ReadingSurvey.Row row) {
        return row.what().name().toLowerCase(Locale.ROOT);
    }

    public static String json(ReadingSurvey survey, List<ReadingSurvey.Row> rows)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter()
                            .withObjectIndenter(indenter)
                            .withArrayIndenter(indenter));
            json.writeStartObject();
            json.writeNumberField("charts", survey.charts());
            json.writeArrayFieldStart("notUnderstood");
            for (ReadingSurvey.Row row : rows) {
                write(json, row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, ReadingSurvey.Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("what", word(row));
        json.writeStringField("type", row.type());
        json.writeStringField("system", row.system());
        json.writeStringField("code", row.code());
        json.writeStringField("text", row.text());
        json.writeStringField("unit", row.unit());
        json.writeNumberField("times", row.times());
        json.writeNumberField("charts", row.charts());
        json.writeArrayFieldStart("likely");
        for (Meaning meaning : row.likely()) {
            json.writeStartObject();
            json.writeStringField("title", meaning.title());
            json.writeStringField("system", meaning.system());
            json.writeStringField("code", meaning.code());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
