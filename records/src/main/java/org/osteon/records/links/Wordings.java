package org.osteon.records.links;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.records.people.Notes;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;

/// The words of questionnaires that others own and that a site may use. They stay in its store: in
/// responses and exports there are item numbers and codes only.
public final class Wordings {
    private final Notes<Wording> kept;
    private final ChartStore store;

    public Wordings(ChartStore store) {
        this.store = store;
        this.kept = new Notes<>(store, "wording", Wording.class);
    }

    /// The words of a form.
    ///
    /// @param form its id
    /// @param language as BCP 47 writes it
    /// @param texts what is asked, by linkId
    /// @param options the words of the answers, by linkId and code, in order
    /// @param holder who owns them
    /// @param licence its number
    /// @param until the last day on which it holds
    /// @param hash of the file that was loaded
    /// @param by who signed that the site may use it
    public record Wording(
            String form,
            String language,
            Map<String, String> texts,
            Map<String, List<Option>> options,
            String holder,
            String licence,
            LocalDate until,
            String hash,
            String by,
            Instant at) {
        public Wording {
            texts = Map.copyOf(texts);
            options = Map.copyOf(options);
        }

        /// Whether it may be shown on a day.
        public boolean holds(LocalDate day) {
            return !day.isAfter(until);
        }
    }

    /// An answer in words.
    public record Option(String code, String label) {}

    /// Those of a form; empty where nobody loaded any.
    public Optional<Wording> of(String form) {
        return kept.one(form);
    }

    /// All.
    public List<Wording> all() {
        return kept.all();
    }

    /// Keeps those of a form, in place of what there was.
    public void load(Wording wording) {
        kept.keep(wording.form(), wording);
        store.record(
                new Attribution(wording.by(), wording.at(), "wording", "we may use this wording"),
                null,
                wording.form()
                        + " "
                        + wording.language()
                        + ", "
                        + wording.holder()
                        + ", "
                        + wording.licence()
                        + ", until "
                        + wording.until()
                        + ", sha256 "
                        + wording.hash());
    }
}
