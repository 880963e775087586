package org.osteon.hla.frequency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osteon.hla.SharedData;
import org.osteon.hla.nomenclature.Locus;
import org.osteon.hla.typing.Typing;

/// H3: the WMDA validation study, task 3: patients 1 to 500 against 10 000 donors. Every
/// probability above zero must be there and right, and no other.
class WmdaTaskThreeTest {
    private static final double TOLERANCE = 1e-6;
    private static final List<Locus> LOCI =
            List.of(Locus.A, Locus.C, Locus.B, Locus.DRB1, Locus.DQB1);

    @Test
    void every_pair_of_the_study_has_its_probabilities() throws IOException {
        var set =
                new FrequencyReader(SharedData.reader())
                        .read(SharedData.path("frequencies/CAU.freqs.gz"), Optional.empty());
        var imputer = new Imputer(set, LOCI, false);
        var donors = typings("wmda/don.gl.txt.gz");
        donors.remove("D004016");
        var patients = typings("wmda/pat.gl.txt.gz");
        var expected = expected();
        var donorIds = List.copyOf(donors.keySet());
        var cohort = new CohortPrediction(imputer, List.copyOf(donors.values()));
        var wrong = new ArrayList<String>();
        double[] sums = new double[2];
        int[] found = new int[1];
        for (int i = 1; i <= 500; i++) {
            var patientId = "P%06d".formatted(i);
            cohort.predict(
                    patients.get(patientId),
                    pair -> {
                        found[0]++;
                        var total = pair.probability().total();
                        sums[0] += total.zero();
                        sums[1] += total.one();
                        var key = patientId + ";" + donorIds.get(pair.donor());
                        var values = new ArrayList<Double>();
                        LOCI.forEach(locus ->
                                values.add(pair.probability().byLocus().get(locus).zero()));
                        values.add(total.one());
                        values.add(total.zero());
                        var row = expected.get(key);
                        boolean same = row != null;
                        for (int c = 0; row != null && c < row.length; c++) {
                            same &= Math.abs(values.get(c) - row[c]) < TOLERANCE;
                        }
                        if (!same) {
                            wrong.add(key + " " + values + " expected " + Arrays.toString(row));
                        }
                    });
        }
        assertThat(wrong).isEmpty();
        assertThat(found[0]).isEqualTo(8_563).isEqualTo(expected.size());
        assertThat(sums[0]).isCloseTo(1359.376359, offset(1e-4));
        assertThat(sums[1]).isCloseTo(2755.439376, offset(1e-4));
    }

    private static Map<String, Typing> typings(String file) {
        var typings = new LinkedHashMap<String, Typing>();
        for (String line : SharedData.lines(file)) {
            int percent = line.indexOf('%');
            var reading = SharedData.reader().glString(line.substring(percent + 1));
            assertThat(reading.hasError()).as("%s", reading.findings()).isFalse();
            typings.put(line.substring(0, percent), reading.value());
        }
        return typings;
    }

    private static Map<String, double[]> expected() {
        var rows = new HashMap<String, double[]>();
        for (String line : SharedData.lines("wmda/set3-nonzero-dev.csv.gz")) {
            var columns = line.split(";", -1);
            if (!columns[0].equals("PatientId")) {
                double[] values = new double[7];
                for (int i = 0; i < 7; i++) {
                    values[i] = Double.parseDouble(columns[i + 2]);
                }
                rows.put(columns[0] + ";" + columns[1], values);
            }
        }
        return rows;
    }
}
