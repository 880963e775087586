package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.tasks.Task;

/// The worklist as it was asked for: counted, filtered, sorted, a page of it.
///
/// @param pending charts that are still to be assessed
/// @param tabs whose tasks, with how many patients have such
/// @param counts what is needed, with how many patients need it
/// @param total how many patients all of these are
/// @param found how many rows the list has
/// @param rows those of this page
/// @param places where patients are looked after, to choose from
/// @param people who coordinates care or has a task, to choose from
/// @param closes whether there is the form by which people say that something ended
/// @param roles to whom a task can be given
/// @param views what was kept
record WorklistPage(
        WorklistView view,
        ZoneId zone,
        int pending,
        List<TabCount> tabs,
        List<Count> counts,
        int total,
        List<Pathway> pathways,
        int page,
        int found,
        List<WorklistRow> rows,
        Set<String> namesakes,
        Set<String> birthdays,
        List<String> places,
        List<String> people,
        boolean closes,
        List<String> roles,
        List<SavedView> views) {

    private static final int ROWS = 50;
    private static final int ALL_ROWS = 2_000;

    /// How many need this.
    record Count(Attention attention, long number) {}

    /// How many stand under a tab.
    record TabCount(WorklistView.Tab tab, long number) {}

    static WorklistPage of(
            Worklist.Listed listed,
            List<Pathway> pathways,
            WorklistView view,
            ZoneId zone,
            FormLibrary forms,
            List<SavedView> views) {
        List<String> words = view.words();
        List<WorklistEntry> searched =
                listed.entries().stream()
                        .filter(entry -> words.stream().allMatch(entry.search()::contains))
                        .filter(entry ->
                                view.pathway().isEmpty() || view.pathway().equals(entry.pathway()))
                        .filter(view::isAt)
                        .toList();
        List<WorklistRow> asked =
                searched.stream()
                        .map(entry ->
                                WorklistRow.of(
                                        entry,
                                        view,
                                        task -> view.isIn(view.tab(), task) && view.isDue(task)))
                        .filter(row -> view.showsEverybody() || row.lead() != null)
                        .filter(row ->
                                view.severity().isEmpty()
                                        || view.severity().equals(row.priority().word()))
                        .toList();
        Map<Attention, Long> counted =
                asked.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.entry().attention(), Collectors.counting()));
        List<WorklistRow> found =
                asked.stream()
                        .filter(row ->
                                view.attention().isEmpty()
                                        || view.attention().equals(row.entry().attention().id()))
                        .sorted(view.sort().order())
                        .toList();
        int size = view.whole() ? ALL_ROWS : ROWS;
        int page = Math.clamp(view.page(), 1, Math.max(1, (found.size() + size - 1) / size));
        List<WorklistRow> rows =
                found.subList((page - 1) * size, Math.min(found.size(), page * size));
        return new WorklistPage(
                view,
                zone,
                listed.pending(),
                tabs(searched, view),
                Stream.of(Attention.values())
                        .map(attention -> new Count(attention, counted.getOrDefault(attention, 0L)))
                        .toList(),
                asked.size(),
                pathways,
                page,
                found.size(),
                rows,
                shared(listed.entries(), WorklistEntry::family),
                shared(listed.entries(), WorklistEntry::born),
                named(listed.entries().stream().map(entry -> entry.care().place())),
                named(listed.entries().stream().flatMap(WorklistView::people)),
                forms.form(WorklistRow.CLOSE).isPresent(),
                forms.roles(),
                views);
    }

    private static List<TabCount> tabs(List<WorklistEntry> entries, WorklistView view) {
        List<TabCount> tabs = new ArrayList<>();
        for (WorklistView.Tab tab : WorklistView.Tab.values()) {
            tabs.add(
                    new TabCount(
                            tab,
                            tab == WorklistView.Tab.ALL
                                    ? entries.size()
                                    : entries.stream()
                                            .filter(entry ->
                                                    entry.tasks().stream()
                                                            .anyMatch(one -> view.isIn(tab, one)))
                                            .count()));
        }
        return List.copyOf(tabs);
    }

    /// Names to choose from, each once.
    private static List<String> named(Stream<String> names) {
        return names.filter(name -> !name.isEmpty()).distinct().sorted().toList();
    }

    /// What more than one patient has.
    private static Set<String> shared(
            List<WorklistEntry> entries, Function<WorklistEntry, String> what) {
        Map<String, Set<String>> charts =
                entries.stream()
                        .filter(entry -> !what.apply(entry).isEmpty())
                        .collect(
                                Collectors.groupingBy(
                                        what,
                                        Collectors.mapping(
                                                WorklistEntry::chart, Collectors.toSet())));
        return charts.entrySet().stream()
                .filter(one -> one.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// Whom else of all patients somebody could be mistaken for; empty: nobody.
    String twin(WorklistRow row) {
        if (namesakes.contains(row.entry().family())) {
            return "same name";
        }
        return birthdays.contains(row.entry().born()) ? "same birth date" : "";
    }

    /// The day of the list.
    String day() {
        return Wording.day(view.today());
    }

    /// Whether there is no chart at all.
    boolean empty() {
        return total == 0
                && view.showsEverybody()
                && view.query().isEmpty()
                && view.pathway().isEmpty()
                && view.severity().isEmpty()
                && view.place().isEmpty()
                && view.person().isEmpty()
                && pending == 0;
    }

    boolean hasNext() {
        return !view.whole() && page * ROWS < found;
    }

    /// `1 to 50 of 212`
    String span() {
        int first = (page - 1) * ROWS + 1;
        return first + " to " + (first + rows.size() - 1) + " of " + found;
    }

    String pathwayTitle(String id) {
        return pathways.stream()
                .filter(one -> one.id().equals(id))
                .map(Pathway::title)
                .findFirst()
                .orElse("");
    }

    /// Whether a row is opened.
    boolean isOpen(WorklistRow row) {
        return row.id().equals(view.open());
    }

    /// Whether the list is in this order already, for the head of a column.
    String sorted(WorklistView.Sort sort) {
        return view.sort() == sort ? "ascending" : "none";
    }

    /// Tomorrow, the first day that something can be put off to.
    LocalDate tomorrow() {
        return view.today().plusDays(1);
    }

    /// All of a row's tasks, put off or not.
    List<Task> all(WorklistRow row) {
        return row.entry().tasks();
    }
}
