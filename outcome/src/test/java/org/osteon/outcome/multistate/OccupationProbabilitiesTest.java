package org.osteon.outcome.multistate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.competing.IncidenceCurve;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.multistate.OccupationProbabilities.Variance;
import org.osteon.outcome.multistate.StateHistory.Transition;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.SurvivalCurve;

/// What must hold of occupation probabilities, whatever the data (C10).
class OccupationProbabilitiesTest {
    private static final List<Transition> ILLNESS_AND_DEATH =
            List.of(new Transition(1, 2), new Transition(1, 3), new Transition(2, 3));

    /// Everybody is seen until death: 1 to 6 fall ill first, 7 to 10 do not.
    private static final double[] ILL = {1, 2, 2, 4, 5, 6, 3, 4, 7, 8};

    private static final double[] DEAD = {3, 3, 6, 7, 9, 9, 3, 4, 7, 8};
    private static final boolean[] FELL_ILL = {
        true, true, true, true, true, true, false, false, false, false
    };
    private static final boolean[] ALL = {
        true, true, true, true, true, true, true, true, true, true
    };

    private static StateHistory everybodySeen() {
        return StateHistory.of(
                new double[][] {ILL, DEAD}, new boolean[][] {FELL_ILL, ALL}, ILLNESS_AND_DEATH);
    }

    @Test
    void without_censoring_it_is_the_share_that_is_there_with_the_error_of_a_share() {
        double[] at = IntStream.rangeClosed(0, 9).asDoubleStream().toArray();

        var result = OccupationProbabilities.estimate(everybodySeen(), 0, at, Variance.GREENWOOD);
        Map<String, double[]> fromHealth = result.fromState().getFirst();

        assertThat(result.times()).containsExactly(at);
        assertThat(result.transitions()).containsExactly(6, 4, 6);
        for (int i = 0; i < at.length; i++) {
            double[] shares = shares(at[i]);
            for (int state = 1; state <= 3; state++) {
                double share = shares[state - 1];
                assertThat(of(fromHealth, "pstate" + state)[i])
                        .as("state %s at %s", state, at[i])
                        .isCloseTo(share, within(1e-12));
                double error = of(fromHealth, "se" + state)[i];
                assertThat(error * error)
                        .as("variance of state %s at %s", state, at[i])
                        .isCloseTo(share * (1 - share) / 10, within(1e-15));
            }
        }
    }

    private static double[] shares(double at) {
        double[] shares = new double[3];
        for (int i = 0; i < ILL.length; i++) {
            int state = DEAD[i] <= at ? 3 : FELL_ILL[i] && ILL[i] <= at ? 2 : 1;
            shares[state - 1]++;
        }
        for (int state = 0; state < shares.length; state++) {
            shares[state] /= ILL.length;
        }
        return shares;
    }

    @Test
    void from_a_later_start_it_is_the_share_of_those_who_were_in_that_state_then() {
        double[] at = {3, 5, 9};

        var result = OccupationProbabilities.estimate(everybodySeen(), 3, at, Variance.GREENWOOD);

        // On day 3 four are healthy and unhurt by then: 4, 5, 6, 8, 9, 10 without the ill and dead.
        Map<String, double[]> fromHealth = result.fromState().getFirst();
        assertThat(of(fromHealth, "pstate1"))
                .containsExactly(new double[] {1, 3 / 6.0, 0}, within(1e-12));
        assertThat(of(fromHealth, "pstate2"))
                .containsExactly(new double[] {0, 2 / 6.0, 0}, within(1e-12));
        // One was ill on day 3 and died on day 6; those who fell ill later keep that day.
        Map<String, double[]> fromIllness = result.fromState().get(1);
        assertThat(of(fromIllness, "pstate2"))
                .containsExactly(new double[] {1, 1, 0}, within(1e-12));
        assertThat(of(fromIllness, "pstate1")).containsExactly(0, 0, 0);
        assertThat(result.fromState()).as("nobody leaves death").hasSize(2);
    }

    @Test
    void two_states_are_a_survival_curve_with_greenwoods_error() {
        double[] time = {1, 2, 2, 3, 4, 4, 5, 7};
        boolean[] died = {true, false, true, true, false, true, true, false};
        double[] at = {1, 2, 3.5, 5, 7};

        Map<String, double[]> found =
                OccupationProbabilities.estimate(
                                StateHistory.of(
                                        new double[][] {time},
                                        new boolean[][] {died},
                                        List.of(new Transition(1, 2))),
                                0,
                                at,
                                Variance.GREENWOOD)
                        .fromState()
                        .getFirst();

        SurvivalCurve curve =
                KaplanMeier.curves(EventTimes.of(time, events(died, died)), Groups.single(8))
                        .getFirst();
        for (int i = 0; i < at.length; i++) {
            assertThat(of(found, "pstate1")[i]).isCloseTo(curve.survivalAt(at[i]), within(1e-12));
            assertThat(of(found, "pstate2")[i])
                    .isCloseTo(1 - curve.survivalAt(at[i]), within(1e-12));
            assertThat(of(found, "se1")[i]).isCloseTo(curve.standardErrorAt(at[i]), within(1e-12));
            assertThat(of(found, "se2")[i]).isCloseTo(curve.standardErrorAt(at[i]), within(1e-12));
        }
    }

