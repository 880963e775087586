package org.osteon.outcome.multistate;

import java.util.ArrayList;
import java.util.List;
import org.osteon.outcome.UnusableInputException;

/// Who moved between which states when. Everyone starts in state 1 at time 0; the other states are
/// entered at a time with an indicator whether it was reached, along the allowed transitions.
public final class StateHistory {
    /// An allowed transition; states count from 1.
    ///
    /// @param from state left
    /// @param to state entered
    public record Transition(int from, int to) {}

    /// A stay in one state: at risk of leaving over `(start, stop]`.
    ///
    /// @param state the state
    /// @param start time of entering it
    /// @param stop time of leaving it or of the last observation
    /// @param to state entered at `stop`, 0 = censored
    public record Stay(int state, double start, double stop, int to) {}

    private final int states;
    private final List<Transition> transitions;
    private final List<Stay> stays;

    private StateHistory(int states, List<Transition> transitions, List<Stay> stays) {
        this.states = states;
        this.transitions = List.copyOf(transitions);
        this.stays = stays;
    }

    /// Builds the stays from a time and an indicator per state beyond the first.
    ///
    /// @param times per state 2, 3 ... the time per row
    /// @param reached per state 2, 3 ... whether the state was entered then (else it is the last
    ///   observation)
    public static StateHistory of(
            double[][] times, boolean[][] reached, List<Transition> transitions) {
        int states = times.length + 1;
        for (Transition t : transitions) {
            if (t.from() < 1
                    || t.from() > states
                    || t.to() < 2
                    || t.to() > states
                    || t.from() == t.to()) {
                throw new UnusableInputException(
                        "transition "
                                + t.from()
                                + ">"
                                + t.to()
                                + " does not lead between two of the states 1 to "
                                + states);
            }
        }
        List<Stay> stays = new ArrayList<>();
        for (int row = 0; row < times[0].length; row++) {
            addStays(times, reached, transitions, row, stays);
        }
        return new StateHistory(states, transitions, stays);
    }

    private static void addStays(
            double[][] times,
            boolean[][] reached,
            List<Transition> transitions,
            int row,
            List<Stay> stays) {
        int state = 1;
        double start = 0;
        for (int guard = 0; guard <= times.length; guard++) {
            int next = 0;
            double stop = Double.POSITIVE_INFINITY;
            double seenUntil = Double.POSITIVE_INFINITY;
            boolean leaves = false;
            for (Transition t : transitions) {
                if (t.from() != state) {
                    continue;
                }
                leaves = true;
                double time = times[t.to() - 2][row];
                if (!(time >= 0)) {
                    throw new UnusableInputException(
                            "row "
                                    + (row + 1)
                                    + " has time "
                                    + time
                                    + " for state "
                                    + t.to()
                                    + ": a number at or after 0 is needed");
                }
                if (reached[t.to() - 2][row] && time >= start && time < stop) {
                    stop = time;
                    next = t.to();
                }
                seenUntil = Math.min(seenUntil, time);
            }
            if (!leaves) {
                return;
            }
            if (next == 0) {
                stop = seenUntil;
            }
            if (stop > start || (stop == start && next != 0)) {
                stays.add(new Stay(state, start, stop, next));
            }
            if (next == 0) {
                return;
            }
            state = next;
            start = stop;
        }
    }

    /// The number of states.
    public int states() {
        return states;
    }

    /// The allowed transitions in the order given.
    public List<Transition> transitions() {
        return transitions;
    }

    /// All stays.
    public List<Stay> stays() {
        return stays;
    }

    /// How often each transition happened, in the order given.
    public int[] counts() {
        int[] counts = new int[transitions.size()];
        for (Stay stay : stays) {
            int at = transitions.indexOf(new Transition(stay.state(), stay.to()));
            if (at >= 0) {
                counts[at]++;
            }
        }
        return counts;
    }
}
