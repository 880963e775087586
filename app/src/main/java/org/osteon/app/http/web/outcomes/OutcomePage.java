package org.osteon.app.http.web.outcomes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osteon.outcome.competing.GrayStatistic;
import org.osteon.outcome.competing.IncidenceCurve;
import org.osteon.outcome.data.Column;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.FollowUp;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.LogRank;
import org.osteon.outcome.survival.SurvivalCurve;
import org.osteon.records.cohort.FollowedPeople;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.report.NaiveLesson;
import org.osteon.report.StepDrawing;
import org.osteon.report.StepFigure;
import org.springframework.http.ResponseEntity;

/// An endpoint as it was asked for: who is counted, the curves, the table beside them, the test.
final class OutcomePage {
    static final double WIDE = 760;
    static final double NARROW = 340;
    private static final int MOST_GROUPS = 6;
    private static final double CONFIDENCE = 0.95;

    private final FollowedPeople all;
    private final FollowedPeople people;
    private final Wanted wanted;
    private final Optional<StepFigure> figure;

    /// What is asked for.
    ///
    /// @param by the factor that makes the groups; empty: none
    /// @param show `1`, `2` … the incidence of that kind, `free` survival without any of them,
    ///   `naive` what is refused
    /// @param only by factor the value that people must have
    record Wanted(String by, String show, Map<String, String> only) {
        /// Of a query.
        static Wanted of(Map<String, String> query) {
            Map<String, String> only = new TreeMap<>();
            query.forEach((name, value) -> {
                if (name.startsWith("only.") && !value.isBlank()) {
                    only.put(name.substring(5), value);
                }
            });
            return new Wanted(query.getOrDefault("by", ""), query.getOrDefault("show", ""), only);
        }

        /// The query that asks for the same, with this shown.
        String query(String shown) {
            StringBuilder query = new StringBuilder("?show=").append(encoded(shown));
            if (!by.isEmpty()) {
                query.append("&by=").append(encoded(by));
            }
            only.forEach((factor, value) ->
                    query.append("&only.")
                            .append(encoded(factor))
                            .append('=')
                            .append(encoded(value)));
            return query.toString();
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }

    /// A line of the table beside a figure.
    ///
    /// @param cells a value with its limits for each of the times
    /// @param median with its limits, of survival
    record Line(int number, String label, int n, int events, String median, List<Cell> cells) {}

    /// A value with its limits.
    ///
    /// @param few whether so few are at risk that it is greyed
    record Cell(String text, boolean few) {}

    OutcomePage(FollowedPeople all, Wanted asked) {
        this.all = all;
        boolean known = all.factors().stream().anyMatch(one -> one.id().equals(asked.by()));
        this.wanted = known ? asked : new Wanted("", asked.show(), asked.only());
        FollowedPeople kept = all.where(wanted.only());
        this.people = wanted.by().isEmpty() ? kept : kept.knowing(wanted.by());
        this.figure =
                people.people().isEmpty() || refused() || tooManyGroups()
                        ? Optional.empty()
                        : Optional.of(draw());
    }

    // --- what was asked for ---

    String title() {
        return all.title();
    }

    String description() {
        return all.description();
    }

    List<FollowedPeople.Factor> factors() {
        return all.factors();
    }

    Collection<String> values(String factor) {
        return all.values(factor);
    }

    String by() {
        return wanted.by();
    }

    String byTitle() {
        return all.title(wanted.by());
    }

    boolean only(String factor, String value) {
        return value.equals(wanted.only().getOrDefault(factor, ""));
    }

    /// A choice of what is shown.
    record View(String id, String title) {}

    /// What can be shown: with kinds that compete also what must not be.
    List<View> views() {
        if (!competing()) {
            return List.of(new View("free", all.title()));
        }
        List<View> views = new ArrayList<>();
        for (int kind = 1; kind <= all.kinds().size(); kind++) {
            views.add(new View(String.valueOf(kind), "Incidence of " + all.kinds().get(kind - 1)));
        }
        views.add(new View("free", "Survival: free of any of these"));
        views.add(new View("naive", "1 − Kaplan–Meier of " + all.kinds().getFirst()));
        return views;
    }

    boolean shows(View view) {
        return view.id().equals(show());
    }

    boolean competing() {
        return all.kinds().size() > 1;
    }

    private String show() {
        boolean known = views().stream().anyMatch(view -> view.id().equals(wanted.show()));
        return known ? wanted.show() : views().getFirst().id();
    }

    /// The query that leads here.
    String query() {
        return wanted.query(show());
    }

