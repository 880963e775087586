package org.osteon.pathway;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// How people ended things of a plan that no fact ends: by a Procedure that names the task, done
/// elsewhere or not done, with day, place and reason (records, 5.2). A Procedure without that name
/// is a fact like any other, and for the rules to read.
final class PlanEnds {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private final Map<String, End> ends;

    private PlanEnds(Map<String, End> ends) {
        this.ends = ends;
    }

    /// @param status done or cancelled
    /// @param words how, when, where and why
    record End(PlanItem.Status status, String words) {}

    /// Those on a chart; of several for one task the latest counts, wherever it stands.
    static PlanEnds of(Chart chart) {
        Map<String, End> ends = new HashMap<>();
        IdentityHashMap<FhirObject, Resource> procedures = new IdentityHashMap<>();
        chart.resources("Procedure").forEach(one -> procedures.put(one.content(), one));
        for (FhirObject content : ChartRetrieve.sorted(List.copyOf(procedures.keySet()))) {
            Resource procedure = Objects.requireNonNull(procedures.get(content));
            Optional<PlanItem.Status> status =
                    switch (content.text("status").orElse("")) {
                        case "completed" -> Optional.of(PlanItem.Status.DONE);
                        case "not-done" -> Optional.of(PlanItem.Status.CANCELLED);
                        default -> Optional.empty();
                    };
            status.ifPresent(one ->
                    content.objects("identifier").stream()
                            .filter(name ->
                                    name.text("system")
                                            .filter(PlanItem.TASK_SYSTEM::equals)
                                            .isPresent())
                            .flatMap(name -> name.text("value").stream())
                            .forEach(task -> ends.put(task, new End(one, words(procedure, one)))));
        }
        return new PlanEnds(ends);
    }

    Optional<End> of(String task) {
        return Optional.ofNullable(ends.get(task));
    }

    /// `elsewhere, 3 Oct 2025, clinic X`, `refused by the patient, 3 Oct 2025: wants no more of it`
    private static String words(Resource procedure, PlanItem.Status status) {
        FhirObject content = procedure.content();
        List<String> parts = new ArrayList<>();
        parts.add(
                content.codings("statusReason").stream()
                        .findFirst()
                        .map(coding -> coding.label())
                        .orElse(status == PlanItem.Status.DONE ? "done" : "not done"));
        procedure.date().flatMap(FhirTime::date).map(PlanEnds::shown).ifPresent(parts::add);
        content.object("location").flatMap(place -> place.text("display")).ifPresent(parts::add);
        String why =
                content.object("statusReason").flatMap(reason -> reason.text("text")).orElse("");
        return String.join(", ", parts) + (why.isEmpty() ? "" : ": " + why);
    }

    private static String shown(LocalDate day) {
        return DAY.format(day);
    }
}
