package org.osteon.store;

import java.util.ArrayList;
import java.util.List;

/// Changes to several charts, and to what is kept beside them, in one transaction.
final class ManyCharts {
    private final Database database;
    private final Attribution by;

    ManyCharts(Database database, Attribution by) {
        this.database = database;
        this.by = by;
    }

    /// All of it or nothing, on disk when this returns.
    ///
    /// @return what came of each chart; where one is not [Appended.Recorded], nothing was written
    List<Appended> append(List<ChartBatch> charts, List<NoteChange> notes) {
        List<Batch> batches = charts.stream().map(one -> new Batch(one.changes())).toList();
        List<Appended> refused =
                batches.stream()
                        .filter(batch -> !batch.refusals().isEmpty())
                        .<Appended>map(batch -> new Appended.Refused(batch.refusals()))
                        .toList();
        if (!refused.isEmpty()) {
            return refused;
        }
        notes.forEach(NoteChange::requireStorable);
        try {
            return database.write(session -> {
                List<Appended> all = new ArrayList<>();
                for (int i = 0; i < batches.size(); i++) {
                    all.add(
                            new ChartWriter(session, charts.get(i).chart(), by)
                                    .append(batches.get(i)));
                }
                if (all.stream().anyMatch(one -> !(one instanceof Appended.Recorded))) {
                    throw new TakenBack(all);
                }
                KeptNotes kept = new KeptNotes(session);
                for (NoteChange note : notes) {
                    if (!kept.apply(note)) {
                        throw new TakenBack(List.of(quicker()));
                    }
                }
                return List.copyOf(all);
            });
        } catch (TakenBack e) {
            return e.all;
        }
    }

    /// Somebody else kept a note under the name first.
    private static Appended quicker() {
        return new Appended.Conflict(List.of());
    }

    /// Ends a transaction of which nothing is to stay.
    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient List<Appended> all;

        TakenBack(List<Appended> all) {
            super(null, null, false, false);
            this.all = List.copyOf(all);
        }
    }
}
