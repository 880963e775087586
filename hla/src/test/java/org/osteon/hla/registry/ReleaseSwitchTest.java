package org.osteon.hla.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.nomenclature.MultipleAlleleCodes;
import org.osteon.hla.nomenclature.Release;
import org.osteon.hla.nomenclature.ReleaseFiles;
import org.osteon.hla.typing.TypingReader;

/// H3: another release re-reads typings, donors stay where they are.
class ReleaseSwitchTest {
    @TempDir private Path folder;

    @Test
    void an_older_release_reads_newer_names_as_untyped_and_back() throws IOException {
        var latest = SharedData.reader();
        var old =
                new TypingReader(
                        Release.read(ReleaseFiles.folder(SharedData.path("imgt-3.44.0"))),
                        MultipleAlleleCodes.delivered());
        assertThat(old.release().version()).isEqualTo("3.44.0");
        var typing = latest.glString("A*01:01+A*02:1089^B*08:01+B*44:02").value();
        try (var writer = Registry.writer(folder, latest)) {
            writer.put(Donor.adult("one"), typing);
            writer.put(Donor.adult("two"), latest.glString("A*01:01+A*02:01").value());
            writer.commit();
        }
        try (var registry = Registry.open(folder, latest)) {
            var before = registry.version();
            registry.switchRelease(old);
            var after = registry.version();
            int row = after.rowOf(after.find("one").orElseThrow());
            assertThat(after.typing(row).at(Locus.A).isTyped()).isFalse();
            assertThat(after.typing(row).at(Locus.B).text()).isEqualTo("B*08:01+B*44:02");
            assertThat(before.typing(row).at(Locus.A).text()).isEqualTo("A*01:01+A*02:1089");
            assertThat(ReleaseChange.reread(before, after, 10))
                    .extracting(ReleaseChange.Reread::typing)
                    .contains("A*01:01+A*02:1089");
            assertThat(
                            ReleaseChange.donorsWithOtherCounts(
                                    before,
                                    latest.glString("A*01:01+A*02:01").value(),
                                    after,
                                    old.glString("A*01:01+A*02:01").value(),
                                    Locus.TEN))
                    .isOne();
            registry.switchRelease(latest);
            assertThat(registry.version().typing(row).at(Locus.A).text())
                    .isEqualTo("A*01:01+A*02:1089");
        }
    }
}
