package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.pathway.BoardPlace;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;

/// A pathway's board: who stands in which column. The columns are the pathway's; so is the
/// condition of each (records, 5.5 and 5.6).
///
/// @param pending charts that are still to be assessed
/// @param unreadable charts that cannot be read: nobody knows where they stand
/// @param boards of which pathways there are boards
record BoardPage(
        String day,
        int pending,
        long unreadable,
        List<Pathway> boards,
        Pathway pathway,
        List<Column> columns) {

    /// A column with its cards, in the order of the worklist.
    record Column(String id, String title, List<WorklistEntry> cards) {}

    static BoardPage of(
            Worklist.Listed listed, List<Pathway> boards, Pathway pathway, LocalDate day) {
        WorklistView view = WorklistView.of(day);
        Map<String, List<WorklistEntry>> byColumn =
                listed.entries().stream()
                        .filter(entry -> entry.pathway().equals(pathway.id()))
                        .map(entry ->
                                WorklistRow.of(
                                        entry, view, task -> view.isIn(WorklistView.Tab.ALL, task)))
                        .sorted(WorklistView.Sort.ATTENTION.order())
                        .map(WorklistRow::entry)
                        .collect(Collectors.groupingBy(WorklistEntry::column));
        return new BoardPage(
                Wording.day(day),
                listed.pending(),
                listed.entries().stream()
                        .filter(entry -> entry.attention() == Attention.UNREADABLE)
                        .count(),
                boards,
                pathway,
                Stream.concat(
                                board(pathway).rules().stream()
                                        .map(column ->
                                                new Column(
                                                        column.id(),
                                                        column.title(),
                                                        byColumn.getOrDefault(
                                                                column.id(), List.of()))),
                                Stream.ofNullable(byColumn.get(BoardPlace.UNKNOWN))
                                        .map(cards ->
                                                new Column(BoardPlace.UNKNOWN, "Not known", cards)))
                        .toList());
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

    int total() {
        return columns.stream().mapToInt(column -> column.cards().size()).sum();
    }
}
