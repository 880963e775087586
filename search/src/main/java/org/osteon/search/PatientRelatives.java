package org.osteon.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osteon.hla.registry.Donor;
import org.osteon.hla.registry.Donor.Availability;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Relation;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// A patient's typed relatives as donors beside a registry (reference, sections 17.3 and 20.1).
public final class PatientRelatives {
    private static final Map<String, Relation> RELATIONS = read();

    private PatientRelatives() {}

    /// The relatives of a chart whose typings can be read.
    public static Map<Donor, Typing> of(List<RelativeTyping> relatives, TypingReader reader) {
        Map<Donor, Typing> donors = new LinkedHashMap<>();
        for (RelativeTyping relative : relatives) {
            var typing = reader.glString(relative.glString());
            if (!typing.hasError() && !typing.value().typedLoci().isEmpty()) {
                donors.put(donor(relative), typing.value());
            }
        }
        return donors;
    }

    private static Donor donor(RelativeTyping relative) {
        return new Donor(
                relative.reference(),
                Kind.ADULT,
                relative.birthDate(),
                Arrays.stream(Sex.values())
                        .filter(sex -> SearchWords.of(sex).equals(relative.sex()))
                        .findFirst()
                        .orElse(Sex.UNKNOWN),
                BloodGroup.UNKNOWN,
                Cmv.UNKNOWN,
                Availability.AVAILABLE,
                "",
                Map.of(Donor.RELATION, SearchWords.of(relative.relation())));
    }

    /// A relative of whom only the relation is told: entered by hand.
    ///
    /// @param relation in words: sister, father, child
    public static Donor byHand(String relation) {
        return new Donor(
                relation,
                Kind.ADULT,
                Optional.empty(),
                Sex.UNKNOWN,
                BloodGroup.UNKNOWN,
                Cmv.UNKNOWN,
                Availability.AVAILABLE,
                "",
                Map.of(Donor.RELATION, SearchWords.of(relation(List.of(relation)))));
    }

    /// What relation codes or words tell of; [Relation#OTHER] where none is known.
    static Relation relation(List<String> codesAndWords) {
        return codesAndWords.stream()
                .map(text -> RELATIONS.get(text.strip().toLowerCase(Locale.ROOT)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Relation.OTHER);
    }

    private static Map<String, Relation> read() {
        Map<String, Relation> relations = new HashMap<>();
        try (var table =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        PatientRelatives.class.getResourceAsStream(
                                                "relations.txt")),
                                StandardCharsets.UTF_8))) {
            table.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t", -1))
                    .forEach(cells -> {
                        for (String word : cells[1].split(" ", -1)) {
                            relations.put(
                                    word.toLowerCase(Locale.ROOT),
                                    Relation.valueOf(cells[0].toUpperCase(Locale.ROOT)));
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(relations);
    }
}
