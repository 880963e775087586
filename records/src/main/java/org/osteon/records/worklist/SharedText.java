package org.osteon.records.worklist;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.tasks.Task;

/// One copy of the words that most lines share. A hundred thousand lines read from a store name the
/// same few therapies, tasks, forms and rules each time anew; kept once they take a fraction.
final class SharedText {
    private final ConcurrentHashMap<Object, Object> known = new ConcurrentHashMap<>();

    @SuppressWarnings("unchecked")
    private <T> T same(T value) {
        Object before = known.putIfAbsent(value, value);
        return before == null ? value : (T) before;
    }

    String one(String text) {
        return same(text);
    }

    WorklistEntry one(WorklistEntry entry) {
        return new WorklistEntry(
                entry.asOf(),
                entry.chart(),
                same(entry.pathway()),
                entry.priority(),
                entry.attention(),
                entry.rank(),
                entry.name(),
                entry.details(),
                entry.born(),
                same(entry.person()),
                entry.record(),
                same(entry.dayNumber()),
                same(entry.decision()),
                same(entry.reason()),
                same(entry.next()),
                entry.nextDay(),
                same(entry.nextWhen()),
                same(entry.board()),
                entry.asked(),
                entry.tasks().stream().map(this::one).toList(),
                same(List.copyOf(entry.rules())),
                same(entry.care()),
                entry.search());
    }

    private Task one(Task task) {
        return new Task(
                same(task.id()),
                same(task.pathway()),
                task.kind(),
                same(task.about()),
                same(task.title()),
                task.priority(),
                task.from(),
                task.to(),
                task.overdue(),
                task.critical(),
                same(task.clears()),
                same(task.form()),
                same(task.formTitle()),
                same(task.roles()),
                same(task.hand()),
                task.since());
    }
}
