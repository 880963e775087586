package org.osteon.app.http.web.link;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.cohort.ClinicBand;
import org.osteon.report.OwnCurveDrawing;
import org.osteon.workflow.desk.Wording;
import org.springframework.stereotype.Component;

/// What a patient reported over time, for themselves (records, 4.4).
@Component
final class OwnCurves {
    private static final String ON_STUDY = "on-study";

    private final KnowledgeBase knowledge;
    private final ClinicBand clinic;
    private final Clock clock;

    OwnCurves(KnowledgeBase knowledge, ClinicBand clinic, Clock clock) {
        this.knowledge = knowledge;
        this.clinic = clinic;
        this.clock = clock;
    }

    /// A measure of their own.
    ///
    /// @param scale how it is read, in a sentence
    /// @param others what the band is; empty where there are too few others
    public record Curve(
            String title, String scale, String others, String drawing, List<Row> rows) {}

    /// A line of the table beside it.
    ///
    /// @param others the middle half of the others; empty where there are too few
    public record Row(String visit, String day, String score, String others) {}

    /// Those in which there is a score; none where the knowledge measures nothing.
    List<Curve> of(Chart chart, String pathway) {
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        Optional<Pathway> own = knowledge.pathway(pathway);
        if (own.isEmpty() || own.get().measures().isEmpty()) {
            return List.of();
        }
        Outcomes outcomes = own.get().outcomes(chart, today);
        boolean alone =
                chart.resources("ResearchSubject").stream()
                        .anyMatch(one ->
                                one.content().text("status").filter(ON_STUDY::equals).isPresent());
        List<Curve> curves = new ArrayList<>();
        for (Rule measure : own.get().measures()) {
            Outcomes.Reported reported = outcomes.measures().get(measure.id());
            if (reported != null
                    && reported.visits().stream().anyMatch(one -> one.score().isPresent())) {
                curves.add(
                        curve(
                                measure,
                                reported,
                                alone ? List.of() : clinic.of(own.get(), measure.id(), today)));
            }
        }
        return List.copyOf(curves);
    }

    private static Curve curve(
            Rule measure, Outcomes.Reported reported, List<Optional<ClinicBand.Middle>> middles) {
        List<OwnCurveDrawing.Point> points = new ArrayList<>();
        List<OwnCurveDrawing.Middle> band = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        int fewest = Integer.MAX_VALUE;
        double least = 0;
        double most = most(reported.unit());
        for (int i = 0; i < reported.visits().size(); i++) {
            Outcomes.Visit visit = reported.visits().get(i);
            Optional<ClinicBand.Middle> middle =
                    i < middles.size() ? middles.get(i) : Optional.empty();
            if (middle.isPresent()) {
                band.add(
                        new OwnCurveDrawing.Middle(
                                visit.day(), middle.get().from(), middle.get().to()));
                fewest = Math.min(fewest, middle.get().n());
                most = Math.max(most, middle.get().to());
            }
            if (visit.score().isPresent()) {
                double value = visit.score().get().value().doubleValue();
                String score = number(value);
                String day = Wording.day(visit.score().get().date());
                most = Math.max(most, value);
                points.add(
                        new OwnCurveDrawing.Point(
                                visit.label(), visit.day(), value, day + ": " + score));
                rows.add(
                        new Row(
                                visit.label(),
                                day,
                                score,
                                middle.map(one -> number(one.from()) + " to " + number(one.to()))
                                        .orElse("")));
            }
        }
        boolean down = reported.minimalChange().filter(one -> one.signum() < 0).isPresent();
        return new Curve(
                measure.title(),
                number(least)
                        + (down ? " is best, " : " is worst, ")
                        + number(most)
                        + (down ? " is worst." : " is best."),
                band.size() < 2
                        ? ""
                        : "The grey band is the middle half of our patients (at least "
                                + fewest
                                + " people at each time).",
                OwnCurveDrawing.svg(
                        measure.title() + ", your own scores", least, most, points, band),
                List.copyOf(rows));
    }

    /// The end of a scale that its unit names: `of 10`, `0 to 100`.
    private static double most(String unit) {
        java.util.regex.Matcher number =
                java.util.regex.Pattern.compile("(\\d+)\\D*$").matcher(unit);
        return number.find() ? Double.parseDouble(number.group(1)) : 0;
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? Long.toString((long) value)
                : String.format(java.util.Locale.ROOT, "%.1f", value);
    }
}
