package org.osteon.hla.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Gene;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;
import org.osteon.hla.typing.TypingReader.Fields;

/// H3: 60 patients against 400 donors with typings in every form; expected counts come from an
/// independent program.
class MixedTypingsTest {
    @Test
    void every_pair_has_the_expected_ranges_at_every_locus() {
        var patients = subjects("mixed/mixed-patients.csv");
        var donors = subjects("mixed/mixed-donors.csv");
        var wrong = new ArrayList<String>();
        int pairs = 0;
        for (String line : SharedData.lines("mixed/mixed-expected.csv.gz")) {
            if (line.startsWith("PatientId")) {
                continue;
            }
            var columns = line.split(";", -1);
            var patient = patients.get(columns[0]);
            var donor = donors.get(columns[1]);
            var comparison = Comparison.of(patient, donor, Locus.TEN);
            var found = new ArrayList<Object>();
            for (Locus locus : Locus.TEN) {
                var match = comparison.at(locus);
                for (Range range :
                        List.of(
                                match.mismatches(),
                                match.graftVersusHost(),
                                match.hostVersusGraft())) {
                    found.add(range.min());
                    found.add(range.max());
                }
            }
            found.add(comparison.mismatches().min());
            found.add(comparison.mismatches().max());
            var text = String.join(";", found.stream().map(String::valueOf).toList());
            if (!line.endsWith(";" + text)) {
                wrong.add(line + " but " + text + " for " + patient + " and " + donor);
            }
            pairs++;
        }
        assertThat(wrong).isEmpty();
        assertThat(pairs).isEqualTo(24_000);
    }

    private static Map<String, Typing> subjects(String file) {
        var subjects = new LinkedHashMap<String, Typing>();
        for (String line : SharedData.lines(file)) {
            var columns = line.split(";", -1);
            if (columns[0].equals("ID")) {
                continue;
            }
            var fields = new EnumMap<Gene, Fields>(Gene.class);
            var genes = List.of(Gene.A, Gene.B, Gene.C, Gene.DRB1, Gene.DQB1);
            for (int i = 0; i < genes.size(); i++) {
                fields.put(genes.get(i), new Fields(columns[1 + 2 * i], columns[2 + 2 * i]));
            }
            var reading = SharedData.reader().fields(fields);
            assertThat(reading.hasError()).as("%s %s", line, reading.findings()).isFalse();
            subjects.put(columns[0], reading.value());
        }
        return subjects;
    }
}
