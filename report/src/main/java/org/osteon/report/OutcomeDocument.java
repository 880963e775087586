package org.osteon.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.osteon.outcome.comparison.OneSample;
import org.osteon.outcome.competing.GrayStatistic;
import org.osteon.outcome.competing.IncidenceCurve;
import org.osteon.outcome.data.Groups;
import org.osteon.outcome.distribution.Normal;
import org.osteon.outcome.survival.EventTimes;
import org.osteon.outcome.survival.FollowUp;
import org.osteon.outcome.survival.Interval;
import org.osteon.outcome.survival.KaplanMeier;
import org.osteon.outcome.survival.LogRank;
import org.osteon.outcome.survival.SurvivalCurve;

/// A report as one HTML page without scripts that prints on paper: curves with numbers at risk, a
/// table beside each, the test with its name, and what it was made from.
public final class OutcomeDocument {
    /// Below this many people at risk a value is grey.
    private static final int FEWEST_AT_RISK = 5;

    private static final double WIDTH = 640;

    private final StringBuilder html = new StringBuilder();
    private final double confidence;
    private final String unit;

    /// An empty one.
    ///
    /// @param facts what it was made from, and how
    /// @param unit of the times
    public OutcomeDocument(String title, List<String> facts, double confidence, String unit) {
        this.confidence = confidence;
        this.unit = unit;
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(Svg.escaped(title))
                .append(
                        """
                        </title>
                        <meta name="viewport" content="width=device-width">
                        <style>
                        """)
                .append(STYLE)
                .append("</style></head><body><main>\n<h1>")
                .append(Svg.escaped(title))
                .append("</h1>\n<ul class=\"facts\">");
        facts.forEach(fact -> html.append("<li>").append(Svg.escaped(fact)).append("</li>"));
        html.append("</ul>\n");
    }

    private static final String STYLE =
            """
            :root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--faint:#d8d8d8}
            @media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#161616;--faint:#444}}
            body{font:15px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0}
            main{max-width:46rem;margin:0 auto;padding:1.2rem}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
            .facts{padding-left:1.1rem;font-size:.9rem}
            svg{width:100%;height:auto;font:12px system-ui,sans-serif}
            table{border-collapse:collapse;width:100%;font-size:.85rem;font-variant-numeric:tabular-nums;margin:.6rem 0}
            caption{text-align:left;font-weight:600;padding:.3rem 0}
            th,td{padding:.2rem .5rem;text-align:right;border-bottom:1px solid var(--faint)}
            th:first-child,td:first-child{text-align:left}
            .grey{opacity:.55}
            figure{margin:0;break-inside:avoid}section{break-inside:avoid}
            @media print{:root{--ink:#000;--paper:#fff;--faint:#ccc}main{max-width:none;padding:0}body{font-size:10.5pt}@page{size:A4;margin:16mm}}
            """;

    /// The whole page.
    public String finish() {
        return html.append("</main></body></html>\n").toString();
    }

    /// A heading.
    public void heading(String text) {
        html.append("<h2>").append(Svg.escaped(text)).append("</h2>\n");
    }

    /// A paragraph.
    public void paragraph(String text) {
        html.append("<p>").append(Svg.escaped(text)).append("</p>\n");
    }

    private void figure(StepFigure figure) {
        html.append("<figure>")
                .append(FigureFile.svg(StepDrawing.svg(figure, WIDTH), figure.title(), List.of()))
                .append("</figure>\n");
    }

