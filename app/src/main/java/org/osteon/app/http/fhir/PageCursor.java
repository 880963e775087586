package org.osteon.app.http.fhir;

import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.param.UriParam;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.store.TrailQuery;

/// What further pages of an answer are made of, at whichever server they are asked for: what was
/// asked, not what was found.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "of")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PageCursor.Search.class, name = "search"),
    @JsonSubTypes.Type(value = PageCursor.Chart.class, name = "chart"),
    @JsonSubTypes.Type(value = PageCursor.Trail.class, name = "trail"),
    @JsonSubTypes.Type(value = PageCursor.Listed.class, name = "listed")
})
sealed interface PageCursor {
    /// An answer that can be gone on with at any server.
    interface Source {
        /// What its pages are made of anew.
        PageCursor cursor();
    }

    /// Types of which there are so few that they are listed.
    Set<String> LISTS = Set.of("Questionnaire", "CodeSystem", "ValueSet", "Subscription");

    /// A search of a type.
    ///
    /// @param total how many it found
    /// @param asker for whom: another may see more or less
    record Search(
            String type, Map<String, List<String>> parameters, Instant at, long total, String asker)
            implements PageCursor {}

    /// A chart at a revision.
    ///
    /// @param since what was recorded from then on; null: all
    /// @param types those types; none: all
    record Chart(
            String chart, long revision, @Nullable Instant since, List<String> types, Instant at)
            implements PageCursor {}

    /// What was done and looked at.
    ///
    /// @param server the name by which the server was asked
    record Trail(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String chart,
            @Nullable String person,
            @Nullable String nameStart,
            TrailQuery.@Nullable Words words,
            TrailQuery.@Nullable Outcome outcome,
            String server,
            Instant at)
            implements PageCursor {}

    /// What is no patient's, by its type, one of [#LISTS].
    record Listed(String type, Map<String, List<String>> parameters) implements PageCursor {
        @Nullable TokenParam token(String name) {
            List<String> values = parameters.getOrDefault(name, List.of());
            return values.isEmpty() ? null : new TokenParam(null, values.getFirst());
        }

        @Nullable UriParam uri(String name) {
            List<String> values = parameters.getOrDefault(name, List.of());
            return values.isEmpty() ? null : new UriParam(values.getFirst());
        }
    }
}
