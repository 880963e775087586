package org.osteon.pathway;

import java.util.ArrayList;
import java.util.List;

/// What a run and its suppositions asked the chart for, each thing with a number of its own.
final class AskedFor {
    private final List<CqlEvaluation.Retrieved> all;

    AskedFor() {
        this.all = new ArrayList<>();
    }

    private AskedFor(List<CqlEvaluation.Retrieved> all) {
        this.all = new ArrayList<>(all);
    }

    /// For a run that follows, and asks for more by itself: what it finds goes when it goes.
    synchronized AskedFor copy() {
        return new AskedFor(all);
    }

    /// Gives it a number.
    synchronized int add(CqlEvaluation.Retrieved one) {
        all.add(one);
        return all.size() - 1;
    }

    synchronized CqlEvaluation.Retrieved get(int number) {
        return all.get(number);
    }
}
