package org.osteon.records.charts;

import java.util.List;
import org.osteon.access.Action;
import org.osteon.access.Limits;
import org.osteon.store.ChartStore;

/// What somebody is told of charts without asking. What is said of a chart rests on all of it: who
/// may see only a part is told nothing.
public final class ChartNews {
    private final ChartStore store;
    private final AccessCheck asking;

    ChartNews(ChartStore store, AccessCheck asking) {
        this.store = store;
        this.asking = asking;
    }

    /// Whether they may see all of a chart, now; not written down.
    public boolean mayKnow(String chart) {
        return store.listing(chart).isPresent()
                && asking.sight(Action.READ, false)
                        .of(chart)
                        .filter(limits -> !limits.mayWithhold() && !limits.pseudonymised())
                        .isPresent();
    }

    /// Whether they may see all of charts of which nothing special is said.
    public boolean mayKnowAny() {
        return asking.sight(Action.READ, false)
                .of("")
                .filter(limits -> !narrowed(limits))
                .isPresent();
    }

    private static boolean narrowed(Limits limits) {
        return limits.mayWithhold() || limits.pseudonymised();
    }

    /// Writes down that they are told of these charts, before they are.
    public void told(List<String> charts) {
        asking.seen("notify", charts);
    }
}
