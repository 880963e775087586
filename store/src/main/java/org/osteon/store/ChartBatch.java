package org.osteon.store;

import java.util.List;

/// What changes in one chart, as a part of more ([ChartStore#appendAll]).
///
/// @param chart the patient's id
public record ChartBatch(String chart, List<Change> changes) {
    public ChartBatch {
        changes = List.copyOf(changes);
    }
}