    // --- who is counted ---

    List<FollowedPeople.Step> attrition() {
        return people.attrition();
    }

    int counted() {
        return people.people().size();
    }

    List<FollowedPeople.Person> people() {
        return people.people();
    }

    boolean fromCharts() {
        return !people.people().isEmpty() && !people.people().getFirst().chart().isEmpty();
    }

    /// `relapse: 34, death without relapse: 11, censored: 93`
    String events() {
        int[] counts = people.counts();
        List<String> parts = new ArrayList<>();
        for (int kind = 1; kind < counts.length; kind++) {
            parts.add(all.kinds().get(kind - 1) + ": " + counts[kind]);
        }
        parts.add("censored: " + counts[0]);
        return String.join(", ", parts);
    }

    String followUp() {
        if (people.people().isEmpty()) {
            return "";
        }
        FollowUp.Median median = FollowUp.median(people.eventTimes().anyEvent(), CONFIDENCE);
        return Double.isNaN(median.medianFollowUp())
                ? "Median follow-up is not reached: more than half had an event."
                : "Median follow-up "
                        + rounded(median.medianFollowUp())
                        + " "
                        + all.unit()
                        + " (reverse Kaplan–Meier).";
    }

    // --- the figure ---

    boolean refused() {
        return show().equals("naive");
    }

    boolean tooManyGroups() {
        return groups().count() > MOST_GROUPS;
    }

    int groupCount() {
        return groups().count();
    }

    boolean hasFigure() {
        return figure.isPresent();
    }

    private int kind() {
        return show().matches("\\d+") ? Integer.parseInt(show()) : 0;
    }

    private Groups groups() {
        return people.groups(wanted.by());
    }

    String figureTitle() {
        String by = wanted.by().isEmpty() ? "" : ", by " + byTitle().toLowerCase(Locale.ROOT);
        return (kind() > 0
                        ? "Cumulative incidence of " + all.kinds().get(kind() - 1)
                        : competing()
                                ? "Survival free of " + String.join(" or ", all.kinds())
                                : all.title())
                + by;
    }

    private StepFigure draw() {
        return kind() > 0
                ? StepFigure.incidence(
                        figureTitle(),
                        all.unit(),
                        all.from(),
                        people.eventTimes(),
                        kind(),
                        groups(),
                        CONFIDENCE)
                : StepFigure.survival(
                        figureTitle(),
                        all.unit(),
                        all.from(),
                        people.eventTimes(),
                        groups(),
                        CONFIDENCE);
    }

    StepFigure figure() {
        return figure.orElseThrow();
    }

    String wide() {
        return StepDrawing.svg(figure(), WIDE);
    }

    String narrow() {
        return StepDrawing.svg(figure(), NARROW);
    }

    /// The refused estimate beside the right one, of everybody together: to learn from.
    String lesson(double width) {
        return StepDrawing.svg(
                NaiveLesson.of(
                        "Right and wrong: " + all.kinds().getFirst(),
                        all.unit(),
                        all.from(),
                        people.eventTimes(),
                        1,
                        "right: cumulative incidence",
                        "wrong: 1 − Kaplan–Meier",
                        CONFIDENCE),
                width);
    }

    /// Whether there is anything to learn from.
    boolean hasLesson() {
        return refused() && !wrongBy().isEmpty();
    }

    /// How the figure is made again elsewhere.
    Reproduction reproduction(OutcomeSource from) {
        return Reproduction.of(from.path(), from.freeze(), wanted, all.kinds(), kind(), times());
    }

    /// How it was estimated, in words.
    String method() {
        if (kind() == 0) {
            return "Kaplan–Meier with 95 % log-minus-log limits; numbers at risk below the curves";
        }
        List<String> others = new ArrayList<>(all.kinds());
        others.remove(kind() - 1);
        return "Aalen–Johansen with 95 % limits from Gray's variance; competing: "
                + String.join(", ", others);
    }

    /// The figure, or the data behind it, as a file.
    ///
    /// @throws Problem where there is no figure
    ResponseEntity<byte[]> download(String name, String kind, Provenance made) {
        if (!hasFigure()) {
            throw new Problem(
                    ProblemKind.MISSING,
                    "There is no figure",
                    refused()
                            ? "One minus Kaplan–Meier is refused where other events compete."
                            : "Nobody is left to draw, or there are too many groups.",
                    "Go back and choose otherwise.");
        }
        return FigureDownload.of(
                name,
                kind,
                figure().csv(),
                StepDrawing.svg(figure(), WIDE),
                figureTitle(),
                made.lines(method()));
    }

