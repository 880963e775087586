package org.osteon.hla.registry;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.osteon.hla.registry.Donor.Availability;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.typing.Typing;

/// A change of a registry as a line of its journal.
sealed interface DonorLine {
    String SEPARATOR = "\u001f";

    /// A donor added or replaced, with its typing as a GL String.
    record Put(Donor donor, String typing) implements DonorLine {}

    /// A donor removed.
    record Remove(String id) implements DonorLine {}

    /// Not a whole line.
    record Unreadable() implements DonorLine {}

    static String put(Donor donor, Typing typing) {
        return String.join(
                SEPARATOR,
                "put",
                donor.id(),
                donor.kind().name(),
                donor.birthDate().map(LocalDate::toString).orElse(""),
                donor.sex().name(),
                donor.bloodGroup().name(),
                donor.cmv().name(),
                donor.availability().name(),
                donor.registry(),
                typing.glString(),
                donor.attributeLine(),
                "end");
    }

    static String remove(String id) {
        return String.join(SEPARATOR, "remove", id, "end");
    }

    static DonorLine read(String line) {
        var fields = line.split(SEPARATOR, -1);
        if (fields.length == 3 && fields[0].equals("remove") && fields[2].equals("end")) {
            return new Remove(fields[1]);
        }
        if (fields.length != 12 || !fields[0].equals("put") || !fields[11].equals("end")) {
            return new Unreadable();
        }
        try {
            var donor =
                    new Donor(
                            fields[1],
                            Kind.valueOf(fields[2]),
                            fields[3].isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(LocalDate.parse(fields[3])),
                            Sex.valueOf(fields[4]),
                            BloodGroup.valueOf(fields[5]),
                            Cmv.valueOf(fields[6]),
                            Availability.valueOf(fields[7]),
                            fields[8],
                            Donor.attributes(fields[10]));
            return new Put(donor, fields[9]);
        } catch (DateTimeParseException | IllegalArgumentException _) {
            return new Unreadable();
        }
    }
}
