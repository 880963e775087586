package org.osteon.records.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Source;
import org.osteon.workflow.desk.Citation;
import org.osteon.workflow.desk.Wording;

/// What the rules rest on, and when they are to be held against it again.
///
/// @param sources those to be looked at first, first; those that nobody ever looked at before all
/// @param kinds how often each kind is looked at
/// @param remark who says so
public record WatchList(List<Watched> sources, List<Kind> kinds, String remark) {
    private static final String WATCH = "urn:osteon:watch";

    public WatchList {
        sources = List.copyOf(sources);
        kinds = List.copyOf(kinds);
    }

    /// How often sources of a kind are looked at again.
    ///
    /// @param title of several, in words
    /// @param one of them, in words
    public record Kind(String code, String title, String one, int months) {}

    /// A source of a pathway.
    ///
    /// @param title of the pathway
    /// @param kind in words; empty where its author says none
    /// @param reviewed when the rules were last held against it, in words; empty: never
    /// @param next when that is to be done again, in words; empty where nobody says how often
    /// @param isLate whether it should have been done
    /// @param rules how many rules cite it
    public record Watched(
            String pathway,
            String title,
            Source source,
            String kind,
            String reviewed,
            String next,
            boolean isLate,
            long rules) {}

    private record Due(LocalDate next, Watched watched) {}

    /// The list of a day.
    public static WatchList of(KnowledgeBase knowledge, KnowledgeText text, LocalDate today) {
        JsonNode words = text.words("watch");
        List<Kind> kinds =
                words.path("kinds")
                        .valueStream()
                        .map(one ->
                                new Kind(
                                        one.path("code").asText(),
                                        one.path("title").asText(),
                                        one.path("one").asText(),
                                        one.path("months").asInt()))
                        .toList();
        List<Due> due = new ArrayList<>();
        for (Pathway pathway : knowledge.pathways()) {
            for (Source source : pathway.sources()) {
                due.add(due(pathway, source, text.plan(pathway), kinds, today));
            }
        }
        return new WatchList(
                due.stream()
                        .sorted(
                                Comparator.comparing(Due::next)
                                        .thenComparing(one -> one.watched().title())
                                        .thenComparing(one -> one.watched().source().key()))
                        .map(Due::watched)
                        .toList(),
                kinds,
                words.path("remark").asText());
    }

    private static Due due(
            Pathway pathway, Source source, JsonNode plan, List<Kind> kinds, LocalDate today) {
        String code = said(plan, source, "kind");
        Optional<Kind> kind = kinds.stream().filter(one -> one.code().equals(code)).findFirst();
        Optional<LocalDate> reviewed = reviewed(plan, source);
        Optional<LocalDate> next =
                kind.map(one ->
                        reviewed.map(day -> day.plusMonths(one.months())).orElse(LocalDate.MIN));
        boolean never = next.filter(LocalDate.MIN::equals).isPresent();
        return new Due(
                next.orElse(LocalDate.MAX),
                new Watched(
                        pathway.id(),
                        pathway.title(),
                        source,
                        kind.map(Kind::one).orElse(""),
                        reviewed.map(Wording::day).orElse(""),
                        never ? "now" : next.map(Wording::day).orElse(""),
                        never || next.filter(day -> day.isBefore(today)).isPresent(),
                        rules(pathway, source)));
    }

    private static long rules(Pathway pathway, Source source) {
        return Stream.concat(pathway.criteria().stream(), pathway.alerts().stream())
                .filter(rule -> Citation.of(pathway, rule.source()).documents().contains(source))
                .count();
    }

    /// When rules that cite these were last held against all of them, in words; `never` where with
    /// one of them they never were, or where none is named.
    public static String reviewed(JsonNode plan, List<Source> cited) {
        List<Optional<LocalDate>> days =
                cited.stream().map(source -> reviewed(plan, source)).toList();
        return days.stream().anyMatch(Optional::isEmpty)
                ? "never"
                : days.stream()
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder())
                        .map(Wording::day)
                        .orElse("never");
    }

    private static Optional<LocalDate> reviewed(JsonNode plan, Source source) {
        try {
            String day = said(plan, source, "reviewed");
            return day.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(day));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static String said(JsonNode plan, Source source, String name) {
        return plan.path("relatedArtifact")
                .valueStream()
                .filter(one -> one.path("label").asText().equals(source.key()))
                .flatMap(one -> one.path("extension").valueStream())
                .filter(one -> one.path("url").asText().equals(WATCH))
                .flatMap(one -> one.path("extension").valueStream())
                .filter(one -> one.path("url").asText().equals(name))
                .flatMap(one ->
                        one.propertyStream()
                                .filter(value -> value.getKey().startsWith("value"))
                                .map(value -> value.getValue().asText()))
                .findFirst()
                .orElse("");
    }

    /// How many are late.
    public long late() {
        return sources.stream().filter(Watched::isLate).count();
    }
}
