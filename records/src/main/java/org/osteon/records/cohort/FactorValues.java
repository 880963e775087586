package org.osteon.records.cohort;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osteon.outcome.data.Groups;

/// The values of a factor that occur among people, in the order of groups.
final class FactorValues {
    private FactorValues() {}

    /// @param people the factors of each
    static Collection<String> of(Stream<Map<String, String>> people, String factor) {
        TreeSet<String> values = new TreeSet<>(Groups.LABEL_ORDER);
        people.map(factors -> factors.get(factor)).filter(Objects::nonNull).forEach(values::add);
        return values;
    }
}
