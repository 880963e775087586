package org.osteon.records.studies;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.access.Action;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.records.TestKnowledge;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.people.Grants;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.workflow.studies.Study;

/// A site with a store and the studies of the delivered knowledge, for tests.
abstract class StudySite {
    private static final LocalDate TODAY = LocalDate.of(2025, 6, 2);
    static final Clock CLOCK =
            Clock.fixed(TODAY.atTime(10, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    static final String COMPARATORS = "knee-comparators";

    @TempDir Path folder;

    ChartStore store;
    Records records;
    Studies studies;
    Enrolment enrolment;

    @BeforeEach
    void open() {
        store = ChartStore.open(folder.resolve("s.db"));
        records = new Records(store, new StoredCharts(store), CLOCK);
        studies = new Studies(store, records, TestKnowledge.delivered(), CLOCK);
        enrolment = new Enrolment(studies);
    }

    @AfterEach
    void close() {
        store.close();
    }

    final void put(KneePerson person) {
        store.append(
                person.id(), new Attribution("import", CLOCK.instant(), "import"), person.chart());
    }

    final <T> T as(String id, String role, Callable<T> does) {
        return during(visit(id, role), does);
    }

    /// The same by a program that somebody let in, or that works with a token of theirs.
    final <T> T asAProgram(String id, String role, Callable<T> does) {
        return during(visit(id, role).ofAProgram(), does);
    }

    private Visit visit(String id, String role) {
        List<Grant> grants = new ArrayList<>(new Grants(store, CLOCK).of(id));
        grants.add(Grant.SiteTeam.ofAll(id));
        return new Visit(
                Person.of(id, id, new Role(role)),
                new Role(role),
                grants,
                "192.0.2.1",
                "r",
                "GET /",
                false);
    }

    private static <T> T during(Visit visit, Callable<T> does) {
        return Visits.answer(
                visit,
                () -> {
                    try {
                        return does.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    /// Writes a resource as whoever asks; gives what became of it.
    final String written(String patient, String type, String json) {
        String id = json.replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
        return records.append(
                        Action.RECORD,
                        patient,
                        new Attribution("x", CLOCK.instant(), "test"),
                        List.of(Change.put(type, id, json)))
                .toString();
    }

    /// As it was before the study, or nobody was asked.
    final void put(String patient, String type, String id, String json) {
        store.append(
                patient,
                new Attribution("import", CLOCK.instant(), "import"),
                List.of(Change.put(type, id, json)));
    }

    final Study study() {
        return as("anna", "physician", () -> studies.study(COMPARATORS));
    }

    final void step(StudyState.Step step) {
        Study study = study();
        as("anna", "physician", () -> studies.sign(study, step, "anna", "Anna", "physician"));
        as("ruth", "research", () -> studies.sign(study, step, "ruth", "Ruth", "research"));
    }

    final void enrol(KneePerson person) {
        put(person);
        Study study = study();
        as("anna", "physician", () -> enrolment.eligible(study, person.id(), "Anna"));
        as("anna", "physician", () -> enrolment.allocate(study, person.id(), "Anna"));
    }
}
