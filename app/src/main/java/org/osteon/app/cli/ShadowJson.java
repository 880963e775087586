package org.osteon.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import org.osteon.records.knowledge.AnswerDifference;
import org.osteon.records.knowledge.RuleStand;
import org.osteon.records.knowledge.ShadowRun;

/// A shadow run for programs.
final class ShadowJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ShadowJson() {}

    /// @param charts how many were asked
    /// @param unread ids of those that could not be read
    static String of(
            ShadowRun run,
            LocalDate day,
            long charts,
            List<AnswerDifference> found,
            List<String> unread) {
        ObjectNode root = JSON.createObjectNode();
        root.put("asOf", day.toString()).put("charts", charts);
        ArrayNode pathways = root.putArray("pathways");
        for (ShadowRun.Rules rules : run.rules()) {
            ObjectNode one =
                    pathways.addObject()
                            .put("pathway", rules.pathway())
                            .put("before", rules.before())
                            .put("after", rules.after())
                            .put("same", rules.isSame());
            texts(one, "added", rules.added());
            texts(one, "removed", rules.removed());
            ArrayNode changed = one.putArray("changed");
            run.changed(rules)
                    .forEach(rule -> {
                        ObjectNode told = changed.addObject().put("rule", rule.code());
                        for (RuleStand.Difference part : rule.parts()) {
                            told.withArray("parts")
                                    .addObject()
                                    .put("part", part.part())
                                    .put("before", part.before())
                                    .put("after", part.after());
                        }
                    });
        }
        ArrayNode answers = root.putArray("answers");
        found.forEach(one -> answer(answers.addObject(), one));
        texts(root, "unreadable", unread);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    private static void answer(ObjectNode to, AnswerDifference one) {
        to.put("chart", one.chart())
                .put("pathway", one.pathway())
                .put("before", one.before())
                .put("after", one.after());
        texts(to, "raised", one.raised());
        texts(to, "gone", one.gone());
        ArrayNode criteria = to.putArray("criteria");
        one.criteria()
                .forEach(moved ->
                        criteria.addObject()
                                .put("criterion", moved.id())
                                .put("before", moved.before())
                                .put("after", moved.after()));
        texts(to, "results", one.results());
        to.put("plan", one.plan());
    }

    private static void texts(ObjectNode to, String name, List<String> texts) {
        texts.forEach(to.putArray(name)::add);
    }
}
