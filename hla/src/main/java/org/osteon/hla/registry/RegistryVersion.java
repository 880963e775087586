package org.osteon.hla.registry;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader;

/// One consistent state of a registry. It never changes, whatever is written meanwhile.
///
/// Rows are distinct typings, first those of the base, then one for each donor changed since.
/// Donors are numbered in the order of their rows.
public final class RegistryVersion {
    /// A donor changed since the base was written.
    static final class Changed {
        final Donor donor;
        final int[] entries;
        final int flags;

        Changed(Donor donor, int[] entries) {
            this.donor = donor;
            this.entries = entries;
            this.flags = DonorFlags.pack(donor, 0);
        }
    }

    private final long number;
    private final BaseSegment base;
    private final TypingReader reader;
    private final Map<Locus, LocusEntries> entries;
    private final List<Changed> changed;
    private final int changedCount;
    private final BitSet gone;

    RegistryVersion(
            long number,
            BaseSegment base,
            TypingReader reader,
            Map<Locus, LocusEntries> entries,
            List<Changed> changed,
            int changedCount,
            BitSet gone) {
        this.number = number;
        this.base = base;
        this.reader = reader;
        this.entries = new EnumMap<>(entries);
        this.changed = changed;
        this.changedCount = changedCount;
        this.gone = gone;
    }

    /// Counts the changes that led here; a later state has a larger number.
    public long number() {
        return number;
    }

    /// Whether the base rows and their typings are the same as in another state of the registry.
    public boolean hasSameColumns(RegistryVersion other) {
        return base == other.base && reader == other.reader;
    }

    /// The reader of the release in which this state is indexed.
    public TypingReader reader() {
        return reader;
    }

    /// The distinct typings of a locus.
    public LocusEntries entries(Locus locus) {
        var found = entries.get(locus);
        if (found == null) {
            throw new IllegalStateException("no entries of " + locus);
        }
        return found;
    }

    /// Distinct typings of donors, those changed since the base each on their own.
    public int rowCount() {
        return base.rowCount() + changedCount;
    }

    /// Rows of the base; those above are donors changed since.
    public int baseRowCount() {
        return base.rowCount();
    }

    /// Where the run of base rows with each typing of B starts, by entry; one more marks the end.
    public int[] runsOfB() {
        return base.runs();
    }

    /// Fills `target` with the entries of base rows from `from` on.
    public void copyEntries(Locus locus, int from, int count, int[] target) {
        IntColumn column = column(locus);
        if (column == null) {
            Arrays.fill(target, 0, count, 0);
        } else {
            column.copy(from, count, target);
        }
    }

    private @Nullable IntColumn column(Locus locus) {
        return base.rows(locus);
    }

    /// The entry of a locus at a row.
    public int entry(Locus locus, int row) {
        return row < base.rowCount()
                ? base.entry(locus, row)
                : changed.get(row - base.rowCount()).entries[RegistryBuilder.index(locus)];
    }

    /// The typing of a row.
    public Typing typing(int row) {
        return Typing.of(
                Stream.of(Locus.values())
                        .map(locus -> entries(locus).typing(entry(locus, row)))
                        .toList());
    }

    /// Donors that can be found.
    public int donorCount() {
        return base.donorCount() + changedCount - gone.cardinality();
    }

    /// The first donor number of a row.
    public int firstDonor(int row) {
        return row < base.rowCount() ? base.start(row) : base.donorCount() + row - base.rowCount();
    }

    /// One more than the last donor number of a row.
    public int endDonor(int row) {
        return row < base.rowCount()
                ? base.start(row + 1)
                : base.donorCount() + row - base.rowCount() + 1;
    }

    /// Whether the donor was removed or replaced since.
    public boolean isGone(int donor) {
        return gone.get(donor);
    }

    /// The row with the typing of a donor.
    public int rowOf(int donor) {
        return donor < base.donorCount()
                ? base.rowOf(donor)
                : base.rowCount() + donor - base.donorCount();
    }

    /// All that is known of a donor but for the typing.
    public Donor donor(int donor) {
        return donor < base.donorCount()
                ? base.donor(donor)
                : changed.get(donor - base.donorCount()).donor;
    }

    /// What else is known of a donor, by name.
    public Map<String, String> attributes(int donor) {
        return donor < base.donorCount()
                ? base.attributes(donor)
                : changed.get(donor - base.donorCount()).donor.attributes();
    }

    /// One attribute of a donor; empty where there is none.
    public String attribute(int donor, String name) {
        return donor < base.donorCount()
                ? base.attribute(donor, name)
                : changed.get(donor - base.donorCount()).donor.attributes().getOrDefault(name, "");
    }

    /// The registry's identifier of a donor.
    public String id(int donor) {
        return donor < base.donorCount()
                ? base.id(donor)
                : changed.get(donor - base.donorCount()).donor.id();
    }

    private int flags(int donor) {
        return donor < base.donorCount()
                ? base.flags(donor)
                : changed.get(donor - base.donorCount()).flags;
    }

    /// Adult or cord blood unit.
    public Donor.Kind kind(int donor) {
        return DonorFlags.kind(flags(donor));
    }

    /// The donor's sex.
    public Donor.Sex sex(int donor) {
        return DonorFlags.sex(flags(donor));
    }

    /// The donor's blood group.
    public Donor.BloodGroup bloodGroup(int donor) {
        return DonorFlags.bloodGroup(flags(donor));
    }

    /// The donor's cytomegalovirus status.
    public Donor.Cmv cmv(int donor) {
        return DonorFlags.cmv(flags(donor));
    }

    /// Whether the donor can be asked.
    public Donor.Availability availability(int donor) {
        return DonorFlags.availability(flags(donor));
    }

    /// The registry that the donor comes from, may be empty.
    public String registryName(int donor) {
        return donor < base.donorCount()
                ? base.registryName(DonorFlags.registry(base.flags(donor)))
                : changed.get(donor - base.donorCount()).donor.registry();
    }

    /// The birth date as days since 1970, if known.
    public OptionalInt birthDay(int donor) {
        if (donor >= base.donorCount()) {
            return changed.get(donor - base.donorCount())
                    .donor
                    .birthDate()
                    .map(date -> OptionalInt.of((int) date.toEpochDay()))
                    .orElse(OptionalInt.empty());
        }
        int day = base.birthDay(donor);
        return day == RegistryBuilder.NO_BIRTH_DATE ? OptionalInt.empty() : OptionalInt.of(day);
    }

    /// The donor number of an id.
    public OptionalInt find(String id) {
        for (int i = changedCount - 1; i >= 0; i--) {
            int donor = base.donorCount() + i;
            if (!gone.get(donor) && changed.get(i).donor.id().equals(id)) {
                return OptionalInt.of(donor);
            }
        }
        int donor = base.find(id);
        return donor < 0 || gone.get(donor) ? OptionalInt.empty() : OptionalInt.of(donor);
    }
}
