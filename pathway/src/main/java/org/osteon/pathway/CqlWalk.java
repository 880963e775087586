package org.osteon.pathway;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Goes over the items of a query, one after the other; where there are many, over parts of them
/// side by side. What comes out, what was asked for on the way and what fails is the same.
///
/// Beside each other only what is known already is asked of other expressions and of the chart: the
/// first items are gone over alone, which mostly asks for everything. A part that meets something
/// that nobody has asked for yet stops there, and is gone on with alone.
final class CqlWalk {
    /// Fewer items are done before another thread has begun.
    static final int MANY = 4_096;

    private static final int FIRST = 16;
    private static final int PARTS = 2 * Runtime.getRuntime().availableProcessors();

    private CqlWalk() {}

    /// What is done with an item.
    @FunctionalInterface
    interface Step {
        /// Takes one.
        ///
        /// @param kept where to put what comes of it
        void take(@Nullable Object item, CqlNode.Frame frame, List<@Nullable Object> kept);
    }

    /// A part of the items.
    private static final class Part {
        private final List<?> items;
        private final CompiledEvaluation run;
        private final List<@Nullable Object> kept = new ArrayList<>();
        private int done;
        private @Nullable RuntimeException failure;

        Part(List<?> items, CompiledEvaluation run) {
            this.items = items;
            this.run = run;
        }

        void walk(CqlNode.Frame frame, Step step) {
            CqlNode.Frame own = new CqlNode.Frame(run, frame.slots().clone());
            try {
                for (Object item : items) {
                    step.take(item, own, kept);
                    done++;
                }
            } catch (CompiledEvaluation.NotAskedYet e) {
                // Nothing was kept of that item: it is taken again.
            } catch (RuntimeException e) {
                failure = e;
            }
        }
    }

    /// What was kept of all items, in their order.
    static List<@Nullable Object> over(Iterable<?> items, CqlNode.Frame frame, Step step) {
        List<@Nullable Object> kept = new ArrayList<>();
        if (!(items instanceof List<?> list)
                || list.size() < MANY
                || frame.run().isBesideOthers()) {
            for (Object item : items) {
                step.take(item, frame, kept);
            }
            return kept;
        }
        for (Object item : list.subList(0, FIRST)) {
            step.take(item, frame, kept);
        }
        List<Part> parts =
                IntStream.range(0, PARTS)
                        .mapToObj(i -> new Part(part(list, i), frame.run().besideOthers()))
                        .toList();
        parts.parallelStream().forEach(part -> part.walk(frame, step));
        for (Part part : parts) {
            frame.run().hasAsked(part.run);
            if (part.failure != null) {
                throw part.failure;
            }
            kept.addAll(part.kept);
            for (Object item : part.items.subList(part.done, part.items.size())) {
                step.take(item, frame, kept);
            }
        }
        return kept;
    }

    private static List<?> part(List<?> list, int number) {
        long size = (long) list.size() - FIRST;
        return list.subList(
                FIRST + (int) (size * number / PARTS), FIRST + (int) (size * (number + 1) / PARTS));
    }
}
