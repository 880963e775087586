package org.osteon.records.trail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osteon.records.words.Problem;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;
import org.osteon.store.TrailEntry;
import org.osteon.store.TrailQuery;

/// What of the trail is taken away: of a month, or of the patients of a study.
///
/// @param month all of it happened then; empty: at any time
/// @param study the id of a ResearchStudy that the patients' ResearchSubjects name; empty: of
///   anybody
public record TrailPeriod(Optional<YearMonth> month, Optional<String> study) {
    private static final int AT_ONCE = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Reads what was asked for; empty texts ask for nothing.
    ///
    /// @throws Problem where it is not a month, or neither is asked for
    public static TrailPeriod of(String month, String study) {
        if (month.isBlank() && study.isBlank()) {
            throw Problem.unusable("give a month (2026-11), a study, or both");
        }
        try {
            return new TrailPeriod(
                    month.isBlank()
                            ? Optional.empty()
                            : Optional.of(YearMonth.parse(month.strip())),
                    Optional.of(study.strip()).filter(one -> !one.isEmpty()));
        } catch (DateTimeException _) {
            throw Problem.unusable("'" + month + "' is not a month: 2026-11");
        }
    }

    /// A name for the file.
    public String fileName() {
        String name =
                "looks"
                        + month.map(one -> "-" + one).orElse("")
                        + study.map(one -> "-" + one).orElse("");
        return name.replaceAll("[^A-Za-z0-9.-]", "_");
    }

    /// Pages of one chain.
    @FunctionalInterface
    public interface Pages {
        /// Those after a sequence, oldest first.
        List<TrailEntry> after(TrailQuery query, TrailQuery.Chain chain, long sequence, int limit);
    }

    /// Hands out what is asked for, each chain in its order and both by time.
    ///
    /// @param charts of the study; not looked at where no study is asked for
    public void each(ZoneId zone, Pages pages, Set<String> charts, Consumer<TrailEntry> taking) {
        TrailQuery query = TrailQuery.ALL;
        if (month.isPresent()) {
            Instant first = month.get().atDay(1).atStartOfDay(zone).toInstant();
            Instant next = month.get().plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
            query = query.between(first, next.minus(1, ChronoUnit.MICROS));
        }
        Chain looks = new Chain(pages, query, TrailQuery.Chain.LOOKS);
        Chain audit = new Chain(pages, query, TrailQuery.Chain.AUDIT);
        while (looks.first().isPresent() || audit.first().isPresent()) {
            boolean look =
                    audit.first().isEmpty()
                            || looks.first()
                                    .filter(one -> !one.at().isAfter(audit.first().get().at()))
                                    .isPresent();
            TrailEntry next = (look ? looks : audit).take();
            if (study.isEmpty()) {
                taking.accept(next);
            } else {
                List<String> ofStudy = next.charts().stream().filter(charts::contains).toList();
                if (!ofStudy.isEmpty()) {
                    taking.accept(next.withCharts(ofStudy));
                }
            }
        }
    }

    /// One chain, page by page.
    private static final class Chain {
        private final Pages pages;
        private final TrailQuery query;
        private final TrailQuery.Chain chain;
        private final Deque<TrailEntry> read = new ArrayDeque<>();
        private long last;
        private boolean ended;

        Chain(Pages pages, TrailQuery query, TrailQuery.Chain chain) {
            this.pages = pages;
            this.query = query;
            this.chain = chain;
        }

        Optional<TrailEntry> first() {
            if (read.isEmpty() && !ended) {
                read.addAll(pages.after(query, chain, last, AT_ONCE));
                ended = read.isEmpty();
            }
            return Optional.ofNullable(read.peekFirst());
        }

        TrailEntry take() {
            TrailEntry taken = read.removeFirst();
            last = taken.sequence();
            return taken;
        }
    }

    /// The charts that a study's ResearchSubjects belong to.
    ///
    /// @param search searches what the charts hold
    public static Set<String> charts(String study, Function<ResourceQuery, Page> search) {
        Set<String> charts = new LinkedHashSet<>();
        ResourceQuery query = ResourceQuery.of("ResearchSubject").limit(AT_ONCE);
        Page page = search.apply(query);
        while (true) {
            page.resources().stream()
                    .filter(one -> names(one, study))
                    .map(StoredResource::chart)
                    .forEach(charts::add);
            if (page.next().isEmpty()) {
                return charts;
            }
            page = search.apply(query.after(page.next().get()));
        }
    }

    private static boolean names(StoredResource subject, String study) {
        try {
            JsonNode reference = JSON.readTree(subject.json()).path("study").path("reference");
            return reference.asText().equals("ResearchStudy/" + study);
        } catch (JsonProcessingException _) {
            return false;
        }
    }
}
