package org.osteon.app.http.web.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.app.http.web.Who;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.desk.WorklistEntry;
import org.osteon.workflow.tasks.Task;

/// What of the worklist somebody asks for: whose, which, in which order.
///
/// @param who looks
/// @param looked when they last said that they had looked
/// @param attention one of [org.osteon.workflow.desk.Attention], by its id; empty: all
/// @param severity one of [org.osteon.workflow.desk.Priority], by its word; empty: all
/// @param place where they are looked after, as charts name it; empty: anywhere
/// @param person who coordinates their care or has a task of theirs; empty: anybody
/// @param query words to be found
/// @param open the row that is opened
/// @param whole whether all rows stand on one page
record WorklistView(
        LocalDate today,
        Who who,
        Optional<Instant> looked,
        Tab tab,
        String attention,
        String pathway,
        String severity,
        Due due,
        String place,
        String person,
        String query,
        Sort sort,
        int page,
        String open,
        boolean whole) {

    private static final int DAYS_OF_A_WEEK = 7;

    /// Whose tasks.
    enum Tab {
        ALL("All"),
        MINE("Mine"),
        ROLE("My role"),
        NEW("New since I looked"),
        OFF("Put off");

        /// Those that hold patients by their tasks.
        static final List<Tab> OF_TASKS = List.of(MINE, ROLE, NEW, OFF);

        private final String title;

        Tab(String title) {
            this.title = title;
        }

        String id() {
            return this == ALL ? "" : name().toLowerCase(Locale.ROOT);
        }

        String title() {
            return title;
        }
    }

    /// By when.
    enum Due {
        ANY("Due whenever"),
        TODAY("Due today"),
        WEEK("Due this week"),
        LATE("Late");

        private final String title;

        Due(String title) {
            this.title = title;
        }

        String id() {
            return this == ANY ? "" : name().toLowerCase(Locale.ROOT);
        }

        String title() {
            return title;
        }
    }

    /// What the list can be sorted by.
    enum Sort {
        ATTENTION("Most urgent first"),
        NEXT("What is due first"),
        NAME("By name"),
        THERAPY("By therapy"),
        OWNER("By owner");

        private final String title;

        Sort(String title) {
            this.title = title;
        }

        /// Records, 5.3: how soon, the clock, my role today, due by its end, overdue.
        Comparator<WorklistRow> order() {
            Comparator<WorklistRow> byName = Comparator.comparing(row -> row.entry().name());
            Comparator<WorklistRow> byUrgency =
                    Comparator.comparing(WorklistRow::priority)
                            .thenComparingInt(WorklistRow::clock)
                            .thenComparing(WorklistRow::pressingUntil)
                            .thenComparing(row -> !row.isMine())
                            .thenComparingInt(WorklistRow::standing)
                            .thenComparing(row -> row.entry().attention())
                            .thenComparing(WorklistRow::day)
                            .thenComparing(byName);
            Comparator<WorklistRow> asked =
                    switch (this) {
                        case ATTENTION -> byUrgency;
                        case NEXT -> Comparator.comparing(WorklistRow::day).thenComparing(byName);
                        case NAME -> byName;
                        case THERAPY ->
                                Comparator.<WorklistRow, String>comparing(
                                                row -> row.entry().pathway())
                                        .thenComparing(byUrgency);
                        case OWNER ->
                                Comparator.comparing((WorklistRow row) -> row.owner().isEmpty())
                                        .thenComparing(WorklistRow::owner)
                                        .thenComparing(byUrgency);
                    };
            return asked.thenComparing(WorklistRow::id);
        }

        String id() {
            return this == ATTENTION ? "" : name().toLowerCase(Locale.ROOT);
        }

        String title() {
            return title;
        }
    }

    /// The same list, whichever page of it is looked at, and how.
    WorklistView list() {
        return new WorklistView(
                today, who, looked, tab, attention, pathway, severity, due, place, person, query,
                sort, 1, "", false);
    }

    /// Everybody's, for a day.
    static WorklistView of(LocalDate today) {
        return of(Map.of(), today, new Who("", ""), Optional.empty());
    }

    /// As the address says.
    static WorklistView of(
            Map<String, String> asked, LocalDate today, Who who, Optional<Instant> looked) {
        String page = asked.getOrDefault("page", "");
        return new WorklistView(
                today,
                who,
                looked,
                named(Tab.values(), Tab::id, asked.getOrDefault("list", ""), Tab.ALL),
                asked.getOrDefault("attention", ""),
                asked.getOrDefault("pathway", ""),
                asked.getOrDefault("severity", ""),
                named(Due.values(), Due::id, asked.getOrDefault("due", ""), Due.ANY),
                asked.getOrDefault("place", ""),
                asked.getOrDefault("person", ""),
                asked.getOrDefault("q", "").strip(),
                named(Sort.values(), Sort::id, asked.getOrDefault("sort", ""), Sort.ATTENTION),
                page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1,
                asked.getOrDefault("open", ""),
                asked.getOrDefault("rows", "").equals("all"));
    }

    private static <T> T named(
            T[] all, java.util.function.Function<T, String> id, String wanted, T otherwise) {
        return Stream.of(all)
                .filter(one -> id.apply(one).equals(wanted))
                .findFirst()
                .orElse(otherwise);
    }

    /// Whether a task belongs to a tab.
    boolean isIn(Tab of, Task task) {
        boolean off = task.isSnoozed(today);
        return switch (of) {
            case ALL -> !off;
            case MINE -> !off && task.isOf(who.name());
            case ROLE -> !off && task.isFor(who.name(), who.role());
            case NEW ->
                    !off
                            && task.since() != null
                            && looked.filter(task.since()::isAfter).isPresent();
            case OFF -> off;
        };
    }

    /// Whether it is due as asked for.
    boolean isDue(Task task) {
        return switch (due) {
            case ANY -> true;
            case TODAY -> task.isDueBy(today);
            case WEEK -> task.isDueBy(today.plusDays(DAYS_OF_A_WEEK - 1));
            case LATE -> task.overdue();
        };
    }

    /// Whether a patient is looked after where it is asked for, and by whom.
    boolean isAt(WorklistEntry entry) {
        return (place.isEmpty() || place.equals(entry.care().place()))
                && (person.isEmpty() || entry.people().anyMatch(person::equals));
    }

    /// Whether a patient without a task that is asked for stands in the list all the same.
    boolean showsEverybody() {
        return tab == Tab.ALL && due == Due.ANY;
    }

    /// The words that are searched for.
    List<String> words() {
        return Stream.of(query.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// This list with one thing asked for otherwise, from its first page.
    String link(String name, String value) {
        Map<String, String> parts = parts();
        parts.put(name, value);
        if (!name.equals("page") && !name.equals("open")) {
            parts.remove("page");
        }
        return address(parts);
    }

    /// This very list.
    String here() {
        return address(parts());
    }

    private Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("list", tab.id());
        parts.put("attention", attention);
        parts.put("pathway", pathway);
        parts.put("severity", severity);
        parts.put("due", due.id());
        parts.put("place", place);
        parts.put("person", person);
        parts.put("q", query);
        parts.put("sort", sort.id());
        parts.put("rows", whole ? "all" : "");
        parts.put("page", page > 1 ? String.valueOf(page) : "");
        return parts;
    }

    private static String address(Map<String, String> parts) {
        return "/?"
                + parts.entrySet().stream()
                        .filter(one -> !one.getValue().isEmpty())
                        .map(one ->
                                one.getKey()
                                        + "="
                                        + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /// When they looked, in words.
    String lookedInWords(java.time.ZoneId zone) {
        return looked.map(at -> at.atZone(zone))
                .map(at ->
                        (at.toLocalDate().equals(today)
                                        ? ""
                                        : Wording.dayOfYear(at.toLocalDate()) + ", ")
                                + java.time.format.DateTimeFormatter.ofPattern("HH:mm").format(at))
                .orElse("");
    }
}
