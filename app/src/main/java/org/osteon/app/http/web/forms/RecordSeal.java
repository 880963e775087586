package org.osteon.app.http.web.forms;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osteon.chart.Chart;
import org.osteon.chart.Resource;
import org.osteon.records.charts.Records;
import org.osteon.store.ResourceId;
import org.osteon.store.StoredResource;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.forms.RecordedResponse;
import org.osteon.workflow.forms.Seal;

/// Whether what stands in the store is what was signed.
///
/// @param mark the first characters of the hash of the response, for paper
public record RecordSeal(Seal.Verdict verdict, String mark) {
    /// Of the latest signature under a response: all that it covers is read as it was written with
    /// it.
    static RecordSeal of(String chart, RecordedResponse recorded, Chart read, Records store) {
        String mark = Seal.mark(recorded.resource().json());
        Optional<StoredResource> signed =
                read.resources("Provenance").stream()
                        .filter(one ->
                                one.id()
                                        .filter(id -> id.startsWith(recorded.id() + ".p"))
                                        .isPresent())
                        .map(Resource::reference)
                        .flatMap(one -> store.read(chart, id(one)).stream())
                        .max(Comparator.comparing(StoredResource::recorded));
        if (signed.isEmpty()) {
            return new RecordSeal(Seal.Verdict.NONE, mark);
        }
        ObjectNode provenance = FhirEdit.read(signed.get().json());
        List<String> covered = new ArrayList<>();
        for (String target : Seal.targets(provenance)) {
            written(chart, target, signed.get().recorded(), store).ifPresent(covered::add);
        }
        return new RecordSeal(
                Seal.verdict(provenance, covered, store.signatures()::hasSigned), mark);
    }

    private static Optional<String> written(
            String chart, String target, Instant when, Records store) {
        return store.history(chart, id(target)).stream()
                .filter(one -> one.recorded().equals(when) && !one.deleted())
                .map(StoredResource::json)
                .findFirst();
    }

    private static ResourceId id(String reference) {
        int slash = reference.indexOf('/');
        return new ResourceId(reference.substring(0, slash), reference.substring(slash + 1));
    }

    /// What is said of it, in words.
    public String words() {
        return switch (verdict) {
            case HOLDS -> "Sealed: it is what was signed";
            case BROKEN -> "The seal does not hold: this is not what was signed";
            case NONE -> "Without a seal";
        };
    }

    /// Whether somebody has to look.
    public boolean isBroken() {
        return verdict == Seal.Verdict.BROKEN;
    }
}
