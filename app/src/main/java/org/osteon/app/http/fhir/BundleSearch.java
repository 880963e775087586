package org.osteon.app.http.fhir;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.osteon.records.words.Problem;

/// A search that is an entry of a Bundle: its first page, for within a Bundle there is no next one.
final class BundleSearch {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final Set<String> OF_NO_WEIGHT = Set.of("_format", "_pretty", "_total");

    private final StoredResources resources;
    private final SearchReading reading;
    private final Set<String> ofCharts;

    /// @param ofCharts the types whose resources charts hold
    BundleSearch(StoredResources resources, SearchReading reading, Set<String> ofCharts) {
        this.resources = resources;
        this.reading = reading;
        this.ofCharts = Set.copyOf(ofCharts);
    }

    /// @param url as the entry has it: `Observation?patient=…`
    /// @param base of the addresses of what is found
    Bundle answer(String url, String base) {
        int mark = url.indexOf('?');
        String type = mark < 0 ? url : url.substring(0, mark);
        if (!ofCharts.contains(type)) {
            throw Problem.unusable(
                    "within a Bundle, charts are read (Type/id) and searched (Type?…), not '"
                            + url
                            + "'");
        }
        Map<String, String[]> parameters =
                SearchReading.parameters(mark < 0 ? "" : url.substring(mark + 1));
        parameters.keySet().removeAll(OF_NO_WEIGHT);
        int count = count(parameters);
        parameters.keySet().stream()
                .filter(name -> !reading.knows(type, name))
                .findFirst()
                .ifPresent(name -> {
                    throw SearchReading.unknown(type, name, reading.table());
                });
        IBundleProvider search =
                StoreSearch.of(
                        resources,
                        reading,
                        new PageCursor.Search(
                                type,
                                SealedPages.lists(parameters),
                                resources.now().toInstant(),
                                0,
                                ""));
        Bundle found = new Bundle().setType(Bundle.BundleType.SEARCHSET).setTotal(0);
        found.addLink().setRelation("self").setUrl(base + "/" + url);
        found.setTotal(Objects.requireNonNullElse(search.size(), 0));
        for (IBaseResource one : search.getResources(0, Math.min(count, found.getTotal()))) {
            Resource resource = (Resource) one;
            BundleEntrySearchModeEnum mode = ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.get(one);
            Bundle.BundleEntryComponent entry = found.addEntry().setResource(resource);
            entry.getSearch().setMode(Bundle.SearchEntryMode.fromCode(mode.getCode()));
            if (resource.hasId()) {
                entry.setFullUrl(
                        base
                                + "/"
                                + resource.fhirType()
                                + "/"
                                + resource.getIdElement().getIdPart());
            }
        }
        if (found.getTotal() > count) {
            found.addEntry()
                    .setResource(first(count, found.getTotal()))
                    .getSearch()
                    .setMode(Bundle.SearchEntryMode.OUTCOME);
        }
        return found;
    }

    /// Takes out how the answer is to be given, as far as that can be asked here.
    private static int count(Map<String, String[]> parameters) {
        String[] summary = parameters.remove("_summary");
        boolean onlyCounted = summary != null && List.of(summary).equals(List.of("count"));
        if ((summary != null && !onlyCounted && !List.of(summary).equals(List.of("false")))
                || parameters.containsKey("_elements")) {
            throw Problem.unusable(
                    "within a Bundle a search gives whole resources, or with _summary=count their"
                            + " number");
        }
        String[] count = parameters.remove("_count");
        if (onlyCounted) {
            return 0;
        }
        if (count == null) {
            return PAGE;
        }
        if (count.length != 1 || !count[0].matches("\\d{1,9}")) {
            throw Problem.unusable("_count=" + String.join(",", count) + " is not understood");
        }
        return Math.min(Integer.parseInt(count[0]), LARGEST_PAGE);
    }

    private static OperationOutcome first(int count, int total) {
        OperationOutcome told = new OperationOutcome();
        told.addIssue()
                .setSeverity(OperationOutcome.IssueSeverity.INFORMATION)
                .setCode(OperationOutcome.IssueType.INFORMATIONAL)
                .setDiagnostics(
                        "These are the first "
                                + count
                                + " of "
                                + total
                                + "; the same search, asked by itself, has pages");
        return told;
    }
}
