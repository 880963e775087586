package org.osteon.records.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.access.Grant;
import org.osteon.access.Person;
import org.osteon.access.Role;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.ChartStore;
import org.osteon.store.LookEntry;

/// Whom newer knowledge answers otherwise, and why, as whoever asks may see it.
class ShadowListTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2025-03-02T10:00:00Z"), ZoneOffset.UTC);

    @TempDir private Path folder;

    private ChartStore store;
    private ShadowList list;
    private KnowledgeVersions versions;
    private String before;

    @BeforeEach
    void a_threshold_was_moved() throws IOException {
        Path knowledge = MadeUpKnowledge.copiedInto(folder);
        versions = new KnowledgeVersions(folder.resolve("kept"));
        before = versions.keep(KnowledgeBase.load(knowledge));
        Path rules = knowledge.resolve("cooling/Cooling.cql");
        Files.writeString(rules, Files.readString(rules).replace("< 36.0", "< 37.0"));
        KnowledgeBase after = KnowledgeBase.load(knowledge);
        versions.keep(after);
        store = ChartStore.open(folder.resolve("s.db"));
        for (String degrees : List.of("35.0", "36.5", "38.0")) {
            put("at-" + degrees.replace('.', '-'), degrees);
        }
        Records records = new Records(store, new StoredCharts(store), CLOCK);
        list = new ShadowList(records, after, new KnowledgeText(after), versions);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void put(String id, String degrees) {
        store.append(
                id,
                new Attribution("import", CLOCK.instant(), "import"),
                List.of(
                        Change.put(
                                "Patient",
                                id,
                                "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"gender\":\"female\",\"birthDate\":\"1960-02-03\"}"
                                        .formatted(id)),
                        Change.put(
                                "ServiceRequest",
                                id + "-s",
                                """
                                {"resourceType":"ServiceRequest","id":"%s-s","status":"draft","intent":"order",\
                                "code":{"coding":[{"system":"urn:example","code":"cooling"}]},"authoredOn":"2025-03-01"}\
                                """
                                        .formatted(id)),
                        Change.put(
                                "Observation",
                                id + "-t",
                                """
                                {"resourceType":"Observation","id":"%s-t","status":"final","effectiveDateTime":"2025-03-01",\
                                "code":{"coding":[{"system":"urn:example","code":"temperature"}],"text":"Temperature"},\
                                "valueQuantity":{"value":%s,"unit":"degrees"}}\
                                """
                                        .formatted(id, degrees))));
    }

    private ShadowList.Found asked(String role, Grant... grants) {
        List<Grant> given = new ArrayList<>(List.of(grants));
        return Visits.answer(
                new Visit(
                        Person.of("x", "X", new Role(role)),
                        new Role(role),
                        given,
                        "",
                        "r",
                        "GET /rules/changes",
                        false),
                this::ready);
    }

    private ShadowList.Found ready() {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() - until < 0) {
            try {
                Optional<ShadowList.Found> found = list.read(before, LocalDate.of(2025, 3, 2));
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new IllegalStateException("the rules of then were not made ready");
    }

    @Test
    void whom_a_moved_threshold_answers_otherwise_is_told_with_the_reason_and_the_rule() {
        ShadowList.Found found = asked("physician", Grant.SiteTeam.ofAll("x"));

        assertThat(found.asked()).isEqualTo(3);
        assertThat(found.pending()).isZero();
        assertThat(found.decisions()).isEqualTo(1);
        assertThat(found.lines())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.name()).isEqualTo("at-36-5");
                    assertThat(line.difference().before()).isEqualTo("GO");
                    assertThat(line.difference().after()).isEqualTo("STOP");
                    assertThat(line.difference().raised()).containsExactly("COLD");
                });
        assertThat(found.rules())
                .filteredOn(rules -> !rules.which().isSame())
                .singleElement()
                .satisfies(rules -> {
                    assertThat(rules.which().pathway()).isEqualTo("cooling");
                    assertThat(rules.changed())
                            .extracting(RuleChanges.Changed::code)
                            .contains("COLD");
                    assertThat(rules.changed().toString()).contains("36", "37");
                });
    }

    @Test
    void a_chart_that_cannot_be_read_is_counted_apart_and_not_among_those_answered_alike() {
        store.append(
                "no-patient",
                new Attribution("import", CLOCK.instant(), "import"),
                List.of(
                        Change.put(
                                "Observation",
                                "o",
                                "{\"resourceType\":\"Observation\",\"id\":\"o\",\"status\":\"final\"}")));

        for (int times = 0; times < 2; times++) {
            ShadowList.Found found = asked("physician", Grant.SiteTeam.ofAll("x"));
            assertThat(found.unreadable()).isEqualTo(1);
            assertThat(found.asked()).isEqualTo(3);
            assertThat(found.pending()).isZero();
        }
    }

    @Test
    void a_chart_that_changes_is_asked_again() {
        assertThat(asked("physician", Grant.SiteTeam.ofAll("x")).people()).isEqualTo(1);
        put("at-38-0", "36.9");
        assertThat(asked("physician", Grant.SiteTeam.ofAll("x")).people()).isEqualTo(2);
    }

    @Test
    void nobody_is_told_of_those_who_are_not_theirs_and_each_look_is_on_record() {
        store.append(
                "at-35-0",
                new Attribution("import", CLOCK.instant(), "import"),
                List.of(
                        Change.put(
                                "CareTeam",
                                "t",
                                """
                                {"resourceType":"CareTeam","id":"t","status":"active","subject":{"reference":"Patient/at-35-0"},\
                                "participant":[{"member":{"reference":"Practitioner/x"}}]}\
                                """)));
        ShadowList.Found found = asked("physician");
        assertThat(found.asked()).isEqualTo(1);
        assertThat(found.lines()).isEmpty();
        assertThat(asked("administrator").asked()).isZero();

        // Asked by somebody else before: it is a look all the same.
        asked("physician", Grant.SiteTeam.ofAll("x"));
        long looks = looks("at-36-5");
        asked("physician", Grant.SiteTeam.ofAll("x"));
        assertThat(looks("at-36-5")).isGreaterThan(looks);
    }

    private long looks(String chart) {
        return store.looks(null, Long.MAX_VALUE, 1_000).stream()
                .map(LookEntry::look)
                .filter(one -> one.charts().contains(chart))
                .count();
    }

    @Test
    void states_are_listed_the_latest_first_and_one_that_is_not_kept_is_refused() throws Exception {
        assertThat(versions.all()).hasSize(2);
        assertThat(versions.all())
                .anySatisfy(one -> {
                    assertThat(one.hash()).isEqualTo(before);
                    assertThat(one.pathways()).containsKeys("cooling", "iron-infusion");
                });
        assertThatThrownBy(() -> versions.load("0123456789abcdef"))
                .hasMessageContaining("0123456789abcdef");
    }
}
