package org.osteon.hla.registry;

import org.osteon.hla.registry.Donor.Availability;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Sex;

/// The facts of a donor that filters look at, packed into one number: from the lowest bit kind (1),
/// sex (2), blood group (4), CMV (2), availability (2), then the number of the registry.
@SuppressWarnings("EnumOrdinal") // the order of these enums is part of the file format
final class DonorFlags {
    private static final Kind[] KINDS = Kind.values();
    private static final Sex[] SEXES = Sex.values();
    private static final BloodGroup[] BLOOD_GROUPS = BloodGroup.values();
    private static final Cmv[] CMVS = Cmv.values();
    private static final Availability[] AVAILABILITIES = Availability.values();
    private static final int REGISTRY_SHIFT = 11;

    private DonorFlags() {}

    static int pack(Donor donor, int registry) {
        return donor.kind().ordinal()
                | donor.sex().ordinal() << 1
                | donor.bloodGroup().ordinal() << 3
                | donor.cmv().ordinal() << 7
                | donor.availability().ordinal() << 9
                | registry << REGISTRY_SHIFT;
    }

    static Kind kind(int flags) {
        return KINDS[flags & 1];
    }

    static Sex sex(int flags) {
        return SEXES[(flags >> 1) & 3];
    }

    static BloodGroup bloodGroup(int flags) {
        return BLOOD_GROUPS[(flags >> 3) & 15];
    }

    static Cmv cmv(int flags) {
        return CMVS[(flags >> 7) & 3];
    }

    static Availability availability(int flags) {
        return AVAILABILITIES[(flags >> 9) & 3];
    }

    static int registry(int flags) {
        return flags >>> REGISTRY_SHIFT;
    }
}
