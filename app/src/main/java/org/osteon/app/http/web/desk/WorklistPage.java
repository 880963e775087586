package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.osteon.pathway.Pathway;
import org.osteon.records.worklist.Directory;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.Wording;
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
/// @param directory the names that patients share
/// @param places where patients are looked after, to choose from
/// @param people who coordinates care or has a task, to choose from
/// @param closes whether there is the form by which people say that something ended
/// @param roles to whom a task can be given
/// @param views what was kept
/// @param site what is to be done about the register of the site
record WorklistPage(
        WorklistView view,
        Worklist.Listed listed,
        ZoneId zone,
        int pending,
        List<TabCount> tabs,
        List<Count> counts,
        int total,
        List<Pathway> pathways,
        int page,
        int found,
        List<WorklistRow> rows,
        Directory directory,
        List<String> places,
        List<String> people,
        boolean closes,
        List<String> roles,
        List<SavedView> views,
        List<Task> site) {

    private static final int ROWS = 50;
    private static final int ALL_ROWS = 2_000;

    /// How many need this.
    record Count(Attention attention, long number) {}

    /// How many stand under a tab.
    record TabCount(WorklistView.Tab tab, long number) {}

    static WorklistPage of(
            Worklist worklist,
            Worklist.Listed listed,
            List<Pathway> pathways,
            WorklistView view,
            ZoneId zone,
            FormLibrary forms,
            List<SavedView> views,
            List<Task> site) {
        int size = view.whole() ? ALL_ROWS : ROWS;
        WorklistScan.Page scan = worklist.page(listed, view, size);
        Directory directory = listed.roster().directory();
        return new WorklistPage(
                view,
                listed,
                zone,
                listed.pending(),
                Stream.of(WorklistView.Tab.values())
                        .map(tab -> new TabCount(tab, scan.count(tab)))
                        .toList(),
                Stream.of(Attention.values())
                        .map(attention -> new Count(attention, scan.count(attention)))
                        .toList(),
                scan.total(),
                pathways,
                scan.page(),
                scan.found(),
                scan.rows(),
                directory,
                directory.places(),
                directory.people(),
                forms.form(WorklistRow.CLOSE).isPresent(),
                forms.roles(),
                views,
                site);
    }

    /// How old a line is; empty where it says what is so today.
    String age(WorklistRow row) {
        return listed.age(row.entry());
    }

    /// Whom else of all patients somebody could be mistaken for; empty: nobody.
    String twin(WorklistRow row) {
        if (directory.isNamesake(row.entry().family())) {
            return "same name";
        }
        return directory.sharesBirthday(row.entry().born()) ? "same birth date" : "";
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
