package org.osteon.app.http.web.reports;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osteon.app.http.web.Paging;
import org.osteon.records.reports.ChartReports;
import org.osteon.records.reports.DueReports;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.registry.RegistryForms;
import org.osteon.workflow.safety.Regions;

/// The page of all reports.
///
/// @param centre which centre is shown; empty: all
/// @param all whether also what is done
/// @param registryPage which page of the drafts is shown, from 1
/// @param authorityPage which page of the reports to authorities
/// @param figures what the centre tells of itself
record ReportsPage(
        DueReports.Found found,
        RegistryForms forms,
        Regions regions,
        String centre,
        boolean all,
        int registryPage,
        int authorityPage,
        CentreFigures figures,
        ZonedDateTime now) {
    private static final String NO_CENTRE = "no centre named";
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

    /// The drafts of the page, the latest first.
    List<ChartReports.RegistryRow> registry() {
        return registryPaging().of(drafts());
    }

    Paging registryPaging() {
        return Paging.of(registryPage, registryInAll());
    }

    private List<ChartReports.RegistryRow> drafts() {
        return found.registry().stream()
                .filter(row -> all || row.isOpen())
                .filter(row -> centre.isEmpty() || centre(row).equals(centre))
                .sorted(
                        Comparator.comparingLong(ChartReports.RegistryRow::daysLate)
                                .reversed()
                                .thenComparing(row -> row.person().name()))
                .toList();
    }

    int registryInAll() {
        return (int)
                found.registry().stream()
                        .filter(row -> all || row.isOpen())
                        .filter(row -> centre.isEmpty() || centre(row).equals(centre))
                        .count();
    }

    /// The reports to authorities of the page, the one that is due first first.
    List<ChartReports.SafetyRow> safety() {
        return safetyPaging().of(reports());
    }

    Paging safetyPaging() {
        return Paging.of(authorityPage, safetyInAll());
    }

    private List<ChartReports.SafetyRow> reports() {
        return found.safety().stream()
                .filter(row -> all || row.open())
                .sorted(
                        Comparator.comparing(
                                (ChartReports.SafetyRow row) ->
                                        row.due().map(ZonedDateTime::toInstant).orElse(null),
                                Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    int safetyInAll() {
        return (int) found.safety().stream().filter(row -> all || row.open()).count();
    }

    /// The page with what is chosen, to which the number of a page is added.
    String address() {
        return "/reports?"
                + (centre.isEmpty()
                        ? ""
                        : "centre=" + URLEncoder.encode(centre, StandardCharsets.UTF_8) + "&")
                + (all ? "all=true&" : "");
    }

    /// Whether every chart was read.
    boolean isWhole() {
        return found.pending() == 0 && found.unread() == 0;
    }

    /// That nothing is to be reported, and of what that is known.
    String noneToReport() {
        String of =
                notAssessed().isEmpty() ? "No adverse event" : "No adverse event that was judged";
        return of + (isWhole() ? "" : ", of the charts that were read,") + " is to be reported.";
    }

    /// Events of which nobody said how serious they are: no rule can judge them.
    List<ChartReports.EventRow> notAssessed() {
        return found.events().stream().filter(event -> !event.assessed()).toList();
    }

    static String moment(ZonedDateTime at) {
        return Wording.moment(at.toLocalDateTime());
    }
}