    List<String> times() {
        return quoted().stream().map(time -> rounded(time)).toList();
    }

    private List<Double> quoted() {
        return Arrays.stream(figure().ticks()).skip(1).boxed().toList();
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        Groups groups = groups();
        EventTimes data = people.eventTimes();
        List<SurvivalCurve> survival = KaplanMeier.curves(data.anyEvent(), groups);
        for (int g = 0; g < groups.count(); g++) {
            StepFigure.Series series = figure().series().get(g);
            SurvivalCurve curve = survival.get(g);
            List<Cell> cells = new ArrayList<>();
            for (double time : quoted()) {
                boolean beyond = time > curve.maxTime();
                cells.add(
                        new Cell(
                                beyond
                                        ? "not followed"
                                        : StepFigure.percent(series.at(time, figure().start())),
                                curve.atRisk(time) < StepFigure.FEWEST_AT_RISK));
            }
            lines.add(
                    new Line(
                            g % 6,
                            series.label(),
                            series.n(),
                            series.events(),
                            kind() > 0 ? half(g) : median(curve),
                            cells));
        }
        return lines;
    }

    boolean hasMedian() {
        return kind() == 0;
    }

    /// By when half of a group had the event: of union, the time to it.
    private String half(int group) {
        int[] rows = groups().rowsOf(group);
        double half = new IncidenceCurve(people.eventTimes().rows(rows), kind()).quantile(0.5);
        return Double.isNaN(half) ? "not reached" : rounded(half);
    }

    private static String median(SurvivalCurve curve) {
        double median = curve.quantile(0.5);
        return Double.isNaN(median) ? "not reached" : rounded(median);
    }

    // --- the comparison ---

    /// A test in words.
    ///
    /// @param name what it is called
    /// @param compares what it compares
    /// @param result chi-square, degrees of freedom and p
    record Test(String name, String compares, String result) {}

    /// The tests that fit: of incidences Gray's, and of rates the log-rank test.
    List<Test> tests() {
        Groups groups = groups();
        if (groups.count() < 2 || figure.isEmpty()) {
            return List.of();
        }
        EventTimes data = people.eventTimes();
        Groups one = Groups.single(groups.rows());
        if (kind() == 0) {
            LogRank.Result test = LogRank.test(data.anyEvent(), groups, one, 0);
            return List.of(
                    new Test(
                            "Log-rank test",
                            "whether the curves of survival differ",
                            result(test.chisq(), test.df(), test.p())));
        }
        GrayStatistic.Result gray = GrayStatistic.test(data, kind(), groups, one, 0);
        LogRank.Result rates = LogRank.test(data.onlyEvent(kind()), groups, one, 0);
        return List.of(
                new Test(
                        "Gray's test",
                        "whether the incidences differ: how many come to have it",
                        result(gray.chisq(), gray.df(), gray.p())),
                new Test(
                        "Log-rank test of the cause-specific rates",
                        "whether it comes faster among those still at risk: for causes, not for"
                                + " how many",
                        result(rates.chisq(), rates.df(), rates.p())));
    }

    private static String result(double chisq, int df, double p) {
        if (df == 0 || Double.isNaN(chisq)) {
            return "nothing to compare: no such event happened";
        }
        return String.format(
                Locale.ROOT,
                "χ² = %.2f, %d degree%s of freedom, %s",
                chisq,
                df,
                df == 1 ? "" : "s",
                p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p));
    }

    /// By how much the refused estimate would be wrong, at the end of follow-up; empty where it
    /// cannot be said.
    String wrongBy() {
        EventTimes data = people.eventTimes();
        if (people.people().isEmpty() || people.counts()[1] == 0) {
            return "";
        }
        double[] ticks =
                StepFigure.survival("", all.unit(), "", data, people.groups(""), CONFIDENCE)
                        .ticks();
        double last = ticks[ticks.length - 1];
        double naive = 1 - KaplanMeier.curve(data.onlyEvent(1)).survivalAt(last);
        double right = new IncidenceCurve(data, 1).at(last);
        return String.format(
                Locale.ROOT,
                "Here, after %s %s, it would say %.1f %% where %.1f %% is right.",
                rounded(last),
                all.unit(),
                100 * naive,
                100 * right);
    }

    int competingEvents() {
        return Arrays.stream(people.counts()).skip(2).sum();
    }

    List<String> kinds() {
        return all.kinds();
    }

    static String rounded(double value) {
        return Column.plain(Math.round(value * 10) / 10.0);
    }
}
