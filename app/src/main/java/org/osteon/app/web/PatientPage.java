package org.osteon.app.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.Course;
import org.osteon.pathway.Pathway;

/// A patient as one pathway sees them on a day.
///
/// @param past whether the day is not today
/// @param recorded whether only what had been recorded by that day counts
/// @param tabs the pathways that apply, the one shown among them
/// @param others the titles of the pathways that do not apply
/// @param sheet what is shown: the planned or released order's, else the chart's
/// @param order the order that the sheet is about
/// @param further other orders that wait
/// @param history the events of the course, the latest first
record PatientPage(
        PatientBanner patient,
        LocalDate asOf,
        boolean past,
        boolean recorded,
        List<Tab> tabs,
        List<String> others,
        ReleaseSheet sheet,
        Optional<Order> order,
        List<Order> further,
        List<DrawnTrend> trends,
        Optional<String> timeline,
        List<Happening> history) {

    /// A pathway that applies.
    record Tab(String id, String title, Tone tone, String decision, boolean current) {}

    /// A trend with its drawing and, for the table, its values from the latest back.
    record DrawnTrend(Course.Trend trend, String svg, List<Course.Point> values) {}

    /// An event of the course.
    ///
    /// @param day days from the anchor, `Day +12`; empty where the pathway has none
    record Happening(String date, String day, String kind, String text, boolean ahead) {}

    /// What a patient page is asked for.
    ///
    /// @param pathway the id that was asked for; empty: what needs attention first
    record View(LocalDate asOf, LocalDate today, boolean recorded, String pathway) {}

    static PatientPage of(List<Pathway> pathways, Chart chart, View view) {
        ChartOnDay onDay = new ChartOnDay(chart, view.asOf());
        List<Seen> seen =
                pathways.stream().map(pathway -> new Seen(pathway, onDay.assess(pathway))).toList();
        List<Seen> applying =
                seen.stream()
                        .filter(Seen::applies)
                        .sorted(Comparator.comparing(Seen::tone))
                        .toList();
        // Where nothing applies, the first pathway says so rather than an empty page.
        Seen shown =
                applying.stream()
                        .filter(one -> one.pathway().id().equals(view.pathway()))
                        .findFirst()
                        .or(() -> applying.stream().findFirst())
                        .orElse(seen.getFirst());
        return new Assembling(chart, onDay, view, shown).page(seen, applying);
    }

    private record Seen(Pathway pathway, Assessment assessment) {
        boolean applies() {
            return assessment.status() != Assessment.Status.NOT_APPLICABLE;
        }

        Tone tone() {
            return Tone.of(pathway, assessment.decision(), assessment.alerts());
        }
    }

    private record Assembling(Chart chart, ChartOnDay onDay, View view, Seen shown) {

        PatientPage page(List<Seen> seen, List<Seen> applying) {
            Chart known = chart.knownOn(view.asOf());
            List<Order> orders = new ArrayList<>(Order.of(shown.pathway(), known));
            Optional<Order> order = orders.stream().findFirst();
            order.ifPresent(orders::remove);
            Course course = onDay.course(shown.pathway());
            return new PatientPage(
                    PatientBanner.of(known, view.asOf()),
                    view.asOf(),
                    !view.asOf().equals(view.today()),
                    view.recorded(),
                    applying.stream().map(this::tab).toList(),
                    seen.stream()
                            .filter(one -> !one.applies())
                            .map(one -> one.pathway().title())
                            .toList(),
                    sheet(order),
                    order,
                    orders,
                    trends(course),
                    course.events().isEmpty()
                            ? Optional.empty()
                            : Optional.of(TimelineDrawing.svg(course.events(), view.asOf())),
                    history(course));
        }

        private Tab tab(Seen one) {
            return new Tab(
                    one.pathway().id(),
                    one.pathway().title(),
                    one.tone(),
                    Tone.word(one.pathway(), one.assessment().decision().orElse(""))
                            .map(word -> word.title())
                            .orElse("Nothing planned"),
                    one.equals(shown));
        }

        /// A draft is in the assessment already; a released or held order is judged again as it
        /// would be today.
        private ReleaseSheet sheet(Optional<Order> order) {
            return order.filter(found -> found.state() != Order.State.PLANNED)
                    .map(found -> found.asDraft(chart))
                    .map(asked ->
                            ReleaseSheet.of(
                                    shown.pathway(),
                                    shown.pathway().assess(asked, view.asOf()),
                                    asked))
                    .orElseGet(() -> ReleaseSheet.of(shown.pathway(), shown.assessment(), chart));
        }

        private static List<DrawnTrend> trends(Course course) {
            return course.trends().stream()
                    .filter(trend -> !trend.points().isEmpty())
                    .map(trend ->
                            new DrawnTrend(
                                    trend, TrendDrawing.svg(trend), trend.points().reversed()))
                    .toList();
        }

        private List<Happening> history(Course course) {
            return course.events().reversed().stream()
                    .map(event ->
                            new Happening(
                                    Wording.day(event.date()),
                                    event.day()
                                            .map(day -> "Day " + (day > 0 ? "+" : "") + day)
                                            .orElse(""),
                                    event.kind(),
                                    event.text(),
                                    event.date().isAfter(view.asOf())))
                    .toList();
        }
    }

    /// Whether nothing of these pathways concerns the patient.
    boolean nothingApplies() {
        return tabs.isEmpty();
    }

    /// Where the patient's pages are.
    String path() {
        return "/patients/" + patient.id();
    }

    /// What keeps the pathway in a link.
    String query() {
        return "pathway="
                + sheet.pathway()
                + (past ? "&asOf=" + asOf : "")
                + (recorded ? "&recorded=true" : "");
    }

    /// How a day reads in a heading.
    String day() {
        return Wording.day(asOf);
    }

    /// What the decision is about.
    String heading() {
        return order.map(found ->
                        switch (found.state()) {
                            case PLANNED -> "Planned: " + found.title();
                            case RELEASED ->
                                    "Released: " + found.title() + ", and what the gates say today";
                            case HELD ->
                                    "On hold: " + found.title() + ", and what the gates say today";
                        })
                .orElse("As of " + day());
    }

    /// `2 blocked · 1 unknown · 9 clear`
    String gateCounts() {
        return Stream.of(
                        counted(sheet.blocked(), "blocked"),
                        counted(sheet.count(Tone.UNKNOWN), "unknown"),
                        counted(sheet.count(Tone.ADVICE), "with advice"),
                        counted(sheet.count(Tone.CLEAR), "clear"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static String counted(long count, String word) {
        return count == 0 ? "" : count + " " + word;
    }

    /// Advice that must be ticked off before release.
    List<Gate.Finding> toAcknowledge() {
        return sheet.advice();
    }

    /// The codes of the advice, for the box to tick.
    String adviceCodes() {
        return sheet.advice().stream().map(Gate.Finding::code).collect(Collectors.joining(", "));
    }

    /// The value that the pathway suggests for a field; empty where it has none.
    String suggested(OrderForm.Field field) {
        return field.suggestion()
                .flatMap(result -> Optional.ofNullable(sheet.values().get(result)))
                .map(Wording::value)
                .orElse("");
    }

    /// What the pathway would write into the order: the numbers that matter most.
    List<ReleaseSheet.Result> proposal() {
        return order.map(Order::fields).orElse(List.of()).stream()
                .filter(field -> !suggested(field).isEmpty())
                .map(field ->
                        new ReleaseSheet.Result(
                                field.label(), (suggested(field) + " " + field.unit()).strip()))
                .toList();
    }
}
