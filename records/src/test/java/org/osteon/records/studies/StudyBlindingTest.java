package org.osteon.records.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osteon.access.Action;
import org.osteon.records.links.PatientSpeech;
import org.osteon.records.links.Posting;
import org.osteon.records.words.Problem;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.KeptNote;
import org.osteon.store.ResourceId;
import org.osteon.workflow.studies.Consort;
import org.osteon.workflow.studies.Participant;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyEntry;

/// Who is blind learns no arm from anything that is kept or asked (K9; records, 6.3).
class StudyBlindingTest extends StudySite {
    @Test
    void somebody_is_allocated_by_their_number_and_the_arm_is_nowhere_in_what_is_kept() {
        step(StudyState.Step.ACTIVATE);
        enrol(KneePerson.usual(1));
        Study study = study();

        List<Participant> people = as("carl", "assessor", () -> studies.people(study));
        assertThat(people)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.number()).isEqualTo("0001");
                    assertThat(one.state()).isEqualTo(Participant.State.ON_STUDY);
                });
        assertThat(store.read("knee-1", new ResourceId("ResearchSubject", COMPARATORS + "-0001")))
                .get()
                .satisfies(one ->
                        assertThat(one.json())
                                .contains("on-study", "ResearchStudy/knee-comparators")
                                .doesNotContain("assignedArm"));
        for (KeptNote note : store.kept("study-arm")) {
            study.arms().forEach(arm -> assertThat(note.json()).doesNotContain(arm.code()));
        }
    }

    @Test
    void who_is_not_named_is_told_no_arm_before_the_end_and_everybody_after_it() {
        step(StudyState.Step.ACTIVATE);
        enrol(KneePerson.usual(1));
        Study study = study();
        for (String role : List.of("research", "physician", "assessor", "pharmacist", "auditor")) {
            assertThatThrownBy(() -> as("x", role, () -> studies.allocations(study)))
                    .as(role)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("told to those who were named");
            Consort.Drawn drawn = as("x", role, () -> studies.consort(study));
            assertThat(((Consort.Drawn.Diagram) drawn).counts().groups())
                    .extracting(Consort.Group::name)
                    .containsExactly(Consort.ALL);
        }
        step(StudyState.Step.LOCK);
        step(StudyState.Step.UNBLIND);

        assertThat(as("x", "physician", () -> studies.allocations(study))).hasSize(1);
        assertThatThrownBy(() -> as("x", "assessor", () -> studies.allocations(study)))
                .as("an assessor has no such list at all")
                .isInstanceOf(Problem.class);
    }

    @Test
    void a_code_is_broken_for_one_patient_with_a_reason_and_it_is_on_record_before_it_is_told() {
        step(StudyState.Step.ACTIVATE);
        enrol(KneePerson.usual(1));
        Study study = study();

        assertThatThrownBy(() ->
                        as(
                                "anna",
                                "physician",
                                () ->
                                        enrolment.breakCode(
                                                study, "knee-1", "emergency", " ", "", "A")))
                .hasMessageContaining("needs a reason");
        assertThatThrownBy(() ->
                        as(
                                "nina",
                                "nurse",
                                () ->
                                        enrolment.breakCode(
                                                study, "knee-1", "emergency", "x", "", "N")))
                .isInstanceOf(Problem.class);
        Study.Arm arm =
                as(
                        "anna",
                        "physician",
                        () ->
                                enrolment.breakCode(
                                        study,
                                        "knee-1",
                                        "emergency",
                                        "Septic knee",
                                        "sponsor",
                                        "Anna"));

        assertThat(study.arms()).contains(arm);
        assertThat(store.auditSince(0, 1000))
                .filteredOn(one -> one.action().equals("code-break"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.reason()).isEqualTo("Septic knee");
                    assertThat(one.detail()).doesNotContain(arm.name()).doesNotContain(arm.code());
                });
        assertThat(as("x", "physician", () -> records.isTold(study.id()))).isFalse();
    }

    /// The sponsor hears that a code was broken: of which number, and nothing else.
    @Test
    void who_is_named_for_it_is_told_of_a_broken_code_and_neither_the_arm_nor_who_it_is() {
        step(StudyState.Step.ACTIVATE);
        enrol(KneePerson.usual(1));
        Study study = study();
        BrokenCodes broken = new BrokenCodes(studies);
        as(
                "ruth",
                "research",
                () -> {
                    broken.name(study, "sponsor", "sponsor@example.org", "Ruth");
                    return "";
                });
        assertThatThrownBy(() ->
                        as(
                                "nina",
                                "nurse",
                                () -> {
                                    broken.name(study, "me", "nina@example.org", "Nina");
                                    return "";
                                }))
                .isInstanceOf(Problem.class);

        Study.Arm arm =
                as(
                        "anna",
                        "physician",
                        () ->
                                enrolment.breakCode(
                                        study, "knee-1", "emergency", "Septic knee", "", "Anna"));
        List<String> went = new ArrayList<>();
        new Posting(
                        store,
                        (to, subject, text) -> went.add(to + " " + subject + " " + text),
                        PatientSpeech.ENGLISH,
                        CLOCK)
                .send();

        assertThat(went)
                .singleElement()
                .satisfies(text ->
                        assertThat(text)
                                .contains("sponsor@example.org", COMPARATORS, "0001", "emergency")
                                .doesNotContain("knee-1", "Septic", arm.name()));
        StudyEntry entry =
                as("anna", "physician", () -> studies.log(study)).stream()
                        .filter(one -> one.kind() == StudyEntry.Kind.CODE_BROKEN)
                        .findFirst()
                        .orElseThrow();
        assertThat(broken.sent(entry)).containsExactly("sponsor@example.org: sent");
    }

    @Test
    void what_somebody_who_is_told_writes_of_the_treatment_is_hidden_from_who_is_blind() {
        step(StudyState.Step.ACTIVATE);
        enrol(KneePerson.usual(1));
        Study study = study();
        as(
                "ruth",
                "research",
                () -> {
                    studies.tell(study, "olga", true, "Ruth");
                    return "";
                });
        ResourceId id = new ResourceId("Procedure", "injection");
        as(
                "olga",
                "operator",
                () ->
                        records.append(
                                Action.RECORD,
                                "knee-1",
                                new Attribution("Olga", CLOCK.instant(), "procedure"),
                                List.of(
                                        Change.put(
                                                "Procedure",
                                                "injection",
                                                """
                                                {"resourceType":"Procedure","id":"injection","status":"completed",
                                                "subject":{"reference":"Patient/knee-1"},"performedDateTime":"2025-06-02",
                                                "code":{"text":"Steroid injection"}}
                                                """))));

        assertThat(as("olga", "operator", () -> records.read("knee-1", id))).isPresent();
        for (String role : List.of("physician", "assessor", "nurse")) {
            assertThat(as("x", role, () -> records.read("knee-1", id))).as(role).isEmpty();
            assertThat(as("x", role, () -> records.find(id))).as(role).isEmpty();
            assertThat(as("x", role, () -> records.history("knee-1", id))).as(role).isEmpty();
            assertThat(as("x", role, () -> records.chart("knee-1").orElseThrow().resources()))
                    .as(role)
                    .noneMatch(one -> one.resource().equals(id));
            assertThat(as("x", role, () -> records.auditOf("knee-1", Long.MAX_VALUE, 100)))
                    .as(role)
                    .isEmpty();
            assertThat(as("x", role, () -> records.looks("knee-1", Long.MAX_VALUE, 100)))
                    .as(role)
                    .isEmpty();
        }
        assertThat(as("audra", "auditor", () -> records.looks(Long.MAX_VALUE, 100)))
                .filteredOn(one -> one.look().charts().contains("knee-1"))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.look().detail()).isEmpty());
    }

    @Test
    void that_somebody_is_in_a_study_is_changed_by_the_study_alone() {
        step(StudyState.Step.ACTIVATE);
        enrol(KneePerson.usual(1));
        ResourceId id = new ResourceId("ResearchSubject", COMPARATORS + "-0001");

        assertThatThrownBy(() ->
                        as(
                                "anna",
                                "physician",
                                () ->
                                        records.append(
                                                "knee-1",
                                                new Attribution("Anna", CLOCK.instant(), "x"),
                                                List.of(Change.delete(id.type(), id.id())))))
                .hasMessageContaining("is kept by it");
    }

    /// Non-interference: two stores that differ in nothing but what was drawn tell a blind person
    /// the same.
    @Test
    void nothing_that_a_blind_person_can_ask_for_depends_on_what_was_drawn() {
        step(StudyState.Step.ACTIVATE);
        Study study = study();
        for (int i = 1; i <= 10; i++) {
            enrol(KneePerson.usual(i));
        }
        Map<String, List<String>> seen = told(study);
        swap(study);

        assertThat(told(study)).isEqualTo(seen);
    }

    private Map<String, List<String>> told(Study study) {
        Map<String, List<String>> told = new LinkedHashMap<>();
        for (String role :
                List.of("assessor", "physician", "research", "data-manager", "auditor")) {
            List<String> answers = new ArrayList<>();
            answers.add(String.valueOf(as("x", role, () -> studies.log(study))));
            answers.add(String.valueOf(as("x", role, () -> studies.consort(study))));
            answers.add(String.valueOf(as("x", role, () -> studies.state(study).signatures())));
            if (role.equals("physician")) {
                answers.add(
                        String.valueOf(
                                as(
                                        "x",
                                        role,
                                        () -> enrolment.seen(study, "knee-1").participant())));
            }
            told.put(role, answers);
        }
        List<String> sizes = new ArrayList<>();
        store.kept("study-arm").forEach(one -> sizes.add(one.id() + " " + one.json().length()));
        told.put("sizes of what is sealed", sizes);
        return told;
    }

    /// Gives everybody the arm of the next, sealed as it would have been.
    private void swap(Study study) {
        ArmKeeper keeper = new ArmKeeper(store, study);
        StudyKey key = StudyKey.of(store, study.id());
        keeper.all()
                .forEach((number, arm) -> {
                    byte next = (byte) ((study.arms().indexOf(arm) + 1) % study.arms().size());
                    String place = study.id() + " " + number;
                    String box = key.seal(place, new byte[] {next});
                    KeptNote before = store.kept("study-arm", place).orElseThrow();
                    store.keep(
                            "study-arm",
                            new KeptNote(
                                    place,
                                    before.json()
                                            .replaceFirst(
                                                    "\"box\":\"[^\"]*\"",
                                                    "\"box\":\"" + box + "\"")));
                });
    }

    /// The arms as their codes and names, and the labels, in no file of the store.
    @Test
    void the_file_of_the_store_holds_no_arm_in_the_open() throws Exception {
        step(StudyState.Step.ACTIVATE);
        for (int i = 1; i <= 8; i++) {
            enrol(KneePerson.usual(i));
        }
        Study study = study();
        store.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (Study.Arm arm : study.arms()) {
                    // Two letters stand in any base64.
                    assertThat(arm.code().length() > 3 && text.contains(arm.code()))
                            .as(file + " " + arm.code())
                            .isFalse();
                    assertThat(text.contains(arm.name())).as(file + " " + arm.name()).isFalse();
                }
            }
        }
        open();
    }
}
