package org.osteon.app.http.web.reports;

import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osteon.records.reports.ChartReports;
import org.osteon.records.reports.DueReports;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.registry.RegistryDraft;
import org.osteon.workflow.registry.RegistryForms;
import org.osteon.workflow.safety.Regions;

/// The page of all reports.
///
/// @param centre which centre is shown; empty: all
/// @param all whether also what is done
record ReportsPage(
        DueReports.Found found,
        RegistryForms forms,
        Regions regions,
        String centre,
        boolean all,
        ZonedDateTime now) {
    private static final String NO_CENTRE = "no centre named";
    private static final int MOST = 50;
    private static final int MONTH = 30;
    private static final int QUARTER = 90;

    /// How many are how late, of one centre.
    record Ageing(String centre, int notDue, int toMonth, int toQuarter, int longer, int done) {
        int open() {
            return notDue + toMonth + toQuarter + longer;
        }
    }

    static String centre(ChartReports.RegistryRow row) {
        return row.centre().isEmpty() ? NO_CENTRE : row.centre();
    }

    /// The centres, each with how late its drafts are.
    List<Ageing> ageing() {
        Map<String, List<ChartReports.RegistryRow>> byCentre =
                found.registry().stream()
                        .collect(
                                Collectors.groupingBy(
                                        ReportsPage::centre, TreeMap::new, Collectors.toList()));
        return byCentre.entrySet().stream()
                .map(one -> ageing(one.getKey(), one.getValue()))
                .toList();
    }

    private static Ageing ageing(String centre, List<ChartReports.RegistryRow> rows) {
        List<Long> late =
                rows.stream()
                        .filter(ChartReports.RegistryRow::isOpen)
                        .map(ChartReports.RegistryRow::daysLate)
                        .toList();
        return new Ageing(
                centre,
                (int) late.stream().filter(days -> days <= 0).count(),
                (int) late.stream().filter(days -> days > 0 && days <= MONTH).count(),
                (int) late.stream().filter(days -> days > MONTH && days <= QUARTER).count(),
                (int) late.stream().filter(days -> days > QUARTER).count(),
                rows.size() - late.size());
    }

    /// The drafts, the latest first.
    List<ChartReports.RegistryRow> registry() {
        return found.registry().stream()
                .filter(row -> all || row.isOpen())
                .filter(row -> centre.isEmpty() || centre(row).equals(centre))
                .sorted(
                        Comparator.comparingLong(ChartReports.RegistryRow::daysLate)
                                .reversed()
                                .thenComparing(row -> row.person().name()))
                .limit(MOST)
                .toList();
    }

    int registryInAll() {
        return (int)
                found.registry().stream()
                        .filter(row -> all || row.isOpen())
                        .filter(row -> centre.isEmpty() || centre(row).equals(centre))
                        .count();
    }

    /// The reports to authorities, the one that is due first first.
    List<ChartReports.SafetyRow> safety() {
        return found.safety().stream()
                .filter(row -> all || row.open())
                .sorted(
                        Comparator.comparing(
                                (ChartReports.SafetyRow row) ->
                                        row.due().map(ZonedDateTime::toInstant).orElse(null),
                                Comparator.nullsLast(Comparator.naturalOrder())))
                .limit(MOST)
                .toList();
    }

    int safetyInAll() {
        return (int) found.safety().stream().filter(row -> all || row.open()).count();
    }

    /// Whether every chart was read.
    boolean isWhole() {
        return found.pending() == 0 && found.unread() == 0;
    }

    /// Events of which nobody said how serious they are: no rule can judge them.
    List<ChartReports.EventRow> notAssessed() {
        return found.events().stream().filter(event -> !event.assessed()).toList();
    }

    static String moment(ZonedDateTime at) {
        return Wording.moment(at.toLocalDateTime());
    }

    /// A figure of the centre, with what it is of.
    record Share(String what, int count, int of) {
        String words() {
            return count
                    + " of "
                    + of
                    + (of == 0 ? "" : " (" + Math.round(100.0 * count / of) + " %)");
        }
    }

    /// What the centre tells of itself: each with its denominator.
    List<Share> own() {
        List<ChartReports.RegistryRow> due =
                found.registry().stream().filter(row -> row.daysLate() > 0).toList();
        Map<String, List<ChartReports.RegistryRow>> byTime =
                due.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.form() + ", " + row.time(),
                                        TreeMap::new,
                                        Collectors.toList()));
        return byTime.entrySet().stream()
                .map(one ->
                        new Share(
                                one.getKey() + ": complete enough, of those that are due",
                                (int)
                                        one.getValue().stream()
                                                .filter(row ->
                                                        row.state() != RegistryDraft.State.OPEN)
                                                .count(),
                                one.getValue().size()))
                .toList();
    }

    /// Adverse events by their grade, the gravest first; those without a grade last.
    Map<String, Long> byGrade() {
        Map<String, Long> grades = new TreeMap<>(Comparator.reverseOrder());
        found.events().forEach(event -> grades.merge(event.grade(), 1L, Long::sum));
        return grades;
    }

    /// In how many people adverse events are on record.
    long peopleWithEvents() {
        return found.events().stream().map(event -> event.person().chart()).distinct().count();
    }
}
