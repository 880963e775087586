package org.osteon.records.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.data.Csv;
import org.osteon.outcome.data.Table;
import org.osteon.records.words.Problem;

/// The rows of several sites are put together, or refused with the row that is wrong (K14).
class PooledSitesTest {
    private static final PoolDefinition DEFINITION =
            new PoolDefinition(
                    "knees",
                    "1",
                    "marrow-knee-injection",
                    "koos-pain",
                    "Month 12",
                    "arm",
                    "A",
                    "B",
                    List.of("sex"));

    private static String rows(String site, int n, double effect, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder csv =
                new StringBuilder(
                        "definition,site,person,age,treatments,arm,sex,baseline,value,day\n");
        for (int i = 0; i < n; i++) {
            boolean second = i % 2 == 1;
            double before = 40 + 10 * random.nextDouble();
            double value = before + 5 + (second ? effect : 0) + 8 * (random.nextDouble() - 0.5);
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%s,%s,%s%d,60,%d,%s,%s,%.4f,%.4f,365%n",
                            DEFINITION.digest(),
                            site,
                            site,
                            i,
                            i < 3 ? 4 : 1 + i % 2,
                            second ? "B" : "A",
                            random.nextBoolean() ? "female" : "male",
                            before,
                            value));
        }
        return csv.toString();
    }

    private static Table table(String csv) {
        return Csv.parse(csv.getBytes(StandardCharsets.UTF_8), "rows");
    }

    private static Map<String, Table> files(String... csv) {
        Map<String, Table> files = new LinkedHashMap<>();
        for (int i = 0; i < csv.length; i++) {
            files.put("site" + (i + 1) + ".csv", table(csv[i]));
        }
        return files;
    }

    @Test
    void sites_that_found_the_same_are_one_and_sites_that_did_not_are_told_apart() {
        PooledSites alike =
                PooledSites.of(
                        DEFINITION,
                        files(rows("n", 60, 6, 1), rows("s", 80, 6, 2), rows("w", 40, 6, 3)));
        PooledSites unlike =
                PooledSites.of(
                        DEFINITION,
                        files(rows("n", 60, 12, 1), rows("s", 80, 0, 2), rows("w", 40, 6, 3)));

        assertThat(alike.sites()).hasSize(3);
        assertThat(alike.effect().fixed().estimate()).isCloseTo(6, within(1.0));
        assertThat(alike.adjusted().difference()).isCloseTo(6, within(1.0));
        assertThat(alike.effect().heterogeneity().i2()).isLessThan(60);
        assertThat(unlike.effect().heterogeneity().i2()).isGreaterThan(90);
        assertThat(unlike.byHartungKnapp().random().upper())
                .as("three sites that disagree tell little")
                .isGreaterThan(unlike.effect().random().upper());
    }

    @Test
    void fewer_than_five_with_a_number_of_treatments_are_counted_and_no_more() {
        PooledSites pooled = PooledSites.of(DEFINITION, files(rows("n", 60, 6, 1)));

        assertThat(pooled.byTreatments().get("3 and more").n()).isEqualTo(3);
        assertThat(pooled.byTreatments().get("3 and more").change()).isNull();
        assertThat(pooled.byTreatments().get("1").change()).isNotNull();
        assertThat(pooled.warnings()).anyMatch(one -> one.contains("respond poorly"));
    }

    @Test
    void another_definition_a_site_twice_a_person_twice_and_an_impossible_day_are_refused() {
        String good = rows("n", 20, 6, 1);
        assertThatThrownBy(() ->
                        PooledSites.of(
                                DEFINITION, files(good.replace(DEFINITION.digest(), "other"))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("row 1")
                .hasMessageContaining("another definition");
        assertThatThrownBy(() -> PooledSites.of(DEFINITION, files(good, good)))
                .hasMessageContaining("site n came in another file");
        assertThatThrownBy(() -> PooledSites.of(DEFINITION, files(good.replace(",n1,", ",n0,"))))
                .hasMessageContaining("person n0 is there twice");
        assertThatThrownBy(() -> PooledSites.of(DEFINITION, files(good.replace(",365", ",-1"))))
                .hasMessageContaining("a day of -1");
    }

    @Test
    void a_definition_is_the_same_after_it_has_travelled_and_another_has_another_digest() {
        assertThat(PoolDefinition.read(DEFINITION.json())).isEqualTo(DEFINITION);
        assertThat(
                        new PoolDefinition(
                                        "knees",
                                        "2",
                                        "marrow-knee-injection",
                                        "koos-pain",
                                        "Month 12",
                                        "arm",
                                        "A",
                                        "B",
                                        List.of("sex"))
                                .digest())
                .isNotEqualTo(DEFINITION.digest());
    }
}
