package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.app.LoadedKnowledge;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.studies.Studies;
import org.osteon.records.studies.StudyState;
import org.osteon.records.words.Problem;
import org.osteon.store.ChartStore;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyForm;

/// Two servers on one PostgreSQL: what changes a study is done one after the other.
class StudyOfSeveralServersTest {
    private static final Clock CLOCK = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);
    private static final String STUDY = "knee-comparators";
    private static final int ROUNDS = 40;

    private static EmbeddedPostgres database;
    private static ChartStore one;
    private static ChartStore two;
    private static KnowledgeBase knowledge;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        database = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        String location = database.getJdbcUrl("postgres", "postgres");
        one = ChartStore.open(location, folder.resolve("audit.key"));
        two = ChartStore.open(location, folder.resolve("audit.key"));
        knowledge = LoadedKnowledge.of(Path.of("..", "knowledge"));
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        two.close();
        database.close();
    }

    private static Studies of(ChartStore store) {
        return new Studies(
                store, new Records(store, new StoredCharts(store), CLOCK), knowledge, CLOCK);
    }

    private static <T> T as(String id, String role, Callable<T> does) {
        Visit visit =
                new Visit(
                        Person.of(id, id, new Role(role)),
                        new Role(role),
                        List.of(Grant.SiteTeam.ofAll(id)),
                        "192.0.2.1",
                        "r",
                        "GET /",
                        false);
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

    /// Whoever is second: who signs is told that it was set up otherwise, or the signature is gone
    /// with what was signed.
    @Test
    void nobody_has_signed_what_was_set_up_otherwise_on_another_server_at_the_same_moment()
            throws Exception {
        Studies mine = of(one);
        Studies theirs = of(two);
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < ROUNDS; i++) {
                Study seen = as("ruth", "research", () -> mine.study(STUDY));
                Map<String, String> fields = new HashMap<>(StudyForm.of(seen));
                fields.put("sponsor", "Knee Foundation " + i);
                CyclicBarrier begin = new CyclicBarrier(2);
                Future<?> setUp =
                        both.submit(() ->
                                as(
                                        "ruth",
                                        "research",
                                        () -> {
                                            begin.await();
                                            mine.setUp(seen, fields, "Ruth");
                                            return "";
                                        }));
                Future<?> signed =
                        both.submit(() ->
                                as(
                                        "anna",
                                        "physician",
                                        () -> {
                                            begin.await();
                                            return signed(theirs, seen);
                                        }));
                setUp.get();
                signed.get();

                assertThat(as("ruth", "research", () -> mine.state(mine.study(STUDY))).signatures())
                        .as("round " + i)
                        .isEmpty();
            }
        }
        assertThat(as("ruth", "research", () -> theirs.study(STUDY)).sponsor())
                .isEqualTo("Knee Foundation " + (ROUNDS - 1));
    }

    private static String signed(Studies studies, Study seen) {
        try {
            studies.sign(seen, StudyState.Step.ACTIVATE, "anna", "Anna", "physician");
            return "signed";
        } catch (Problem told) {
            return told.getMessage();
        }
    }

    @Test
    void a_definition_has_one_name_on_both_servers() {
        assertThat(as("ruth", "research", () -> of(one).study(STUDY)).digest())
                .isEqualTo(as("ruth", "research", () -> of(two).study(STUDY)).digest());
    }
}
