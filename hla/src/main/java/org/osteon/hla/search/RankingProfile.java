package org.osteon.hla.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An order of the keys that rank donors (reference, section 17), read from the delivered table
/// `ranking-profiles.txt`. [DonorSearch] ranks by [#CONVENTIONAL] unless told otherwise.
///
/// @param id the name to ask for it by
/// @param title what it is called on a page
/// @param dissent for whom it holds, and what is said against it
/// @param keys in the order in which they decide; equals are ordered by the donor's id
public record RankingProfile(String id, String title, String dissent, List<Key> keys) {
    private static final List<String[]> LINES = lines();

    private static final List<RankingProfile> DELIVERED = read();

    /// HLA first.
    public static final RankingProfile CONVENTIONAL = named("conventional").orElseThrow();

    /// Post-transplant cyclophosphamide: the age of the donor before single mismatches.
    public static final RankingProfile PTCY = named("ptcy").orElseThrow();

    /// What a key looks at.
    public enum KeyKind {
        /// A donor-specific antibody for certain.
        ANTIBODY,
        /// An antibody of the patient that does not reach the threshold.
        WEAK_ANTIBODY,
        /// Whether so much of A, B, C and DRB1 can match as the centre asks for.
        FLOOR,
        /// The band of the donor's age; unknown last.
        AGE_BAND,
        /// Mismatches at best over the loci counted.
        MISMATCHES,
        /// Mismatches at best at A, B, C and DRB1, in groups.
        MATCH_GROUP,
        /// The preferred CMV status.
        CMV,
        /// P(0), then P(1), in steps of ten percent.
        PROBABILITY,
        /// Loci matched for certain.
        CERTAIN_MATCHES,
        /// Of relatives who share a haplotype: not a parent where a sibling or child is there, then
        /// no female donor for a male patient.
        RELATIVE,
        /// DPB1 permissiveness.
        DPB1,
        /// The kind of a single mismatch.
        SINGLE_MISMATCH,
        /// Of relatives: a mismatch at DRB1 in the graft-versus-host direction.
        DRB1_GVH,
        /// Mismatches at DQB1 and DRB3/4/5 where these are not counted.
        FURTHER_MISMATCHES,
        /// The donor's age in days; for cord units the nucleated cells.
        AGE,
        /// The preferred sex, CMV status and blood groups.
        PREFERENCES,
        /// Days until cells can be collected.
        DAYS_TO_COLLECTION,
        /// The donor's weight.
        WEIGHT
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

    /// The same without some keys, which somebody switched off.
    public RankingProfile without(Set<KeyKind> off) {
        return new RankingProfile(
                id,
                title,
                dissent,
                keys.stream().filter(key -> !off.contains(key.kind())).toList());
    }

    /// Whether a key decides here.
    public boolean has(KeyKind kind) {
        return keys.stream().anyMatch(key -> key.kind() == kind);
    }

    /// The delivered profiles, the default first.
    public static List<RankingProfile> all() {
        return DELIVERED;
    }

    /// The delivered profile of this name.
    public static Optional<RankingProfile> named(String id) {
        return DELIVERED.stream().filter(profile -> profile.id().equals(id)).findFirst();
    }

    /// The default for a patient: the profile of the prophylaxis that the plan orders. Empty where
    /// nothing is ordered that one is the default for.
    ///
    /// @param results of the patient's assessment, by name
    public static Optional<RankingProfile> ordered(Map<String, ?> results) {
        return LINES.stream()
                .filter(fields -> fields[0].equals("ordered"))
                .filter(fields ->
                        results.get(fields[2]) instanceof String ordered
                                && List.of(fields[3].split(",", -1)).contains(ordered))
                .findFirst()
                .flatMap(fields -> named(fields[1]));
    }

    private static List<RankingProfile> read() {
        return LINES.stream()
                .filter(fields -> fields[0].equals("profile"))
                .map(fields -> new RankingProfile(fields[1], fields[2], fields[3], keys(fields[1])))
                .toList();
    }

    private static List<String[]> lines() {
        try (var in =
                RankingProfile.class.getResourceAsStream("/org/osteon/hla/ranking-profiles.txt")) {
            if (in == null) {
                throw new IllegalStateException("ranking-profiles.txt was not delivered");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(";", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Key> keys(String profile) {
        return LINES.stream()
                .filter(fields -> fields[0].equals("key") && fields[1].equals(profile))
                .map(RankingProfile::key)
                .toList();
    }

    private static Key key(String[] fields) {
        List<Integer> limits =
                fields[3].isEmpty()
                        ? List.of()
                        : Arrays.stream(fields[3].split(",", -1)).map(Integer::valueOf).toList();
        return new Key(KeyKind.valueOf(fields[2]), limits, fields[4], fields[5], fields[6]);
    }
}
