package org.osteon.pathway;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.retrieve.RetrieveProvider;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Interval;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.chart.ContentOrder;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// Answers the retrieves of one evaluation from the chart, by type and value set.
///
/// Resources come in the order of their own dates (of one day: by the time of day, then by what
/// they say), so that `Last(…)` of a retrieve is the latest, wherever it stands in the source.
final class ChartRetrieve implements RetrieveProvider {
    private final Chart chart;
    private final ValueSets valueSets;
    private final Finder finder;

    /// Resources by type and code path, then by value set: filled in one pass when first asked.
    private final Map<String, Map<String, List<Object>>> byValueSet = new HashMap<>();

    private final Map<String, List<FhirObject>> byType = new HashMap<>();

    @FunctionalInterface
    private interface Finder {
        List<?> find(
                String type,
                @Nullable String codePath,
                @Nullable String valueSet,
                @Nullable Iterable<Code> codes);
    }

    ChartRetrieve(Chart chart, ValueSets valueSets) {
        this.chart = chart;
        this.valueSets = valueSets;
        this.finder = this::findInChart;
    }

    private ChartRetrieve(ChartRetrieve earlier, Chart changed, String type) {
        this.chart = changed;
        this.valueSets = earlier.valueSets;
        this.finder =
                (asked, codePath, valueSet, codes) ->
                        asked.equals(type)
                                ? findInChart(asked, codePath, valueSet, codes)
                                : earlier.find(asked, codePath, valueSet, codes);
    }

    private ChartRetrieve(ChartRetrieve earlier, Chart changed, RetrieveChanges changes) {
        this.chart = changed;
        this.valueSets = earlier.valueSets;
        this.finder =
                (asked, codePath, valueSet, codes) ->
                        changes.in(earlier.find(asked, codePath, valueSet, codes));
    }

    /// The same for a chart that differs in the resources of one type: what was found for the other
    /// types holds.
    ChartRetrieve with(Chart changed, String type) {
        return new ChartRetrieve(this, changed, type);
    }

    /// The same for a chart in which some resources say something else or are not there; none has
    /// other codes.
    ChartRetrieve with(Chart changed, RetrieveChanges changes) {
        return new ChartRetrieve(this, changed, changes);
    }

    @Override
    @SuppressWarnings("unchecked") // a list of resources, which nobody adds to
    public Iterable<Object> retrieve(
            @Nullable String context,
            @Nullable String contextPath,
            @Nullable Object contextValue,
            String dataType,
            @Nullable String templateId,
            @Nullable String codePath,
            @Nullable Iterable<Code> codes,
            @Nullable String valueSet,
            @Nullable String datePath,
            @Nullable String dateLowPath,
            @Nullable String dateHighPath,
            @Nullable Interval dateRange) {
        if (dateRange != null) {
            throw new UnsupportedOperationException("retrieves by date are not used");
        }
        return (List<Object>) find(dataType, codePath, valueSet, codes);
    }

    List<?> find(
            String type,
            @Nullable String codePath,
            @Nullable String valueSet,
            @Nullable Iterable<Code> codes) {
        return finder.find(type, codePath, valueSet, codes);
    }

    private List<?> findInChart(
            String type,
            @Nullable String codePath,
            @Nullable String valueSet,
            @Nullable Iterable<Code> codes) {
        if (valueSet != null && codePath != null) {
            return byValueSet
                    .computeIfAbsent(type + "." + codePath, unused -> distribute(type, codePath))
                    .getOrDefault(valueSet, List.of());
        }
        if (codes != null && codePath != null) {
            return withCode(type, codePath, codes);
        }
        return inOrderOfTime(type);
    }

    private List<FhirObject> inOrderOfTime(String dataType) {
        return byType.computeIfAbsent(
                dataType,
                type -> sorted(chart.resources(type).stream().map(Resource::content).toList()));
    }

    /// In the order of their own dates.
    static List<FhirObject> sorted(List<FhirObject> contents) {
        List<Dated> dated = new ArrayList<>(contents.size());
        for (FhirObject content : contents) {
            dated.add(Dated.of(content));
        }
        dated.sort(null);
        List<FhirObject> sorted = new ArrayList<>(dated.size());
        dated.forEach(one -> sorted.add(one.content()));
        return Collections.unmodifiableList(sorted);
    }

    private record Dated(LocalDate day, LocalTime time, FhirObject content)
            implements Comparable<Dated> {
        static Dated of(FhirObject content) {
            FhirTime date = Resource.dateOf(content).orElse(null);
            return new Dated(
                    date == null ? LocalDate.MIN : date.earliest(),
                    date == null || date.time() == null ? LocalTime.MIN : date.time(),
                    content);
        }

        @Override
        public int compareTo(Dated other) {
            int byDay = day.compareTo(other.day);
            int byTime = byDay != 0 ? byDay : time.compareTo(other.time);
            int byContent =
                    byTime != 0 ? byTime : ContentOrder.INSTANCE.compare(content, other.content);
            return byContent != 0
                    ? byContent
                    : content.text("id").orElse("").compareTo(other.content.text("id").orElse(""));
        }
    }

    private Map<String, List<Object>> distribute(String dataType, String codePath) {
        Map<String, List<Object>> lists = new HashMap<>();
        for (FhirObject content : inOrderOfTime(dataType)) {
            for (Coding coding : content.codings(codePath)) {
                for (String valueSet : valueSets.setsOf(coding)) {
                    List<Object> list =
                            lists.computeIfAbsent(valueSet, unused -> new ArrayList<>());
                    // A resource with two codings of the same set is still one.
                    if (list.isEmpty() || list.getLast() != content) {
                        list.add(content);
                    }
                }
            }
        }
        return lists;
    }

    private List<Object> withCode(String dataType, String codePath, Iterable<Code> codes) {
        List<Object> list = new ArrayList<>();
        for (FhirObject content : inOrderOfTime(dataType)) {
            if (content.codings(codePath).stream().anyMatch(coding -> isOneOf(coding, codes))) {
                list.add(content);
            }
        }
        return list;
    }

    private static boolean isOneOf(Coding coding, Iterable<Code> codes) {
        for (Code code : codes) {
            if (coding.code().equals(code.getCode()) && coding.system().equals(code.getSystem())) {
                return true;
            }
        }
        return false;
    }
}
