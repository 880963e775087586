package org.osteon.records.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.records.charts.Records;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.IssueReason;
import org.osteon.workflow.IssueWords;
import org.osteon.workflow.desk.Wording;

/// How people met a rule, from what the store keeps: orders released against it, each with its
/// reason; records kept all the same; answers that count for some time.
///
/// @param overridden how often an order was released against it
/// @param recorded how often something was recorded that it stops
/// @param answered how often it was answered for some time
/// @param reasons the latest first, each reason once
/// @param complete whether all of them were read, or only the latest
public record RuleAnswers(
        long overridden, long recorded, long answered, List<Reason> reasons, boolean complete) {
    private static final int MOST = 1000;
    private static final int MOST_REASONS = 12;
    private static final String RELEASED = "Released against it";
    private static final String RECORDED = "Recorded all the same";
    private static final String ANSWERED = "Answered for some time";

    /// A reason that was given.
    ///
    /// @param kind what was done
    /// @param latest the day it was last given on, in words
    public record Reason(String kind, String text, int times, String latest) {}

    private record Met(String kind, String reason, Instant at) {}

    /// What people answered to a rule, as far as whoever asks may see it.
    public static RuleAnswers of(Records store, KnowledgeText text, String code, ZoneId zone) {
        var issues =
                store.search(
                        ResourceQuery.of("DetectedIssue")
                                .with("code", IssueWords.SYSTEM + "|" + code)
                                .order(ResourceQuery.Order.LAST_RECORDED_FIRST)
                                .limit(MOST));
        List<Met> met = new ArrayList<>();
        issues.resources().forEach(issue -> issue(issue).ifPresent(met::add));
        boolean complete = issues.total() <= MOST;
        String[] codes =
                text.words("rule-answers")
                        .path("answers")
                        .valueStream()
                        .map(one -> one.path("system").asText() + "|" + one.path("code").asText())
                        .toArray(String[]::new);
        if (codes.length > 0) {
            var answers =
                    store.search(
                            ResourceQuery.of("Observation")
                                    .with("code", codes)
                                    .order(ResourceQuery.Order.LAST_RECORDED_FIRST)
                                    .limit(MOST));
            answers.resources().forEach(one -> answer(one, code).ifPresent(met::add));
            complete &= answers.total() <= MOST;
        }
        return new RuleAnswers(
                count(met, RELEASED),
                count(met, RECORDED),
                count(met, ANSWERED),
                reasons(met, zone),
                complete);
    }

    private static long count(List<Met> met, String kind) {
        return met.stream().filter(one -> one.kind().equals(kind)).count();
    }

    private static Optional<Met> issue(StoredResource stored) {
        return IssueReason.of(FhirEdit.read(stored.json()))
                .map(reason ->
                        new Met(
                                switch (reason.kind()) {
                                    case OVERRIDDEN -> RELEASED;
                                    case RECORDED -> RECORDED;
                                },
                                reason.text(),
                                stored.recorded()));
    }

    private static Optional<Met> answer(StoredResource stored, String code) {
        JsonNode answer = FhirEdit.read(stored.json());
        boolean ofThis =
                answer.path("valueCodeableConcept")
                        .path("coding")
                        .valueStream()
                        .anyMatch(coding -> coding.path("code").asText().equals(code));
        boolean counts = !answer.path("status").asText().equals("entered-in-error");
        return ofThis && counts
                ? Optional.of(
                        new Met(
                                ANSWERED,
                                answer.path("note").path(0).path("text").asText(""),
                                stored.recorded()))
                : Optional.empty();
    }

    private static List<Reason> reasons(List<Met> met, ZoneId zone) {
        Map<String, List<Met>> byReason = new LinkedHashMap<>();
        met.stream()
                .sorted(Comparator.comparing(Met::at).reversed())
                .forEach(one ->
                        byReason.computeIfAbsent(
                                        one.kind() + "\n" + one.reason().strip(),
                                        _ -> new ArrayList<>())
                                .add(one));
        return byReason.values().stream()
                .map(same -> reason(same, zone))
                .limit(MOST_REASONS)
                .toList();
    }

    private static Reason reason(List<Met> same, ZoneId zone) {
        Met latest = same.getFirst();
        LocalDate day = LocalDate.ofInstant(latest.at(), zone);
        return new Reason(
                latest.kind(),
                latest.reason().isBlank() ? "no reason written" : latest.reason().strip(),
                same.size(),
                Wording.day(day));
    }

    /// Whether nobody ever met it so.
    public boolean isEmpty() {
        return overridden + recorded + answered == 0;
    }

    /// `2 released against it · 1 answered for some time`
    public String counts() {
        return String.join(
                " · ",
                Stream.of(
                                overridden == 0 ? "" : overridden + " released against it",
                                recorded == 0 ? "" : recorded + " recorded all the same",
                                answered == 0 ? "" : answered + " answered for some time")
                        .filter(part -> !part.isEmpty())
                        .toList());
    }
}
