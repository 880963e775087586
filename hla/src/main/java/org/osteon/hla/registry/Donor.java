package org.osteon.hla.registry;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// A donor or cord blood unit but for its typing.
///
/// @param id the registry's own identifier, unique
/// @param registry the registry it comes from, may be empty
/// @param attributes everything else that was said, by name: `tnc`, `cd34` (absolute counts), bank,
///   volume, …
public record Donor(
        String id,
        Kind kind,
        Optional<LocalDate> birthDate,
        Sex sex,
        BloodGroup bloodGroup,
        Cmv cmv,
        Availability availability,
        String registry,
        Map<String, String> attributes) {
    /// Refuses a blank id with an `IllegalArgumentException`.
    public Donor {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a donor needs an id");
        }
        attributes = Map.copyOf(attributes);
    }

    /// An adult of whom nothing but the id is known.
    public static Donor adult(String id) {
        return new Donor(
                id,
                Kind.ADULT,
                Optional.empty(),
                Sex.UNKNOWN,
                BloodGroup.UNKNOWN,
                Cmv.UNKNOWN,
                Availability.AVAILABLE,
                "",
                Map.of());
    }

    /// What is transplanted.
    public enum Kind {
        /// A living donor.
        ADULT,
        /// A cord blood unit.
        CORD
    }

    /// Sex as registries report it.
    public enum Sex {
        /// Not reported.
        UNKNOWN,
        /// `F`.
        FEMALE,
        /// `M`.
        MALE
    }

    /// Cytomegalovirus antibody status.
    public enum Cmv {
        /// Not reported.
        UNKNOWN,
        /// No antibody found.
        NEGATIVE,
        /// Antibody found.
        POSITIVE
    }

    /// Whether the donor can be asked.
    public enum Availability {
        /// Can be asked.
        AVAILABLE,
        /// Kept for another patient.
        RESERVED,
        /// Cannot be asked now.
        UNAVAILABLE
    }

    /// ABO and Rhesus D group.
    public enum BloodGroup {
        /// Not reported.
        UNKNOWN(""),
        /// O, Rhesus D negative.
        O_NEGATIVE("O-"),
        /// O, Rhesus D positive.
        O_POSITIVE("O+"),
        /// A, Rhesus D negative.
        A_NEGATIVE("A-"),
        /// A, Rhesus D positive.
        A_POSITIVE("A+"),
        /// B, Rhesus D negative.
        B_NEGATIVE("B-"),
        /// B, Rhesus D positive.
        B_POSITIVE("B+"),
        /// AB, Rhesus D negative.
        AB_NEGATIVE("AB-"),
        /// AB, Rhesus D positive.
        AB_POSITIVE("AB+"),
        /// O, Rhesus not reported.
        O("O"),
        /// A, Rhesus not reported.
        A("A"),
        /// B, Rhesus not reported.
        B("B"),
        /// AB, Rhesus not reported.
        AB("AB");

        private final String text;

        BloodGroup(String text) {
            this.text = text;
        }

        /// As written in registries (`O-`, `AB`); empty where unknown.
        public String text() {
            return text;
        }
    }

    /// How a donor is related to the patient.
    public enum Relation {
        /// Not at all, or not known.
        NONE,
        /// Mother or father.
        PARENT,
        /// Brother or sister.
        SIBLING,
        /// Daughter or son.
        CHILD,
        /// Anyone further.
        OTHER
    }

    /// What the relation is called among the attributes.
    public static final String RELATION = "relation";

    /// Days until cells can be collected, among the attributes.
    public static final String DAYS_TO_COLLECTION = "days_to_collection";

    /// The donor's weight in kg, among the attributes.
    public static final String WEIGHT = "weight_kg";

    /// How the donor is related to the patient: the attribute `relation` is `parent`, `sibling`,
    /// `child`, or anything else for a relative further away.
    public Relation relation() {
        return relation(attributes.getOrDefault(RELATION, ""));
    }

    /// The relation that the text of the attribute [#RELATION] tells of; none where it is empty.
    public static Relation relation(String written) {
        var text = written.strip().toUpperCase(Locale.ROOT);
        if (text.isEmpty() || text.equals(Relation.NONE.name())) {
            return Relation.NONE;
        }
        return Arrays.stream(Relation.values())
                .filter(relation -> relation.name().equals(text))
                .findFirst()
                .orElse(Relation.OTHER);
    }

    /// Total nucleated cells of a cord unit.
    public OptionalDouble tnc() {
        return number("tnc");
    }

    /// CD34 positive cells of a cord unit.
    public OptionalDouble cd34() {
        return number("cd34");
    }

    private OptionalDouble number(String name) {
        return numberOf(attributes.getOrDefault(name, ""));
    }

    /// The number that the text of an attribute is; empty where it is none.
    public static OptionalDouble numberOf(String text) {
        if (text.isBlank()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException _) {
            return OptionalDouble.empty();
        }
    }

    /// The attributes in one line, sorted by name.
    String attributeLine() {
        var line = new StringBuilder();
        new TreeMap<>(attributes)
                .forEach((name, value) -> {
                    if (!line.isEmpty()) {
                        line.append('\t');
                    }
                    line.append(plain(name)).append('=').append(plain(value));
                });
        return line.toString();
    }

    private static String plain(String text) {
        return text.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }

    static Map<String, String> attributes(String line) {
        var attributes = new TreeMap<String, String>();
        for (String part : line.split("\t", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                attributes.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return attributes;
    }
}
