package org.osteon.workflow.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.PlanItem;
import org.osteon.workflow.Deed;
import org.osteon.workflow.Write;

/// The Tasks on a chart whose end has come: by the fact, wherever that came from. They are written
/// down as ended, so that whoever reads the chart sees it.
public final class EndedTasks {
    private EndedTasks() {}

    /// What is to be written.
    ///
    /// @param assessments what every pathway says of the chart on the day of the deed
    /// @param open what is still to be done
    public static List<Write> of(
            Chart chart, List<Assessment> assessments, List<Task> open, Deed deed) {
        Set<String> stillOpen =
                Stream.concat(
                                open.stream().map(Task::id),
                                AskedTask.open(chart).stream().map(AskedTask::id))
                        .collect(Collectors.toSet());
        List<String> unsure =
                assessments.stream()
                        .filter(Assessment::hasFailedRules)
                        .map(Assessment::pathway)
                        .toList();
        List<Write> writes = new ArrayList<>();
        for (KeptTask kept : KeptTask.on(chart)) {
            // What a failed rule leaves out of the plan is not done.
            boolean isSure = unsure.stream().noneMatch(id -> kept.id().startsWith(id + "/"));
            if (!kept.isEnded() && !stillOpen.contains(kept.id()) && isSure) {
                writes.add(Write.changed(ended(kept, assessments, deed), kept.resource()));
            }
        }
        return List.copyOf(writes);
    }

    private static ObjectNode ended(KeptTask kept, List<Assessment> assessments, Deed deed) {
        Optional<PlanItem> item =
                assessments.stream()
                        .flatMap(one -> one.plan().stream())
                        .filter(one ->
                                kept.id().equals(one.task())
                                        || kept.id().startsWith(one.task() + "#"))
                        .findFirst();
        ObjectNode json = kept.json().deepCopy();
        json.put("status", item.map(one -> status(one, deed.day())).orElse("completed"));
        item.flatMap(PlanItem::end)
                .ifPresentOrElse(
                        words -> json.putObject("businessStatus").put("text", words),
                        () -> json.remove("businessStatus"));
        json.remove("statusReason");
        json.put("lastModified", TaskLife.written(deed));
        json.putObject("executionPeriod").put("end", TaskLife.written(deed));
        return json;
    }

    /// Done, not wanted any more, or missed for good.
    private static String status(PlanItem item, LocalDate today) {
        if (item.status() == PlanItem.Status.DONE) {
            return "completed";
        }
        boolean missed = item.end().isEmpty() && item.to().filter(today::isAfter).isPresent();
        return missed ? "failed" : "cancelled";
    }
}
