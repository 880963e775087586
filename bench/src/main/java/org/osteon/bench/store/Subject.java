package org.osteon.bench.store;

import java.util.List;
import org.osteon.store.Change;

/// A place that charts can be kept in.
interface Subject {
    String name();

    /// Keeps these resources under a chart, on disk when it returns.
    void append(String chart, List<Change> changes) throws Exception;

    /// All texts of a chart as UTF-8, a line feed after each.
    byte[] read(String chart) throws Exception;
}
