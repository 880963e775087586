package org.osteon.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.pathway.Alert;
import org.osteon.pathway.Assessment;
import org.osteon.pathway.DecisionWord;
import org.osteon.pathway.Pathway;

/// Holds what was given against the order, and against what the pathway says of a chart with such a
/// dose in it: the alerts of its criterion `recording` (bone-modifying agents, reference 6.9). The
/// numbers are the pathway's; here only the order is compared.
final class RecordChecks {
    /// The criterion whose alerts stop a record.
    private static final String RECORDING = "recording";

    private final Pathway pathway;
    private final Chart chart;
    private final Order order;
    private final Deed deed;

    RecordChecks(Pathway pathway, Chart chart, Order order, Deed deed) {
        this.pathway = pathway;
        this.chart = chart;
        this.order = order;
        this.deed = deed;
    }

    List<RecordCheck> of(ObjectNode record, Answers answers, Administration administration) {
        List<RecordCheck> checks = new ArrayList<>();
        LocalDate day = LocalDate.parse(answers.of(Administration.DAY));
        Assessment ofTheDay = pathway.assess(order.asDraft(chart), day);
        if (order.state() != Order.State.RELEASED) {
            stop(
                    checks,
                    "REC-NOT-RELEASED",
                    "The order is " + order.state().words() + ", not released");
        } else {
            barred(ofTheDay)
                    .ifPresent(word ->
                            stop(
                                    checks,
                                    "REC-NOT-RELEASED",
                                    "The pathway says on that day: " + word));
        }
        checks.addAll(ofTheOrder(ofTheDay));
        GivenDose.on(day, pathway, chart)
                .forEach(dose ->
                        stop(
                                checks,
                                "REC-SECOND-DOSE",
                                "Given on that day already: " + dose.words()));
        checks.addAll(ofThePathway(record, day));
        Optional<BigDecimal> ordered = administration.orderedAmount();
        Optional<BigDecimal> given = number(answers.of(Administration.DOSE));
        if (ordered.isPresent() && given.isPresent() && ordered.get().compareTo(given.get()) != 0) {
            reason(
                    checks,
                    "REC-DOSE-DIFFERS",
                    given.get().toPlainString()
                            + " given, "
                            + ordered.get().toPlainString()
                            + " ordered");
        }
        Optional<BigDecimal> time = administration.orderedMinutes();
        Optional<BigDecimal> minutes = number(answers.of(Administration.MINUTES));
        if (time.isPresent() && minutes.isPresent() && minutes.get().compareTo(time.get()) < 0) {
            reason(
                    checks,
                    "REC-INFUSION-DIFFERS",
                    minutes.get().toPlainString()
                            + " minutes, "
                            + time.get().toPlainString()
                            + " ordered");
        }
        expired(answers, day)
                .ifPresent(last -> stop(checks, "REC-EXPIRED", "The lot was usable until " + last));
        written()
                .filter(day::isBefore)
                .ifPresent(written ->
                        reason(
                                checks,
                                "REC-BEFORE-ORDER",
                                "Given before the order was written, on " + written));
        return checks;
    }

    /// The decision of the day where it is not one to give: an order that was released before, and
    /// whose ground has gone since, counts as not released.
    private Optional<String> barred(Assessment ofTheDay) {
        return ofTheDay.decision()
                .flatMap(word ->
                        pathway.decisions().stream()
                                .filter(known -> known.word().equals(word))
                                .findFirst())
                .filter(word -> word.effect() != DecisionWord.Effect.ADVISES)
                .map(DecisionWord::title);
    }

    /// The alerts of the day about the order that ask for a reason in a record.
    private List<RecordCheck> ofTheOrder(Assessment ofTheDay) {
        return ofTheDay.alerts().stream()
                .flatMap(alert ->
                        pathway
                                .recordCheck(alert.code())
                                .map(code ->
                                        new RecordCheck(
                                                RecordCheck.Kind.REASON, code, alert.summary()))
                                .stream())
                .toList();
    }

    /// The last day of the lot where it lies before that day.
    private static Optional<LocalDate> expired(Answers answers, LocalDate day) {
        return Optional.of(answers.of(Administration.EXPIRY))
                .filter(text -> !text.isEmpty())
                .map(LocalDate::parse)
                .filter(day::isAfter);
    }

    /// What the pathway says of the chart with the record, marked as being entered, that it did not
    /// say without it.
    private List<RecordCheck> ofThePathway(ObjectNode record, LocalDate day) {
        LocalDate asOf = day.isAfter(deed.day()) ? day : deed.day();
        Set<String> before = new HashSet<>();
        recording(pathway.assess(chart, asOf)).forEach(alert -> before.add(key(alert)));
        Chart with = chart.with(ChartReader.resource(FhirEdit.write(FhirEdit.entering(record))));
        return recording(pathway.assess(with, asOf)).stream()
                .filter(alert -> !before.contains(key(alert)))
                .filter(alert -> !alert.code().equals("REC-SECOND-DOSE"))
                .map(alert -> new RecordCheck(RecordCheck.Kind.STOP, alert.code(), alert.summary()))
                .toList();
    }

    private static String key(Alert alert) {
        return alert.code() + "|" + alert.summary();
    }

    private static List<Alert> recording(Assessment assessment) {
        Set<String> codes = new HashSet<>();
        assessment.criteria().stream()
                .filter(criterion -> criterion.id().equals(RECORDING))
                .forEach(criterion -> codes.addAll(criterion.alerts()));
        return assessment.alerts().stream().filter(alert -> codes.contains(alert.code())).toList();
    }

    private Optional<LocalDate> written() {
        return order.resource()
                .content()
                .time("authoredOn")
                .map(time -> time.written())
                .filter(text -> text.length() >= 10)
                .flatMap(text -> {
                    try {
                        return Optional.of(LocalDate.parse(text.substring(0, 10)));
                    } catch (DateTimeParseException _) {
                        return Optional.empty();
                    }
                });
    }

    private static Optional<BigDecimal> number(String text) {
        return TypedNumber.of(text);
    }

    private static void stop(List<RecordCheck> checks, String code, String text) {
        checks.add(new RecordCheck(RecordCheck.Kind.STOP, code, text));
    }

    private static void reason(List<RecordCheck> checks, String code, String text) {
        checks.add(new RecordCheck(RecordCheck.Kind.REASON, code, text));
    }
}
