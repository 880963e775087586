package org.osteon.workflow.studies;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A line of the log of a study: something became of somebody. Lines are added and never changed.
/// Who got what stands in none of them.
///
/// @param study its id
/// @param number 1, 2, 3 … within the study
/// @param participant the number of the person in the study
/// @param kind what happened
/// @param said what exactly, by the names below
/// @param by who entered it
public record StudyEntry(
        String study,
        long number,
        String participant,
        Kind kind,
        Map<String, String> said,
        Instant at,
        String by) {
    /// Why; of a screening the criteria that are missed.
    public static final String REASON = "reason";

    /// The result of a screening.
    public static final String RESULT = "result";

    /// Which kind of it.
    public static final String WHAT = "what";

    /// What somebody guessed: [#TESTED], [#COMPARATOR] or [#UNKNOWN].
    public static final String GUESS = "guess";

    /// The day on which it was so, where that is another than the day of the entry.
    public static final String DAY = "day";

    /// The stratum in which somebody was allocated.
    public static final String STRATUM = "stratum";

    /// What seals an allocation: made with the key of the study over what was drawn.
    public static final String SEAL = "seal";

    /// Before the level of a factor.
    public static final String LEVEL = "level.";

    /// That of what is tested.
    public static final String TESTED = "tested";

    /// That of a comparator.
    public static final String COMPARATOR = "comparator";

    /// Neither.
    public static final String UNKNOWN = "unknown";

    public StudyEntry {
        said = Map.copyOf(said);
    }

    /// What can become of somebody.
    public enum Kind {
        /// The criteria were asked.
        SCREENED,
        /// They do not want to, or nobody wants them to.
        DECLINED,
        /// Somebody signed that they may take part.
        ELIGIBLE,
        /// They were allocated.
        ALLOCATED,
        /// They got what they were allocated to.
        RECEIVED,
        /// They did not.
        NOT_RECEIVED,
        /// Somebody was told the arm, in an emergency.
        CODE_BROKEN,
        /// They stopped the treatment, left, were lost or died.
        ENDED,
        /// Something was not done as the protocol says.
        DEVIATED,
        /// They guessed.
        GUESSED,
        /// They are not analysed.
        NOT_ANALYSED;

        /// In words.
        public String words() {
            return switch (this) {
                case SCREENED -> "screened";
                case DECLINED -> "declined";
                case ELIGIBLE -> "eligible, signed";
                case ALLOCATED -> "allocated";
                case RECEIVED -> "received the treatment";
                case NOT_RECEIVED -> "did not receive the treatment";
                case CODE_BROKEN -> "code broken";
                case ENDED -> "ended";
                case DEVIATED -> "deviation";
                case GUESSED -> "guessed";
                case NOT_ANALYSED -> "not analysed";
            };
        }
    }

    /// One thing that was said; empty where it was not.
    public Optional<String> said(String name) {
        return Optional.ofNullable(said.get(name)).filter(text -> !text.isEmpty());
    }
}
