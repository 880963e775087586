package org.osteon.records.knowledge;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Source;
import org.osteon.records.people.Notes;
import org.osteon.records.people.Secrets;
import org.osteon.store.Attribution;
import org.osteon.store.ChartStore;

/// What people of a site signed: that they held the rules of a pathway against one of its sources.
/// Nothing that was signed is changed or taken away; a later signature stands before it.
public final class SourceReviews {
    private final Notes<Review> kept;
    private final ChartStore store;
    private final Clock clock;

    public SourceReviews(ChartStore store, Clock clock) {
        this.kept = new Notes<>(store, "source-review", Review.class);
        this.store = store;
        this.clock = clock;
    }

    /// A review.
    ///
    /// @param pathway id of the pathway whose rules they are
    /// @param source key of the source
    /// @param citation the source in the version that was looked at
    /// @param knowledge hash of the rules as they stood
    /// @param found what was found, in words
    public record Review(
            String pathway,
            String source,
            String citation,
            String knowledge,
            LocalDate day,
            String found,
            String account,
            String by,
            String role,
            Instant at) {
        /// Who, and as what.
        public String who() {
            return by + ", " + role.replace('-', ' ');
        }

        /// Whether it is about this source in the version that the rules cite now.
        public boolean isOf(String pathwayId, Source cited) {
            return pathway.equals(pathwayId)
                    && source.equals(cited.key())
                    && citation.equals(cited.citation());
        }
    }

    /// All, the latest first.
    public List<Review> all() {
        return kept.all().stream().sorted(Comparator.comparing(Review::at).reversed()).toList();
    }

    /// Keeps that somebody held the rules against a source today.
    public Review sign(
            Pathway pathway, Source source, String found, String account, String by, String role) {
        Instant now = clock.instant();
        Review review =
                new Review(
                        pathway.id(),
                        source.key(),
                        source.citation(),
                        pathway.knowledgeHash(),
                        now.atZone(clock.getZone()).toLocalDate(),
                        found.strip(),
                        account,
                        by,
                        role,
                        now);
        kept.keep(Secrets.fresh(), review);
        store.record(
                new Attribution(by, now, "source-review", found.strip()),
                null,
                pathway.id() + " " + source.key() + ", rules " + pathway.knowledgeHash());
        return review;
    }
}
