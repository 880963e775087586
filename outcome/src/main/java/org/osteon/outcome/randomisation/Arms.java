package org.osteon.outcome.randomisation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osteon.outcome.UnusableInputException;

/// The arms of a trial with their allocation ratio.
///
/// @param ratio whole number per arm, in the order of the protocol
public record Arms(Map<String, Integer> ratio) {
    /// Checks and copies.
    public Arms {
        ratio = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ratio));
        if (ratio.size() < 2 || ratio.values().stream().anyMatch(r -> r < 1)) {
            throw new UnusableInputException(
                    "a trial has at least two arms with ratios of 1 and more, not " + ratio);
        }
    }

    /// Arms of equal size.
    public static Arms equal(List<String> names) {
        Map<String, Integer> ratio = new LinkedHashMap<>();
        for (String name : names) {
            ratio.put(name, 1);
        }
        return new Arms(ratio);
    }

    /// The names in order.
    public List<String> names() {
        return List.copyOf(ratio.keySet());
    }

    /// The sum of the ratios: the smallest block.
    public int unit() {
        return ratio.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// The ratio of one arm.
    public int of(String arm) {
        Integer value = ratio.get(arm);
        if (value == null) {
            throw new UnusableInputException("no arm '" + arm + "': there are " + ratio.keySet());
        }
        return value;
    }
}
