package org.osteon.app.http.web.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.osteon.app.http.web.Who;
import org.osteon.records.charts.Records;
import org.osteon.store.KeptNote;
import org.osteon.workflow.FhirEdit;
import org.osteon.workflow.PersonName;

/// A view of the worklist that somebody kept, for themselves or for the team.
///
/// @param owner whose it is; empty: the team's
/// @param path the address of the list
record SavedView(String id, String title, String owner, String path) {
    static final int LONGEST_TITLE = 60;

    /// How they are kept in the store.
    private static final String KIND = "worklist-view";

    /// Those that somebody sees: their own, then the team's.
    static List<SavedView> of(Records store, Who who) {
        return store.kept(KIND).stream()
                .map(SavedView::read)
                .filter(one ->
                        one.isOfTheTeam()
                                || (who.isNamed() && PersonName.areSame(one.owner(), who.name())))
                .sorted(
                        Comparator.comparing(SavedView::isOfTheTeam)
                                .thenComparing(SavedView::title))
                .toList();
    }

    private static SavedView read(KeptNote note) {
        ObjectNode json = FhirEdit.read(note.json());
        return new SavedView(
                note.id(),
                json.path("title").asText(""),
                json.path("owner").asText(""),
                json.path("path").asText("/"));
    }

    /// A new one.
    static SavedView fresh(String title, String owner, String path) {
        return new SavedView(UUID.randomUUID().toString(), title, owner, path);
    }

    void keep(Records store) {
        ObjectNode json = FhirEdit.object();
        json.put("title", title).put("owner", owner).put("path", path);
        store.keep(KIND, new KeptNote(id, FhirEdit.write(json)));
    }

    static boolean discard(Records store, String id) {
        return store.discard(KIND, id);
    }

    boolean isOfTheTeam() {
        return owner.isEmpty();
    }
}
