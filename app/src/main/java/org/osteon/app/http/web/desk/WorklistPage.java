package org.osteon.app.http.web.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.pathway.Pathway;
import org.osteon.workflow.desk.Attention;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;

/// The worklist as it was asked for: counted, filtered, sorted, a page of it.
record WorklistPage(
        String day,
        int pending,
        int total,
        List<Count> counts,
        List<Pathway> pathways,
        String attention,
        String pathway,
        String query,
        Sort sort,
        int page,
        int found,
        List<WorklistEntry> rows,
        Set<String> namesakes) {

    private static final int ROWS = 50;

    /// How many need this.
    record Count(Attention attention, long number) {}

    /// What the list can be sorted by.
    enum Sort {
        ATTENTION("Most urgent first"),
        NEXT("What is next first"),
        NAME("By name");

        private final String title;

        Sort(String title) {
            this.title = title;
        }

        Comparator<WorklistEntry> order() {
            Comparator<WorklistEntry> byName = Comparator.comparing(WorklistEntry::name);
            return switch (this) {
                case ATTENTION ->
                        Comparator.comparing(WorklistEntry::priority)
                                .thenComparing(WorklistEntry::attention)
                                .thenComparingInt(Sort::urgency)
                                .thenComparing(Sort::day)
                                .thenComparing(byName);
                case NEXT -> Comparator.comparing(Sort::day).thenComparing(byName);
                case NAME -> byName;
            };
        }

        /// Who must be seen to: an emergency before a call; everything else goes by its day.
        private static int urgency(WorklistEntry entry) {
            return entry.attention() == Attention.CALL ? entry.rank() : 0;
        }

        private static LocalDate day(WorklistEntry entry) {
            return Objects.requireNonNullElse(entry.nextDay(), LocalDate.MAX);
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        String title() {
            return title;
        }

        static Sort of(String id) {
            return Stream.of(values())
                    .filter(sort -> sort.id().equals(id))
                    .findFirst()
                    .orElse(ATTENTION);
        }
    }

    /// What is asked for.
    record Wanted(String attention, String pathway, String query, Sort sort, int page) {}

    static WorklistPage of(
            Worklist.Listed listed, List<Pathway> pathways, LocalDate day, Wanted wanted) {
        List<String> words =
                Stream.of(wanted.query().toLowerCase(Locale.ROOT).split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
        List<WorklistEntry> searched =
                listed.entries().stream()
                        .filter(entry -> words.stream().allMatch(entry.search()::contains))
                        .filter(entry ->
                                wanted.pathway().isEmpty()
                                        || wanted.pathway().equals(entry.pathway()))
                        .toList();
        Map<Attention, Long> counted =
                searched.stream()
                        .collect(
                                Collectors.groupingBy(
                                        WorklistEntry::attention, Collectors.counting()));
        List<WorklistEntry> found =
                searched.stream()
                        .filter(entry ->
                                wanted.attention().isEmpty()
                                        || wanted.attention().equals(entry.attention().id()))
                        .sorted(wanted.sort().order())
                        .toList();
        int last = Math.max(1, (found.size() + ROWS - 1) / ROWS);
        int page = Math.clamp(wanted.page(), 1, last);
        List<WorklistEntry> rows =
                found.subList((page - 1) * ROWS, Math.min(found.size(), page * ROWS));
        return new WorklistPage(
                Wording.day(day),
                listed.pending(),
                searched.size(),
                Stream.of(Attention.values())
                        .map(attention -> new Count(attention, counted.getOrDefault(attention, 0L)))
                        .toList(),
                pathways,
                wanted.attention(),
                wanted.pathway(),
                wanted.query(),
                wanted.sort(),
                page,
                found.size(),
                rows,
                namesakes(rows));
    }

    /// Family names that more than one patient of these rows has.
    private static Set<String> namesakes(List<WorklistEntry> rows) {
        Map<String, Set<String>> charts =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        WorklistEntry::family,
                                        Collectors.mapping(
                                                WorklistEntry::chart, Collectors.toSet())));
        return charts.entrySet().stream()
                .filter(name -> name.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// Whether another patient on this page has the same family name.
    boolean hasNamesake(WorklistEntry row) {
        return namesakes.contains(row.family());
    }

    /// Whether there is no chart at all.
    boolean empty() {
        return total == 0 && pending == 0 && query.isEmpty() && pathway.isEmpty();
    }

    boolean chosen(String id) {
        return attention.equals(id);
    }

    boolean hasNext() {
        return page * ROWS < found;
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

    /// This list with one thing asked for otherwise.
    String link(String name, String value) {
        return "/?"
                + Stream.of(
                                part("attention", name.equals("attention") ? value : attention),
                                part("pathway", pathway),
                                part("q", query),
                                part("sort", sort == Sort.ATTENTION ? "" : sort.id()),
                                part("page", name.equals("page") ? value : ""))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("&"));
    }

    private static String part(String name, String value) {
        return value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
