package org.osteon.workflow.tasks;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.desk.Priority;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.registry.RegistryDraft;
import org.osteon.workflow.registry.RegistryForms;
import org.osteon.workflow.safety.Regions;
import org.osteon.workflow.safety.SafetyReport;
import org.osteon.workflow.safety.SafetyReports;

/// What is to be reported to others: each adverse event that an authority has to be told of, and
/// what was sent to a registry and is otherwise since. Ended by the report that was sent.
final class ReportTasks {
    /// The zone of what people read; where a clock ends in hours its moment stands in the title.
    private static final ZoneId ZONE = ZoneOffset.UTC;

    private final Pathway pathway;
    private final Chart chart;
    private final LocalDate today;
    private final FormLibrary forms;
    private final List<KeptTask> kept;

    ReportTasks(Pathway pathway, Chart chart, LocalDate today, FormLibrary forms) {
        this.pathway = pathway;
        this.chart = chart;
        this.today = today;
        this.forms = forms;
        this.kept = KeptTask.on(chart);
    }

    List<Task> all() {
        List<Task> tasks = new ArrayList<>(safety());
        tasks.addAll(again());
        return tasks;
    }

    private List<Task> safety() {
        if (chart.resources("AdverseEvent").isEmpty()) {
            return List.of();
        }
        Regions regions = Regions.of(forms);
        ZonedDateTime now = today.atStartOfDay(ZONE);
        return SafetyReports.of(List.of(pathway), regions, chart, today, ZONE).stream()
                .filter(SafetyReport::isOpen)
                .map(one -> task(one, regions, now))
                .toList();
    }

    private Task task(SafetyReport report, Regions regions, ZonedDateTime now) {
        List<String> reminders = report.reminders(now, regions.hoursBefore());
        LocalDate due = report.due().map(ZonedDateTime::toLocalDate).orElse(today);
        String id = "safety/" + report.key() + "/";
        return new Task(
                id,
                pathway.id(),
                Task.Kind.REPORT,
                "reports/" + report.key(),
                (report.state() == SafetyReport.State.CHANGED
                                ? "Follow-up report to "
                                : "Report to ")
                        + report.rule().to()
                        + report.due()
                                .map(at -> " by " + Wording.moment(at.toLocalDateTime()))
                                .orElse("")
                        + ": "
                        + report.event().what(),
                regions.priority(report.hoursLeft(now)),
                null,
                due,
                due.isBefore(today),
                true,
                String.join(
                        ". ",
                        Stream.concat(
                                        reminders.stream(),
                                        report.rule().isConfirmed()
                                                ? Stream.of("a person signs and sends it")
                                                : Stream.of("legal review needed"))
                                .map(Wording::sentence)
                                .toList()),
                "",
                "",
                reminders.isEmpty()
                        ? regions.roles()
                        : Stream.concat(regions.roles().stream(), regions.manager().stream())
                                .distinct()
                                .toList(),
                hand(id),
                null);
    }

    /// What a registry was sent and would be told otherwise now.
    private List<Task> again() {
        if (!RegistryDraft.wasAnySent(chart)) {
            return List.of();
        }
        List<Pathway> own = List.of(pathway);
        return RegistryDraft.changed(own, RegistryForms.of(own, forms).forms(), chart, today)
                .stream()
                .map(this::task)
                .toList();
    }

    private Task task(RegistryDraft draft) {
        String id = "registry/" + draft.due().key() + "/";
        return new Task(
                id,
                pathway.id(),
                Task.Kind.REPORT,
                "registry/" + draft.due().key(),
                "Report again? "
                        + draft.due().form().registry()
                        + " "
                        + draft.due().form().form()
                        + ", "
                        + draft.due().title(),
                Priority.ROUTINE,
                today,
                null,
                false,
                false,
                draft.differences().isEmpty()
                        ? "The draft is not as it was signed"
                        : draft.differences().getFirst(),
                "",
                "",
                draft.due().form().roles(),
                hand(id),
                null);
    }

    private Task.Hand hand(String id) {
        return kept.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .map(KeptTask::hand)
                .orElse(Task.Hand.NONE);
    }
}
