package org.osteon.hla.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// An order of the keys that rank donors (reference, section 17), read from the delivered table
/// `ranking-profiles.txt`. The keys of [#CONVENTIONAL] describe the order that [DonorSearch] ranks
/// by unless told otherwise; those of another profile are ranked by in the order of the table.
///
/// @param id the name to ask for it by
/// @param keys in the order in which they decide
public record RankingProfile(String id, List<Key> keys) {
    /// HLA first.
    public static final RankingProfile CONVENTIONAL = named("conventional").orElseThrow();

    /// Post-transplant cyclophosphamide: the age of the donor before single mismatches.
    public static final RankingProfile PTCY = named("ptcy").orElseThrow();

    /// What a key looks at.
    public enum KeyKind {
        /// A donor-specific antibody for certain.
        ANTIBODY,
        /// The band of the donor's age; unknown last.
        AGE_BAND,
        /// Mismatches at best, one by one or in groups.
        MISMATCHES,
        /// The preferred CMV status.
        CMV,
        /// P(0), then P(1), in steps of ten percent.
        PROBABILITY,
        /// Loci matched for certain.
        CERTAIN_MATCHES,
        /// DPB1 permissiveness.
        DPB1,
        /// The kind of a single mismatch.
        SINGLE_MISMATCH
    }

    /// One key.
    ///
    /// @param limits where a band or group begins, rising; empty where the key has none
    /// @param explanation what is better, for the page
    /// @param source what it rests on
    /// @param certainty A to C as the reference grades it
    public record Key(
            KeyKind kind,
            List<Integer> limits,
            String explanation,
            String source,
            String certainty) {}

    /// The delivered profile of this name.
    public static Optional<RankingProfile> named(String id) {
        try (var in =
                RankingProfile.class.getResourceAsStream("/org/osteon/hla/ranking-profiles.txt")) {
            if (in == null) {
                throw new IllegalStateException("ranking-profiles.txt was not delivered");
            }
            var keys = new ArrayList<Key>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(";", -1))
                    .filter(fields -> fields[0].equals(id))
                    .forEach(fields -> keys.add(key(fields)));
            return keys.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new RankingProfile(id, List.copyOf(keys)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Key key(String[] fields) {
        List<Integer> limits =
                fields[2].isEmpty()
                        ? List.of()
                        : Arrays.stream(fields[2].split(",", -1)).map(Integer::valueOf).toList();
        return new Key(KeyKind.valueOf(fields[1]), limits, fields[3], fields[4], fields[5]);
    }
}
