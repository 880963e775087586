package org.osteon.records.studies;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osteon.pathway.StudyKnowledge;
import org.osteon.records.charts.StoreSecret;
import org.osteon.records.people.Notes;
import org.osteon.store.ChartStore;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyReader;

/// How a site set up studies at pages: what stands over what is written in their files.
final class StudySetUps {
    private final ChartStore store;
    private final Notes<SetUp> kept;
    private final Map<String, Read> read = new ConcurrentHashMap<>();

    StudySetUps(ChartStore store) {
        this.store = store;
        this.kept = new Notes<>(store, "study-set-up", SetUp.class);
    }

    /// A definition as it was typed.
    ///
    /// @param definition in the place of `study.json`
    record SetUp(String definition, String by, Instant at) {}

    /// @param plain as its content alone names it
    private record Read(String definition, Study study, String plain) {}

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

    /// The same, read, and named by the key of the site: the content alone has the sizes of blocks
    /// in it, which could be found by trying all.
    Study study(StudyKnowledge written) {
        return read(written).study();
    }

    /// Whether a state of before definitions were named by a key is of what holds now.
    boolean isPlain(StudyKnowledge written, String digest) {
        return read(written).plain().equals(digest);
    }

    private Read read(StudyKnowledge written) {
        StudyKnowledge holds = holds(written);
        return read.compute(
                written.id(),
                (id, known) -> {
                    if (known != null && known.definition().equals(holds.definition())) {
                        return known;
                    }
                    Study study = StudyReader.read(holds);
                    return new Read(
                            holds.definition(),
                            study.named(key(id).mark("definition\n" + study.digest())),
                            study.digest());
                });
    }

    /// Of a store without a key outside its database one made of a secret in it: who is at a page
    /// has neither.
    private StudyKey key(String study) {
        return StudyKey.known(store, study)
                .orElseGet(() -> StudyKey.ofSecret(StoreSecret.ofStudies(store), study));
    }
}
