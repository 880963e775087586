package org.osteon.records.people;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.access.Grant;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;

/// What the site gives to somebody beside what charts say: broken glass (who opened which chart in
/// an emergency, until when), and who is told the arms of a study.
public final class Grants {
    private static final int LONGEST_REASON = 500;

    private final ChartStore store;
    private final Notes<Glass> glasses;
    private final Notes<Told> told;
    private final Clock clock;

    public Grants(ChartStore store, Clock clock) {
        this.store = store;
        this.glasses = new Notes<>(store, "glass", Glass.class);
        this.told = new Notes<>(store, Grant.Unblinded.NOTES, Told.class);
        this.clock = clock;
    }

    /// Who is told who got what in a study.
    ///
    /// @param account whose; `*`: everybody's
    /// @param hides types of resources that could tell the arm; empty once everybody may know
    /// @param shows codes of what of these types tells nothing; missing in what was kept before
    ///   there were any
    public record Told(
            String account, String study, Set<String> hides, @Nullable Set<String> shows) {
        public Told {
            hides = Set.copyOf(hides);
            shows = shows == null ? Set.of() : Set.copyOf(shows);
        }

        /// That everybody is told.
        public static Told everybody(String study) {
            return new Told(Grant.Unblinded.EVERYBODY, study, Set.of(), Set.of());
        }

        boolean isFor(String id) {
            return account.equals(id) || account.equals(Grant.Unblinded.EVERYBODY);
        }
    }

    /// Whose glass of which chart was broken, and why.
    ///
    /// @param name as people read it
    public record Glass(String account, String name, String chart, String reason, Instant at) {
        Grant.BreakGlass grant() {
            return new Grant.BreakGlass(account, chart, reason, at);
        }
    }

    /// What somebody broke and what still is open.
    public List<Grant> of(String account) {
        Instant now = clock.instant();
        List<Grant> grants = new ArrayList<>();
        glasses.all().stream()
                .filter(one -> one.account().equals(account))
                .map(Glass::grant)
                .filter(one -> now.isBefore(one.until()))
                .forEach(grants::add);
        told.all().stream()
                .filter(one -> one.isFor(account))
                .map(one -> new Grant.Unblinded(account, one.study()))
                .forEach(grants::add);
        return grants;
    }

    /// All that was ever broken, the latest first: for who has to ask why.
    public List<Glass> report() {
        return glasses.all().stream().sorted(Comparator.comparing(Glass::at).reversed()).toList();
    }

    /// Opens a chart for an hour.
    public void breakGlass(Account account, String chart, String reason) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON) {
            throw new Problem(
                    ProblemKind.INCOMPLETE,
                    "Why?",
                    "Opening a chart in an emergency needs a reason of 1 to "
                            + LONGEST_REASON
                            + " characters.",
                    "Go back and say it.");
        }
        Instant now = clock.instant();
        glasses.keep(
                account.id() + " " + now, new Glass(account.id(), account.name(), chart, why, now));
        boolean there = store.listing(chart).isPresent();
        store.record(
                new Attribution(account.name(), now, "break-glass", why),
                there ? chart : null,
                account.id() + (there ? "" : ": no such chart"));
    }
}
