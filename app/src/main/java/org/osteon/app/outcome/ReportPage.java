package org.osteon.app.outcome;

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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// A report as one HTML page without scripts that prints on paper: curves with numbers at risk, a
/// table beside each, the test with its name, and what it was made from.
final class ReportPage {
    /// Below this many people, or this share of the group, at risk the axis ends.
    private static final int FEWEST_AT_RISK = 5;

    private static final double SMALLEST_SHARE = 0.1;

    private final StringBuilder html = new StringBuilder();
    private final double confidence;
    private final String unit;

    ReportPage(String title, List<String> facts, double confidence, String unit) {
        this.confidence = confidence;
        this.unit = unit;
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(StepChart.escaped(title))
                .append(
                        "</title>\n"
                            + "<meta name=\"viewport\" content=\"width=device-width\">\n"
                            + "<style>\n")
                .append(STYLE)
                .append("</style></head><body><main>\n<h1>")
                .append(StepChart.escaped(title))
                .append("</h1>\n<ul class=\"facts\">");
        facts.forEach(fact -> html.append("<li>").append(StepChart.escaped(fact)).append("</li>"));
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
            svg text{fill:var(--ink)}.grid{stroke:var(--faint)}.axis{stroke:var(--ink)}
            table{border-collapse:collapse;width:100%;font-size:.85rem;font-variant-numeric:tabular-nums;margin:.6rem 0}
            caption{text-align:left;font-weight:600;padding:.3rem 0}
            th,td{padding:.2rem .5rem;text-align:right;border-bottom:1px solid var(--faint)}
            th:first-child,td:first-child{text-align:left}
            .grey{opacity:.55}
            figure{margin:0;break-inside:avoid}section{break-inside:avoid}
            @media print{:root{--ink:#000;--paper:#fff;--faint:#ccc}main{max-width:none;padding:0}body{font-size:10.5pt}@page{size:A4;margin:16mm}}
            """;

    String finish() {
        return html.append("</main></body></html>\n").toString();
    }

    void heading(String text) {
        html.append("<h2>").append(StepChart.escaped(text)).append("</h2>\n");
    }

    void paragraph(String text) {
        html.append("<p>").append(StepChart.escaped(text)).append("</p>\n");
    }

    private static double lastShown(SurvivalCurve curve) {
        int fewest = (int) Math.max(FEWEST_AT_RISK, Math.ceil(SMALLEST_SHARE * curve.n()));
        double low = 0;
        double high = curve.maxTime();
        if (curve.atRisk(high) >= fewest) {
            return high;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (curve.atRisk(middle) >= fewest) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.floor(low);
    }

    private static List<StepChart.AtRisk> atRisk(
            List<SurvivalCurve> curves, Groups groups, double end) {
        double[] ticks = StepChart.ticks(end);
        List<StepChart.AtRisk> rows = new ArrayList<>();
        for (int g = 0; g < curves.size(); g++) {
            SurvivalCurve curve = curves.get(g);
            rows.add(
                    new StepChart.AtRisk(
                            groups.labels().get(g),
                            java.util.Arrays.stream(ticks).mapToInt(curve::atRisk).toArray()));
        }
        return rows;
    }

    /// A survival figure with its table and test.
    void survival(String name, EventTimes data, Groups groups) {
        double z = Normal.critical(confidence);
        List<SurvivalCurve> curves = KaplanMeier.curves(data, groups);
        double end =
                Math.max(1e-6, curves.stream().mapToDouble(ReportPage::lastShown).max().orElse(1));
        List<StepChart.Curve> drawn = new ArrayList<>();
        for (int g = 0; g < curves.size(); g++) {
            SurvivalCurve curve = curves.get(g);
            double[][] band = curve.band(Interval.LOGLOG, z);
            drawn.add(
                    new StepChart.Curve(
                            label(groups, g, curve.eventCount(), curve.n()),
                            curve.times(),
                            curve.survival(),
                            band[0],
                            band[1],
                            1,
                            Math.min(end, curve.maxTime())));
        }
        heading(name);
        html.append("<figure>")
                .append(
                        StepChart.of(
                                name,
                                name,
                                "Time (" + unit + ")",
                                drawn,
                                end,
                                atRisk(curves, groups, end)))
                .append("</figure>\n");
        double[] times = quoted(end);
        html.append("<table><caption>")
                .append(StepChart.escaped(name))
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
                            StepChart.escaped(groups.labels().get(g)),
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
    void incidence(String name, EventTimes data, Groups groups, List<String> causes) {
        List<SurvivalCurve> anyEvent = KaplanMeier.curves(data.anyEvent(), groups);
        double end =
                Math.max(
                        1e-6, anyEvent.stream().mapToDouble(ReportPage::lastShown).max().orElse(1));
        double z = Normal.critical(confidence);
        for (int cause = 1; cause <= Math.min(data.kinds(), causes.size()); cause++) {
            String own = causes.get(cause - 1);
            List<String> others = new ArrayList<>(causes);
            others.remove(cause - 1);
            List<StepChart.Curve> drawn = new ArrayList<>();
            List<IncidenceCurve> curves = new ArrayList<>();
            for (int g = 0; g < groups.count(); g++) {
                int[] rows = groups.rowsOf(g);
                EventTimes part = data.rows(rows);
                IncidenceCurve curve = new IncidenceCurve(part, cause);
                curves.add(curve);
                double[] times = curve.jumpTimes();
                double[] values = new double[times.length];
                double[] lower = new double[times.length];
                double[] upper = new double[times.length];
                for (int k = 0; k < times.length; k++) {
                    values[k] = curve.at(times[k]);
                    double[] limits =
                            IncidenceCurve.limits(
                                    values[k], Math.sqrt(curve.grayVarianceAt(times[k])), z);
                    lower[k] = limits[0];
                    upper[k] = limits[1];
                }
                int code = cause;
                int events =
                        (int)
                                IntStream.range(0, part.size())
                                        .filter(i -> part.event(i) == code)
                                        .count();
                drawn.add(
                        new StepChart.Curve(
                                label(groups, g, events, part.size()),
                                times,
                                values,
                                lower,
                                upper,
                                0,
                                Math.min(end, curve.maxTime())));
            }
            String title = "Cumulative incidence of " + own;
            heading(title);
            html.append("<figure>")
                    .append(
                            StepChart.of(
                                    title,
                                    title + " (competing: " + String.join(", ", others) + ")",
                                    "Time (" + unit + ")",
                                    drawn,
                                    end,
                                    atRisk(anyEvent, groups, end)))
                    .append("</figure>\n");
            incidenceTable(title, curves, anyEvent, groups, quoted(end), z);
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
                .append(StepChart.escaped(title))
                .append(", ")
                .append(percent(confidence))
                .append(" interval</caption><tr><th>Group</th>");
        for (double t : times) {
            html.append("<th>").append(org.osteon.outcome.data.Column.plain(t)).append("</th>");
        }
        html.append("</tr>\n");
        for (int g = 0; g < curves.size(); g++) {
            html.append("<tr><td>")
                    .append(StepChart.escaped(groups.labels().get(g)))
                    .append("</td>");
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
    void change(String name, double[] change, Groups groups) {
        heading(name);
        html.append("<table><caption>")
                .append(StepChart.escaped(name))
                .append(", ")
                .append(percent(confidence))
                .append(
                        " t interval</caption><tr><th>Group</th><th>n</th><th>mean"
                            + " change</th><th>SD</th><th>interval</th></tr>\n");
        for (int g = 0; g < groups.count(); g++) {
            double[] values = GroupOptions.select(change, groups, g);
            if (values.length < 2) {
                html.append("<tr><td>")
                        .append(StepChart.escaped(groups.labels().get(g)))
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
                            StepChart.escaped(groups.labels().get(g)),
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

    private static double[] quoted(double end) {
        double[] days =
                java.util.Arrays.stream(new double[] {100, 180, 365, 730, 1095, 1826})
                        .filter(t -> t <= end)
                        .toArray();
        return days.length > 0
                ? days
                : java.util.Arrays.stream(StepChart.ticks(end)).skip(1).toArray();
    }

    private static String label(Groups groups, int g, int events, int n) {
        String group = groups.labels().get(g);
        return (group.equals("all") ? "all patients" : group) + " (" + events + " of " + n + ")";
    }

    private static String percent(double share) {
        return org.osteon.outcome.data.Column.plain(Math.round(share * 1000) / 10.0) + " %";
    }

    private static String p(double value) {
        return value < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", value);
    }
}
