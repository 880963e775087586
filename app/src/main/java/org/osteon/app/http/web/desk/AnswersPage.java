package org.osteon.app.http.web.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.web.Paging;
import org.osteon.pathway.AskedAnswers;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.forms.Form;
import org.osteon.workflow.forms.FormLibrary;

/// Who answered which questionnaire at which time: a row for each patient, a column for each time
/// (records, 5.8).
///
/// @param boards which pathways ask for answers
/// @param times the columns, with how many of those expected came
/// @param rates the same by instrument, by place, and by arm where that is no secret
/// @param soon whether only those are shown whose answer can still be saved
/// @param rows what is shown
/// @param total how many patients are asked in all
/// @param sending the form that says what was sent; empty: there is none
/// @param paging which rows are seen; empty: all
record AnswersPage(
        LocalDate today,
        int pending,
        List<Pathway> boards,
        Pathway pathway,
        List<Time> times,
        List<Rates> rates,
        boolean soon,
        List<Row> rows,
        int total,
        Optional<Form> sending,
        Optional<Paging> paging) {
    /// All rows on one page.
    static final String ALL = "all";

    /// An answer can be saved that long before its time ends.
    private static final int DAYS_TO_SAVE = 7;

    private static final Set<AskedAnswers.State> QUIET =
            Set.of(AskedAnswers.State.PLANNED, AskedAnswers.State.NOT_EXPECTED);

    /// A column.
    ///
    /// @param received answers that came
    /// @param expected those that came or were missed; what is still open is not counted
    record Time(String title, long received, long expected) {
        /// `12 of 15, 80 %`
        String rate() {
            return expected == 0
                    ? ""
                    : received
                            + " of "
                            + expected
                            + ", "
                            + Math.round(100.0 * received / expected)
                            + " %";
        }
    }

    /// How many came, of some of the patients or instruments.
    ///
    /// @param of what they share: an instrument, a place
    record Rates(String of, List<Time> times) {}

    /// A patient.
    ///
    /// @param cells the answers of each time, in the order of the columns
    record Row(WorklistEntry entry, List<String> lines, boolean known, List<List<Shown>> cells) {
        /// What is shown of a time: those that nobody has to do with yet in one line.
        List<Shown> at(int time) {
            List<Shown> all = cells.get(time);
            boolean alike =
                    all.size() > 1
                            && QUIET.contains(all.getFirst().state())
                            && all.stream().map(Shown::words).distinct().count() == 1
                            && all.stream().map(Shown::state).distinct().count() == 1;
            return alike ? List.of(all.getFirst().of(all)) : all;
        }

        /// The same with a line more.
        Row saying(String line) {
            return new Row(
                    entry, Stream.concat(lines.stream(), Stream.of(line)).toList(), known, cells);
        }

        /// Whether something of a time is asked for now.
        boolean isOpen(int time) {
            return cells.get(time).stream().anyMatch(one -> one.state() == AskedAnswers.State.OPEN);
        }

        boolean isSavable() {
            return cells.stream().flatMap(List::stream).anyMatch(Shown::ending);
        }
    }

    /// An answer as it is shown.
    ///
    /// @param mark a sign for it; never alone
    /// @param words what it is, in words
    /// @param ending whether it is open and its time ends within days
    /// @param sent when it was sent, and how often reminded of; empty where that says nothing
    record Shown(
            String instrument,
            AskedAnswers.State state,
            String mark,
            String words,
            String note,
            boolean ending,
            String sent) {
        static Shown of(AskedAnswers.Cell cell, LocalDate today) {
            LocalDate to = Objects.requireNonNullElse(cell.to(), LocalDate.MAX);
            boolean ending =
                    cell.state() == AskedAnswers.State.OPEN
                            && !to.isAfter(today.plusDays(DAYS_TO_SAVE));
            return new Shown(
                    cell.instrument(),
                    cell.state(),
                    switch (cell.state()) {
                        case RECEIVED -> "✓";
                        case OPEN -> cell.sent() == null ? "▢" : "✉";
                        case MISSED -> "✗";
                        case PLANNED, NOT_EXPECTED -> "–";
                    },
                    switch (cell.state()) {
                        case RECEIVED -> day(cell.day(), today);
                        case OPEN -> "open until " + day(cell.to(), today);
                        case MISSED -> "missed";
                        case PLANNED -> "from " + day(cell.from(), today);
                        case NOT_EXPECTED -> "not expected";
                    },
                    cell.note(),
                    ending,
                    cell.state() == AskedAnswers.State.RECEIVED ? "" : sent(cell, today));
        }

        /// The same of several instruments.
        Shown of(List<Shown> alike) {
            String instruments =
                    alike.stream().map(Shown::instrument).collect(Collectors.joining(", "));
            return new Shown(instruments, state, mark, words, "", ending, sent);
        }

        /// `sent 3 Jan, reminded twice`; empty where it is not asked for yet and nothing was sent.
        private static String sent(AskedAnswers.Cell cell, LocalDate today) {
            String reminded =
                    switch (cell.reminded()) {
                        case 0 -> "";
                        case 1 -> "reminded once";
                        case 2 -> "reminded twice";
                        default -> "reminded " + cell.reminded() + " times";
                    };
            String sent =
                    cell.sent() != null
                            ? "sent " + day(cell.sent(), today)
                            : cell.state() == AskedAnswers.State.OPEN ? "not sent" : "";
            return Stream.of(sent, reminded)
                    .filter(words -> !words.isEmpty())
                    .collect(Collectors.joining(", "));
        }

        private static String day(@Nullable LocalDate day, LocalDate now) {
            if (day == null) {
                return "";
            }
            return day.getYear() == now.getYear() ? Wording.dayOfYear(day) : Wording.day(day);
        }

        String tone() {
            return switch (state) {
                case RECEIVED -> "clear";
                case OPEN -> ending ? "hold" : "advice";
                case MISSED -> "stop";
                case PLANNED, NOT_EXPECTED -> "none";
            };
        }
    }

    /// With the day on which a patient first opened the link of a schedule, by chart.
    AnswersPage opened(Map<String, LocalDate> opened) {
        List<Row> told =
                rows.stream()
                        .map(row ->
                                Optional.ofNullable(opened.get(row.entry().chart()))
                                        .map(day ->
                                                row.saying("link opened " + Shown.day(day, today)))
                                        .orElse(row))
                        .toList();
        return new AnswersPage(
                today, pending, boards, pathway, times, rates, soon, told, total, sending, paging);
    }

    /// A page of the rows, or all of them to print.
    AnswersPage at(String page) {
        if (page.equals(ALL)) {
            return this;
        }
        Paging of = Paging.of(page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1, rows.size());
        return new AnswersPage(
                today,
                pending,
                boards,
                pathway,
                times,
                rates,
                soon,
                of.of(rows),
                total,
                sending,
                Optional.of(of));
    }

    /// @param arms the study and arm of charts whose arm is no secret any more
    static AnswersPage of(
            Worklist.Listed listed,
            List<Pathway> boards,
            Pathway pathway,
            boolean soon,
            FormLibrary forms,
            Map<String, String> arms,
            LocalDate today) {
        List<String> titles = rule(pathway).rules().stream().map(Rule::title).toList();
        List<Row> rows =
                listed.entries().stream()
                        .filter(entry -> entry.pathway().equals(pathway.id()))
                        .flatMap(entry -> row(entry, titles, today))
                        .sorted(
                                Comparator.comparing(Row::isSavable)
                                        .reversed()
                                        .thenComparing(row -> row.entry().name()))
                        .toList();
        return new AnswersPage(
                today,
                listed.pending(),
                boards,
                pathway,
                times(titles, rows, _ -> true),
                rates(titles, rows, arms),
                soon,
                rows.stream().filter(row -> !soon || row.isSavable()).toList(),
                rows.size(),
                forms.openedBy(pathway, rule(pathway).id()),
                Optional.empty());
    }

    private static Stream<Row> row(WorklistEntry entry, List<String> titles, LocalDate today) {
        AskedAnswers asked = entry.asked();
        return asked == null
                ? Stream.empty()
                : Stream.of(
                        new Row(
                                entry,
                                asked.lines(),
                                asked.known(),
                                titles.stream()
                                        .map(title ->
                                                asked.cells().stream()
                                                        .filter(cell -> cell.time().equals(title))
                                                        .map(cell -> Shown.of(cell, today))
                                                        .toList())
                                        .toList()));
    }

    /// By instrument, then by place and arm; a place alone says nothing that the columns do not.
    static List<Rates> rates(List<String> titles, List<Row> rows, Map<String, String> arms) {
        List<Rates> rates = new ArrayList<>();
        rows.stream()
                .flatMap(row -> row.cells().stream())
                .flatMap(List::stream)
                .map(Shown::instrument)
                .distinct()
                .sorted()
                .forEach(instrument ->
                        rates.add(
                                new Rates(
                                        instrument,
                                        times(
                                                titles,
                                                rows,
                                                one -> one.instrument().equals(instrument)))));
        Map<String, List<Row>> places =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.entry().care().place(),
                                        TreeMap::new,
                                        Collectors.toList()));
        if (places.size() > 1) {
            places.forEach((place, there) ->
                    rates.add(
                            new Rates(
                                    place.isEmpty() ? "no place recorded" : place,
                                    times(titles, there, _ -> true))));
        }
        rows.stream()
                .filter(row -> arms.containsKey(row.entry().chart()))
                .collect(
                        Collectors.groupingBy(
                                row -> arms.getOrDefault(row.entry().chart(), ""),
                                TreeMap::new,
                                Collectors.toList()))
                .forEach(
                        (arm, there) -> rates.add(new Rates(arm, times(titles, there, _ -> true))));
        return List.copyOf(rates);
    }

    private static List<Time> times(List<String> titles, List<Row> rows, Predicate<Shown> counted) {
        List<Time> times = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            int column = i;
            List<Shown> all =
                    rows.stream()
                            .flatMap(row -> row.cells().get(column).stream())
                            .filter(counted)
                            .toList();
            long received = count(all, AskedAnswers.State.RECEIVED);
            times.add(
                    new Time(
                            titles.get(i),
                            received,
                            received + count(all, AskedAnswers.State.MISSED)));
        }
        return List.copyOf(times);
    }

    private static long count(List<Shown> shown, AskedAnswers.State state) {
        return shown.stream().filter(one -> one.state() == state).count();
    }

    static Rule rule(Pathway pathway) {
        return pathway.askedAnswers().orElseThrow();
    }

    String title() {
        return rule(pathway).title();
    }

    /// What the form of what was sent calls a time.
    String code(int time) {
        return "time-" + rule(pathway).rules().get(time).id();
    }

    String about() {
        return rule(pathway).description();
    }

    String day() {
        return Wording.day(today);
    }
}
