package org.osteon.records.cohort;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osteon.chart.Chart;
import org.osteon.outcome.comparison.Describe;
import org.osteon.pathway.Course;
import org.osteon.pathway.Followed;
import org.osteon.pathway.Outcomes;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Rule;
import org.osteon.records.charts.StoredCharts;
import org.osteon.store.ChartStore;
import org.osteon.workflow.studies.DataPermissions;

/// What the patients of a site reported, as a band for one of them: the middle half of enough
/// people, nobody's own score. Made once a day, beside the work of the pages.
public final class ClinicBand implements AutoCloseable {
    /// Fewer say nothing of a clinic, and too much of a person (records, 4.4, operational default).
    public static final int FEWEST = 20;

    private static final double LOWER = 0.25;
    private static final double UPPER = 0.75;

    private final ChartStore store;
    private final Map<String, Made> made = new ConcurrentHashMap<>();
    private final AtomicBoolean working = new AtomicBoolean();
    private volatile boolean closed;

    public ClinicBand(ChartStore store) {
        this.store = store;
    }

    private record Made(LocalDate day, Map<String, List<Middle>> byMeasure) {}

    /// The middle half at a visit.
    ///
    /// @param n how many people
    public record Middle(int n, double from, double to) {}

    /// The band of a measure, a middle for each visit, empty where there are too few; none while it
    /// is being made.
    public List<Optional<Middle>> of(Pathway pathway, String measure, LocalDate day) {
        String key = pathway.id() + " " + pathway.knowledgeHash();
        Made known = made.get(key);
        if (known == null || !known.day().equals(day)) {
            make(pathway, day, key);
        }
        List<Middle> middles =
                known == null ? List.of() : known.byMeasure().getOrDefault(measure, List.of());
        return middles.stream().map(one -> Optional.of(one).filter(ClinicBand::isEnough)).toList();
    }

    private static boolean isEnough(Middle middle) {
        return middle.n() >= FEWEST;
    }

    private void make(Pathway pathway, LocalDate day, String key) {
        if (working.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("clinic-band")
                    .start(() -> {
                        try {
                            made.put(key, made(pathway, day));
                        } catch (Stopped _) {
                            // Nobody waits for it.
                        } finally {
                            working.set(false);
                        }
                    });
        }
    }

    /// Thrown where the server stops meanwhile.
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Made made(Pathway pathway, LocalDate day) {
        List<Outcomes> people = new ArrayList<>();
        new StoredCharts(store)
                .passAll((_, opening) -> {
                    if (closed) {
                        throw new Stopped();
                    }
                    if (opening.opened().filter(chart -> isForOthers(chart, day)).isPresent()
                            && Cohort.followed(opening, pathway, day)
                                    instanceof Followed.Outcome(var outcomes)
                            && outcomes.start().isPresent()) {
                        people.add(outcomes);
                    }
                });
        Map<String, List<Middle>> all = new HashMap<>();
        for (Rule measure : pathway.measures()) {
            List<List<Double>> scores = new ArrayList<>();
            people.stream()
                    .map(one -> one.measures().get(measure.id()))
                    .filter(java.util.Objects::nonNull)
                    .forEach(reported -> add(reported, scores));
            all.put(measure.id(), scores.stream().map(ClinicBand::middle).toList());
        }
        return new Made(day, all);
    }

    /// Who wants no use of what they say beyond their own care is in no band either.
    private static boolean isForOthers(Chart chart, LocalDate day) {
        return DataPermissions.of(chart, day).research() != DataPermissions.Answer.DENIED;
    }

    private static void add(Outcomes.Reported reported, List<List<Double>> scores) {
        for (int visit = 0; visit < reported.visits().size(); visit++) {
            if (scores.size() <= visit) {
                scores.add(new ArrayList<>());
            }
            List<Double> at = scores.get(visit);
            reported.visits()
                    .get(visit)
                    .score()
                    .map(Course.Point::value)
                    .ifPresent(value -> at.add(value.doubleValue()));
        }
    }

    private static Middle middle(List<Double> scores) {
        double[] values = scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return values.length == 0
                ? new Middle(0, Double.NaN, Double.NaN)
                : new Middle(
                        values.length,
                        Describe.quantile(values, LOWER),
                        Describe.quantile(values, UPPER));
    }

    @Override
    public void close() {
        closed = true;
    }
}
