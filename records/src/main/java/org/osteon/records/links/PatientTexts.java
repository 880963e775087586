package org.osteon.records.links;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.osteon.records.people.Notes;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;

/// The words that a patient reads when an answer weighs, as a physician of the site approved them.
/// Without them there are no links: what is said to somebody in danger is clinical content.
public final class PatientTexts {
    private static final String ONE = "site";

    private final Notes<Approved> kept;
    private final ChartStore store;
    private final Clock clock;

    public PatientTexts(ChartStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.kept = new Notes<>(store, "patient-texts", Approved.class);
    }

    /// What was approved.
    ///
    /// @param site what patients call it
    /// @param emergency the number of the emergency services
    /// @param clinic the number of the site
    /// @param second the number where nobody answers that one
    /// @param levels the words of each level, by its code
    /// @param tell where the staff is told that somebody needs them; may be empty
    public record Approved(
            String site,
            String emergency,
            String clinic,
            String second,
            Map<String, String> levels,
            String tell,
            String by,
            Instant at) {
        public Approved {
            levels = Map.copyOf(levels);
        }
    }

    /// What holds; empty where nothing was approved.
    public Optional<Approved> current() {
        return kept.one(ONE);
    }

    /// Approves them, in place of what there was; both stay in the audit.
    public void approve(Approved approved) {
        kept.keep(ONE, approved);
        store.record(
                new Attribution(approved.by(), clock.instant(), "patient-texts", "approved"),
                null,
                String.join(
                        " | ",
                        approved.levels().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(one -> one.getKey() + ": " + one.getValue())
                                .toList()));
    }
}
