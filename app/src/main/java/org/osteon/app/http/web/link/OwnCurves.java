package org.osteon.app.http.web.link;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.pathway.ChartOnDay;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.cohort.ClinicBand;
import org.osteon.report.OwnCurveDrawing;
import org.springframework.stereotype.Component;

/// What a patient reported over time, for themselves (records, 4.4).
@Component
final class OwnCurves {
    /// Whether somebody takes part in a study, as the knowledge says.
    private static final String ON_STUDY = "StudyParticipation.\"Is On Study\"";

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

    /// Which side the outcomes are of, as the factors of a pathway say it.
    private static final String SIDE = "side";

    /// Those in which there is a score; none where the knowledge measures nothing, or where not all
    /// of it can be said in that language.
    ///
    /// @param site which joint and side the link is about, `…-left`; of another side nothing is
    ///   shown
    List<Curve> of(Chart chart, String pathway, String site, Speech speech) {
        LocalDate today = clock.instant().atZone(clock.getZone()).toLocalDate();
        Optional<Pathway> own = knowledge.pathway(pathway);
        if (own.isEmpty() || own.get().measures().isEmpty()) {
            return List.of();
        }
        Outcomes outcomes = own.get().outcomes(chart, today);
        if (isOfAnotherSide(outcomes, site)) {
            return List.of();
        }
        // Where nobody knows, nothing of others is shown.
        boolean alone =
                new ChartOnDay(knowledge.pathways(), chart, today)
                        .ask(own.get(), ON_STUDY)
                        .truth()
                        .orElse(true);
        List<Curve> curves = new ArrayList<>();
        for (Rule measure : PatientLanguages.reported(own.get())) {
            Outcomes.Reported reported = outcomes.measures().get(measure.id());
            if (reported != null
                    && reported.visits().stream().anyMatch(one -> one.score().isPresent())) {
                curves.add(
                        curve(
                                measure,
                                reported,
                                alone ? List.of() : clinic.of(own.get(), measure.id(), today),
                                new Words(speech, PatientLanguages.SCORES + pathway)));
            }
        }
        return List.copyOf(curves);
    }

    private static boolean isOfAnotherSide(Outcomes outcomes, String site) {
        return !site.isEmpty()
                && Optional.ofNullable(outcomes.factors().get(SIDE))
                        .filter(side -> !site.endsWith("-" + side))
                        .isPresent();
    }

    /// The words of the measures of a pathway.
    private record Words(Speech speech, String of) {
        String say(String english) {
            return speech.of(of, english, english);
        }
    }

    private static Curve curve(
            Rule measure,
            Outcomes.Reported reported,
            List<Optional<ClinicBand.Middle>> middles,
            Words words) {
        Speech speech = words.speech();
        List<OwnCurveDrawing.Point> points = new ArrayList<>();
        List<OwnCurveDrawing.Middle> band = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        int fewest = Integer.MAX_VALUE;
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < reported.visits().size(); i++) {
            Outcomes.Visit visit = reported.visits().get(i);
            Optional<ClinicBand.Middle> middle =
                    i < middles.size() ? middles.get(i) : Optional.empty();
            if (middle.isPresent()) {
                band.add(
                        new OwnCurveDrawing.Middle(
                                visit.day(), middle.get().from(), middle.get().to()));
                fewest = Math.min(fewest, middle.get().n());
                values.add(middle.get().from());
                values.add(middle.get().to());
            }
            if (visit.score().isPresent()) {
                double value = visit.score().get().value().doubleValue();
                String score = speech.number(value);
                String day = speech.day(visit.score().get().date());
                String label = words.say(visit.label());
                values.add(value);
                points.add(
                        new OwnCurveDrawing.Point(label, visit.day(), value, day + ": " + score));
                rows.add(
                        new Row(
                                label,
                                day,
                                score,
                                middle.map(one ->
                                                speech.say(
                                                        "{0} to {1}",
                                                        speech.number(one.from()),
                                                        speech.number(one.to())))
                                        .orElse("")));
            }
        }
        Scale scale =
                Scale.of(
                        reported.unit(),
                        Scale.falls(
                                reported.minimalChange(), measure.codes(PatientLanguages.MEASURE)),
                        values);
        String title = words.say(measure.title());
        return new Curve(
                title,
                scale.read(speech),
                band.size() < 2
                        ? ""
                        : speech.say(
                                "The grey band is the middle half of our patients (at least {0}"
                                        + " people at each time).",
                                speech.number(fewest)),
                OwnCurveDrawing.svg(
                        new OwnCurveDrawing.Words(
                                speech.say("{0}, your own scores", title), speech.say("procedure")),
                        scale.least(),
                        scale.most(),
                        points,
                        band),
                List.copyOf(rows));
    }
}
