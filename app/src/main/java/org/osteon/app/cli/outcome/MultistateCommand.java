package org.osteon.app.cli.outcome;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osteon.outcome.data.Table;
import org.osteon.outcome.multistate.OccupationProbabilities;
import org.osteon.outcome.multistate.StateHistory;
import org.osteon.records.words.Problem;
import org.osteon.report.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `outcome multistate`.
@Command(
        name = "multistate",
        header = "State occupation probabilities; everyone starts in state 1.",
        footer = {
            "",
            "Example:",
            "  osteon outcome multistate --data t.csv --states \"2=prtime:prstat,3=rfstime:rfsstat\" --transitions \"1>2,1>3,2>3\" --at 100,365"
        })
final class MultistateCommand extends StatisticCommand {
    private static final Pattern STATE = Pattern.compile("(\\d+)=(.+):(.+)");
    private static final Pattern TRANSITION = Pattern.compile("(\\d+)>(\\d+)");

    @Mixin private DataOptions data;

    @Option(
            names = "--states",
            required = true,
            split = ",",
            paramLabel = "N=TIME:EVENT",
            description = "columns of each state beyond 1")
    private List<String> states = List.of();

    @Option(
            names = "--transitions",
            required = true,
            split = ",",
            paramLabel = "FROM>TO",
            description = "allowed transitions")
    private List<String> transitions = List.of();

    @Option(
            names = "--from",
            defaultValue = "0",
            paramLabel = "TIME",
            description = "time from which to predict; default 0")
    private double from;

    @Option(
            names = "--at",
            required = true,
            split = ",",
            paramLabel = "TIME",
            description = "display times, ascending")
    private double[] at = {};

    @Option(
            names = "--variance",
            defaultValue = "greenwood",
            paramLabel = "KIND",
            description = "greenwood (default) or aalen")
    private OccupationProbabilities.Variance variance;

    @Option(
            names = "--from-state",
            paramLabel = "N",
            description = "only this starting state; default: every one that can be left")
    private @Nullable Integer fromState;

    @Override
    Object result() throws IOException {
        TreeMap<Integer, String[]> columns = new TreeMap<>();
        List<String> needed = new ArrayList<>();
        for (String state : states) {
            var parts = STATE.matcher(state);
            if (!parts.matches()) {
                throw Problem.unusable("--states is written N=TIME:EVENT, not " + state);
            }
            columns.put(
                    Integer.parseInt(parts.group(1)),
                    new String[] {parts.group(2), parts.group(3)});
            needed.add(parts.group(2));
            needed.add(parts.group(3));
        }
        Table table = data.complete(this, needed);
        double[][] times = new double[columns.size()][];
        boolean[][] reached = new boolean[columns.size()][table.rows()];
        int expected = 2;
        for (var entry : columns.entrySet()) {
            if (entry.getKey() != expected) {
                throw Problem.unusable(
                        "states beyond 1 are numbered 2, 3 ... without a gap: " + columns.keySet());
            }
            times[expected - 2] = table.numbers(entry.getValue()[0]);
            int[] events = TimeOptions.codes(table, entry.getValue()[1]);
            for (int i = 0; i < events.length; i++) {
                reached[expected - 2][i] = events[i] != 0;
            }
            expected++;
        }
        List<StateHistory.Transition> allowed = new ArrayList<>();
        for (String transition : transitions) {
            var parts = TRANSITION.matcher(transition);
            if (!parts.matches()) {
                throw Problem.unusable("--transitions is written FROM>TO, not " + transition);
            }
            allowed.add(
                    new StateHistory.Transition(
                            Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))));
        }
        var result =
                OccupationProbabilities.estimate(
                        StateHistory.of(times, reached, allowed), from, at, variance);
        ObjectNode tree = (ObjectNode) ResultJson.tree(result);
        if (fromState != null) {
            List<Integer> leavable =
                    allowed.stream()
                            .map(StateHistory.Transition::from)
                            .distinct()
                            .sorted()
                            .toList();
            int position = leavable.indexOf(fromState);
            if (position < 0) {
                throw Problem.unusable(
                        "state " + fromState + " cannot be left: " + leavable + " can");
            }
            ArrayNode one = tree.arrayNode();
            one.add(tree.path("fromState").get(position));
            tree.set("fromState", one);
        }
        return tree;
    }
}
