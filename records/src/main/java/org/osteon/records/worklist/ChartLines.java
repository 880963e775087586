package org.osteon.records.worklist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.osteon.store.ChartSummary;
import org.osteon.workflow.desk.WorklistEntry;

/// The lines of one chart, and what they were made from.
///
/// @param revision the chart's revision that was assessed
/// @param asOf the day of the assessment
/// @param ground what they rest on besides, as they bear it
record ChartLines(long revision, LocalDate asOf, String ground, List<WorklistEntry> entries) {
    /// The number changes with the shape of an entry, so that none of an older release is read.
    static final String KEY = "worklist-12";

    /// What a record holds is kept, not whether it `is` something: that could not be read again.
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                    .build();

    ChartLines(long revision, LocalDate asOf, Ground ground, List<WorklistEntry> entries) {
        this(revision, asOf, ground.of(entries), entries);
    }

    /// As it stands in the store, beside the chart.
    private record Kept(LocalDate asOf, String knowledge, List<WorklistEntry> entries) {}

    /// What they say, for others to be told.
    LineNews.Lines said() {
        return new LineNews.Lines(revision, asOf, entries);
    }

    /// Whether they say what is so.
    boolean isCurrent(long revisionNow, LocalDate day, Ground now) {
        return revision == revisionNow && asOf.equals(day) && ground.equals(now.of(entries));
    }

    /// What the store keeps; empty where it cannot be read, as it is made again.
    static Optional<ChartLines> of(ChartSummary summary, SharedText shared) {
        try {
            Kept kept = JSON.readValue(summary.json(), Kept.class);
            return Optional.of(
                    new ChartLines(
                            summary.revision(),
                            kept.asOf(),
                            shared.one(kept.knowledge()),
                            kept.entries().stream().map(shared::one).toList()));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// As the store keeps it.
    ChartSummary kept(String chart) {
        try {
            return new ChartSummary(
                    chart,
                    KEY,
                    JSON.writeValueAsString(new Kept(asOf, ground, entries)),
                    revision,
                    revision);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a line can be written", e);
        }
    }
}
