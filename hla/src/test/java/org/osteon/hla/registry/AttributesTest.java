package org.osteon.hla.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.hla.SharedData;

/// What else is known of a donor is found one by one as it is found in all, whether it was written
/// with the registry or came after.
class AttributesTest {
    private static final Map<String, String> KNOWN =
            Map.of(
                    Donor.RELATION,
                    "sibling",
                    Donor.WEIGHT,
                    "70.5",
                    "kg",
                    "1",
                    "bank",
                    "a weight_kg=3 in words");

    @TempDir Path folder;

    private static void holds(RegistryVersion version) {
        int donor = version.find("known").orElseThrow();
        assertThat(version.attributes(donor)).isEqualTo(KNOWN);
        KNOWN.forEach((name, value) ->
                assertThat(version.attribute(donor, name)).as(name).isEqualTo(value));
        assertThat(version.attribute(donor, Donor.DAYS_TO_COLLECTION)).isEmpty();
        assertThat(version.attribute(donor, "weight")).isEmpty();
        assertThat(version.attribute(version.find("plain").orElseThrow(), "bank")).isEmpty();
    }

    private static Donor known() {
        Donor plain = Donor.adult("known");
        return new Donor(
                plain.id(),
                plain.kind(),
                plain.birthDate(),
                plain.sex(),
                plain.bloodGroup(),
                plain.cmv(),
                plain.availability(),
                plain.registry(),
                KNOWN);
    }

    @Test
    void one_attribute_is_what_all_of_them_say() throws IOException {
        var reader = SharedData.reader();
        var typing = reader.glString("A*01:01+A*02:01").value();
        try (var writer = Registry.writer(folder, reader)) {
            writer.put(known(), typing);
            writer.put(Donor.adult("plain"), typing);
            writer.commit();
        }
        try (var registry = Registry.open(folder, reader)) {
            holds(registry.version());
        }
        try (var writer = Registry.writer(folder, reader)) {
            writer.put(Donor.adult("another"), typing);
            writer.commit();
        }
        try (var registry = Registry.open(folder, reader)) {
            holds(registry.version());
        }
    }
}
