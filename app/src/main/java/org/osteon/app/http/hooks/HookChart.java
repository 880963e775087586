package org.osteon.app.http.hooks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.records.charts.Records;
import org.osteon.records.words.Problem;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;
import org.osteon.store.intake.Incoming;

/// The charts that a call is about: what was sent along, else what the store knows, each with one
/// of the unsigned orders in it.
final class HookChart {
    private final Map<String, String> byReference = new LinkedHashMap<>();

    private HookChart() {}

    /// What is known of the patient.
    ///
    /// @return empty where the record system sent nothing and the store knows no such patient
    /// @throws Problem where it sent another patient
    static Optional<HookChart> of(HookRequest request, Records store) {
        HookChart chart = new HookChart();
        List<String> sent =
                request.prefetched().stream()
                        .filter(resource -> resource.type().equals("Patient"))
                        .map(Incoming::id)
                        .toList();
        for (String patient : sent) {
            if (!patient.equals(request.patient())) {
                throw Problem.unusable(
                        "prefetch has Patient/"
                                + patient
                                + ", and the call is about Patient/"
                                + request.patient());
            }
        }
        if (sent.isEmpty()) {
            Optional<StoredChart> stored = store.chart(request.patient());
            if (stored.isEmpty() || !knowsThePatient(stored.get())) {
                return Optional.empty();
            }
            for (StoredResource resource : stored.get()) {
                chart.byReference.put(resource.resource().toString(), resource.json());
            }
        }
        request.prefetched().forEach(chart::put);
        return Optional.of(chart);
    }

    /// A program that was not let see the patient sees nothing of the chart.
    private static boolean knowsThePatient(StoredChart chart) {
        return chart.resources().stream()
                .anyMatch(one -> one.resource().type().equals("Patient") && !one.deleted());
    }

    private void put(Incoming resource) {
        byReference.put(resource.reference(), resource.json());
    }

    /// The chart as it is, or why it is none.
    ChartReading chart() {
        return read(List.copyOf(byReference.values()));
    }

    /// The chart with one of the orders, and with what it may refer to, and without the others:
    /// each is judged by itself. Or why it is none.
    ChartReading with(Incoming order, List<Incoming> allOrders, List<Incoming> beside) {
        Map<String, String> together = new LinkedHashMap<>(byReference);
        allOrders.forEach(other -> together.remove(other.reference()));
        beside.forEach(other -> together.put(other.reference(), other.json()));
        together.put(order.reference(), order.json());
        return read(new ArrayList<>(together.values()));
    }

    private static ChartReading read(List<String> resources) {
        return ChartReader.resources(String.join("\n", resources).getBytes(StandardCharsets.UTF_8));
    }
}
