package org.osteon.records.charts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osteon.access.Interaction;
import org.osteon.access.Scopes;
import org.osteon.chart.ChartReader;
import org.osteon.chart.FhirObject;
import org.osteon.records.words.Problem;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.StoredResource;

/// What a program writes, held against what it was let write: what is there before, and what is to
/// be there afterwards.
final class ScopedChanges {
    private final ChartStore store;
    private final Scopes scopes;

    ScopedChanges(ChartStore store, Scopes scopes) {
        this.store = store;
        this.scopes = scopes;
    }

    /// @throws Problem where one of them is not permitted
    void check(String chart, List<? extends Change> changes) {
        Set<String> missing = new TreeSet<>();
        for (Change change : changes) {
            Optional<FhirObject> before =
                    store.read(chart, change.resource())
                            .filter(one -> !one.deleted())
                            .map(StoredResource::json)
                            .map(ScopedChanges::content);
            switch (change) {
                case Change.Put put -> {
                    FhirObject after = content(put.json());
                    Interaction does = before.isPresent() ? Interaction.UPDATE : Interaction.CREATE;
                    if (!scopes.permits(does, chart, after)
                            || before.filter(one -> !scopes.permits(does, chart, one))
                                    .isPresent()) {
                        missing.add(words(does, put));
                    }
                }
                case Change.Delete delete -> {
                    if (before.filter(one -> scopes.permits(Interaction.DELETE, chart, one))
                            .isEmpty()) {
                        missing.add(words(Interaction.DELETE, delete));
                    }
                }
            }
        }
        if (!missing.isEmpty()) {
            throw Problem.outOfScope(String.join(", ", missing));
        }
    }

    private static FhirObject content(String json) {
        return ChartReader.resource(json).content();
    }

    private static String words(Interaction does, Change change) {
        return does.name().toLowerCase(Locale.ROOT) + " " + change.resource().type();
    }
}
