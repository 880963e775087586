package org.osteon.pathway;

import java.util.List;

/// What a criterion says of a chart. Missing data is an answer of its own, never a "no" (X3).
public sealed interface Verdict {

    /// The criterion holds.
    ///
    /// @param basis what shows it
    record Met(Basis basis) implements Verdict {}

    /// What a criterion that holds rests on.
    enum Basis {
        /// A usable fact of this chart.
        FINDING,
        /// That nothing of the kind is on record: only for what must be absent.
        ABSENCE;

        /// The word of the assessment contract.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// No rule asks for it in this patient now, and nothing on the chart answers it.
    record NotRequired() implements Verdict {}

    /// The criterion does not hold.
    record NotMet() implements Verdict {}

    /// The chart does not tell.
    ///
    /// @param missing what is needed to tell, in words; never empty
    record Undetermined(List<String> missing) implements Verdict {
        public Undetermined {
            missing = List.copyOf(missing);
            if (missing.isEmpty()) {
                throw new IllegalArgumentException("an undetermined verdict names what is missing");
            }
        }
    }

    /// The word of the assessment contract: `met`, `not-met`, `undetermined` or `not-required`.
    default String word() {
        return switch (this) {
            case Met unused -> "met";
            case NotMet unused -> "not-met";
            case Undetermined unused -> "undetermined";
            case NotRequired unused -> "not-required";
        };
    }

    /// What is needed to tell; empty unless undetermined.
    default List<String> missing() {
        return switch (this) {
            case Undetermined(var missing) -> missing;
            case Met unused -> List.of();
            case NotMet unused -> List.of();
            case NotRequired unused -> List.of();
        };
    }
}
