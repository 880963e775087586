package org.osteon.records.cards;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.chart.incoming.Incoming;
import org.osteon.records.charts.Records;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;

/// The charts that a call is about: what was sent along, else what the store knows, each with one
/// of the unsigned orders in it.
public final class HookChart {
    private final Map<String, String> byReference = new LinkedHashMap<>();
    private final boolean fromStore;

    private HookChart(boolean fromStore) {
        this.fromStore = fromStore;
    }

    /// Whether what the store knows is in it.
    public boolean isFromStore() {
        return fromStore;
    }

    /// What is known of the patient.
    ///
    /// @return empty where the record system sent nothing and the store knows no such patient
    public static Optional<HookChart> of(HookRequest request, Records store) {
        boolean sent =
                request.prefetched().stream()
                        .anyMatch(resource -> resource.type().equals("Patient"));
        HookChart chart = new HookChart(!sent);
        if (!sent) {
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

    /// What was sent along, and nothing else.
    public static HookChart sent(HookRequest request) {
        HookChart chart = new HookChart(false);
        request.prefetched().forEach(chart::put);
        return chart;
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
    public ChartReading chart() {
        return read(List.copyOf(byReference.values()));
    }

    /// The chart with one of the orders, and with what it may refer to, and without the others:
    /// each is judged by itself. Or why it is none.
    public ChartReading with(Incoming order, List<Incoming> allOrders, List<Incoming> beside) {
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