    /// A survival figure with its table and test.
    public void survival(String name, EventTimes data, Groups groups) {
        double z = Normal.critical(confidence);
        List<SurvivalCurve> curves = KaplanMeier.curves(data, groups);
        StepFigure figure = StepFigure.survival(name, unit, "", data, groups, confidence);
        heading(name);
        figure(figure);
        double[] times = quoted(figure.end());
        html.append("<table><caption>")
                .append(Svg.escaped(name))
                .append(": Kaplan-Meier, ")
                .append(percent(confidence))
                .append(
                        " log-minus-log"
                                + " interval</caption><tr><th>Group</th><th>n</th><th>events</th><th>median</th>");
        for (double t : times) {
            html.append("<th>").append(org.osteon.outcome.data.Column.plain(t)).append("</th>");
        }
        html.append("</tr>\n");
        for (int g = 0; g < curves.size(); g++) {
            SurvivalCurve curve = curves.get(g);
            double median = curve.quantile(0.5);
            html.append(
                    String.format(
                            Locale.ROOT,
                            "<tr><td>%s</td><td>%d</td><td>%d</td><td>%s</td>",
                            Svg.escaped(groups.labels().get(g)),
                            curve.n(),
                            curve.eventCount(),
                            Double.isNaN(median)
                                    ? "not reached"
                                    : String.format(Locale.ROOT, "%.0f", median)));
            for (double t : times) {
                double[] limits =
                        Interval.LOGLOG.limits(curve.survivalAt(t), curve.greenwoodAt(t), z);
                cell(
                        curve.survivalAt(t),
                        limits[0],
                        limits[1],
                        curve.atRisk(t),
                        t > curve.maxTime());
            }
            html.append("</tr>\n");
        }
        html.append("</table>\n");
        var followUp = FollowUp.median(data, confidence);
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                "Median follow-up by reverse Kaplan-Meier: %s.",
                                Double.isNaN(followUp.medianFollowUp())
                                        ? "not reached"
                                        : String.format(
                                                Locale.ROOT,
                                                "%.0f %s",
                                                followUp.medianFollowUp(),
                                                unit)));
        if (groups.count() > 1) {
            LogRank.Result test = LogRank.test(data, groups, Groups.single(groups.rows()), 0);
            text.append(
                    String.format(
                            Locale.ROOT,
                            " Log-rank test: chi-square %.2f, %d df, %s.",
                            test.chisq(),
                            test.df(),
                            p(test.p())));
        }
        paragraph(text.toString());
    }

    /// Incidences of competing events with their table and Gray's test.
    public void incidence(String name, EventTimes data, Groups groups, List<String> causes) {
        List<SurvivalCurve> anyEvent = KaplanMeier.curves(data.anyEvent(), groups);
        double z = Normal.critical(confidence);
        for (int cause = 1; cause <= Math.min(data.kinds(), causes.size()); cause++) {
            List<IncidenceCurve> curves = new ArrayList<>();
            for (int g = 0; g < groups.count(); g++) {
                curves.add(new IncidenceCurve(data.rows(groups.rowsOf(g)), cause));
            }
            String title = "Cumulative incidence of " + causes.get(cause - 1);
            StepFigure figure =
                    StepFigure.incidence(title, unit, "", data, cause, groups, confidence);
            heading(title);
            figure(figure);
            incidenceTable(title, curves, anyEvent, groups, quoted(figure.end()), z);
            if (groups.count() > 1) {
                GrayStatistic.Result test =
                        GrayStatistic.test(data, cause, groups, Groups.single(groups.rows()), 0);
                paragraph(
                        String.format(
                                Locale.ROOT,
                                "Gray's test: chi-square %.2f, %d df, %s.",
                                test.chisq(),
                                test.df(),
                                p(test.p())));
            }
        }
        paragraph(
                name
                        + ": incidences by Aalen-Johansen with Gray's variance. One minus"
                        + " Kaplan-Meier with the competing events censored would overstate them"
                        + " and is not shown.");
    }

    private void incidenceTable(
            String title,
            List<IncidenceCurve> curves,
            List<SurvivalCurve> anyEvent,
            Groups groups,
            double[] times,
            double z) {
        html.append("<table><caption>")
                .append(Svg.escaped(title))
                .append(", ")
                .append(percent(confidence))
                .append(" interval</caption><tr><th>Group</th>");
        for (double t : times) {
            html.append("<th>").append(org.osteon.outcome.data.Column.plain(t)).append("</th>");
        }
        html.append("</tr>\n");
        for (int g = 0; g < curves.size(); g++) {
            html.append("<tr><td>").append(Svg.escaped(groups.labels().get(g))).append("</td>");
            for (double t : times) {
                double value = curves.get(g).at(t);
                double[] limits =
                        IncidenceCurve.limits(value, Math.sqrt(curves.get(g).grayVarianceAt(t)), z);
                cell(value, limits[0], limits[1], anyEvent.get(g).atRisk(t), Double.isNaN(value));
            }
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    /// Change of a reported measure per group.
    public void change(String name, double[] change, Groups groups) {
        heading(name);
        html.append("<table><caption>")
                .append(Svg.escaped(name))
                .append(", ")
                .append(percent(confidence))
                .append(
                        " t interval</caption><tr><th>Group</th><th>n</th><th>mean"
                                + " change</th><th>SD</th><th>interval</th></tr>\n");
        for (int g = 0; g < groups.count(); g++) {
            double[] values =
                    Arrays.stream(groups.rowsOf(g)).mapToDouble(row -> change[row]).toArray();
            if (values.length < 2) {
                html.append("<tr><td>")
                        .append(Svg.escaped(groups.labels().get(g)))
                        .append("</td><td>")
                        .append(values.length)
                        .append("</td><td colspan=\"3\">too few</td></tr>\n");
                continue;
            }
            OneSample sample = OneSample.of(values, confidence);
            html.append(
                    String.format(
                            Locale.ROOT,
                            "<tr><td>%s</td><td>%d</td><td>%.1f</td><td>%.1f</td><td>%.1f to"
                                    + " %.1f</td></tr>%n",
                            Svg.escaped(groups.labels().get(g)),
                            sample.n(),
                            sample.mean(),
                            sample.sd(),
                            sample.ci()[0],
                            sample.ci()[1]));
        }
        html.append("</table>\n");
    }

    private void cell(double value, double lower, double upper, int atRisk, boolean beyond) {
        if (beyond) {
            html.append("<td>not reached in follow-up</td>");
            return;
        }
        String limits =
                Double.isNaN(lower)
                        ? ""
                        : String.format(Locale.ROOT, " (%.0f to %.0f)", 100 * lower, 100 * upper);
        html.append(
                String.format(
                        Locale.ROOT,
                        "<td%s>%.0f %%%s</td>",
                        atRisk < FEWEST_AT_RISK ? " class=\"grey\"" : "",
                        100 * value,
                        limits));
    }

    /// Times that people ask for; the ticks where none of them is on the axis.
    private double[] quoted(double end) {
        double[] days =
                Arrays.stream(new double[] {100, 180, 365, 730, 1095, 1826})
                        .filter(t -> t <= end)
                        .toArray();
        return days.length > 0
                ? days
                : Arrays.stream(StepFigure.ticks(end, unit)).skip(1).toArray();
    }

    private static String percent(double share) {
        return org.osteon.outcome.data.Column.plain(Math.round(share * 1000) / 10.0) + " %";
    }

    private static String p(double value) {
        return value < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", value);
    }
}
