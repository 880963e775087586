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
        List<Grant> grants = new ArrayList<>(new Grants(store, CLOCK).of(id));
        grants.add(Grant.SiteTeam.ofAll(id));
        return Visits.answer(
                new Visit(
                        Person.of(id, id, new Role(role)),
                        new Role(role),
                        grants,
                        "192.0.2.1",
                        "r",
                        "GET /",
                        false),
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
