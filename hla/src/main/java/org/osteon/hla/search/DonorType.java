package org.osteon.hla.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A type of donor, read from the delivered table `donor-types.txt`. Types are compared, never
/// ranked against each other (reference, section 17.3).
///
/// @param id the name in JSON
/// @param fewest mismatches at best at A, B, C and DRB1, from here
/// @param most to here
/// @param title what it is called on a page
/// @param known what is known of results, with numbers and their source's size
/// @param needs what it asks for
/// @param unknown what is not known, or against it
public record DonorType(
        String id,
        Kind kind,
        int fewest,
        int most,
        String title,
        String known,
        List<String> needs,
        List<String> unknown) {
    private static final List<DonorType> DELIVERED = read();

    /// Who belongs to a type.
    public enum Kind {
        /// Brothers and sisters.
        SIBLING,
        /// Adults not related.
        UNRELATED,
        /// Relatives who share a haplotype.
        HAPLOIDENTICAL,
        /// Cord blood units.
        CORD
    }

    /// The delivered types, in the order in which they are shown.
    public static List<DonorType> all() {
        return DELIVERED;
    }

    private static List<DonorType> read() {
        try (var in = DonorType.class.getResourceAsStream("/org/osteon/hla/donor-types.txt")) {
            if (in == null) {
                throw new IllegalStateException("donor-types.txt was not delivered");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(";", -1))
                    .map(DonorType::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DonorType of(String[] fields) {
        return new DonorType(
                fields[0],
                Kind.valueOf(fields[1].toUpperCase(Locale.ROOT)),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                fields[4],
                fields[5],
                list(fields[6]),
                list(fields[7]));
    }

    private static List<String> list(String field) {
        return Arrays.stream(field.split("\\|", -1)).filter(one -> !one.isEmpty()).toList();
    }
}
