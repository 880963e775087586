package org.osteon.workflow;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osteon.chart.Chart;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.Criterion;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;
import org.osteon.pathway.Verdict;

/// What the pathway says of the release of an order. It is judged as planned, and as if it were
/// released already: a gate that would close then is closed now.
///
/// @param obstacles what is overridden by who releases it all the same
/// @param advice what must be read first
public record ReleaseFindings(List<OrderFinding> obstacles, List<OrderFinding> advice) {

    /// What is found on a day.
    public static ReleaseFindings of(Pathway pathway, Chart chart, Order order, LocalDate day) {
        Assessment planned = pathway.assess(order.asDraft(chart), day);
        Assessment released = pathway.assess(order.as(Order.State.RELEASED, chart), day);
        Set<String> told = new HashSet<>();
        List<OrderFinding> obstacles = new ArrayList<>();
        List<OrderFinding> advice = new ArrayList<>();
        for (Alert alert : planned.alerts()) {
            OrderFinding finding = OrderFinding.of(pathway, alert);
            if (told.add(alert.code() + alert.summary())) {
                (finding.advice() ? advice : obstacles).add(finding);
            }
        }
        for (Alert alert : released.alerts()) {
            OrderFinding finding = OrderFinding.of(pathway, alert);
            if (!finding.advice() && told.add(alert.code() + alert.summary())) {
                obstacles.add(finding);
            }
        }
        unexplained(planned).forEach(obstacles::add);
        unexplained(released).stream()
                .filter(finding ->
                        obstacles.stream().noneMatch(one -> one.code().equals(finding.code())))
                .forEach(obstacles::add);
        if (obstacles.isEmpty() && !mayProceed(pathway, planned)) {
            obstacles.add(
                    new OrderFinding(
                            "no-decision",
                            Alert.Severity.WARNING,
                            false,
                            "The pathway does not say that it may go ahead",
                            "",
                            List.of()));
        }
        return new ReleaseFindings(List.copyOf(obstacles), List.copyOf(advice));
    }

    /// Criteria that are not met though no alert says so: the headline can be no better than the
    /// worst gate.
    private static List<OrderFinding> unexplained(Assessment assessment) {
        return assessment.criteria().stream()
                .filter(criterion -> criterion.verdict() instanceof Verdict.NotMet)
                .filter(criterion ->
                        assessment.alerts().stream()
                                .noneMatch(alert -> criterion.alerts().contains(alert.code())))
                .filter(criterion -> assessment.status() != Assessment.Status.NOT_APPLICABLE)
                .map((Criterion criterion) -> OrderFinding.of(criterion))
                .toList();
    }

    private static boolean mayProceed(Pathway pathway, Assessment assessment) {
        return assessment
                .decision()
                .flatMap(word ->
                        pathway.decisions().stream()
                                .filter(known -> known.word().equals(word))
                                .findFirst())
                .filter(word -> word.effect() == DecisionWord.Effect.ADVISES)
                .isPresent();
    }
}
