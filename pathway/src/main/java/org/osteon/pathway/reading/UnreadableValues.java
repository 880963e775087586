package org.osteon.pathway.reading;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirPrimitive;

/// Values of another form than rules read, such as words where a number is wanted: a result of that
/// kind was there, and what it said is open (chart dictionary, 3.1 rule 16).
final class UnreadableValues {
    /// Results that count at all (chart dictionary, 3.1 rule 4): the others say nothing anyway.
    static final Set<String> COUNTED = Set.of("final", "amended", "corrected");

    private UnreadableValues() {}

    /// Of a result whose value is neither a number in a unit nor an answer; null where nothing is
    /// asked of its value, or where that has been said.
    static @Nullable Unread in(FhirObject content, Analytes.Analyte analyte) {
        if ((analyte.accepted().isEmpty() && !analyte.answers() && !analyte.number())
                || content.text("status").filter(COUNTED::contains).isEmpty()
                || ReadingTag.of(content).contains(ReadingTag.UNUSABLE_TYPE)) {
            return null;
        }
        boolean isExplained = content.get("dataAbsentReason") != null;
        if (content.get("value") == null) {
            return content.get("component") != null || content.get("hasMember") != null
                    ? null
                    : new Unread(
                            ReadingTag.UNUSABLE_ABSENT,
                            isExplained ? "" : "no value for " + analyte.title());
        }
        if (isExplained) {
            return new Unread(
                    ReadingTag.UNUSABLE_TYPE, "a value beside a reason why there is none");
        }
        if ((analyte.whole() && isWhole(content))
                || (analyte.number() && isQuantity(content))
                || ReadingTag.of(content).contains(ReadingTag.UNUSABLE_ABSENT)) {
            return null;
        }
        return new Unread(
                ReadingTag.UNUSABLE_TYPE,
                "a value of a form in which " + analyte.title() + " cannot be read");
    }

    private static boolean isQuantity(FhirObject content) {
        return content.get("value") instanceof FhirObject value
                && value.typeName().equals("Quantity");
    }

    /// Whether its value is a whole number without unit.
    static boolean isWhole(FhirObject content) {
        return content.get("value") instanceof FhirPrimitive value
                && value.value() instanceof Integer;
    }
}
