package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.tasks.Task;

/// What is due by day, over all patients of a board (records, 5.6): each thing on the last day for
/// it, or, where it has none, on its first.
///
/// @param days seven, those without anything among them
/// @param overdue how many things should have been done before
/// @param undated how many things have no day
/// @param unreadable charts that cannot be read: nobody knows what is due for them
record BoardWeek(
        LocalDate today,
        List<Pathway> boards,
        Pathway pathway,
        BoardFilter filter,
        List<Day> days,
        int overdue,
        int undated,
        long unreadable,
        int pending) {
    private static final int DAYS = 7;

    /// What is due on a day.
    record Day(LocalDate date, List<Item> items) {
        /// The day as people say it.
        String title() {
            return Wording.weekday(date) + " " + Wording.day(date);
        }
    }

    /// Something due for a patient.
    record Item(WorklistEntry entry, TaskLink link) {
        /// By when within the day it is seen to.
        static final Comparator<Item> ORDER =
                Comparator.comparing((Item one) -> one.link().task().priority())
                        .thenComparing(one -> one.entry().name());
    }

    static BoardWeek of(
            Worklist.Listed listed,
            List<Pathway> boards,
            Pathway pathway,
            Map<String, String> chosen,
            LocalDate today) {
        List<WorklistEntry> there = BoardPage.standing(listed, pathway);
        BoardFilter filter = BoardFilter.of(chosen, there);
        TreeMap<LocalDate, List<Item>> byDay = new TreeMap<>();
        for (int i = 0; i < DAYS; i++) {
            byDay.put(today.plusDays(i), new ArrayList<>());
        }
        int overdue = 0;
        int undated = 0;
        for (WorklistEntry entry : there.stream().filter(filter::takes).toList()) {
            for (Task task : entry.tasks()) {
                if (task.isSnoozed(today)) {
                    continue;
                }
                Optional<List<Item>> day = due(task).map(byDay::get);
                if (task.overdue()) {
                    overdue++;
                } else if (day.isPresent()) {
                    day.get()
                            .add(
                                    new Item(
                                            entry,
                                            new TaskLink(entry.chart(), entry.pathway(), task)));
                }
            }
        }
        return new BoardWeek(
                today,
                boards,
                pathway,
                filter,
                byDay.entrySet().stream()
                        .map(one ->
                                new Day(
                                        one.getKey(),
                                        one.getValue().stream().sorted(Item.ORDER).toList()))
                        .toList(),
                overdue,
                undated,
                BoardPage.unreadable(listed),
                listed.pending());
    }

    private static Optional<LocalDate> due(Task task) {
        return Optional.ofNullable(task.to()).or(() -> Optional.ofNullable(task.from()));
    }

    String title() {
        return BoardPage.board(pathway).title() + ": the week";
    }

    int total() {
        return days.stream().mapToInt(day -> day.items().size()).sum();
    }
}
