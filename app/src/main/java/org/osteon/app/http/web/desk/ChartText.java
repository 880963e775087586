package org.osteon.app.http.web.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osteon.records.charts.ChartOpening;
import org.osteon.store.StoredChart;
import org.osteon.store.StoredResource;

/// A chart as the store holds it, resource by resource: to be looked at also where nobody can read
/// it as a chart.
///
/// @param trouble why it cannot be read; empty where it can
/// @param kinds how many resources of each type
/// @param total how many resources
/// @param shown those of this page
/// @param page which one, from 1 on
record ChartText(
        String chart,
        String trouble,
        Map<String, Integer> kinds,
        int total,
        List<Held> shown,
        int page) {
    /// So many of them are shown at once.
    static final int A_PAGE = 50;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /// A resource as it stands on disk.
    ///
    /// @param text its JSON, on lines where it is JSON
    record Held(String reference, long version, String recorded, String text) {}

    static ChartText of(StoredChart chart, ChartOpening opening, int wanted, ZoneId zone) {
        Map<String, Integer> kinds = new TreeMap<>();
        chart.resources().forEach(one -> kinds.merge(one.resource().type(), 1, Integer::sum));
        int total = chart.resources().size();
        int page = Math.clamp(wanted, 1, Math.max(1, (total + A_PAGE - 1) / A_PAGE));
        List<Held> shown = new ArrayList<>();
        for (StoredResource one :
                chart.resources().subList((page - 1) * A_PAGE, Math.min(total, page * A_PAGE))) {
            shown.add(
                    new Held(
                            one.resource().toString(),
                            one.version(),
                            LocalDateTime.ofInstant(one.recorded(), zone)
                                    .withNano(0)
                                    .toString()
                                    .replace('T', ' '),
                            onLines(one.json())));
        }
        return new ChartText(chart.id(), trouble(opening), kinds, total, shown, page);
    }

    /// Why a chart cannot be read.
    static String trouble(ChartOpening opening) {
        return switch (opening) {
            case ChartOpening.Unreadable(_, _, String reason) -> reason;
            case ChartOpening.Opened _, ChartOpening.Missing _ -> "";
        };
    }

    private static String onLines(String json) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(json));
        } catch (JsonProcessingException _) {
            return json;
        }
    }

    boolean hasNext() {
        return page * A_PAGE < total;
    }

    /// `Observation 12, Patient 1`
    String counts() {
        return String.join(
                ", ",
                kinds.entrySet().stream().map(one -> one.getKey() + " " + one.getValue()).toList());
    }
}
