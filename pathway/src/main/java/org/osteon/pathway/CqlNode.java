package org.osteon.pathway;

import org.jspecify.annotations.Nullable;

/// A compiled piece of CQL: gives its value in a frame.
@FunctionalInterface
interface CqlNode {
    @Nullable Object value(Frame frame);

    /// Where a piece of CQL finds its operands, aliases and lets, by number.
    final class Frame {
        private final CompiledEvaluation run;
        private final @Nullable Object[] slots;

        Frame(CompiledEvaluation run, @Nullable Object[] slots) {
            this.run = run;
            this.slots = slots;
        }

        /// The evaluation it belongs to.
        CompiledEvaluation run() {
            return run;
        }

        /// The local values.
        @Nullable Object[] slots() {
            return slots;
        }
    }
}
