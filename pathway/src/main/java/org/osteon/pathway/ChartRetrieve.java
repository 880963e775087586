package org.osteon.pathway;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.retrieve.RetrieveProvider;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Interval;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// Answers the retrieves of one evaluation from the chart, by type and value set.
///
/// Resources come in the order of their own dates (of one day: by the time of day, then as in the
/// source), so that `Last(…)` of a retrieve is the latest.
final class ChartRetrieve implements RetrieveProvider {
    private final Chart chart;
    private final ValueSets valueSets;

    /// Resources by type and code path, then by value set: filled in one pass when first asked.
    private final Map<String, Map<String, List<Object>>> byValueSet = new HashMap<>();

    private final Map<String, List<FhirObject>> byType = new HashMap<>();

    ChartRetrieve(Chart chart, ValueSets valueSets) {
        this.chart = chart;
        this.valueSets = valueSets;
    }

    /// The same for a chart that differs in the resources of one type: what was found for the other
    /// types holds.
    ChartRetrieve with(Chart changed, String type) {
        ChartRetrieve other = new ChartRetrieve(changed, valueSets);
        byValueSet.forEach((path, lists) -> {
            if (!path.startsWith(type + ".")) {
                other.byValueSet.put(path, lists);
            }
        });
        other.byType.putAll(byType);
        other.byType.remove(type);
        return other;
    }

    @Override
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
        if (valueSet != null && codePath != null) {
            return byValueSet
                    .computeIfAbsent(dataType + "." + codePath, _ -> distribute(dataType, codePath))
                    .getOrDefault(valueSet, List.of());
        }
        if (codes != null && codePath != null) {
            return withCode(dataType, codePath, codes);
        }
        return List.copyOf(inOrderOfTime(dataType));
    }

    private List<FhirObject> inOrderOfTime(String dataType) {
        return byType.computeIfAbsent(
                dataType,
                type -> {
                    List<Dated> dated = new ArrayList<>();
                    for (Resource resource : chart.resources(type)) {
                        dated.add(Dated.of(resource));
                    }
                    dated.sort(null);
                    List<FhirObject> contents = new ArrayList<>(dated.size());
                    dated.forEach(one -> contents.add(one.content()));
                    return contents;
                });
    }

    private record Dated(LocalDate day, LocalTime time, FhirObject content)
            implements Comparable<Dated> {
        static Dated of(Resource resource) {
            FhirTime date = resource.date().orElse(null);
            return new Dated(
                    date == null ? LocalDate.MIN : date.earliest(),
                    date == null || date.time() == null ? LocalTime.MIN : date.time(),
                    resource.content());
        }

        @Override
        public int compareTo(Dated other) {
            int byDay = day.compareTo(other.day);
            return byDay != 0 ? byDay : time.compareTo(other.time);
        }
    }

    private Map<String, List<Object>> distribute(String dataType, String codePath) {
        Map<String, List<Object>> lists = new HashMap<>();
        for (FhirObject content : inOrderOfTime(dataType)) {
            for (Coding coding : content.codings(codePath)) {
                for (String valueSet : valueSets.setsOf(coding)) {
                    List<Object> list = lists.computeIfAbsent(valueSet, _ -> new ArrayList<>());
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
