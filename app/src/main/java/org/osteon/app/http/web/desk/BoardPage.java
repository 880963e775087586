package org.osteon.app.http.web.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.app.http.web.Paging;
import org.osteon.pathway.BoardPlace;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;
import org.osteon.workflow.tasks.Task;

/// A pathway's board: who stands in which column. The columns are the pathway's; so is the
/// condition of each, and what can be entered from its cards (records, 5.5 and 5.6).
///
/// @param pending charts that are still to be assessed
/// @param unreadable charts that cannot be read: nobody knows where they stand
/// @param boards of which pathways there are boards
/// @param filter whose patients are seen
/// @param alone the column that is seen alone; empty: all are seen, the first cards of each
/// @param paging of the column that is seen alone
record BoardPage(
        ZonedDateTime at,
        int pending,
        long unreadable,
        List<Pathway> boards,
        Pathway pathway,
        BoardFilter filter,
        List<Column> columns,
        String alone,
        Paging paging) {
    /// So many cards of a column are seen beside the others; all of it stands on a page of its own.
    private static final int MOST_CARDS = 6;

    /// Of a column: the forms that its cards offer.
    private static final String FORM_SYSTEM = "urn:osteon:form";

    /// A column with its cards: by what runs, then in the order of the worklist.
    ///
    /// @param size how many stand in it
    /// @param cards those that are seen
    record Column(String id, String title, int size, List<Card> cards) {
        Column(String id, String title, List<Card> cards) {
            this(id, title, cards.size(), cards);
        }

        /// Those of a part of it.
        Column only(List<Card> some) {
            return new Column(id, title, size, some);
        }

        /// How many are not seen here.
        int more() {
            return size - cards.size();
        }
    }

    /// What is done from a card itself: somebody is called, a hold is cleared, an order released or
    /// given.
    private static final Set<Task.Kind> ON_A_CARD =
            Set.of(Task.Kind.CALL, Task.Kind.HOLD, Task.Kind.RELEASE, Task.Kind.GIVE);

    /// A patient in a column.
    ///
    /// @param clears what would clear what stands in the way; may be empty
    /// @param forms what can be entered from here, what is to be done next first
    record Card(
            WorklistEntry entry,
            List<RunningClock> clocks,
            Optional<Ageing> ageing,
            String clears,
            List<FormLink> forms) {
        static Card of(
                WorklistRow row,
                List<RunningClock> clocks,
                Optional<Ageing> ageing,
                List<FormLink> offered) {
            Optional<Task> next =
                    row.entry().tasks().stream()
                            .filter(task -> ON_A_CARD.contains(task.kind()))
                            .filter(task -> !task.isSnoozed(row.today()))
                            .findFirst();
            List<FormLink> forms = new ArrayList<>();
            next.map(row::link)
                    .filter(link -> link.leadsFurther(false))
                    .map(link -> new FormLink(link.action(false), link.path(false)))
                    .ifPresent(forms::add);
            offered.stream()
                    .filter(one -> forms.stream().noneMatch(had -> had.isSameAs(one)))
                    .forEach(forms::add);
            return new Card(
                    row.entry(),
                    clocks,
                    ageing,
                    next.filter(task -> task.kind() == Task.Kind.HOLD).map(Task::clears).orElse(""),
                    List.copyOf(forms));
        }

        /// What runs first.
        Instant first() {
            return clocks.stream()
                    .map(RunningClock::start)
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
        }
    }

    static BoardPage of(
            Worklist.Listed listed,
            List<Pathway> boards,
            Pathway pathway,
            Map<String, String> chosen,
            FormLibrary forms,
            ZonedDateTime at) {
        LocalDate day = at.toLocalDate();
        WorklistView view = WorklistView.of(day);
        List<WorklistEntry> there = standing(listed, pathway);
        BoardFilter filter = BoardFilter.of(chosen, there);
        Map<String, List<WorklistRow>> byColumn =
                there.stream()
                        .filter(filter::takes)
                        .map(entry ->
                                WorklistRow.of(
                                        entry, view, task -> view.isIn(WorklistView.Tab.ALL, task)))
                        .sorted(WorklistView.Sort.ATTENTION.order())
                        .collect(Collectors.groupingBy(row -> row.entry().board().column()));
        return new BoardPage(
                at,
                listed.pending(),
                unreadable(listed),
                boards,
                pathway,
                filter,
                Stream.concat(
                                board(pathway).rules().stream()
                                        .map(column ->
                                                column(column, byColumn, pathway, forms, at)),
                                Stream.ofNullable(byColumn.get(BoardPlace.UNKNOWN))
                                        .map(cards ->
                                                new Column(
                                                        BoardPlace.UNKNOWN,
                                                        "Not known",
                                                        cards.stream()
                                                                .map(row ->
                                                                        Card.of(
                                                                                row,
                                                                                List.of(),
                                                                                Optional.empty(),
                                                                                List.of()))
                                                                .toList())))
                        .toList(),
                "",
                Paging.of(1, 0));
    }

    /// How many charts cannot be read: nobody knows where they stand.
    static long unreadable(Worklist.Listed listed) {
        return listed.entries().stream()
                .filter(entry -> entry.attention() == Attention.UNREADABLE)
                .count();
    }

    /// Those who stand somewhere on a pathway's board.
    static List<WorklistEntry> standing(Worklist.Listed listed, Pathway pathway) {
        return listed.entries().stream()
                .filter(entry -> entry.pathway().equals(pathway.id()))
                .filter(entry -> !entry.board().column().isEmpty())
                .toList();
    }

    /// The first cards of each column.
    BoardPage beginnings() {
        return with(
                columns.stream()
                        .map(column ->
                                column.only(column.cards().stream().limit(MOST_CARDS).toList()))
                        .toList(),
                "",
                paging);
    }

    /// One column alone, by pages; empty where there is none of that name.
    Optional<BoardPage> alone(String id, int page) {
        return columns.stream()
                .filter(column -> column.id().equals(id))
                .findFirst()
                .map(column -> {
                    Paging of = Paging.of(page, column.size());
                    return with(List.of(column.only(of.of(column.cards()))), id, of);
                });
    }

    private BoardPage with(List<Column> shown, String column, Paging pages) {
        return new BoardPage(
                at, pending, unreadable, boards, pathway, filter, shown, column, pages);
    }

    private static Column column(
            Rule column,
            Map<String, List<WorklistRow>> byColumn,
            Pathway pathway,
            FormLibrary forms,
            ZonedDateTime at) {
        List<Form> offered =
                column.codes(FORM_SYSTEM).stream()
                        .flatMap(form -> forms.form(form).stream())
                        .toList();
        return new Column(
                column.id(),
                column.title(),
                byColumn.getOrDefault(column.id(), List.of()).stream()
                        .map(row ->
                                Card.of(
                                        row,
                                        row.entry().board().clocks().stream()
                                                .map(clock -> RunningClock.of(clock, at))
                                                .toList(),
                                        Ageing.of(
                                                column.goal(),
                                                Optional.ofNullable(row.entry().board().since()),
                                                at.toLocalDate()),
                                        offered.stream()
                                                .map(form ->
                                                        FormLink.of(
                                                                form,
                                                                pathway,
                                                                "/patients/" + row.entry().chart()))
                                                .toList()))
                        .sorted(Comparator.comparing(Card::first))
                        .toList());
    }

    /// Everybody on the board.
    List<WorklistEntry> entries() {
        return columns.stream()
                .flatMap(column -> column.cards().stream())
                .map(Card::entry)
                .toList();
    }

    static Rule board(Pathway pathway) {
        return pathway.board().orElseThrow();
    }

    String title() {
        return board(pathway).title();
    }

    String about() {
        return board(pathway).description();
    }

    /// The day of the board.
    String day() {
        return Wording.day(at.toLocalDate());
    }

    /// When the clocks were looked at; empty where none runs.
    String minute() {
        return columns.stream()
                        .flatMap(column -> column.cards().stream())
                        .allMatch(card -> card.clocks().isEmpty())
                ? ""
                : RunningClock.minute(at);
    }

    int total() {
        return columns.stream().mapToInt(Column::size).sum();
    }
}
