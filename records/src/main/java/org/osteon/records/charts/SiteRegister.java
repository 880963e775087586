package org.osteon.records.charts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.chart.Chart;
import org.osteon.chart.ChartReader;
import org.osteon.chart.ChartReading;
import org.osteon.chart.Resource;
import org.osteon.store.Appended;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;

/// What a site keeps of itself and no patient's chart owns: who may do what here, where, and what
/// lies in stock. It is a chart of the store with a patient who does not exist, so that forms are
/// filled in, amended and withdrawn as on any other. A chart is assessed by itself: what it refers
/// to here is copied into it when it refers to it, and again whenever it changes here.
public final class SiteRegister {
    /// The id of its chart.
    public static final String CHART = ChartStore.SITE;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String NOBODY =
            "{\"resourceType\":\"Patient\",\"id\":\""
                    + CHART
                    + "\",\"name\":[{\"text\":\"Register of this site\"}]}";
    private static final String PERSON = "Practitioner";
    private static final String ROLE = "PractitionerRole";

    /// What charts refer to.
    private static final Set<String> SHARED = Set.of(PERSON, "Location", "Device");

    /// What comes with it.
    private static final Set<String> WITH_IT = Set.of(ROLE, "Organization");

    private static final Pattern REFERENCE =
            Pattern.compile("\"reference\"\\s*:\\s*\"([A-Za-z]+)/([A-Za-z0-9.-]+)\"");

    private final ChartStore store;

    SiteRegister(ChartStore store) {
        this.store = store;
    }

    /// A register in which nothing was entered yet.
    public static Chart empty() {
        return read(new byte[0]);
    }

    /// The register as a chart.
    Chart chart() {
        return read(store.chart(CHART).map(one -> one.utf8()).orElseGet(() -> new byte[0]));
    }

    private static Chart read(byte[] kept) {
        String lines = NOBODY + "\n" + new String(kept, StandardCharsets.UTF_8);
        return switch (ChartReader.resources(lines.getBytes(StandardCharsets.UTF_8))) {
            case ChartReading.Read(Chart chart) -> chart;
            case ChartReading.Unusable(String reason) -> throw new IllegalStateException(reason);
        };
    }

    /// A patient's chart with what could be chosen from the register in it, for filling in forms.
    Chart around(Chart chart) {
        List<Resource> more =
                chart().resources().stream()
                        .filter(one -> SHARED.contains(one.type()) || WITH_IT.contains(one.type()))
                        .filter(one -> chart.resource(one.reference()).isEmpty())
                        .toList();
        return more.isEmpty() ? chart : chart.with(more);
    }

    /// Changes of a patient's chart, and with them what they refer to in the register and the chart
    /// does not have.
    List<Change> completed(String chart, List<? extends Change> changes) {
        List<Change> all = new ArrayList<>(changes);
        Set<ResourceId> wanted = new LinkedHashSet<>();
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                references(put.json()).stream()
                        .filter(one -> SHARED.contains(one.type()))
                        .forEach(wanted::add);
            }
        }
        changes.forEach(change -> wanted.remove(change.resource()));
        for (ResourceId one : wanted) {
            if (store.read(chart, one).filter(there -> !there.deleted()).isEmpty()) {
                copies(one).forEach((id, json) -> all.add(Change.put(id.type(), id.id(), json)));
            }
        }
        return all;
    }

    /// The charts that something of the register was copied into: who received a lot, among them
    /// those who took it back since.
    List<String> holders(ResourceId one) {
        return store.find(one).stream()
                .filter(copy -> !copy.deleted() && !copy.chart().equals(CHART))
                .map(StoredResource::chart)
                .distinct()
                .toList();
    }

    /// Applies changes to the register, and to the charts that rest on it.
    Appended append(Attribution by, List<? extends Change> changes) {
        Appended appended = store.append(CHART, by, replacing(changes));
        if (appended instanceof Appended.Recorded) {
            spread(by, changes);
        }
        return appended;
    }

    /// Changes of the register, and with them the end of what they take the place of: whoever gets
    /// privileges anew has no others.
    private List<Change> replacing(List<? extends Change> changes) {
        List<Change> all = new ArrayList<>(changes);
        Set<ResourceId> written = new LinkedHashSet<>();
        changes.forEach(change -> written.add(change.resource()));
        for (Change change : changes) {
            if (change instanceof Change.Put put && put.resource().type().equals(ROLE)) {
                references(put.json()).stream()
                        .filter(one -> one.type().equals(PERSON))
                        .flatMap(person -> roles(chart(), person).stream())
                        .filter(role -> written.add(id(role)))
                        .forEach(role -> all.add(ended(role)));
            }
        }
        return all;
    }

    private static Change ended(Resource role) {
        ResourceId id = id(role);
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(role.json());
            String ended = JSON.writeValueAsString(json.put("active", false));
            return Change.put(id.type(), id.id(), ended);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Copies what was changed here into the charts that have it, as the house.
    private void spread(Attribution by, List<? extends Change> changes) {
        Set<ResourceId> touched = new LinkedHashSet<>();
        for (Change change : changes) {
            if (SHARED.contains(change.resource().type())) {
                touched.add(change.resource());
            } else if (change instanceof Change.Put put
                    && WITH_IT.contains(change.resource().type())) {
                references(put.json()).stream()
                        .filter(one -> SHARED.contains(one.type()))
                        .forEach(touched::add);
            }
        }
        for (ResourceId one : touched) {
            List<Change> copies = new ArrayList<>();
            copies(one).forEach((id, json) -> copies.add(Change.put(id.type(), id.id(), json)));
            for (StoredResource copy :
                    copies.isEmpty() ? List.<StoredResource>of() : store.find(one)) {
                if (!copy.chart().equals(CHART) && !copy.deleted()) {
                    store.append(copy.chart(), by, copies);
                }
            }
        }
    }

    /// What of the register a chart needs that refers to one of its resources: it, what its bearer
    /// may do, and who says so.
    private Map<ResourceId, String> copies(ResourceId wanted) {
        Chart chart = chart();
        Map<ResourceId, String> copies = new LinkedHashMap<>();
        Optional<Resource> found = chart.resource(wanted.toString());
        if (found.isEmpty()) {
            return copies;
        }
        copies.put(wanted, found.get().json());
        roles(chart, wanted).forEach(role -> copies.put(id(role), role.json()));
        List.copyOf(copies.values()).stream()
                .flatMap(json -> references(json).stream())
                .filter(one -> WITH_IT.contains(one.type()))
                .forEach(one ->
                        chart.resource(one.toString())
                                .ifPresent(resource -> copies.putIfAbsent(one, resource.json())));
        return copies;
    }

    private static List<Resource> roles(Chart chart, ResourceId person) {
        return chart.resources(ROLE).stream()
                .filter(role -> references(role.json()).contains(person))
                .toList();
    }

    private static ResourceId id(Resource resource) {
        String reference = resource.reference();
        int slash = reference.indexOf('/');
        return new ResourceId(reference.substring(0, slash), reference.substring(slash + 1));
    }

    private static List<ResourceId> references(String json) {
        List<ResourceId> references = new ArrayList<>();
        Matcher found = REFERENCE.matcher(json);
        while (found.find()) {
            references.add(new ResourceId(found.group(1), found.group(2)));
        }
        return references;
    }
}
