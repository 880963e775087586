package org.osteon.app.http.fhir;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.records.words.Problem;
import org.osteon.store.DateTest;
import org.osteon.store.DateTest.Compare;

/// Dates of a search with their prefixes, as FHIR R4 compares them.
final class DateTests {
    private static final Pattern VALUE = Pattern.compile("([a-z]{2})?([0-9].*)");
    private static final Map<String, Compare> PREFIXES =
            Map.of(
                    "eq", Compare.EQUAL,
                    "ne", Compare.NOT_EQUAL,
                    "gt", Compare.GREATER,
                    "lt", Compare.LESS,
                    "ge", Compare.GREATER_OR_EQUAL,
                    "le", Compare.LESS_OR_EQUAL,
                    "sa", Compare.STARTS_AFTER,
                    "eb", Compare.ENDS_BEFORE,
                    "ap", Compare.TOUCHES);

    /// FHIR recommends that `ap` takes a tenth of the time between now and the date more.
    private static final int APPROXIMATION = 10;

    private DateTests() {}

    /// @param values the alternatives
    static DateTest.Condition condition(
            String name, boolean recorded, List<String> values, Instant now) {
        return new DateTest.Condition(
                recorded, values.stream().map(value -> test(name, value, now)).toList());
    }

    private static DateTest test(String name, String value, Instant now) {
        Matcher parts = VALUE.matcher(value);
        if (!parts.matches()) {
            throw Problem.unusable(name + "=" + value + ": that is no date of FHIR");
        }
        String prefix = parts.group(1) == null ? "eq" : parts.group(1);
        Compare compare = PREFIXES.get(prefix);
        if (compare == null) {
            throw Problem.unusable(
                    name
                            + "="
                            + value
                            + ": dates are compared by "
                            + String.join(", ", PREFIXES.keySet().stream().sorted().toList())
                            + ", not by "
                            + prefix);
        }
        DateBounds.Whole whole = DateBounds.Whole.of(parts.group(2));
        Duration more =
                compare == Compare.TOUCHES
                        ? Duration.between(whole.start(), now).abs().dividedBy(APPROXIMATION)
                        : Duration.ZERO;
        return new DateTest(compare, whole.start().minus(more), whole.end().plus(more));
    }
}
