package org.osteon.outcome.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.survival.EventTimes;

/// Survival of centres against a prediction range (outcomes reference, 16).
class CentrePredictionTest {
    private static final DesignMatrix NOTHING = new DesignMatrix(List.of(), new double[0][]);

    private static CentrePrediction.Result predict(
            EventTimes data, Groups centres, DesignMatrix x, long seed) {
        return CentrePrediction.predict(data, centres, x, 365, 0.95, seed, 2_000);
    }

    /// People of a centre of whom a share dies within the year, nobody censored before.
    private static void add(
            List<Double> time,
            List<Integer> event,
            List<String> centre,
            String name,
            int n,
            int die) {
        for (int i = 0; i < n; i++) {
            time.add(i < die ? 10.0 + i : 400.0);
            event.add(i < die ? 1 : 0);
            centre.add(name);
        }
    }

    private static EventTimes of(List<Double> time, List<Integer> event) {
        return EventTimes.of(
                time.stream().mapToDouble(Double::doubleValue).toArray(),
                event.stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void without_covariates_everybody_is_expected_as_the_whole_and_the_range_is_the_binomial_one() {
        List<Double> time = new ArrayList<>();
        List<Integer> event = new ArrayList<>();
        List<String> centre = new ArrayList<>();
        add(time, event, centre, "a", 100, 30);
        add(time, event, centre, "b", 400, 120);
        add(time, event, centre, "worse", 100, 60);
        CentrePrediction.Result result = predict(of(time, event), Groups.of(centre), NOTHING, 1);

        double whole = 1 - 210 / 600.0;
        assertThat(result.expected())
                .containsExactly(new double[] {whole, whole, whole}, within(1e-9));
        assertThat(result.observed()).containsExactly(new double[] {0.7, 0.7, 0.4}, within(1e-12));
        double error = 1.96 * Math.sqrt(whole * (1 - whole) / 400);
        assertThat(result.lower()[1]).isCloseTo(whole - error, within(0.006));
        assertThat(result.upper()[1]).isCloseTo(whole + error, within(0.006));
        assertThat(result.position(0)).isEqualTo("within");
        assertThat(result.position(2)).isEqualTo("below");
        assertThat(result.upper()[0] - result.lower()[0])
                .isGreaterThan(result.upper()[1] - result.lower()[1]);
    }

    @Test
    void what_people_differ_in_is_no_fault_of_the_centre_and_who_is_censored_counts() {
        SplittableRandom random = new SplittableRandom(7);
        int n = 600;
        double[] time = new double[n];
        int[] event = new int[n];
        double[] ill = new double[n];
        List<String> centre = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean hard = i % 2 == 0;
            // The one centre takes those who are worse off.
            ill[i] = random.nextDouble() < (hard ? 0.8 : 0.2) ? 1 : 0;
            centre.add(hard ? "hard" : "easy");
            double death = -Math.log(1 - random.nextDouble()) * (ill[i] == 1 ? 300 : 1500);
            double end = 100 + 600 * random.nextDouble();
            time[i] = Math.ceil(Math.min(death, end));
            event[i] = death <= end ? 1 : 0;
        }
        EventTimes data = EventTimes.of(time, event);
        Groups centres = Groups.of(centre);

        CentrePrediction.Result raw = predict(data, centres, NOTHING, 1);
        CentrePrediction.Result adjusted =
                predict(data, centres, new DesignMatrix(List.of("ill"), new double[][] {ill}), 1);

        int hard = raw.centre().indexOf("hard");
        assertThat(raw.position(hard)).isEqualTo("below");
        assertThat(adjusted.position(hard)).isEqualTo("within");
        assertThat(adjusted.n()[0] + adjusted.n()[1]).as("nobody is left out").isEqualTo(n);
        // Of a logistic model with an intercept, all that is expected sums to all pseudo-values.
        assertThat(adjusted.coef()).hasSize(2);
        assertThat(adjusted.coef()[1]).isNegative();
    }

    @Test
    void the_same_seed_gives_the_same_range_whatever_other_centres_there_are() {
        List<Double> time = new ArrayList<>();
        List<Integer> event = new ArrayList<>();
        List<String> centre = new ArrayList<>();
        add(time, event, centre, "a", 60, 20);
        add(time, event, centre, "b", 60, 20);
        EventTimes data = of(time, event);
        CentrePrediction.Result one = predict(data, Groups.of(centre), NOTHING, 5);
        CentrePrediction.Result again = predict(data, Groups.of(centre), NOTHING, 5);
        List<String> renamed = centre.stream().map(name -> name.equals("b") ? "c" : name).toList();
        CentrePrediction.Result other = predict(data, Groups.of(renamed), NOTHING, 5);

        assertThat(again.lower()).isEqualTo(one.lower());
        assertThat(other.lower()[0]).isEqualTo(one.lower()[0]);
        assertThat(predict(data, Groups.of(centre), NOTHING, 6).lower()).isNotEqualTo(one.lower());
    }
}
