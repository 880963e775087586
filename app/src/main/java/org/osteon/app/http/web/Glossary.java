package org.osteon.app.http.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.osteon.records.knowledge.KnowledgeText;

/// The words of the field and what they mean: a FHIR CodeSystem of the knowledge
/// (`common/words/glossary.json`).
public record Glossary(List<Term> terms) {
    /// A word.
    ///
    /// @param word as it stands on pages
    /// @param name what it stands for
    /// @param meaning in a sentence or two
    /// @param others other words for it, or for what belongs to it
    /// @param source where it is from; empty where nothing is said
    public record Term(
            String word, String name, String meaning, List<String> others, String source) {
        /// The name of its place on the page.
        public String anchor() {
            return "word-" + word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        }

        private boolean contains(String words) {
            return Stream.concat(Stream.of(word, name, meaning), others.stream())
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
        }

        private boolean isCalled(String words) {
            return Stream.concat(Stream.of(word, name), others.stream())
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(words));
        }
    }

    public static Glossary of(KnowledgeText text) {
        return new Glossary(
                text.words("glossary").path("concept").valueStream().map(Glossary::term).toList());
    }

    private static Term term(JsonNode concept) {
        return new Term(
                concept.path("code").asText(),
                concept.path("display").asText(),
                concept.path("definition").asText(),
                concept.path("designation")
                        .valueStream()
                        .map(one -> one.path("value").asText())
                        .toList(),
                concept.path("property").path(0).path("valueString").asText(""));
    }

    /// The terms in which the words are found; all of them for none.
    public Glossary with(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return new Glossary(terms.stream().filter(term -> term.contains(lower)).toList());
    }

    /// The terms that are called so, or partly so.
    public List<Term> called(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return terms.stream().filter(term -> term.isCalled(lower)).toList();
    }
}
