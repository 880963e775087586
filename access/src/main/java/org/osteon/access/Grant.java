package org.osteon.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a site gives to somebody beside what charts say.
public sealed interface Grant {
    /// Whom it is given to: a [Person#id].
    String person();

    /// When it next begins or ends; empty: never.
    Optional<Instant> nextTurn(Instant now);

    /// They look after these patients, as the site's own list of teams says.
    ///
    /// @param charts which; empty: all who are no donors
    record SiteTeam(String person, Optional<Set<String>> charts, Optional<Instant> until)
            implements Grant {
        public SiteTeam {
            charts = charts.map(Set::copyOf);
        }

        @Override
        public Optional<Instant> nextTurn(Instant now) {
            return until.filter(now::isBefore);
        }

        /// All who are no donors, without an end.
        public static SiteTeam ofAll(String person) {
            return new SiteTeam(person, Optional.empty(), Optional.empty());
        }
    }

    /// They are told who got what in a study: those who give the treatment, and everybody once it
    /// is over.
    record Unblinded(String person, String study) implements Grant {
        /// The kind of the notes in which a site keeps who is told.
        public static final String NOTES = "study-told";

        /// In place of a person: everybody, once a study is over.
        public static final String EVERYBODY = "*";

        @Override
        public Optional<Instant> nextTurn(Instant now) {
            return Optional.empty();
        }
    }

    /// One chart, in an emergency, for an hour.
    ///
    /// @param reason why, in words; never empty
    record BreakGlass(String person, String chart, String reason, Instant at) implements Grant {
        /// How long it lasts.
        public static final Duration LASTS = Duration.ofHours(1);

        public BreakGlass {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("breaking the glass needs a reason");
            }
        }

        @Override
        public Optional<Instant> nextTurn(Instant now) {
            return Stream.of(at, until()).filter(now::isBefore).findFirst();
        }

        /// When it ends.
        public Instant until() {
            return at.plus(LASTS);
        }
    }
}
