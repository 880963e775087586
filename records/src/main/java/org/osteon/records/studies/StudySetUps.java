package org.osteon.records.studies;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.pathway.StudyKnowledge;
import org.osteon.records.people.Notes;
import org.osteon.store.ChartStore;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyReader;

/// How a site set up studies at pages: what stands over what is written in their files.
final class StudySetUps {
    private final Notes<SetUp> kept;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    StudySetUps(ChartStore store) {
        this.kept = new Notes<>(store, "study-set-up", SetUp.class);
    }

    /// A definition as it was typed.
    ///
    /// @param definition in the place of `study.json`
    record SetUp(String definition, String by, Instant at) {}

    private record Read(String definition, Study study) {}

    Optional<SetUp> of(String study) {
        return kept.one(study);
    }

    void keep(String study, SetUp typed) {
        kept.keep(study, typed);
    }

    boolean remove(String study) {
        return kept.remove(study);
    }

    /// What holds: what was typed, else what is written.
    StudyKnowledge holds(StudyKnowledge written) {
        return of(written.id()).map(typed -> written.with(typed.definition())).orElse(written);
    }

    /// The same, read.
    Study study(StudyKnowledge written) {
        StudyKnowledge holds = holds(written);
        return read.compute(
                        written.id(),
                        (_, known) ->
                                known != null && known.definition().equals(holds.definition())
                                        ? known
                                        : new Read(holds.definition(), StudyReader.read(holds)))
                .study();
    }
}
