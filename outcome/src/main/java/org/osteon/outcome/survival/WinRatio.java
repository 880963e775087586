package org.osteon.outcome.survival;

import java.util.List;
import org.osteon.outcome.UnusableInputException;
import org.osteon.outcome.data.Groups;

/// The win ratio of a hierarchy of times to events (Pocock, Ariti, Collier and Wang 2012): each
/// patient of one group against each of the other; the most important level that decides, decides.
public final class WinRatio {
    private WinRatio() {}

    /// Pairs won, lost and tied by the group of interest.
    ///
    /// @param wins pairs won
    /// @param losses pairs lost
    /// @param ties pairs not decided at any level
    /// @param winRatio wins / losses, `NaN` without losses
    /// @param netBenefit (wins - losses) / pairs
    /// @param winOdds (wins + ties/2) / (losses + ties/2)
    /// @param winsByLevel wins decided at each level
    /// @param lossesByLevel losses decided at each level
    public record Result(
            long wins,
            long losses,
            long ties,
            double winRatio,
            double netBenefit,
            double winOdds,
            long[] winsByLevel,
            long[] lossesByLevel) {}

    /// Compares group 1 with the reference group 0 of two groups. At a level the first of the pair
    /// wins if the other has the event strictly before the first one's time at that level.
    ///
    /// @param levels the most important first
    public static Result compare(List<EventTimes> levels, Groups groups) {
        if (groups.count() != 2) {
            throw new UnusableInputException(
                    "a win ratio compares two groups, not " + groups.labels());
        }
        int[] reference = groups.rowsOf(0);
        int[] interest = groups.rowsOf(1);
        int depth = levels.size();
        double[][] time = new double[depth][];
        int[][] event = new int[depth][];
        for (int l = 0; l < depth; l++) {
            time[l] = levels.get(l).times();
            event[l] = new int[time[l].length];
            for (int i = 0; i < event[l].length; i++) {
                event[l][i] = levels.get(l).event(i);
            }
        }
        long[] wins = new long[depth];
        long[] losses = new long[depth];
        for (int i : interest) {
            for (int j : reference) {
                for (int l = 0; l < depth; l++) {
                    if (event[l][j] != 0 && time[l][j] < time[l][i]) {
                        wins[l]++;
                        break;
                    }
                    if (event[l][i] != 0 && time[l][i] < time[l][j]) {
                        losses[l]++;
                        break;
                    }
                }
            }
        }
        long won = java.util.Arrays.stream(wins).sum();
        long lost = java.util.Arrays.stream(losses).sum();
        long pairs = (long) interest.length * reference.length;
        long tied = pairs - won - lost;
        return new Result(
                won,
                lost,
                tied,
                lost == 0 ? Double.NaN : (double) won / lost,
                (double) (won - lost) / pairs,
                (won + tied / 2.0) / (lost + tied / 2.0),
                wins,
                losses);
    }
}
