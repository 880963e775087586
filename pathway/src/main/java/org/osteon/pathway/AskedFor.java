package org.osteon.pathway;

import java.util.ArrayList;
import java.util.List;

/// What runs that follow each other asked the chart for, each thing with a number of its own.
final class AskedFor {
    private final List<CqlEvaluation.Retrieved> all = new ArrayList<>();

    /// Gives it a number.
    synchronized int add(CqlEvaluation.Retrieved one) {
        all.add(one);
        return all.size() - 1;
    }

    synchronized CqlEvaluation.Retrieved get(int number) {
        return all.get(number);
    }
}
