package org.osteon.records.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Source;
import org.osteon.workflow.desk.Wording;

/// When the rules were last held against each of their sources: by their authors, as the knowledge
/// says it, or by somebody of this site, who signed it. A signature counts for the version of a
/// source that it was about.
public final class ReviewedSources {
    private static final String WATCH = "urn:osteon:watch";
    private static final String NEVER = "never";

    private final KnowledgeText text;
    private final List<SourceReviews.Review> signed;

    /// @param signed what people of the site signed
    public ReviewedSources(KnowledgeText text, List<SourceReviews.Review> signed) {
        this.text = text;
        this.signed = List.copyOf(signed);
    }

    /// A review.
    ///
    /// @param by who of the site; empty: the authors of the rules
    public record Last(LocalDate day, String by) {}

    /// The last review of a source; empty where nobody ever did.
    public Optional<Last> last(Pathway pathway, Source source) {
        return Stream.concat(
                        authors(pathway, source).map(day -> new Last(day, "")).stream(),
                        of(pathway, source).stream().map(one -> new Last(one.day(), one.who())))
                .max(Comparator.comparing(Last::day).thenComparing(Last::by));
    }

    /// What people of the site signed of a source in the version that is cited, the latest first.
    public List<SourceReviews.Review> of(Pathway pathway, Source source) {
        return signed.stream().filter(one -> one.isOf(pathway.id(), source)).toList();
    }

    /// When rules that cite these were last held against all of them, in words; `never` where with
    /// one of them they never were, or where none is named.
    public String words(Pathway pathway, List<Source> cited) {
        List<Optional<Last>> days = cited.stream().map(source -> last(pathway, source)).toList();
        return days.stream().anyMatch(Optional::isEmpty)
                ? NEVER
                : days.stream()
                        .flatMap(Optional::stream)
                        .map(Last::day)
                        .min(Comparator.naturalOrder())
                        .map(Wording::day)
                        .orElse(NEVER);
    }

    /// Of which kind a source is, as the knowledge codes it; empty where it does not say.
    String kind(Pathway pathway, Source source) {
        return said(pathway, source, "kind");
    }

    private Optional<LocalDate> authors(Pathway pathway, Source source) {
        try {
            String day = said(pathway, source, "reviewed");
            return day.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(day));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private String said(Pathway pathway, Source source, String name) {
        return text.plan(pathway)
                .path("relatedArtifact")
                .valueStream()
                .filter(one -> one.path("label").asText().equals(source.key()))
                .flatMap(one -> one.path("extension").valueStream())
                .filter(one -> one.path("url").asText().equals(WATCH))
                .flatMap(one -> one.path("extension").valueStream())
                .filter(one -> one.path("url").asText().equals(name))
                .flatMap(ReviewedSources::value)
                .findFirst()
                .orElse("");
    }

    private static Stream<String> value(JsonNode extension) {
        return extension
                .propertyStream()
                .filter(value -> value.getKey().startsWith("value"))
                .map(value -> value.getValue().asText());
    }
}
