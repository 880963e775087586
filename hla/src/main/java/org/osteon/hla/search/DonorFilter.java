package org.osteon.hla.search;

import java.time.LocalDate;
import java.time.Period;
import java.util.OptionalInt;
import java.util.Set;
import org.osteon.hla.registry.Donor.Availability;
import org.osteon.hla.registry.Donor.BloodGroup;
import org.osteon.hla.registry.Donor.Cmv;
import org.osteon.hla.registry.Donor.Kind;
import org.osteon.hla.registry.Donor.Sex;
import org.osteon.hla.registry.RegistryVersion;

/// Which donors are wanted beside their typings. An empty set means "any". A donor whose age is not
/// known passes an age limit only if there is none.
///
/// @param youngest years, inclusive
/// @param oldest years, inclusive
public record DonorFilter(
        Set<Kind> kinds,
        OptionalInt youngest,
        OptionalInt oldest,
        Set<Sex> sexes,
        Set<Cmv> cmvs,
        Set<BloodGroup> bloodGroups,
        Set<String> registries,
        boolean availableOnly) {
    /// Every donor who can be asked.
    public static final DonorFilter AVAILABLE =
            new DonorFilter(
                    Set.of(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    true);

    DonorFilter ofKinds(Set<Kind> others) {
        return new DonorFilter(
                others, youngest, oldest, sexes, cmvs, bloodGroups, registries, availableOnly);
    }

    boolean accepts(RegistryVersion version, int donor, LocalDate today) {
        if (availableOnly && version.availability(donor) != Availability.AVAILABLE) {
            return false;
        }
        return (kinds.isEmpty() || kinds.contains(version.kind(donor)))
                && (sexes.isEmpty() || sexes.contains(version.sex(donor)))
                && (cmvs.isEmpty() || cmvs.contains(version.cmv(donor)))
                && (bloodGroups.isEmpty() || bloodGroups.contains(version.bloodGroup(donor)))
                && (registries.isEmpty() || registries.contains(version.registryName(donor)))
                && ageFits(version, donor, today);
    }

    private boolean ageFits(RegistryVersion version, int donor, LocalDate today) {
        if (youngest.isEmpty() && oldest.isEmpty()) {
            return true;
        }
        var born = version.birthDay(donor);
        if (born.isEmpty()) {
            return false;
        }
        int years = Period.between(LocalDate.ofEpochDay(born.getAsInt()), today).getYears();
        return years >= youngest.orElse(0) && years <= oldest.orElse(Integer.MAX_VALUE);
    }
}
