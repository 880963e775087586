package org.osteon.app.http.web.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.Course;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.DayRibbon;
import org.osteon.pathway.DoseCalendar;
import org.osteon.pathway.PageLayout;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.PlanItem;
import org.osteon.workflow.Confirmation;
import org.osteon.workflow.HoldReason;
import org.osteon.workflow.Order;
import org.osteon.workflow.OrderForm;
import org.osteon.workflow.desk.Gate;
import org.osteon.workflow.desk.Headline;
import org.osteon.workflow.desk.PatientBanner;
import org.osteon.workflow.desk.ReleaseSheet;
import org.osteon.workflow.desk.Tone;
import org.osteon.workflow.desk.WhatWasRead;
import org.osteon.workflow.desk.Wording;
import org.osteon.workflow.forms.RecordedResponse;

/// A patient as one pathway sees them on a day.
///
/// @param past whether the day is not today
/// @param recorded whether only what had been recorded by that day counts
/// @param tabs the pathways that apply or could be considered, the one shown among them
/// @param others all pathways but the one shown: what they say, or why they do not apply
/// @param assessment what the pathway shown says
/// @param sheet what is shown: the planned or released order's, else the chart's
/// @param order the order that the sheet is about
/// @param further other orders that wait
/// @param layout what of the pathway's words stands where
/// @param headline the decision as it may stand on top
/// @param themes what is known, by what it is about
/// @param ribbon the days from the pathway's anchor on, where it has a ribbon
/// @param calendar what was to be given on which day, where anything was
/// @param history the events of the course, the latest first
/// @param read what of the chart was understood
/// @param confirmations what happened although it should not have, and waits for another person
/// @param holdReasons why something of the pathway is held, in ways that rules can read
record PatientPage(
        PatientBanner patient,
        LocalDate asOf,
        boolean past,
        boolean recorded,
        List<Tab> tabs,
        List<Other> others,
        Assessment assessment,
        ReleaseSheet sheet,
        Optional<Order> order,
        List<Order> further,
        PageLayout layout,
        Headline headline,
        List<Themes.Theme> themes,
        Optional<RibbonView> ribbon,
        Optional<DoseCalendar> calendar,
        List<DrawnTrend> trends,
        Optional<String> timeline,
        List<Happening> history,
        WhatWasRead read,
        List<Confirmation> confirmations,
        List<Coding> holdReasons) {

    /// Who signs the sheet of an order.
    static final List<String> RELEASE_ROLES = List.of("Pharmacist", "Nurse", "Second check");

    /// What the code on its papers is, for those who do not see it.
    static final String CODE = "Code that leads to the patient's page";

    private static final int MOST_REASONS = 3;
    private static final int MOST_APPOINTMENTS = 8;

    /// A pathway that applies or could be considered.
    record Tab(String id, String title, Tone tone, String decision, boolean current) {}

    /// What another pathway says of this patient.
    ///
    /// @param decision in its words; whether it applies at all
    /// @param reasons why, the loudest first
    /// @param missing what would have to be known
    /// @param open whether there is a page to look at
    record Other(
            String id,
            String title,
            Tone tone,
            String decision,
            List<String> reasons,
            List<String> missing,
            boolean open) {
        /// Whether there is something to look at, or to find out: else it says only that it does
        /// not apply.
        boolean mayConcern() {
            return open || !missing.isEmpty();
        }
    }

    /// An event of the course.
    ///
    /// @param day days from the anchor, `Day +12`; empty where the pathway has none
    record Happening(String date, String day, String kind, String text, boolean ahead) {}

    /// What a patient page is asked for.
    ///
    /// @param pathway the id that was asked for; empty: what needs attention first
    /// @param days the first and the last day of the ribbon to show; empty: all
    /// @param namesakes how many others are called the same
    record View(
            LocalDate asOf,
            LocalDate today,
            boolean recorded,
            String pathway,
            List<Integer> days,
            int namesakes) {}

    static PatientPage of(List<Pathway> pathways, Chart chart, View view) {
        ChartOnDay onDay = new ChartOnDay(pathways, chart, view.asOf());
        List<Seen> seen =
                pathways.stream()
                        .map(pathway -> new Seen(pathway, onDay.assessWithOptions(pathway)))
                        .toList();
        List<Seen> applying =
                seen.stream()
                        .filter(Seen::hasPage)
                        .sorted(
                                Comparator.comparing(Seen::applies)
                                        .reversed()
                                        .thenComparing(Seen::tone))
                        .toList();
        // Where nothing applies, the first pathway says so rather than an empty page.
        Seen shown =
                applying.stream()
                        .filter(one -> one.pathway().id().equals(view.pathway()))
                        .findFirst()
                        .or(() -> applying.stream().filter(Seen::applies).findFirst())
                        .orElse(seen.getFirst());
        return new Assembling(chart, onDay, view, shown).page(seen, applying);
    }

    private record Seen(Pathway pathway, Assessment assessment) {
        boolean applies() {
            return assessment.status() != Assessment.Status.NOT_APPLICABLE;
        }

        /// Whether it applies, or there is something that could be ordered.
        boolean hasPage() {
            return applies() || !assessment.options().isEmpty();
        }

        Tone tone() {
            return Tone.of(pathway, assessment.decision(), assessment.alerts());
        }

        String decision() {
            return Tone.word(pathway, assessment.decision().orElse(""))
                    .map(word -> word.title())
                    .orElse(
                            applies()
                                    ? "Nothing planned"
                                    : hasPage() ? "Not asked for" : "Does not apply");
        }

        Other other() {
            List<String> reasons =
                    applies()
                            ? assessment.alerts().stream()
                                    .map(alert -> Wording.sentence(alert.summary()))
                                    .distinct()
                                    .limit(MOST_REASONS)
                                    .toList()
                            : assessment.criteria().stream()
                                    .map(Criterion::summary)
                                    .filter(text -> !text.isBlank())
                                    .toList();
            return new Other(
                    pathway.id(),
                    pathway.title(),
                    tone(),
                    decision(),
                    Stream.concat(
                                    reasons.stream(),
                                    assessment.options().stream()
                                            .filter(_ -> !applies())
                                            .map(this::would))
                            .toList(),
                    assessment.missing(),
                    hasPage());
        }

        /// What would hold if it were ordered today.
        private String would(Assessment.Option option) {
            Assessment supposed = option.assessment();
            return option.title()
                    + ", if asked for today: "
                    + supposed.decision()
                            .flatMap(word -> Tone.word(pathway, word))
                            .map(word -> word.title())
                            .orElse("no decision")
                    + supposed.alerts().stream()
                            .findFirst()
                            .filter(alert -> alert.severity() == Alert.Severity.CRITICAL)
                            .map(alert -> " (" + alert.summary() + ")")
                            .orElse("")
                    + (supposed.missing().isEmpty()
                            ? ""
                            : "; needs " + String.join(", ", supposed.missing()));
        }
    }

    private record Assembling(Chart chart, ChartOnDay onDay, View view, Seen shown) {

        PatientPage page(List<Seen> seen, List<Seen> applying) {
            Chart known = chart.knownOn(view.asOf());
            List<Order> orders = new ArrayList<>(Order.of(shown.pathway(), known));
            Optional<Order> order = orders.stream().findFirst();
            order.ifPresent(orders::remove);
            Course course = onDay.course(shown.pathway());
            PageLayout layout = onDay.layout(shown.pathway());
            ReleaseSheet sheet = sheet(order);
            return new PatientPage(
                    PatientBanner.of(known, view.asOf()).withNamesakes(view.namesakes()),
                    view.asOf(),
                    !view.asOf().equals(view.today()),
                    view.recorded(),
                    applying.stream()
                            .filter(one -> one.applies() || one.equals(shown))
                            .map(this::tab)
                            .toList(),
                    seen.stream()
                            .filter(one -> !one.equals(shown) || !one.hasPage())
                            .sorted(Comparator.comparing(Seen::hasPage).reversed())
                            .map(Seen::other)
                            .toList(),
                    shown.assessment(),
                    sheet,
                    order,
                    orders,
                    layout,
                    Headline.of(sheet, layout.headline()),
                    Themes.of(shown.pathway(), layout, sheet, known),
                    onDay.ribbon(shown.pathway()).map(days -> ribbon(days, known)),
                    onDay.calendar(shown.pathway()),
                    trends(course, PatientBanner.of(known, view.asOf())),
                    course.events().isEmpty()
                            ? Optional.empty()
                            : Optional.of(TimelineDrawing.svg(course.events(), view.asOf())),
                    history(course),
                    WhatWasRead.of(onDay.reading(), shown.assessment()),
                    Confirmation.awaited(known),
                    HoldReason.choices(shown.pathway()));
        }

        private Tab tab(Seen one) {
            return new Tab(
                    one.pathway().id(),
                    one.pathway().title(),
                    one.tone(),
                    one.decision(),
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

        private RibbonView ribbon(DayRibbon days, Chart known) {
            return RibbonView.of(
                    days,
                    new RibbonLane.Beside(
                            shown.assessment().plan(),
                            RecordedResponse.on(known).stream().map(this::entered).toList()),
                    view.asOf(),
                    RibbonView.Window.of(days, view.days()));
        }

        private RibbonLane.Entered entered(RecordedResponse form) {
            return new RibbonLane.Entered(
                    form.resource().label(),
                    form.resource().content().time("authored"),
                    form.isDraft(),
                    form.resource().reference());
        }

        private List<DrawnTrend> trends(Course course, PatientBanner patient) {
            return course.trends().stream()
                    .filter(trend -> !trend.points().isEmpty())
                    .map(trend ->
                            DrawnTrend.of(trend, CourseFigure.svg(trend, course.events(), patient)))
                    .toList();
        }

        private List<Happening> history(Course course) {
            return course.events().reversed().stream()
                    .map(event ->
                            new Happening(
                                    Wording.day(event.date()),
                                    event.day().map(Wording::dayFrom).orElse(""),
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

    /// The page as it is by the time that somebody comes to it.
    String address() {
        return path() + "?pathway=" + sheet.pathway();
    }

    /// What keeps the pathway in a link.
    String query() {
        return "pathway="
                + sheet.pathway()
                + (past ? "&asOf=" + asOf : "")
                + (recorded ? "&recorded=true" : "");
    }

    /// Where all values of a trend are.
    String valuesLink(String trend) {
        return path() + "/values/" + trend + "?" + query();
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
                        counted(sheet.count(Tone.NONE), "not asked for"),
                        counted(sheet.count(Tone.CLEAR), "clear"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static String counted(long count, String word) {
        return count == 0 ? "" : count + " " + word;
    }

    /// What is to be given or done, for large type: what the order states, else what the pathway
    /// works out.
    String dose() {
        return order.flatMap(Order::dose).map(PatientPage::amount).orElse(layout.dose());
    }

    private static String amount(JsonNode quantity) {
        return Wording.number(quantity.path("value").decimalValue())
                + (quantity.path("unit").asText("").isEmpty()
                        ? ""
                        : " " + quantity.path("unit").asText());
    }

    /// What the sheet of the order is called.
    String releaseTitle() {
        return "Release sheet as of " + day();
    }

    /// What is signed on it.
    String released() {
        return heading() + (dose().isEmpty() ? "" : ", " + dose());
    }

    /// What stands across it, so that nobody takes it for a released order.
    List<String> stamps() {
        return order.map(found ->
                        switch (found.state()) {
                            case PLANNED -> List.of("PLANNED, not released");
                            case HELD -> List.of("ON HOLD, not released");
                            case RELEASED -> List.<String>of();
                        })
                .orElseGet(() -> List.of("NO ORDER, nothing is released"));
    }

    /// Plan items of somebody in the team that are due, those that are late first.
    List<ReleaseSheet.PlanLine> due() {
        return sheet.open().stream()
                .filter(line -> line.status() != PlanItem.Status.PLANNED)
                .filter(line -> !answersAsPatient(line))
                .sorted(Comparator.comparing(ReleaseSheet.PlanLine::status).reversed())
                .toList();
    }

    /// What comes later, or is the patient's own.
    List<ReleaseSheet.PlanLine> later() {
        List<ReleaseSheet.PlanLine> due = due();
        return sheet.open().stream().filter(line -> !due.contains(line)).toList();
    }

    /// Advice that must be ticked off before release.
    List<Gate.Finding> toAcknowledge() {
        return sheet.advice();
    }

    /// The codes of the advice, for the box to tick.
    String adviceCodes() {
        return sheet.advice().stream().map(Gate.Finding::code).collect(Collectors.joining(", "));
    }

    /// Whether there is something that the patient takes home.
    boolean hasAftercare() {
        return !layout.aftercare().isEmpty() || !takesHome().isEmpty();
    }

    /// What the sheet is called that the patient takes home.
    String homeTitle() {
        return layout.aftercare().isEmpty() ? "Aftercare" : layout.aftercare().title();
    }

    /// What the patient does at home.
    List<ReleaseSheet.PlanLine> takesHome() {
        return sheet.open().stream().filter(this::answersAsPatient).toList();
    }

    /// What the team does with the patient next.
    List<ReleaseSheet.PlanLine> appointments() {
        return sheet.open().stream()
                .filter(line -> !answersAsPatient(line) && !line.pressing())
                .limit(MOST_APPOINTMENTS)
                .toList();
    }

    private boolean answersAsPatient(ReleaseSheet.PlanLine line) {
        return !PlanItem.isForTheTeam(line.actor());
    }

    /// The value that the pathway suggests for a field; empty where it has none.
    String suggested(OrderForm.Field field) {
        return field.suggestion()
                .flatMap(result -> Optional.ofNullable(sheet.values().get(result)))
                .map(Wording::value)
                .orElse("");
    }

    private boolean stated(OrderForm.Field field) {
        return order.filter(found -> found.answers().has(field.name())).isPresent();
    }

    /// What the pathway would write into the order where it leaves it open.
    List<ReleaseSheet.Result> proposal() {
        return order.map(Order::fields).orElse(List.of()).stream()
                .filter(field -> !suggested(field).isEmpty())
                .filter(field -> !stated(field))
                .filter(field -> !(suggested(field) + " " + field.unit()).strip().equals(dose()))
                .map(field ->
                        new ReleaseSheet.Result(
                                field.label(), (suggested(field) + " " + field.unit()).strip()))
                .toList();
    }
}
