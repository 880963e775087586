package org.osteon.app.http.web.outcomes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osteon.outcome.comparison.TwoSample;
import org.osteon.pathway.PublishedFact;
import org.osteon.pathway.Rule;
import org.osteon.records.cohort.Cohort;
import org.osteon.records.cohort.ReportedPeople;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.report.MeasureDrawing;
import org.osteon.report.MeasureFigure;
import org.springframework.http.ResponseEntity;

/// A reported measure over time as it was asked for: means, changes, who improved, and the
/// comparison of two groups.
final class MeasurePage {
    private static final double CONFIDENCE = 0.95;
    private static final int MOST_GROUPS = 6;

    private final Cohort cohort;
    private final Rule measure;
    private final OutcomePage.Wanted wanted;
    private final ReportedPeople people;
    private final Optional<MeasureFigure> figure;

    MeasurePage(Cohort cohort, String measure, OutcomePage.Wanted asked) {
        this.cohort = cohort;
        this.measure = cohort.measure(measure);
        boolean known =
                cohort.pathway().factors().stream().anyMatch(one -> one.id().equals(asked.by()));
        this.wanted = known ? asked : new OutcomePage.Wanted("", "", asked.only());
        this.people = ReportedPeople.of(cohort, measure, wanted.only());
        this.figure = people.figure(wanted.by(), CONFIDENCE);
    }

    String title() {
        return measure.title();
    }

    String description() {
        return measure.description();
    }

    List<Rule> factors() {
        return cohort.pathway().factors();
    }

    Collection<String> values(String factor) {
        return cohort.values(factor);
    }

    String by() {
        return wanted.by();
    }

    boolean only(String factor, String value) {
        return value.equals(wanted.only().getOrDefault(factor, ""));
    }

    int counted() {
        return people.people().size();
    }

    int all() {
        return cohort.patients().size();
    }

    boolean hasFigure() {
        return isReported() && figure().series().size() <= MOST_GROUPS;
    }

    /// Whether anybody who is counted reported it at any visit.
    boolean isReported() {
        return figure.isPresent()
                && figure().series().stream()
                        .anyMatch(one -> one.at().stream().anyMatch(at -> at.n() > 0));
    }

    /// How many could have reported at each visit, where nobody did: `13 at Week 6`.
    String expected() {
        List<String> visits = new ArrayList<>();
        for (int v = 0; figure.isPresent() && v < figure().visits().size(); v++) {
            int visit = v;
            int expected =
                    figure().series().stream()
                            .mapToInt(one -> one.at().get(visit).expected())
                            .sum();
            if (expected > 0) {
                visits.add(expected + " at " + figure().visits().get(v));
            }
        }
        return String.join(", ", visits);
    }

    MeasureFigure figure() {
        return figure.orElseThrow();
    }

    String figureTitle() {
        String by =
                wanted.by().isEmpty()
                        ? ""
                        : ", by "
                                + factors().stream()
                                        .filter(one -> one.id().equals(wanted.by()))
                                        .map(Rule::title)
                                        .findFirst()
                                        .orElse("")
                                        .toLowerCase(Locale.ROOT);
        return title() + " over time (" + figure().unit() + ")" + by;
    }

    String wide() {
        return MeasureDrawing.trajectories(figure(), OutcomePage.WIDE);
    }

    String narrow() {
        return MeasureDrawing.trajectories(figure(), OutcomePage.NARROW);
    }

    String responderBars() {
        return MeasureDrawing.responders(figure(), OutcomePage.NARROW);
    }

    boolean hasResponders() {
        return !figure().responders().isEmpty();
    }

    String method() {
        return "Means with 95 % t limits of those who reported; the score nearest to the planned"
                + " day; no value carried forward";
    }

    /// The figure (`figure`, `responders`), or the data behind it, as a file.
    ///
    /// @throws Problem where there is none
    ResponseEntity<byte[]> download(String name, String which, String kind, Provenance made) {
        boolean responders = which.equals("responders") && hasFigure() && hasResponders();
        if (!hasFigure() || !(which.equals("figure") || responders)) {
            throw new Problem(
                    ProblemKind.MISSING,
                    "There is no figure",
                    "Nobody is left to draw, or there are too many groups.",
                    "Go back and choose otherwise.");
        }
        return FigureDownload.of(
                name + (responders ? "-responders" : ""),
                kind,
                figure().csv(),
                responders
                        ? MeasureDrawing.responders(figure(), OutcomePage.WIDE)
                        : MeasureDrawing.trajectories(figure(), OutcomePage.WIDE),
                responders ? title() + ": " + figure().responders() : figureTitle(),
                made.lines(method()));
    }

    /// The comparison of two groups at a visit.
    record Compared(String visit, String difference, String result) {}

    List<Compared> compared() {
        return people.differences(wanted.by(), CONFIDENCE).stream()
                .map(one -> compared(one.visit(), one.comparison()))
                .toList();
    }

    private static Compared compared(String visit, TwoSample test) {
        return new Compared(
                visit,
                String.format(
                                Locale.ROOT,
                                "%.1f (%.1f to %.1f), %s minus %s",
                                test.diff(),
                                test.welch().ci()[0],
                                test.welch().ci()[1],
                                test.group1(),
                                test.group2())
                        .replace('-', '−'),
                test.welch().p() < 0.001
                        ? "p < 0.001"
                        : String.format(Locale.ROOT, "p = %.3f", test.welch().p()));
    }

    String query() {
        return wanted.query("");
    }

    /// What is published, to be read beside one's own.
    List<PublishedFact> published() {
        return cohort.pathway().published(measure, cohort.freeze());
    }

    /// One's own change in percent, where a change in percent is claimed.
    List<String> ownPercents() {
        return published().stream().noneMatch(fact -> fact.percent().isPresent())
                ? List.of()
                : people.percentChanges(CONFIDENCE).stream().map(MeasurePage::inWords).toList();
    }

    private static String inWords(ReportedPeople.PercentChange one) {
        String limits =
                Double.isNaN(one.lower())
                        ? ""
                        : String.format(Locale.ROOT, " (%.0f to %.0f)", one.lower(), one.upper());
        return String.format(
                        Locale.ROOT,
                        "%s: %.0f %%%s, %d people",
                        one.visit(),
                        one.mean(),
                        limits,
                        one.n())
                .replace('-', '−');
    }

    /// How the figure is made again elsewhere.
    Reproduction reproduction(OutcomeSource from) {
        return Reproduction.ofMeasure(from.path(), from.freeze(), wanted, people.minimalChange());
    }
}
