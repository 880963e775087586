package org.osteon.records.studies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.osteon.access.Action;
import org.osteon.outcome.blinding.BlindingIndex;
import org.osteon.outcome.comparison.Describe;
import org.osteon.outcome.data.DesignMatrix;
import org.osteon.outcome.proportion.Proportion;
import org.osteon.outcome.regression.LinearModel;
import org.osteon.workflow.studies.Participant;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyEntry;
import org.osteon.workflow.studies.VisitScores;

/// What came out of a study, by arm: once its data is locked, for those who are told. Everybody is
/// counted in the arm that they were allocated to, whatever they got.
///
/// @param rows everybody who was allocated
/// @param visits in their order
/// @param adjusted each arm against the first comparator; empty where there are too few
/// @param blinding what was guessed, by who guessed
/// @param unreadable of how many people the chart cannot be read: they count as if they had not
///   reported
public record StudyOutcomes(
        Study study,
        List<Row> rows,
        List<ByArm> visits,
        List<Responders> responders,
        List<Adjusted> adjusted,
        Map<String, Optional<BlindingIndex>> blinding,
        int unreadable) {
    private static final double CONFIDENCE = 0.95;

    /// Somebody.
    ///
    /// @param analysed whether they are
    /// @param isRead whether their chart can be read
    public record Row(
            String number,
            Study.Arm arm,
            Map<String, String> levels,
            VisitScores scores,
            boolean analysed,
            boolean isRead) {
        Optional<Double> change(String before, String after) {
            return scores.at(after).flatMap(now -> scores.at(before).map(then -> now - then));
        }
    }

    /// An arm at a visit.
    ///
    /// @param expected whose window has begun while they were followed
    /// @param n who reported
    /// @param changes who reported before, too
    public record ByArm(
            Study.Visit visit,
            Study.Arm arm,
            int expected,
            int n,
            double mean,
            double sd,
            int changes,
            double change) {}

    /// Who improved by what matters, at the visit of the primary endpoint.
    ///
    /// @param observed of those who reported
    /// @param all of all, who did not report counted as not improved
    public record Responders(Study.Arm arm, int improved, Share observed, Share all) {}

    /// A share with its limits (Wilson).
    public record Share(int of, double share, double lower, double upper) {
        static Share of(int count, int n) {
            if (n == 0) {
                return new Share(0, Double.NaN, Double.NaN, Double.NaN);
            }
            double[] limits = Proportion.of(count, n, CONFIDENCE).wilson();
            return new Share(n, (double) count / n, limits[0], limits[1]);
        }
    }

    /// An arm against the first comparator, adjusted for the score before and the factors of the
    /// allocation (ANCOVA).
    ///
    /// @param n whose scores the model rests on
    public record Adjusted(
            String arm,
            String against,
            int n,
            double difference,
            double lower,
            double upper,
            double p) {}

    /// Reads what came out.
    ///
    /// @throws org.osteon.records.words.Problem where the data is not locked, or they are blind
    public static StudyOutcomes read(Studies studies, Enrolment enrolment, Study study) {
        studies.records().requireTold(study.id());
        if (!studies.state(study).isDone(StudyState.Step.LOCK)) {
            throw Studies.refused(
                    "Not before the data is locked",
                    "Outcomes by arm are shown once two people have locked the data.");
        }
        List<Row> rows = rows(studies, enrolment, study);
        List<Row> analysed = rows.stream().filter(Row::analysed).toList();
        List<ByArm> visits = new ArrayList<>();
        for (Study.Visit visit : study.visits()) {
            for (Study.Arm arm : study.arms()) {
                visits.add(byArm(study, visit, arm, analysed));
            }
        }
        return new StudyOutcomes(
                study,
                rows,
                visits,
                study.primary()
                        .map(primary -> responders(study, primary, analysed))
                        .orElse(List.of()),
                study.primary()
                        .map(primary -> adjusted(study, primary, analysed))
                        .orElse(List.of()),
                blinding(studies, study),
                (int) rows.stream().filter(row -> !row.isRead()).count());
    }

    private static List<Row> rows(Studies studies, Enrolment enrolment, Study study) {
        Map<String, String> charts = enrolment.charts(study);
        LocalDate today = studies.today();
        StudyScores scores = StudyScores.read(studies, study, Action.FOLLOW, charts.values());
        List<Row> rows = new ArrayList<>();
        for (Studies.Allocation one : studies.allocations(study)) {
            Participant person = one.person();
            String chart = charts.getOrDefault(person.number(), "");
            StudyEntry allocated = person.last(StudyEntry.Kind.ALLOCATED).orElseThrow();
            Map<String, String> levels = new LinkedHashMap<>();
            study.randomisation()
                    .factors()
                    .forEach(factor ->
                            allocated
                                    .said(StudyEntry.LEVEL + factor.code())
                                    .ifPresent(level -> levels.put(factor.code(), level)));
            rows.add(
                    new Row(
                            person.number(),
                            one.arm(),
                            levels,
                            VisitScores.of(
                                    scores.of(chart),
                                    study.visits(),
                                    day(studies, allocated),
                                    person.left().map(left -> day(studies, left)).orElse(today)),
                            !person.has(StudyEntry.Kind.NOT_ANALYSED),
                            scores.isRead(chart)));
        }
        return rows;
    }

    private static LocalDate day(Studies studies, StudyEntry entry) {
        return entry.said(StudyEntry.DAY)
                .filter(text -> text.matches("\\d{4}-\\d{2}-\\d{2}"))
                .map(LocalDate::parse)
                .orElseGet(() -> entry.at().atZone(studies.clock().getZone()).toLocalDate());
    }

    private static ByArm byArm(Study study, Study.Visit visit, Study.Arm arm, List<Row> analysed) {
        List<Row> of = analysed.stream().filter(one -> one.arm().equals(arm)).toList();
        double[] values =
                of.stream()
                        .flatMap(one -> one.scores().at(visit.code()).stream())
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        double[] changes =
                of.stream()
                        .flatMap(one -> one.change(before(study), visit.code()).stream())
                        .mapToDouble(Double::doubleValue)
                        .toArray();
        return new ByArm(
                visit,
                arm,
                (int)
                        of.stream()
                                .filter(one ->
                                        one.scores().expected().getOrDefault(visit.code(), false))
                                .count(),
                values.length,
                Describe.mean(values),
                sd(values),
                changes.length,
                Describe.mean(changes));
    }

    private static String before(Study study) {
        return study.baseline().map(Study.Visit::code).orElse("");
    }

    private static double sd(double[] values) {
        return values.length < 2 ? Double.NaN : Math.sqrt(Describe.variance(values));
    }

    private static List<Responders> responders(
            Study study, Study.Primary primary, List<Row> analysed) {
        double sign = primary.higherIsBetter() ? 1 : -1;
        List<Responders> all = new ArrayList<>();
        for (Study.Arm arm : study.arms()) {
            List<Row> of = analysed.stream().filter(one -> one.arm().equals(arm)).toList();
            List<Double> changes =
                    of.stream()
                            .flatMap(one -> one.change(before(study), primary.visit()).stream())
                            .toList();
            int improved =
                    (int)
                            changes.stream()
                                    .filter(change -> sign * change >= primary.minimal())
                                    .count();
            all.add(
                    new Responders(
                            arm,
                            improved,
                            Share.of(improved, changes.size()),
                            Share.of(improved, of.size())));
        }
        return all;
    }

    private static List<Adjusted> adjusted(Study study, Study.Primary primary, List<Row> analysed) {
        List<Row> complete =
                analysed.stream()
                        .filter(one -> one.change(before(study), primary.visit()).isPresent())
                        .toList();
        Optional<Study.Arm> reference =
                study.arms().stream().filter(arm -> !arm.tested()).findFirst();
        List<Study.Arm> others =
                study.arms().stream()
                        .filter(arm -> reference.filter(arm::equals).isEmpty())
                        .filter(arm -> complete.stream().anyMatch(one -> one.arm().equals(arm)))
                        .toList();
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (Study.Arm arm : others) {
            names.add(arm.name());
            columns.add(
                    complete.stream().mapToDouble(one -> one.arm().equals(arm) ? 1 : 0).toArray());
        }
        names.add("before");
        columns.add(
                complete.stream()
                        .mapToDouble(one -> one.scores().at(before(study)).orElse(Double.NaN))
                        .toArray());
        for (Study.Factor factor : study.randomisation().factors()) {
            addLevels(complete, factor.code(), names, columns);
        }
        boolean referenceIsThere =
                reference
                        .filter(arm -> complete.stream().anyMatch(one -> one.arm().equals(arm)))
                        .isPresent();
        if (!referenceIsThere || others.isEmpty() || complete.size() < names.size() + 3) {
            return List.of();
        }
        LinearModel.Fit fit =
                LinearModel.fit(
                        new DesignMatrix(names, columns.toArray(double[][]::new)),
                        complete.stream()
                                .mapToDouble(
                                        one -> one.scores().at(primary.visit()).orElse(Double.NaN))
                                .toArray(),
                        CONFIDENCE);
        List<Adjusted> all = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            all.add(
                    new Adjusted(
                            others.get(i).name(),
                            reference.get().name(),
                            fit.n(),
                            fit.coef()[i + 1],
                            fit.ciLower()[i + 1],
                            fit.ciUpper()[i + 1],
                            fit.p()[i + 1]));
        }
        return all;
    }

    private static void addLevels(
            List<Row> rows, String factor, List<String> names, List<double[]> columns) {
        TreeSet<String> levels = new TreeSet<>();
        rows.forEach(one -> levels.add(one.levels().getOrDefault(factor, "")));
        levels.stream()
                .skip(1)
                .forEach(level -> {
                    names.add(factor + level);
                    columns.add(
                            rows.stream()
                                    .mapToDouble(one ->
                                            level.equals(one.levels().getOrDefault(factor, ""))
                                                    ? 1
                                                    : 0)
                                    .toArray());
                });
    }

    private static Map<String, Optional<BlindingIndex>> blinding(Studies studies, Study study) {
        Map<String, Optional<BlindingIndex>> all = new LinkedHashMap<>();
        List<Studies.Allocation> allocated = studies.allocations(study);
        for (String who : study.blind().stream().sorted(Comparator.reverseOrder()).toList()) {
            BlindingIndex.Guesses tested = guesses(allocated, who, true);
            BlindingIndex.Guesses comparator = guesses(allocated, who, false);
            boolean asked = count(tested) > 0 && count(comparator) > 0;
            if (count(tested) + count(comparator) > 0) {
                all.put(
                        who,
                        asked
                                ? Optional.of(BlindingIndex.of(tested, comparator, CONFIDENCE))
                                : Optional.empty());
            }
        }
        return all;
    }

    private static int count(BlindingIndex.Guesses guesses) {
        return guesses.tested() + guesses.comparator() + guesses.unknown();
    }

    private static BlindingIndex.Guesses guesses(
            List<Studies.Allocation> allocated, String who, boolean tested) {
        int[] counts = new int[3];
        for (Studies.Allocation one : allocated) {
            if (one.arm().tested() == tested) {
                one.person().all(StudyEntry.Kind.GUESSED).stream()
                        .filter(entry -> entry.said(StudyEntry.WHAT).orElse("").equals(who))
                        .reduce((_, last) -> last)
                        .flatMap(entry -> entry.said(StudyEntry.GUESS))
                        .ifPresent(guess ->
                                counts[
                                        guess.equals(StudyEntry.TESTED)
                                                ? 0
                                                : guess.equals(StudyEntry.COMPARATOR) ? 1 : 2]++);
            }
        }
        return new BlindingIndex.Guesses(counts[0], counts[1], counts[2]);
    }
}
