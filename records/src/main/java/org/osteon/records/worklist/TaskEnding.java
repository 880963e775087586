package org.osteon.records.worklist;

import java.util.List;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Write;

/// Writes to the store that the facts have ended tasks of a chart.
@FunctionalInterface
public interface TaskEnding {
    /// Whether it is kept; not where somebody else was quicker.
    boolean keep(String chart, Deed deed, List<Write> ended);
}
