package org.osteon.workflow.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;
import org.osteon.workflow.desk.Tone;

/// What a pathway would say if the answers were on the chart, beside what it says now.
///
/// @param pathway its title
/// @param before the decision now, in words; empty where there is none
/// @param after the decision then
/// @param gained findings that come
/// @param lost findings that go
/// @param closed things of the plan that are then done or not wanted any more
/// @param opened things of the plan that come, or become due
/// @param missing what is still missing then
public record WouldSay(
        String pathway,
        String before,
        String after,
        List<String> gained,
        List<String> lost,
        List<String> closed,
        List<String> opened,
        List<String> missing) {

    static List<WouldSay> of(KnowledgeBase knowledge, Form form, Questions now, Questions then) {
        List<WouldSay> all = new ArrayList<>();
        for (Pathway pathway : knowledge.pathways()) {
            if (!form.isOf(pathway.id())) {
                continue;
            }
            Assessment left = now.assessWithOrder(pathway);
            Assessment right = then.assessWithOrder(pathway);
            if (applies(left) || applies(right)) {
                all.add(of(pathway, left, right));
            }
        }
        return List.copyOf(all);
    }

    private static boolean applies(Assessment assessment) {
        return assessment.status() != Assessment.Status.NOT_APPLICABLE;
    }

    private static WouldSay of(Pathway pathway, Assessment before, Assessment after) {
        return new WouldSay(
                pathway.title(),
                decision(pathway, before),
                decision(pathway, after),
                less(findings(after), findings(before)),
                less(findings(before), findings(after)),
                less(open(before), open(after)),
                less(open(after), open(before)),
                after.missing());
    }

    private static String decision(Pathway pathway, Assessment assessment) {
        Optional<String> word = assessment.decision();
        return word.flatMap(one -> Tone.word(pathway, one))
                .map(DecisionWord::title)
                .or(() -> word)
                .orElse("");
    }

    private static Map<String, String> findings(Assessment assessment) {
        Map<String, String> findings = new LinkedHashMap<>();
        for (Alert alert : assessment.alerts()) {
            findings.putIfAbsent(alert.code() + "|" + alert.summary(), alert.summary());
        }
        return findings;
    }

    private static Map<String, String> open(Assessment assessment) {
        Map<String, String> open = new LinkedHashMap<>();
        for (PlanItem item : assessment.plan()) {
            if (item.status() != PlanItem.Status.DONE
                    && item.status() != PlanItem.Status.CANCELLED) {
                open.putIfAbsent(item.id(), item.title());
            }
        }
        return open;
    }

    private static List<String> less(Map<String, String> some, Map<String, String> others) {
        return some.entrySet().stream()
                .filter(one -> !others.containsKey(one.getKey()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }

    /// Whether anything would be otherwise.
    public boolean isDifferent() {
        return !before.equals(after)
                || !gained.isEmpty()
                || !lost.isEmpty()
                || !closed.isEmpty()
                || !opened.isEmpty();
    }
}
