package org.osteon.pathway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.opencds.cqf.cql.engine.retrieve.RetrieveProvider;
import org.opencds.cqf.cql.engine.runtime.Code;
import org.opencds.cqf.cql.engine.runtime.Interval;
import org.osteon.chart.Chart;
import org.osteon.chart.Coding;
import org.osteon.chart.ContentKey;
import org.osteon.chart.FhirObject;
import org.osteon.chart.FhirTime;
import org.osteon.chart.Resource;

/// Answers the retrieves of one evaluation from the chart, by type and value set.
///
/// Resources come in the order of their own dates (of one day: by the time of day, then by what
/// they say), so that `Last(…)` of a retrieve is the latest, wherever it stands in the source.
final class ChartRetrieve implements RetrieveProvider {
    /// A smaller part is in order before another thread has begun.
    private static final int PART = 5_000;

    private final Chart chart;
    private final ValueSets valueSets;
    private final Finder finder;

    /// Resources by type and code path, then by value set: filled in one pass when first asked.
    /// Runs that follow each other may do so side by side.
    private final Map<String, Map<String, ResourceList>> byValueSet = new ConcurrentHashMap<>();

    private final Map<String, ResourceList> byType = new ConcurrentHashMap<>();

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
        return (Iterable<Object>) find(dataType, codePath, valueSet, codes);
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
                    .getOrDefault(valueSet, ResourceList.NONE);
        }
        if (codes != null && codePath != null) {
            return withCode(type, codePath, codes);
        }
        return inOrderOfTime(type);
    }

    private ResourceList inOrderOfTime(String dataType) {
        return byType.computeIfAbsent(
                dataType,
                type -> sorted(chart.resources(type).stream().map(Resource::content).toList()));
    }

    /// In the order of their own dates: many of them in parts, side by side.
    static ResourceList sorted(List<FhirObject> contents) {
        Dated[] dated = new Dated[contents.size()];
        FhirObject[] sorted = new FhirObject[dated.length];
        if (dated.length >= 2 * PART) {
            Arrays.parallelSetAll(dated, place -> Dated.of(contents.get(place)));
            Arrays.parallelSort(dated);
            IntStream.range(0, (dated.length + PART - 1) / PART)
                    .parallel()
                    .forEach(part ->
                            put(
                                    dated,
                                    part * PART,
                                    Math.min((part + 1) * PART, dated.length),
                                    sorted));
        } else {
            int place = 0;
            for (FhirObject content : contents) {
                dated[place++] = Dated.of(content);
            }
            Arrays.sort(dated);
            put(dated, 0, dated.length, sorted);
        }
        return ResourceList.ofAll(sorted);
    }

    /// Puts those into their places whose moment begins within these.
    private static void put(Dated[] dated, int from, int to, FhirObject[] sorted) {
        int first = from;
        while (first > 0 && first < to && dated[first].compareTo(dated[first - 1]) == 0) {
            first++;
        }
        while (first < to) {
            int next = first + 1;
            while (next < dated.length && dated[next].compareTo(dated[first]) == 0) {
                next++;
            }
            if (next - first > 1) {
                putByContent(dated, first, next, sorted);
            } else {
                sorted[first] = dated[first].content();
            }
            first = next;
        }
    }

    /// A list that is in this order, without some and with others.
    static ResourceList sorted(List<?> inOrder, List<FhirObject> out, List<FhirObject> in) {
        Set<Object> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(out);
        List<FhirObject> left = new ArrayList<>(inOrder.size() + in.size());
        for (Object item : inOrder) {
            if (gone.isEmpty() || !gone.remove(item)) {
                left.add((FhirObject) item);
            }
        }
        for (FhirObject one : in) {
            int place = Collections.binarySearch(left, one, ChartRetrieve::inOrder);
            left.add(place < 0 ? -place - 1 : place, one);
        }
        return ResourceList.of(left);
    }

    private static int inOrder(FhirObject one, FhirObject other) {
        int byTime = Dated.of(one).compareTo(Dated.of(other));
        return byTime != 0 ? byTime : Told.of(one).compareTo(Told.of(other));
    }

    /// @param day in days since 1970
    /// @param time of that day, in nanoseconds
    private record Dated(long day, long time, FhirObject content) implements Comparable<Dated> {
        static Dated of(FhirObject content) {
            FhirTime date = Resource.dateOf(content).orElse(null);
            return date == null
                    ? new Dated(Long.MIN_VALUE, 0, content)
                    : new Dated(
                            date.earliest().toEpochDay(),
                            date.time() == null ? 0 : date.time().toNanoOfDay(),
                            content);
        }

        @Override
        public int compareTo(Dated other) {
            int byDay = Long.compare(day, other.day);
            return byDay != 0 ? byDay : Long.compare(time, other.time);
        }
    }

    /// Of one moment: by what they say, which is looked at once for each.
    private static void putByContent(Dated[] dated, int first, int next, FhirObject[] sorted) {
        Told[] told = new Told[next - first];
        for (int i = first; i < next; i++) {
            told[i - first] = Told.of(dated[i].content());
        }
        Arrays.sort(told);
        for (int i = first; i < next; i++) {
            sorted[i] = told[i - first].content();
        }
    }

    private record Told(ContentKey said, String id, FhirObject content)
            implements Comparable<Told> {
        static Told of(FhirObject content) {
            return new Told(ContentKey.of(content), content.text("id").orElse(""), content);
        }

        @Override
        public int compareTo(Told other) {
            int byContent = said.compareTo(other.said);
            return byContent != 0 ? byContent : id.compareTo(other.id);
        }
    }

    private Map<String, ResourceList> distribute(String dataType, String codePath) {
        Map<String, List<FhirObject>> lists = new HashMap<>();
        for (FhirObject content : inOrderOfTime(dataType)) {
            for (Coding coding : content.codings(codePath)) {
                for (String valueSet : valueSets.setsOf(coding)) {
                    List<FhirObject> list =
                            lists.computeIfAbsent(valueSet, unused -> new ArrayList<>());
                    // A resource with two codings of the same set is still one.
                    if (list.isEmpty() || list.getLast() != content) {
                        list.add(content);
                    }
                }
            }
        }
        Map<String, ResourceList> found = new HashMap<>();
        lists.forEach((valueSet, list) -> found.put(valueSet, ResourceList.of(list)));
        return found;
    }

    private ResourceList withCode(String dataType, String codePath, Iterable<Code> codes) {
        List<FhirObject> list = new ArrayList<>();
        for (FhirObject content : inOrderOfTime(dataType)) {
            if (content.codings(codePath).stream().anyMatch(coding -> isOneOf(coding, codes))) {
                list.add(content);
            }
        }
        return ResourceList.of(list);
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
