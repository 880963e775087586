package org.osteon.app.http.web;

import java.time.Instant;
import java.time.LocalDate;
import org.osteon.access.Action;
import org.osteon.chart.Chart;
import org.osteon.records.charts.ChartOpening;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.SiteRegister;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.workflow.desk.PatientBanner;
import org.springframework.stereotype.Component;

/// A chart for a page, or the page that says why not.
@Component
public final class Charts {
    private final Records charts;
    private final Namesakes namesakes;

    public Charts(Records charts, Namesakes namesakes) {
        this.charts = charts;
        this.namesakes = namesakes;
    }

    /// Who the patient is, and how many others in the store are called the same.
    public PatientBanner banner(Chart chart, LocalDate asOf) {
        return PatientBanner.of(chart, asOf).withNamesakes(namesakes(chart));
    }

    /// How many others in the store are called the same.
    public int namesakes(Chart chart) {
        return namesakes.of(chart);
    }

    /// The chart as it is.
    ///
    /// @throws Problem where there is none, or it cannot be read
    public Chart chart(String id) {
        return opened(charts.open(id));
    }

    /// Whether whoever asks reads the chart; of the register of the site everybody does.
    public boolean reads(String id) {
        return id.equals(SiteRegister.CHART) || charts.may(Action.READ, id);
    }

    /// The chart as it is, for something else than reading it.
    ///
    /// @throws Problem where there is none, or it cannot be read
    public Chart chart(Action action, String id) {
        return opened(charts.open(action, id));
    }

    /// The chart as it is, with what can be chosen from the register of the site.
    ///
    /// @throws Problem where there is none, or it cannot be read
    public Chart toFillIn(Action action, String id) {
        return opened(charts.openToFillIn(action, id));
    }

    /// The chart with what had been recorded by an instant.
    ///
    /// @throws Problem where there was none then, or it cannot be read
    public Chart chart(String id, Instant recordedBy) {
        ChartOpening opening = charts.openAsRecorded(id, recordedBy);
        if (opening instanceof ChartOpening.Missing) {
            throw new Problem(
                    ProblemKind.MISSING,
                    "Not recorded yet",
                    "Nothing of “" + id + "” had been recorded in this store by that day.",
                    "Choose a later day, or leave out “as recorded then”.");
        }
        return opened(opening);
    }

    private static Chart opened(ChartOpening opening) {
        return switch (opening) {
            case ChartOpening.Opened(Chart chart, _) -> chart;
            case ChartOpening.Missing(String id) -> throw Problem.noChart(id);
            case ChartOpening.Unreadable(String id, _, String reason) ->
                    throw new Problem(
                            ProblemKind.INCOMPLETE,
                            "This chart cannot be read",
                            "Chart " + id + ": " + reason + ".",
                            "Its resources are all in the FHIR interface; correct them there.");
        };
    }
}
