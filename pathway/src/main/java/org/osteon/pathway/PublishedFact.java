package org.osteon.pathway;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something published about an outcome, to be read beside one's own: what was claimed, or found
/// against a comparator, with its source.
///
/// @param id of the fact
/// @param isClaim whether it was claimed, and not shown against a comparator
/// @param comparator what it was compared with
/// @param fact in a sentence
/// @param source who says so, and when
/// @param percent a change that is claimed, in percent of the value before; empty where none is
public record PublishedFact(
        String id,
        boolean isClaim,
        String comparator,
        String fact,
        String source,
        Optional<BigDecimal> percent) {

    /// What the expression `published` of an endpoint or measure gives; it says nothing of any
    /// patient.
    static List<PublishedFact> of(Rule outcome, Pathway pathway, LocalDate day) {
        Object value =
                outcome.expression("published")
                        .map(expression ->
                                pathway.evaluate(expression, KnowledgeTable.nobody(), day))
                        .orElse(List.of());
        List<PublishedFact> facts = new ArrayList<>();
        if (value instanceof Iterable<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> row) {
                    facts.add(
                            new PublishedFact(
                                    text(row.get("id")),
                                    text(row.get("kind")).equals("claim"),
                                    text(row.get("comparator")),
                                    text(row.get("fact")),
                                    text(row.get("source")),
                                    row.get("percent") instanceof BigDecimal number
                                            ? Optional.of(number)
                                            : Optional.empty()));
                }
            }
        }
        return List.copyOf(facts);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
