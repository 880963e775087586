package org.osteon.records.cohort;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osteon.chart.Sha256;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.words.Problem;

/// What several sites put together: it travels as a file, and every site answers the same question.
///
/// @param id what it is called
/// @param version of it
/// @param pathway whose patients
/// @param measure what they reported
/// @param visit when, by its label
/// @param compare the factor whose two groups are compared
/// @param first the group that the other is taken from
/// @param second the other
/// @param factors what else the estimate is adjusted for
public record PoolDefinition(
        String id,
        String version,
        String pathway,
        String measure,
        String visit,
        String compare,
        String first,
        String second,
        List<String> factors) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public PoolDefinition {
        factors = List.copyOf(factors);
    }

    /// One that can be answered from the charts of a pathway.
    ///
    /// @param compare the two groups, the second against the first
    /// @param day on which its visits are planned
    /// @throws Problem where it cannot, with what there is
    public static PoolDefinition of(
            Pathway pathway,
            String id,
            String version,
            String measure,
            String visit,
            String by,
            List<String> compare,
            List<String> factors,
            LocalDate day) {
        Rule measured =
                pathway.measures().stream()
                        .filter(one -> one.id().equals(measure))
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.unusable(
                                        "'" + measure + "' is no measure of " + pathway.id()));
        Map<String, Integer> visits = pathway.visits(measured, day);
        if (visits.getOrDefault(visit, 0) <= 0) {
            throw Problem.unusable(
                    "'"
                            + visit
                            + "' is no visit of "
                            + measure
                            + " after time zero; there are "
                            + visits.entrySet().stream()
                                    .filter(one -> one.getValue() > 0)
                                    .map(Map.Entry::getKey)
                                    .toList());
        }
        for (String factor : Stream.concat(Stream.of(by), factors.stream()).toList()) {
            if (pathway.factors().stream().noneMatch(one -> one.id().equals(factor))) {
                throw Problem.unusable(
                        "'"
                                + factor
                                + "' is no factor of "
                                + pathway.id()
                                + "; there are "
                                + pathway.factors().stream().map(Rule::id).toList());
            }
        }
        if (compare.size() != 2 || compare.stream().anyMatch(String::isBlank)) {
            throw Problem.unusable("two groups are compared, not " + compare);
        }
        if (compare.getFirst().equals(compare.getLast())) {
            throw Problem.unusable(
                    "a group is held against another one, not “"
                            + compare.getFirst()
                            + "” against itself");
        }
        if (id.isBlank()) {
            throw Problem.unusable("a definition has a name");
        }
        return new PoolDefinition(
                id,
                version,
                pathway.id(),
                measure,
                visit,
                by,
                compare.getFirst(),
                compare.getLast(),
                factors);
    }

    /// Reads one.
    ///
    /// @throws Problem where it is none
    public static PoolDefinition read(String json) {
        try {
            return JSON.readValue(json, PoolDefinition.class);
        } catch (JsonProcessingException | RuntimeException e) {
            throw Problem.unusable("that is no definition of a pool: " + e.getMessage());
        }
    }

    /// As it travels.
    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record can be written", e);
        }
    }

    /// SHA-256 over what it says: rows that answer another question are not put together.
    public String digest() {
        return Sha256.hex(json());
    }
}
