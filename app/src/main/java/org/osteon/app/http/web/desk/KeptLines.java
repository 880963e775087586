package org.osteon.app.http.web.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import org.osteon.store.ChartSummary;
import org.osteon.workflow.desk.WorklistEntry;

/// The lines that the store keeps for each chart, as they are written and read. Whoever asks for
/// lists asks for all of them, again and again: what was read stays read, as long as the store has
/// the very same.
final class KeptLines {
    /// In characters as written; in memory they are a few times as large.
    private static final long MOST_READ = 64L << 20;

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final Cache<String, Read> read =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_READ)
                    .weigher((String _, Read one) -> one.json().length())
                    .build();

    /// What is kept for a chart.
    record Kept(LocalDate asOf, String knowledge, List<WorklistEntry> entries) {}

    private record Read(long revision, String json, Kept kept) {}

    /// What a summary says.
    Kept of(ChartSummary summary) {
        Read found = read.getIfPresent(summary.chart());
        if (found == null
                || found.revision() != summary.revision()
                || !found.json().equals(summary.json())) {
            found = new Read(summary.revision(), summary.json(), read(summary.json()));
            read.put(summary.chart(), found);
        }
        return found.kept();
    }

    private static Kept read(String json) {
        try {
            return JSON.readValue(json, Kept.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a summary is as we wrote it", e);
        }
    }

    /// As the store keeps it.
    static String written(Kept kept) {
        try {
            return JSON.writeValueAsString(kept);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a summary can be written", e);
        }
    }
}
