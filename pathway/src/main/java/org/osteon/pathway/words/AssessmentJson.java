package org.osteon.pathway.words;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.ResourceText;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.Evidence;
import org.osteon.pathway.PlanItem;
import org.osteon.pathway.Verdict;
import org.osteon.pathway.reading.ReadChart;

/// Assessments as the JSON object of the assessment contract. The same assessment gives the same
/// bytes.
public final class AssessmentJson {
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private static final Separators SEPARATORS =
            Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator("");

    private final JsonGenerator json;

    private AssessmentJson(JsonGenerator json) {
        this.json = json;
    }

    /// Where a chart of a batch came from: a file of a folder, or a line of a file.
    public sealed interface Origin {
        /// Writes it as the value of `file`.
        void write(JsonGenerator json) throws IOException;
    }

    /// A file, by its name in the folder.
    public record NamedFile(String name) implements Origin {
        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeStringField("file", name);
        }
    }

    /// A line, from 1.
    public record NumberedLine(long number) implements Origin {
        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeNumberField("file", number);
        }
    }

    /// The object on one line, without a line end.
    public static String line(AssessedChart assessed) {
        return written(false, Optional.empty(), assessed);
    }

    /// The object on one line, with what it came from.
    public static String line(Origin origin, AssessedChart assessed) {
        return written(false, Optional.of(origin), assessed);
    }

    /// The object on many lines, for people to read.
    public static String indented(AssessedChart assessed) {
        return written(true, Optional.empty(), assessed);
    }

    /// Results, or one of them, on one line.
    public static String value(@Nullable Object result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            new AssessmentJson(json).writeValue(result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// The object that stands for a chart which could not be used, on one line.
    public static String errorLine(Origin origin, String reason) {
        StringWriter text = new StringWriter(reason.length() + 64);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            origin.write(json);
            json.writeStringField("error", reason);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String written(
            boolean indented, Optional<Origin> origin, AssessedChart assessed) {
        StringWriter text = new StringWriter(8192);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            if (indented) {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                json.setPrettyPrinter(
                        new DefaultPrettyPrinter(SEPARATORS)
                                .withObjectIndenter(indenter)
                                .withArrayIndenter(indenter));
            }
            new AssessmentJson(json).write(origin, assessed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write(Optional<Origin> origin, AssessedChart assessed) throws IOException {
        json.writeStartObject();
        if (origin.isPresent()) {
            origin.get().write(json);
        }
        json.writeStringField("patient", assessed.patient());
        json.writeStringField("asOf", assessed.asOf().toString());
        write(assessed.reading());
        json.writeArrayFieldStart("assessments");
        for (Assessment assessment : assessed.assessments()) {
            write(assessment, "");
        }
        json.writeEndArray();
        if (!assessed.notApplicable().isEmpty()) {
            json.writeArrayFieldStart("notApplicable");
            for (Assessment assessment : assessed.notApplicable()) {
                json.writeStartObject();
                json.writeStringField("pathway", assessment.pathway());
                json.writeStringField("why", AssessedChart.whyNot(assessment));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void write(ReadChart reading) throws IOException {
        json.writeObjectFieldStart("reading");
        json.writeArrayFieldStart("notUnderstood");
        for (ReadChart.NotUnderstood one : reading.notUnderstood()) {
            fields("reference", one.reference(), "text", one.text(), "why", one.why());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("foundInWords");
        for (ReadChart.FoundInWords one : reading.foundInWords()) {
            fields("reference", one.reference(), "text", one.text(), "fact", one.fact());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("mapped");
        for (ReadChart.Mapped one : reading.mapped()) {
            fields(
                    "reference",
                    one.reference(),
                    "from",
                    one.from(),
                    "to",
                    one.to(),
                    "by",
                    one.by());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("setAside");
        for (ReadChart.SetAside one : reading.setAside()) {
            fields(
                    "reference",
                    one.resource().reference(),
                    "text",
                    ResourceText.of(one.resource()),
                    "why",
                    one.why());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /// An object of text fields.
    private void fields(String... namesAndValues) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.writeStringField(namesAndValues[i], namesAndValues[i + 1]);
        }
        json.writeEndObject();
    }

    /// @param notInChart id of a resource that was only supposed, and is not given as evidence
    private void write(Assessment assessment, String notInChart) throws IOException {
        json.writeStartObject();
        json.writeStringField("pathway", assessment.pathway());
        json.writeStringField("version", assessment.version());
        json.writeStringField("knowledgeHash", assessment.knowledgeHash());
        json.writeStringField("status", assessment.status().word());
        json.writeStringField("decision", assessment.decision().orElse(null));
        json.writeArrayFieldStart("criteria");
        for (Criterion criterion : assessment.criteria()) {
            write(criterion, notInChart);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("alerts");
        for (Alert alert : assessment.alerts()) {
            write(alert, notInChart);
        }
        json.writeEndArray();
        json.writeFieldName("results");
        writeValue(assessment.results());
        json.writeArrayFieldStart("plan");
        for (PlanItem item : assessment.plan()) {
            write(item);
        }
        json.writeEndArray();
        if (!assessment.options().isEmpty()) {
            json.writeArrayFieldStart("options");
            for (Assessment.Option option : assessment.options()) {
                json.writeStartObject();
                json.writeStringField("id", option.id());
                json.writeStringField("title", option.title());
                json.writeFieldName("assessment");
                write(option.assessment(), option.id());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!assessment.lookedFor().isEmpty()) {
            json.writeArrayFieldStart("lookedFor");
            for (Assessment.LookedFor one : assessment.lookedFor()) {
                json.writeStartObject();
                json.writeStringField("fact", one.fact());
                json.writeBooleanField("found", one.found());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!assessment.alternatives().isEmpty()) {
            json.writeArrayFieldStart("alternatives");
            for (Assessment.Alternative alternative : assessment.alternatives()) {
                json.writeStartObject();
                json.writeStringField("id", alternative.id());
                json.writeStringField("title", alternative.title());
                if (!alternative.description().isEmpty()) {
                    json.writeStringField("description", alternative.description());
                }
                json.writeStringField("source", alternative.source());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void write(Criterion criterion, String notInChart) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", criterion.id());
        json.writeStringField("label", criterion.label());
        json.writeStringField("verdict", criterion.verdict().word());
        if (criterion.verdict() instanceof Verdict.Met(var basis)
                && basis == Verdict.Basis.ABSENCE) {
            json.writeStringField("basis", basis.word());
        }
        if (!criterion.summary().isEmpty()) {
            json.writeStringField("summary", criterion.summary());
        }
        json.writeStringField("source", criterion.source());
        writeEvidence(criterion.evidence(), notInChart);
        json.writeArrayFieldStart("missing");
        for (String missing : criterion.verdict().missing()) {
            json.writeString(missing);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Alert alert, String notInChart) throws IOException {
        json.writeStartObject();
        json.writeStringField("code", alert.code());
        json.writeStringField("severity", alert.severity().word());
        if (!alert.decision().isEmpty()) {
            json.writeStringField("decision", alert.decision());
        }
        json.writeStringField("summary", alert.summary());
        if (!alert.action().isEmpty()) {
            json.writeStringField("action", alert.action());
        }
        if (!alert.clears().isEmpty()) {
            json.writeStringField("clears", alert.clears());
        }
        json.writeStringField("source", alert.source());
        writeEvidence(alert.evidence(), notInChart);
        json.writeEndObject();
    }

    private void writeEvidence(List<Evidence> evidence, String notInChart) throws IOException {
        json.writeArrayFieldStart("evidence");
        for (Evidence piece : evidence) {
            if (!notInChart.isEmpty() && piece.reference().endsWith("/" + notInChart)) {
                continue;
            }
            json.writeStartObject();
            json.writeStringField("reference", piece.reference());
            json.writeStringField("text", piece.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void write(PlanItem item) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", item.id());
        json.writeStringField("title", item.title());
        json.writeStringField("from", item.from().map(LocalDate::toString).orElse(null));
        json.writeStringField("to", item.to().map(LocalDate::toString).orElse(null));
        json.writeStringField("status", item.status().word());
        if (item.priority().isPresent()) {
            json.writeStringField("priority", item.priority().get());
        }
        if (item.actor().isPresent()) {
            json.writeStringField("actor", item.actor().get());
        }
        if (item.end().isPresent()) {
            json.writeStringField("end", item.end().get());
        }
        json.writeEndObject();
    }

    private void writeValue(@Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Boolean flag -> json.writeBoolean(flag);
            case BigDecimal number -> json.writeNumber(plain(number));
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Map<?, ?> object -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> field : object.entrySet()) {
                    json.writeFieldName(String.valueOf(field.getKey()));
                    writeValue(field.getValue());
                }
                json.writeEndObject();
            }
            case Iterable<?> list -> {
                json.writeStartArray();
                for (Object item : list) {
                    writeValue(item);
                }
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }

    /// 60.00000000 is written 60, never 6E+1.
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
