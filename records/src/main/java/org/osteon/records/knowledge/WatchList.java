package org.osteon.records.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.pathway.Source;
import org.osteon.workflow.desk.Citation;
import org.osteon.workflow.desk.Wording;

/// What the rules rest on, and when they are to be held against it again.
///
/// @param sources those to be looked at first, first; those that nobody ever looked at before all
/// @param kinds how often each kind is looked at
/// @param remark who says so
public record WatchList(List<Watched> sources, List<Kind> kinds, String remark) {
    private static final int NEXT = 12;

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
    /// @param by who of the site did it; empty: the authors of the rules, or nobody
    /// @param next when that is to be done again, in words; empty where nobody says how often
    /// @param isLate whether it should have been done
    /// @param rules how many rules cite it
    public record Watched(
            String pathway,
            String title,
            Source source,
            String kind,
            String reviewed,
            String by,
            String next,
            boolean isLate,
            long rules) {}

    private record Due(LocalDate next, Watched watched) {}

    /// The list of a day.
    public static WatchList of(
            KnowledgeBase knowledge,
            KnowledgeText text,
            ReviewedSources reviewed,
            LocalDate today) {
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
                due.add(due(pathway, source, reviewed, kinds, today));
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
            Pathway pathway,
            Source source,
            ReviewedSources reviewed,
            List<Kind> kinds,
            LocalDate today) {
        String code = reviewed.kind(pathway, source);
        Optional<Kind> kind = kinds.stream().filter(one -> one.code().equals(code)).findFirst();
        Optional<ReviewedSources.Last> last = reviewed.last(pathway, source);
        Optional<LocalDate> next =
                kind.map(one ->
                        last.map(done -> done.day().plusMonths(one.months()))
                                .orElse(LocalDate.MIN));
        boolean never = next.filter(LocalDate.MIN::equals).isPresent();
        return new Due(
                next.orElse(LocalDate.MAX),
                new Watched(
                        pathway.id(),
                        pathway.title(),
                        source,
                        kind.map(Kind::one).orElse(""),
                        last.map(done -> Wording.day(done.day())).orElse(""),
                        last.map(ReviewedSources.Last::by).orElse(""),
                        never ? "now" : next.map(Wording::day).orElse(""),
                        never || next.filter(day -> day.isBefore(today)).isPresent(),
                        rules(pathway, source).size()));
    }

    /// The rules that cite a source.
    public static List<Rule> rules(Pathway pathway, Source source) {
        return Stream.concat(pathway.criteria().stream(), pathway.alerts().stream())
                .filter(rule -> Citation.of(pathway, rule.source()).documents().contains(source))
                .toList();
    }

    /// The sources of a therapy in figures.
    ///
    /// @param next when the first of them is to be looked at
    public record Therapy(String id, String title, int sources, long late, String next) {}

    /// The therapies, each with how its sources stand.
    public List<Therapy> therapies() {
        return sources.stream()
                .map(Watched::pathway)
                .distinct()
                .sorted()
                .map(this::therapy)
                .toList();
    }

    private Therapy therapy(String id) {
        List<Watched> own = of(id);
        return new Therapy(
                id,
                own.getFirst().title(),
                own.size(),
                own.stream().filter(Watched::isLate).count(),
                own.getFirst().next());
    }

    /// Those of a therapy.
    public List<Watched> of(String pathway) {
        return sources.stream().filter(one -> one.pathway().equals(pathway)).toList();
    }

    /// Those that come first: a page's worth, or all that are late.
    public List<Watched> first() {
        return sources.subList(0, Math.min(sources.size(), Math.max(NEXT, (int) late())));
    }

    /// How many are late.
    public long late() {
        return sources.stream().filter(Watched::isLate).count();
    }
}
