package org.osteon.records.links;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.records.people.Notes;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;

/// What patients read in other languages, each released by a named person of the site (records,
/// 4.2): the words of the pages, and of each form.
public final class Translations {
    /// What the words of the pages themselves are called.
    public static final String PAGES = "patient-pages";

    private final Notes<Translation> kept;
    private final ChartStore store;

    public Translations(ChartStore store) {
        this.store = store;
        this.kept = new Notes<>(store, "translation", Translation.class);
    }

    /// A translation.
    ///
    /// @param of the form, or [#PAGES]
    /// @param language as BCP 47 writes it
    /// @param english what was translated, by what it is of: where the form says something else
    ///   now, it is no translation of it any more
    /// @param words the same in that language
    /// @param by who released it
    public record Translation(
            String of,
            String language,
            Map<String, String> english,
            Map<String, String> words,
            String by,
            Instant at) {
        public Translation {
            english = Map.copyOf(english);
            words = Map.copyOf(words);
        }

        /// Whether it has all of these, word for word.
        public boolean isOf(Map<String, String> now) {
            return now.entrySet().stream()
                    .allMatch(one ->
                            one.getValue().equals(english.get(one.getKey()))
                                    && words.containsKey(one.getKey()));
        }
    }

    /// The one of a form in a language.
    public Optional<Translation> of(String form, String language) {
        return kept.one(language + " " + form);
    }

    /// All.
    public List<Translation> all() {
        return kept.all();
    }

    /// Releases one, in place of what there was.
    public void release(Translation one) {
        kept.keep(one.language() + " " + one.of(), one);
        store.record(
                new Attribution(one.by(), one.at(), "translation", "released"),
                null,
                one.language() + " " + one.of() + ", " + one.words().size() + " lines");
    }
}
