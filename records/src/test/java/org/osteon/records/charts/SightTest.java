package org.osteon.records.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.threeten.extra.MutableClock;

/// What is kept of who sees which chart is what would be decided anew, whatever is written and
/// however time goes.
class SightTest {
    private static final Instant START = Instant.parse("2025-03-02T11:00:00Z");
    private static final int CHARTS = 8;
    private static final int STEPS = 300;

    @TempDir Path folder;
    private final MutableClock clock = MutableClock.of(START, ZoneOffset.UTC);
    private ChartStore store;

    @BeforeEach
    void open() {
        store = ChartStore.open(folder.resolve("charts.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Visit visit(Person person, Grant... grants) {
        return new Visit(
                person,
                person.roles().iterator().next(),
                List.of(grants),
                "here",
                "r",
                "GET /",
                true);
    }

    private List<String> seen(Records records, Visit visit) {
        List<String> seen = new ArrayList<>();
        Visits.during(
                visit,
                () -> {
                    Sight sight = records.listable();
                    for (int i = 0; i < CHARTS; i++) {
                        String chart = "c" + i;
                        seen.add(chart + sight.sees(chart) + sight.isCut(chart));
                    }
                    seen.add("whole " + sight.isWhole());
                });
        return seen;
    }

    private void put(String chart, String type, String id, String json) {
        store.append(
                chart,
                new Attribution("test", START, "import"),
                List.of(Change.put(type, id, json.replace('\'', '"'))));
    }

    private String period(Random random) {
        Instant from = clock.instant().plus(Duration.ofMinutes(random.nextInt(-90, 90)));
        return switch (random.nextInt(3)) {
            case 0 -> "";
            case 1 -> ",'period':{'start':'" + from + "'}";
            default -> ",'period':{'end':'" + from + "'}";
        };
    }

    @Test
    void what_is_kept_is_what_would_be_decided_anew() {
        Random random = new Random(5);
        Records kept = new Records(store, new StoredCharts(store), clock);
        List<Visit> visits =
                List.of(
                        visit(Person.of("anna", "Anna", new Role("nurse"))),
                        visit(
                                Person.of("ben", "Ben", new Role("physician")),
                                Grant.SiteTeam.ofAll("ben")),
                        visit(
                                Person.of("ben", "Ben", new Role("physician")),
                                new Grant.SiteTeam(
                                        "ben",
                                        Optional.of(Set.of("c1", "c2")),
                                        Optional.of(START.plus(Duration.ofHours(2))))),
                        visit(
                                new Person(
                                        "pat",
                                        "Pat",
                                        Set.of(new Role("patient")),
                                        "pat",
                                        Optional.of("c3"))));
        List<List<String>> all = new ArrayList<>();
        for (int i = 0; i < CHARTS; i++) {
            put("c" + i, "Patient", "c" + i, "{'resourceType':'Patient','id':'c" + i + "'}");
        }
        for (int step = 0; step < STEPS; step++) {
            String chart = "c" + random.nextInt(CHARTS);
            switch (random.nextInt(5)) {
                case 0 ->
                        put(
                                chart,
                                "CareTeam",
                                chart + "-t",
                                "{'resourceType':'CareTeam','id':'%s-t','status':'active'%s,'participant':[{'member':{'reference':'Practitioner/%s'}%s}]}"
                                        .formatted(
                                                chart,
                                                period(random),
                                                random.nextBoolean() ? "anna" : "ben",
                                                period(random)));
                case 1 ->
                        put(
                                chart,
                                "Consent",
                                chart + "-c",
                                "{'resourceType':'Consent','id':'%s-c','status':'active','scope':{'coding':[{'code':'patient-privacy'}]},'provision':{'type':'deny'%s%s}}"
                                        .formatted(
                                                chart,
                                                period(random),
                                                random.nextBoolean()
                                                        ? ",'class':[{'code':'Observation'}]"
                                                        : ""));
                case 2 ->
                        store.append(
                                chart,
                                new Attribution("test", START, "import"),
                                List.of(Change.delete("Consent", chart + "-c")));
                case 3 -> clock.add(Duration.ofMinutes(random.nextInt(20)));
                default ->
                        put(
                                chart,
                                "Goal",
                                chart + "-g",
                                "{'resourceType':'Goal','id':'%s-g'}".formatted(chart));
            }
            Visit visit = visits.get(random.nextInt(visits.size()));
            List<String> anew = seen(new Records(store, new StoredCharts(store), clock), visit);
            assertThat(seen(kept, visit)).as("step %d", step).isEqualTo(anew);
            all.add(anew);
        }
        assertThat(all.stream().distinct()).hasSizeGreaterThan(40);
    }

    @Test
    void who_asks_at_the_same_moment_is_given_the_same() throws InterruptedException {
        for (int i = 0; i < 400; i++) {
            String chart = "c" + i;
            put(chart, "Patient", chart, "{'resourceType':'Patient','id':'" + chart + "'}");
            put(
                    chart,
                    "CareTeam",
                    chart + "-t",
                    "{'resourceType':'CareTeam','id':'%s-t','status':'active','participant':[{'member':{'reference':'Practitioner/anna'}}]}"
                            .formatted(chart));
        }
        Records records = new Records(store, new StoredCharts(store), clock);
        Set<Sight> given = Collections.newSetFromMap(new ConcurrentHashMap<>());
        CountDownLatch together = new CountDownLatch(8);
        List<Thread> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            people.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                together.countDown();
                                awaitAll(together);
                                Visits.during(
                                        visit(Person.of("anna", "Anna", new Role("nurse"))),
                                        () -> given.add(records.listable()));
                            }));
        }
        for (Thread one : people) {
            one.join();
        }
        assertThat(given).hasSize(1);
        assertThat(given.iterator().next().sees("c7")).isTrue();
    }

    private static void awaitAll(CountDownLatch together) {
        try {
            together.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
