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
        var donorImputations = new HashMap<String, Imputation>();
        var zs = new HashMap<String, Double>();
        var wrong = new ArrayList<String>();
        double sum0 = 0;
        double sum1 = 0;
        int found = 0;
        for (int i = 1; i <= 500; i++) {
            var patientId = "P%06d".formatted(i);
            var patient = patients.get(patientId);
            var imputation = imputer.impute(patient);
            if (!imputation.isRepresented()) {
                continue;
            }
            var near = Neighbourhood.of(imputation, patient, imputer);
            for (var entry : donors.entrySet()) {
                var donor = entry.getValue();
                double z = zs.computeIfAbsent(entry.getKey(), _ -> imputer.probability(donor));
                if (z == 0) {
                    continue;
                }
                double[] numerators = new double[2];
                boolean[][] allowed = new boolean[5][];
                for (int l = 0; l < 5; l++) {
                    allowed[l] = near.allowed(l, donor.at(set.loci().get(l)));
                }
                near.numerators(allowed, numerators);
                double p0 = numerators[0] / z;
                double p1 = numerators[1] / z;
                var key = patientId + ";" + entry.getKey();
                var row = expected.get(key);
                if (p0 <= 1e-9 && p1 <= 1e-9 && row == null) {
                    continue;
                }
                found++;
                sum0 += p0;
                sum1 += p1;
                var full =
                        MatchProbability.of(
                                imputation,
                                donorImputations.computeIfAbsent(
                                        entry.getKey(), _ -> imputer.impute(donor)));
                var values = new ArrayList<Double>();
                LOCI.forEach(locus -> values.add(full.byLocus().get(locus).zero()));
                values.add(full.total().one());
                values.add(full.total().zero());
                boolean same = row != null && Math.abs(p0 - row[6]) < TOLERANCE;
                for (int c = 0; row != null && c < row.length; c++) {
                    same &= Math.abs(values.get(c) - row[c]) < TOLERANCE;
                }
                same &= row != null && Math.abs(p1 - row[5]) < TOLERANCE;
                if (!same) {
                    wrong.add(
                            key
                                    + " "
                                    + values
                                    + " "
                                    + p0
                                    + " "
                                    + p1
                                    + " expected "
                                    + (row == null ? "nothing" : Arrays.toString(row)));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).isEqualTo(8_563).isEqualTo(expected.size());
        assertThat(sum0).isCloseTo(1359.376359, offset(1e-4));
        assertThat(sum1).isCloseTo(2755.439376, offset(1e-4));
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
