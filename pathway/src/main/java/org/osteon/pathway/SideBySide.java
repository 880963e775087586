package org.osteon.pathway;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.osteon.chart.Chart;

/// Several questions about one chart that do not wait for each other: asked on all processors where
/// the chart is so large that it is worth it. What comes out, and what fails, is as if they had
/// been asked one after the other.
final class SideBySide {
    /// A smaller chart is done before another thread has begun.
    static final int RESOURCES = 2_000;

    private SideBySide() {}

    /// What is found for each of the items, in their order. Where some fail, the first failure.
    ///
    /// @param pathway who is asked; the reference engine does one thing at a time
    /// @param work does not change anything that the work for another item reads
    static <T, R> List<R> all(Pathway pathway, Chart chart, List<T> items, Function<T, R> work) {
        if (items.size() < 2 || !pathway.isCompiled() || chart.resources().size() < RESOURCES) {
            return items.stream().map(work).toList();
        }
        List<Supplier<R>> found = items.parallelStream().map(item -> tried(item, work)).toList();
        return found.stream().map(Supplier::get).toList();
    }

    private static <T, R> Supplier<R> tried(T item, Function<T, R> work) {
        try {
            R found = work.apply(item);
            return () -> found;
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }
}
