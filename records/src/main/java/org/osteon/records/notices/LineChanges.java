package org.osteon.records.notices;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osteon.chart.Sha256;
import org.osteon.records.worklist.LineNews;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.tasks.Task;

/// What happened between two answers about a chart.
final class LineChanges {
    private static final Set<Task.Kind> DOSES = EnumSet.of(Task.Kind.RELEASE, Task.Kind.GIVE);
    private static final int ID_DIGITS = 24;

    private final String chart;
    private final LineNews.Lines now;
    private final Instant at;
    private final List<Notice> found = new ArrayList<>();

    private LineChanges(String chart, LineNews.Lines now, Instant at) {
        this.chart = chart;
        this.now = now;
        this.at = at;
    }

    /// @param before what was said before; empty: nothing was
    static List<Notice> of(
            String chart, Optional<LineNews.Lines> before, LineNews.Lines now, Instant at) {
        LineChanges changes = new LineChanges(chart, now, at);
        changes.find(before.orElse(new LineNews.Lines(0, now.day(), List.of())));
        return List.copyOf(changes.found);
    }

    private void find(LineNews.Lines before) {
        Map<String, WorklistEntry> then = byPathway(before.entries());
        Map<String, WorklistEntry> today = byPathway(now.entries());
        Set<String> pathways = new TreeSet<>(then.keySet());
        pathways.addAll(today.keySet());
        for (String pathway : pathways) {
            Optional<WorklistEntry> was = Optional.ofNullable(then.get(pathway));
            Optional<WorklistEntry> is = Optional.ofNullable(today.get(pathway));
            decision(pathway, was, is);
            is.ifPresent(entry -> {
                flags(pathway, was, entry);
                doses(pathway, was, before.day(), entry);
            });
        }
    }

    /// Of a chart that cannot be read, or to which nothing applies, no pathway says anything.
    private static Map<String, WorklistEntry> byPathway(List<WorklistEntry> entries) {
        return entries.stream()
                .filter(one -> !one.pathway().isEmpty())
                .collect(
                        Collectors.toMap(
                                WorklistEntry::pathway,
                                one -> one,
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    private void decision(String pathway, Optional<WorklistEntry> was, Optional<WorklistEntry> is) {
        String before = was.map(LineChanges::said).orElse("");
        String after = is.map(LineChanges::said).orElse("");
        if (!before.equals(after)) {
            add(Topic.DECISION_CHANGED, pathway, "", before + "\n" + after);
        }
    }

    private static String said(WorklistEntry entry) {
        return entry.rank() + " " + entry.decision();
    }

    private void flags(String pathway, Optional<WorklistEntry> was, WorklistEntry is) {
        Set<String> before = was.map(LineChanges::calls).orElse(Set.of());
        Set<String> fresh = new LinkedHashSet<>(calls(is));
        fresh.removeAll(before);
        if (!fresh.isEmpty()) {
            add(Topic.RED_FLAG, pathway, "", String.join("\n", fresh));
        }
    }

    private static Set<String> calls(WorklistEntry entry) {
        Set<String> calls =
                entry.tasks().stream()
                        .filter(one -> one.kind() == Task.Kind.CALL)
                        .map(Task::id)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        if (calls.isEmpty() && entry.attention() == Attention.CALL) {
            calls.add(entry.decision());
        }
        return calls;
    }

    private void doses(
            String pathway, Optional<WorklistEntry> was, LocalDate then, WorklistEntry is) {
        Set<String> before = was.map(entry -> due(entry, then)).orElse(Set.of());
        for (String order : due(is, now.day())) {
            if (!before.contains(order)) {
                add(Topic.DOSE_DUE, pathway, order, order);
            }
        }
    }

    private static Set<String> due(WorklistEntry entry, LocalDate day) {
        return entry.tasks().stream()
                .filter(one -> DOSES.contains(one.kind()) && !one.isAhead(day))
                .map(Task::about)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void add(Topic topic, String pathway, String about, String what) {
        String patient = "Patient/" + chart;
        found.add(
                new Notice(
                        hash(
                                topic
                                        + "\n"
                                        + pathway
                                        + "\n"
                                        + now.day()
                                        + "\n"
                                        + now.revision()
                                        + "\n"
                                        + chart
                                        + "\n"
                                        + what),
                        topic,
                        chart,
                        pathway,
                        about.matches("[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}") ? about : patient,
                        at,
                        0));
    }

    private static String hash(String text) {
        return Sha256.hex(text).substring(0, ID_DIGITS);
    }
}
