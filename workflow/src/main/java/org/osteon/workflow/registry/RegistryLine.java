package org.osteon.workflow.registry;

import java.util.List;
import org.osteon.chart.Resource;

/// An item of a draft with its answer.
///
/// @param answer in words; empty where there is none
/// @param code of the answer where it is one of those to choose; else the same words
/// @param derived what the chart answers, in words; empty where it answers nothing
/// @param sources what the answer rests on, the newest first
/// @param said what a person said of it; [RegistryDeeds.Said#NOTHING] where nobody did
/// @param conflict why it cannot be signed as it is; empty where it can
public record RegistryLine(
        RegistryForm.Group group,
        RegistryForm.Item item,
        State state,
        String answer,
        String code,
        String derived,
        List<Resource> sources,
        RegistryDeeds.Said said,
        String conflict) {
    public RegistryLine {
        sources = List.copyOf(sources);
    }

    /// Where an answer comes from.
    public enum State {
        DERIVED("derived", true),
        NONE_ON_RECORD("none on record", false),
        CONFIRMED("confirmed", true),
        OVERRULED("overruled", true),
        ENTERED("entered", true),
        MISSING("missing", false);

        private final String words;
        private final boolean answered;

        State(String words, boolean answered) {
            this.words = words;
            this.answered = answered;
        }

        public String words() {
            return words;
        }

        /// Whether it is an answer: that nothing is on record is none before a person says so.
        public boolean isAnswered() {
            return answered;
        }
    }

    /// Whether something stands in it, be it only proposed.
    public boolean isFilled() {
        return state != State.MISSING;
    }
}
