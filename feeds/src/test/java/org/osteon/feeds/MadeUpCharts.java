package org.osteon.feeds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Charts in memory, for messages to change.
final class MadeUpCharts implements Known {
    private final Map<String, Map<String, Held>> charts = new LinkedHashMap<>();

    MadeUpCharts with(String chart, String json) {
        var resource = Json.read(json);
        put(chart, resource.path("resourceType").asText(), resource.path("id").asText(), json);
        return this;
    }

    /// A patient under a number of the hospital.
    MadeUpCharts patient(String chart, String number, String family, String born) {
        return with(
                chart,
                """
                {"resourceType":"Patient","id":"%s","identifier":[{"system":"urn:example:mrn","value":"%s"}],
                 "name":[{"family":"%s"}],"birthDate":"%s"}\
                """
                        .formatted(chart, number, family, born));
    }

    private void put(String chart, String type, String id, String json) {
        Map<String, Held> resources = charts.computeIfAbsent(chart, _ -> new LinkedHashMap<>());
        Held before = resources.get(type + "/" + id);
        resources.put(
                type + "/" + id,
                new Held(chart, type, id, json, before == null ? 1 : before.version() + 1));
    }

    /// Writes, as a store would: only on top of what was read.
    void apply(List<ChartEdit> edits) {
        for (ChartEdit edit : edits) {
            for (ChartEdit.Part part : edit.parts()) {
                long actual =
                        resource(edit.chart(), part.type(), part.id())
                                .map(Held::version)
                                .orElse(0L);
                if (actual != part.version()) {
                    throw new AssertionError(
                            part.reference() + " is at " + actual + ", not " + part.version());
                }
                if (part.json().isPresent()) {
                    put(edit.chart(), part.type(), part.id(), part.json().get());
                } else {
                    charts.get(edit.chart()).remove(part.reference());
                }
            }
        }
    }

    @Override
    public List<Held> bearing(String type, Identifier identifier) {
        List<Held> found = new ArrayList<>();
        charts.values().stream()
                .flatMap(one -> one.values().stream())
                .filter(one -> one.type().equals(type))
                .filter(one -> {
                    for (var each : Json.read(one.json()).path("identifier")) {
                        if (each.path("system").asText().equals(identifier.system())
                                && each.path("value").asText().equals(identifier.value())) {
                            return true;
                        }
                    }
                    return false;
                })
                .forEach(found::add);
        return found;
    }

    @Override
    public Optional<Held> resource(String chart, String type, String id) {
        return Optional.ofNullable(charts.getOrDefault(chart, Map.of()).get(type + "/" + id));
    }

    @Override
    public List<Held> all(String chart) {
        return List.copyOf(charts.getOrDefault(chart, Map.of()).values());
    }

    /// All of a chart, by name.
    Map<String, String> texts(String chart) {
        Map<String, String> texts = new LinkedHashMap<>();
        all(chart).stream()
                .sorted(java.util.Comparator.comparing(one -> one.type() + one.id()))
                .forEach(one -> texts.put(one.type() + "/" + one.id(), one.json()));
        return texts;
    }
}