    @Test
    void two_ways_out_are_the_incidences_of_competing_risks() {
        double[] time = {1, 2, 2, 3, 4, 4, 5, 7};
        boolean[] relapsed = {true, false, false, true, false, false, true, false};
        boolean[] died = {false, true, false, false, false, true, false, true};
        double[] at = {1, 2, 4, 7};

        Map<String, double[]> found =
                OccupationProbabilities.estimate(
                                StateHistory.of(
                                        new double[][] {time, time},
                                        new boolean[][] {relapsed, died},
                                        List.of(new Transition(1, 2), new Transition(1, 3))),
                                0,
                                at,
                                Variance.AALEN)
                        .fromState()
                        .getFirst();

        EventTimes events = EventTimes.of(time, events(relapsed, died));
        for (int i = 0; i < at.length; i++) {
            assertThat(of(found, "pstate2")[i])
                    .isCloseTo(new IncidenceCurve(events, 1).at(at[i]), within(1e-12));
            assertThat(of(found, "pstate3")[i])
                    .isCloseTo(new IncidenceCurve(events, 2).at(at[i]), within(1e-12));
        }
    }

    /// By hand: one of three leaves at 1, one of the two left at 2. Aalen's variance of the hazard
    /// is 1/9, then 1/9 + 1/4, times the squared survival after the step.
    @Test
    void aalens_error_takes_the_increments_as_independent() {
        Map<String, double[]> found =
                OccupationProbabilities.estimate(
                                StateHistory.of(
                                        new double[][] {{1, 2, 3}},
                                        new boolean[][] {{true, true, false}},
                                        List.of(new Transition(1, 2))),
                                0,
                                new double[] {0.5, 1, 2},
                                Variance.AALEN)
                        .fromState()
                        .getFirst();

        assertThat(of(found, "pstate1"))
                .containsExactly(new double[] {1, 2 / 3.0, 1 / 3.0}, within(1e-12));
        assertThat(of(found, "se1"))
                .containsExactly(
                        new double[] {0, 2 / 3.0 / 3, Math.sqrt(1 / 9.0 * 4 / 9 / 4 + 1 / 4.0 / 9)},
                        within(1e-12));
    }

    @Test
    void a_state_entered_and_left_on_one_day_is_a_stay_of_no_length() {
        StateHistory history =
                StateHistory.of(
                        new double[][] {{2, 3}, {2, 3}},
                        new boolean[][] {{true, false}, {true, true}},
                        ILLNESS_AND_DEATH);

        assertThat(history.stays())
                .containsExactly(
                        new StateHistory.Stay(1, 0, 2, 2),
                        new StateHistory.Stay(2, 2, 2, 3),
                        new StateHistory.Stay(1, 0, 3, 3));
        assertThat(history.counts()).containsExactly(1, 1, 1);
        assertThat(history.states()).isEqualTo(3);
        assertThat(history.transitions()).isEqualTo(ILLNESS_AND_DEATH);
    }

    @Test
    void who_is_seen_on_the_day_of_an_event_is_at_risk_and_who_was_never_seen_is_not() {
        StateHistory history =
                StateHistory.of(
                        new double[][] {{2, 2, 0}},
                        new boolean[][] {{true, false, false}},
                        List.of(new Transition(1, 2)));

        assertThat(history.stays())
                .as("nobody is at risk who was seen for no time")
                .containsExactly(
                        new StateHistory.Stay(1, 0, 2, 2), new StateHistory.Stay(1, 0, 2, 0));
        assertThat(
                        of(
                                OccupationProbabilities.estimate(
                                                history, 0, new double[] {2}, Variance.AALEN)
                                        .fromState()
                                        .getFirst(),
                                "pstate2"))
                .containsExactly(0.5);
    }

    @Test
    void what_cannot_be_is_refused_by_its_value() {
        assertThatThrownBy(() -> history(new Transition(1, 4)))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("transition 1>4")
                .hasMessageContaining("states 1 to 3");
        for (Transition impossible :
                List.of(
                        new Transition(0, 2),
                        new Transition(4, 2),
                        new Transition(2, 1),
                        new Transition(2, 2))) {
            assertThatThrownBy(() -> history(impossible))
                    .isInstanceOf(UnusableInputException.class)
                    .hasMessageContaining(impossible.from() + ">" + impossible.to());
        }
        assertThatThrownBy(() ->
                        StateHistory.of(
                                new double[][] {{1, Double.NaN}},
                                new boolean[][] {{true, false}},
                                List.of(new Transition(1, 2))))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("row 2 has time NaN for state 2");
        assertThatThrownBy(() ->
                        StateHistory.of(
                                new double[][] {{-1}},
                                new boolean[][] {{true}},
                                List.of(new Transition(1, 2))))
                .hasMessageContaining("-1");
        assertThatThrownBy(() ->
                        OccupationProbabilities.estimate(
                                everybodySeen(), 3, new double[] {2}, Variance.AALEN))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("not lie before 3.0");
        assertThatThrownBy(() ->
                        OccupationProbabilities.estimate(
                                everybodySeen(), 0, new double[] {4, 2}, Variance.AALEN))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageContaining("ascend");
        assertThat(
                        OccupationProbabilities.estimate(
                                        everybodySeen(), 3, new double[] {3, 3}, Variance.AALEN)
                                .times())
                .containsExactly(3, 3);
    }

    private static StateHistory history(Transition transition) {
        return StateHistory.of(
                new double[][] {{1}, {2}}, new boolean[][] {{true}, {true}}, List.of(transition));
    }

    private static int[] events(boolean[] first, boolean[] second) {
        return IntStream.range(0, first.length)
                .map(i -> first[i] ? 1 : second[i] ? 2 : 0)
                .toArray();
    }

    private static double[] of(Map<String, double[]> named, String name) {
        return java.util.Objects.requireNonNull(named.get(name));
    }
}
