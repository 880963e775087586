package org.osteon.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What to search for among all that was done and looked at. All conditions must hold.
///
/// @param from the first moment
/// @param to the last moment
/// @param chart whose chart was seen or changed
/// @param person the account, or the name that people read
/// @param nameStart how the name begins, in capitals or not
/// @param words which kinds of entries
/// @param outcome what came of it
public record TrailQuery(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> chart,
        Optional<String> person,
        Optional<String> nameStart,
        Optional<Words> words,
        Optional<Outcome> outcome) {
    /// Everything.
    public static final TrailQuery ALL =
            new TrailQuery(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /// Kinds of entries, by the word of their action.
    ///
    /// @param named these words
    /// @param known all words that somebody knows: the other parameters speak of those that are not
    ///   among them
    /// @param looks whether other looks, too
    /// @param deeds whether other entries of the audit that change a chart, too
    /// @param notes whether other entries of the audit that change none, too
    public record Words(
            Set<String> named, Set<String> known, boolean looks, boolean deeds, boolean notes) {
        public Words {
            named = Set.copyOf(named);
            known = Set.copyOf(known);
        }
    }

    /// Where entries are kept.
    public enum Chain {
        /// Who looked.
        LOOKS,
        /// What was done.
        AUDIT
    }

    /// What came of it.
    public enum Outcome {
        /// It was done.
        DONE,
        /// It was refused.
        REFUSED,
        /// Something else was asked for first.
        OTHER
    }

    /// From one moment to another, both within.
    public TrailQuery between(Instant first, Instant last) {
        return new TrailQuery(
                Optional.of(first), Optional.of(last), chart, person, nameStart, words, outcome);
    }

    /// Only of this chart.
    public TrailQuery ofChart(String id) {
        return new TrailQuery(from, to, Optional.of(id), person, nameStart, words, outcome);
    }
}
