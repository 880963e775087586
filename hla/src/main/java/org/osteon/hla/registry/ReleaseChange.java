package org.osteon.hla.registry;

import java.util.ArrayList;
import java.util.List;
import org.osteon.hla.match.LocusComparison;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;

/// What a switch of nomenclature does to a registry: which typings read otherwise, and for a stored
/// patient, how many donors have other counts (reference, section 19).
public final class ReleaseChange {
    /// A typing of a locus that the two releases read differently.
    ///
    /// @param before what it counted as, in units
    /// @param after what it counts as now
    public record Reread(Locus locus, String typing, String before, String after) {}

    private ReleaseChange() {}

    /// Typings whose units differ by name, up to `limit`.
    public static List<Reread> reread(RegistryVersion before, RegistryVersion after, int limit) {
        var found = new ArrayList<Reread>();
        for (Locus locus : Locus.values()) {
            var old = before.entries(locus);
            var now = after.entries(locus);
            for (int entry = 1; entry < old.size() && found.size() < limit; entry++) {
                var oldUnits = units(before, locus, entry);
                var newUnits = units(after, locus, entry);
                if (!oldUnits.equals(newUnits)) {
                    found.add(new Reread(locus, old.typing(entry).text(), oldUnits, newUnits));
                }
            }
            if (now.size() < old.size()) {
                throw new IllegalArgumentException("two states of different registries");
            }
        }
        return List.copyOf(found);
    }

    private static String units(RegistryVersion version, Locus locus, int entry) {
        var text = new StringBuilder();
        for (var genotype : version.entries(locus).typing(entry).genotypes()) {
            for (var units : List.of(genotype.countedFirst(), genotype.countedSecond())) {
                units.forEach(unit ->
                        text.append(version.reader().release().text(locus, unit)).append('/'));
                text.append('+');
            }
            text.append('|');
        }
        return text.toString();
    }

    /// How many donors have other ranges of mismatches with a patient, whose typing is given as
    /// read by each release.
    public static int donorsWithOtherCounts(
            RegistryVersion before,
            Typing patientBefore,
            RegistryVersion after,
            Typing patientAfter,
            List<Locus> loci) {
        boolean[][] changed = new boolean[loci.size()][];
        for (int i = 0; i < changed.length; i++) {
            var locus = loci.get(i);
            changed[i] = new boolean[before.entries(locus).size()];
            for (int entry = 0; entry < changed[i].length; entry++) {
                changed[i][entry] =
                        !LocusComparison.compare(
                                        patientBefore.at(locus),
                                        before.entries(locus).typing(entry))
                                .equals(
                                        LocusComparison.compare(
                                                patientAfter.at(locus),
                                                after.entries(locus).typing(entry)));
            }
        }
        int donors = 0;
        for (int row = 0; row < before.rowCount(); row++) {
            for (int i = 0; i < changed.length; i++) {
                if (changed[i][before.entry(loci.get(i), row)]) {
                    donors += before.endDonor(row) - before.firstDonor(row);
                    break;
                }
            }
        }
        return donors;
    }
}
