package org.osteon.records.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who the patients are that do not exist: a name of one language, a record number and a birth date
/// each. No two share a name, but for namesakes on purpose; a family name comes again only when all
/// are taken. No two share a birth date where another fits.
final class MadeUpPeople {
    private static final String TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
    private static final String RECORD_NUMBER = "MR";
    private static final int DAYS_OF_A_YEAR = 365;

    /// Prime to the days of a year: one after the other it comes to all of them.
    private static final int STRIDE = 149;

    private static final String SYSTEM = "urn:osteon:demo:record-number";

    private final JsonNode languages;
    private final SplittableRandom random;
    private final Set<String> families = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<LocalDate> birthdays = new HashSet<>();
    private Name last = new Name("", "");
    private int number;

    private record Name(String family, String given) {}

    /// @param names under `languages` lists of `family`, `female` and `male` names
    MadeUpPeople(JsonNode names, SplittableRandom random) {
        this.languages = names.path("languages");
        this.random = random;
    }

    /// Gives a FHIR Patient a name of their gender, or of any where there is none of it.
    void name(ObjectNode patient) {
        Name name = drawn(patient.path("gender").asText());
        families.add(name.family());
        names.add(name.toString());
        write(patient, name);
    }

    /// Gives a FHIR Patient the name of the one before.
    void namesake(ObjectNode patient) {
        write(patient, last);
    }

    /// A birth date that is nobody else's yet, not far from the one wanted.
    ///
    /// @param fits whether a day will do
    /// @return the one wanted where no other does
    LocalDate birthday(LocalDate wanted, Predicate<LocalDate> fits) {
        LocalDate found =
                Stream.iterate(1, step -> step < DAYS_OF_A_YEAR, step -> step + 1)
                        .map(step ->
                                wanted.plusDays(
                                        (step + birthdays.size()) * STRIDE % DAYS_OF_A_YEAR
                                                - DAYS_OF_A_YEAR / 2))
                        .filter(day -> !birthdays.contains(day))
                        .filter(fits)
                        .findFirst()
                        .orElse(wanted);
        birthdays.add(found);
        return found;
    }

    private Name drawn(String gender) {
        List<Name> free = new ArrayList<>();
        for (JsonNode language : languages) {
            JsonNode given =
                    language.has(gender)
                            ? language.path(gender)
                            : language.path(random.nextBoolean() ? "female" : "male");
            String own = oneOf(given, random);
            for (JsonNode family : language.path("family")) {
                Name name = new Name(family.asText(), own);
                if (!names.contains(name.toString())) {
                    free.add(name);
                }
            }
        }
        List<Name> unused =
                free.stream().filter(name -> !families.contains(name.family())).toList();
        List<Name> from = unused.isEmpty() ? free : unused;
        if (from.isEmpty()) {
            throw new IllegalStateException("there are more made-up patients than names");
        }
        return from.get(random.nextInt(from.size()));
    }

    private void write(ObjectNode patient, Name name) {
        last = name;
        ObjectNode written = patient.putArray("name").addObject();
        written.put("family", name.family());
        written.putArray("given").add(name.given());
        ObjectNode identifier = patient.putArray("identifier").addObject();
        ObjectNode type = identifier.putObject("type");
        type.putArray("coding").addObject().put("system", TYPES).put("code", RECORD_NUMBER);
        type.put("text", "Record number");
        identifier.put("system", SYSTEM);
        number++;
        identifier.put("value", String.format(Locale.ROOT, "M-%05d", number));
    }

    static String oneOf(JsonNode list, SplittableRandom random) {
        return list.path(random.nextInt(list.size())).asText();
    }
}
