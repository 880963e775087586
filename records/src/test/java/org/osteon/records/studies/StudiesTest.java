package org.osteon.records.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.osteon.records.TestKnowledge;
import org.osteon.records.words.Problem;
import org.osteon.store.KeptNote;
import org.osteon.store.LookEntry;
import org.osteon.workflow.studies.Consort;
import org.osteon.workflow.studies.Screening;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyForm;
import org.osteon.workflow.studies.StudyReader;

/// Studies as a site keeps them (K9; records, 6).
class StudiesTest extends StudySite {

    @Test
    void nobody_is_allocated_without_two_signatures_a_consent_and_a_signed_eligibility() {
        Study study = study();
        put(KneePerson.usual(1).withoutConsent());

        assertThatThrownBy(() ->
                        as("anna", "physician", () -> enrolment.eligible(study, "knee-1", "Anna")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("two people");
        as(
                "anna",
                "physician",
                () -> studies.sign(study, StudyState.Step.ACTIVATE, "anna", "Anna", "physician"));
        assertThat(as("anna", "physician", () -> studies.state(study)).takesPeople()).isFalse();
        assertThatThrownBy(() ->
                        as(
                                "anna",
                                "physician",
                                () ->
                                        studies.sign(
                                                study,
                                                StudyState.Step.ACTIVATE,
                                                "anna",
                                                "Anna",
                                                "research")))
                .hasMessageContaining("another signs");
        assertThatThrownBy(() ->
                        as(
                                "otto",
                                "physician",
                                () ->
                                        studies.sign(
                                                study,
                                                StudyState.Step.ACTIVATE,
                                                "otto",
                                                "Otto",
                                                "physician")))
                .hasMessageContaining("one each");
        as(
                "ruth",
                "research",
                () -> studies.sign(study, StudyState.Step.ACTIVATE, "ruth", "Ruth", "research"));
        assertThatThrownBy(() ->
                        as("anna", "physician", () -> enrolment.allocate(study, "knee-1", "Anna")))
                .hasMessageContaining("no consent")
                .hasMessageContaining("nobody has signed that they are eligible");
        assertThat(store.kept("study-arm")).isEmpty();
    }

    @Test
    void who_misses_a_criterion_or_leaves_one_unknown_is_not_signed_eligible() {
        step(StudyState.Step.ACTIVATE);
        Study study = study();
        put(KneePerson.usual(1).withGrade(4));

        Enrolment.Seen seen = as("anna", "physician", () -> enrolment.seen(study, "knee-1"));

        assertThat(seen.screening().result()).isEqualTo(Screening.Result.FAILS);
        assertThat(seen.screening().reasons()).containsExactly("Kellgren-Lawrence grade 1 to 3");
        assertThatThrownBy(() ->
                        as("anna", "physician", () -> enrolment.eligible(study, "knee-1", "Anna")))
                .hasMessageContaining("Kellgren-Lawrence grade 1 to 3");
    }

    @Test
    void the_list_of_a_team_shows_charts_that_of_research_tells_nobody_who_it_is() {
        for (int i = 1; i <= 6; i++) {
            put(i == 2 ? KneePerson.usual(i).withGrade(4) : KneePerson.usual(i));
        }
        Study study = study();
        ScreeningList list = new ScreeningList(studies);

        ScreeningList.Found team = as("anna", "physician", () -> list.read(study));
        ScreeningList.Found coded = as("ruth", "research", () -> list.read(study));

        assertThat(team.count(Screening.Result.MEETS_ALL)).isEqualTo(5);
        assertThat(team.lines().getLast().name()).isEqualTo("knee-2");
        assertThat(coded.coded()).isTrue();
        assertThat(coded.lines())
                .hasSize(6)
                .allSatisfy(one -> assertThat(one.name()).startsWith("coded-"));
    }

    /// What was read for somebody else before is looked at all the same.
    @Test
    void who_sees_a_list_that_another_made_is_on_record() {
        put(KneePerson.usual(1));
        Study study = study();
        ScreeningList list = new ScreeningList(studies);
        for (String who : List.of("anna", "ben")) {
            as(who, "physician", () -> list.read(study));
            assertThat(store.looks(null, Long.MAX_VALUE, 100))
                    .extracting(LookEntry::look)
                    .anyMatch(one -> one.person().equals(who) && one.charts().contains("knee-1"));
        }
    }

    @Test
    void two_people_who_ask_at_once_get_two_places_and_the_list_comes_out_of_seed_and_log()
            throws Exception {
        step(StudyState.Step.ACTIVATE);
        Study study = study();
        int people = 24;
        for (int i = 1; i <= people; i++) {
            KneePerson one = KneePerson.usual(i);
            put(one);
            as("anna", "physician", () -> enrolment.eligible(study, one.id(), "Anna"));
        }
        try (ExecutorService many = Executors.newFixedThreadPool(6)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 1; i <= people; i++) {
                String id = "knee-" + i;
                done.add(
                        many.submit(() ->
                                as(
                                        "anna",
                                        "physician",
                                        () -> enrolment.allocate(study, id, "Anna"))));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        assertThat(store.kept("study-arm")).hasSize(people);
        as(
                "ruth",
                "research",
                () -> {
                    studies.tell(study, "pia", true, "Ruth");
                    return "";
                });
        List<Studies.Allocation> all = as("pia", "pharmacist", () -> studies.allocations(study));
        Map<String, Integer> sizes = new HashMap<>();
        all.forEach(one -> sizes.merge(one.arm().label(), 1, Integer::sum));
        assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isBetween(2, 10));
        assertThat(as("pia", "pharmacist", () -> studies.verify(study))).isEmpty();
    }

    @Test
    void a_list_that_somebody_wrote_into_is_found_out() {
        step(StudyState.Step.ACTIVATE);
        for (int i = 1; i <= 6; i++) {
            enrol(KneePerson.usual(i));
        }
        Study study = study();
        as(
                "ruth",
                "research",
                () -> {
                    studies.tell(study, "pia", true, "Ruth");
                    return "";
                });
        Map<String, Study.Arm> arms = new HashMap<>();
        as("pia", "pharmacist", () -> studies.allocations(study))
                .forEach(one -> arms.put(one.person().number(), one.arm()));
        String other =
                arms.keySet().stream()
                        .filter(number -> !arms.get(number).equals(arms.get("0001")))
                        .findFirst()
                        .orElseThrow();
        KeptNote first = store.kept("study-arm", COMPARATORS + " 0001").orElseThrow();
        KeptNote second = store.kept("study-arm", COMPARATORS + " " + other).orElseThrow();

        store.keep("study-arm", new KeptNote(first.id(), second.json().replace(other, "0001")));

        assertThatThrownBy(() -> as("pia", "pharmacist", () -> studies.verify(study)))
                .hasMessageContaining("is not what was sealed here");
    }

    @Test
    void who_declines_is_counted_and_forgotten() {
        step(StudyState.Step.ACTIVATE);
        Study study = study();
        put(KneePerson.usual(1));
        as("anna", "physician", () -> enrolment.screened(study, "knee-1", "Anna"));
        as(
                "anna",
                "physician",
                () -> {
                    enrolment.declined(study, "knee-1", "declined to take part", "Too far", "Anna");
                    return "";
                });

        assertThat(enrolment.chart(study, "0001")).isEmpty();
        assertThat(store.kept("study-person").toString()).doesNotContain("knee-1");
        assertThatThrownBy(() ->
                        as("anna", "physician", () -> enrolment.screened(study, "knee-1", "Anna")))
                .hasMessageContaining("not asked again");
        Consort.Drawn drawn = as("anna", "physician", () -> studies.consort(study));
        assertThat(((Consort.Drawn.Diagram) drawn).counts().excluded())
                .isEqualTo(Map.of("declined to take part", 1));
    }

    /// Whoever is heard second looked at another set-up.
    @Test
    void who_signs_or_sets_up_what_was_changed_at_the_same_moment_is_told() {
        Study seen = study();
        as(
                "ruth",
                "research",
                () -> {
                    Map<String, String> fields = new HashMap<>(StudyForm.of(seen));
                    fields.put("sponsor", "Knee Foundation");
                    studies.setUp(seen, fields, "Ruth");
                    return seen;
                });
        assertThatThrownBy(() ->
                        as(
                                "anna",
                                "physician",
                                () ->
                                        studies.sign(
                                                seen,
                                                StudyState.Step.ACTIVATE,
                                                "anna",
                                                "Anna",
                                                "physician")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("set up otherwise");
        assertThatThrownBy(() ->
                        as(
                                "anna",
                                "physician",
                                () -> {
                                    studies.asWritten(seen, "Anna");
                                    return seen;
                                }))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("set up otherwise");
        assertThat(as("anna", "physician", () -> studies.state(study())).signatures()).isEmpty();
    }

    /// What names a definition is shown at pages and kept in the log: it covers sizes of blocks,
    /// and who is blind knows all the rest of it.
    @Test
    void what_names_a_definition_cannot_be_made_by_who_guesses_the_sizes_of_blocks() {
        Study study = study();
        Study read = StudyReader.read(TestKnowledge.delivered().study(COMPARATORS).orElseThrow());

        assertThat(study.digest()).matches("[0-9a-f]{64}").isNotEqualTo(read.digest());
        assertThat(study().digest()).isEqualTo(study.digest());
        assertThat(study.named("")).isEqualTo(read.named(""));

        step(StudyState.Step.ACTIVATE);
        enrol(KneePerson.usual(1));
        assertThat(store.kept("study-log").toString() + store.kept("study"))
                .contains(study.digest())
                .doesNotContain(read.digest());
    }

    @Test
    void what_was_signed_before_definitions_were_named_by_a_key_stands() {
        step(StudyState.Step.ACTIVATE);
        Study study = study();
        Study read = StudyReader.read(TestKnowledge.delivered().study(COMPARATORS).orElseThrow());
        KeptNote kept = store.kept("study", COMPARATORS).orElseThrow();
        store.keep(
                "study",
                new KeptNote(COMPARATORS, kept.json().replace(study.digest(), read.digest())));

        StudyState state = as("anna", "physician", () -> studies.state(study));
        assertThat(state.digest()).isEqualTo(study.digest());
        assertThat(state.takesPeople()).isTrue();
        enrol(KneePerson.usual(1));
        assertThat(as("anna", "physician", () -> enrolment.seen(study, "knee-1")).obstacles())
                .containsExactly("already allocated");

        store.keep(
                "study",
                new KeptNote(COMPARATORS, kept.json().replace(study.digest(), "0".repeat(64))));
        assertThat(as("anna", "physician", () -> enrolment.seen(study, "knee-1")).obstacles())
                .contains("the definition was changed since: an amendment takes it on");
    }
}
