package org.osteon.app.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.osteon.app.LoadedKnowledge;
import org.osteon.app.http.server.SignedIn;
import org.osteon.pathway.KnowledgeBase;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.workflow.studies.Study;
import org.osteon.workflow.studies.StudyReader;

/// A trial from the first signature to the last line of its flow, by people at pages without
/// JavaScript (records, 8: Y1 to Y4): forty randomised, one code broken, one withdrawn.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StudyStoriesTest {
    private static final String STUDY = "/studies/knee-comparators";
    private static final int PEOPLE = 40;
    private static final String ASKED = "infection-markers";

    private static RunningPages pages;
    private static Study study;
    private static Browsing physician;
    private static Browsing research;

    @BeforeAll
    static void start() throws IOException {
        KnowledgeBase knowledge = LoadedKnowledge.of(Path.of("..", "knowledge"));
        study = StudyReader.read(knowledge.study("knee-comparators").orElseThrow());
        pages = RunningPages.atNoon(knowledge);
        for (int i = 1; i <= PEOPLE + 1; i++) {
            // The last has not agreed to take part.
            put(i, i <= PEOPLE);
        }
        physician = as("P. Example", "physician");
        research = as("R. Example", "research");
    }

    @AfterAll
    static void stop() {
        pages.close();
    }

    private static Browsing as(String name, String role) {
        Browsing person = new Browsing(pages);
        person.signIn(name, role);
        return person;
    }

    private static String of(int number) {
        return STUDY + "/patients/knee-" + number;
    }

    private static Browsing.Seen act(Browsing who, String path, Map<String, String> said) {
        String page =
                path.contains("/patients/") ? path.replaceFirst("(/knee-\\d+)/.*", "$1") : STUDY;
        Map<String, String> all = new HashMap<>(said);
        all.putIfAbsent("password", SignedIn.PASSWORD);
        return who.send(who.open(page), path, all);
    }

    @Test
    @Order(1)
    void two_people_open_it_and_before_that_nobody_is_screened() {
        assertThat(act(physician, of(1) + "/screened", Map.of()).text()).contains("not open");

        act(physician, STUDY + "/sign", Map.of("step", "ACTIVATE"));
        assertThat(physician.open(STUDY).text()).contains("in preparation");
        assertThat(act(physician, STUDY + "/sign", Map.of("step", "ACTIVATE")).status())
                .as("the same person again")
                .isEqualTo(403);
        Browsing.Seen open = act(research, STUDY + "/sign", Map.of("step", "ACTIVATE"));

        assertThat(open.text()).contains("Activate: P. Example, physician", "R. Example, research");
        assertThat(open.html()).contains("<span class=\"muted\">open</span>");
    }

    @Test
    @Order(2)
    void y1_what_no_chart_tells_a_person_answers_and_until_then_nobody_is_eligible() {
        assertThat(physician.open(of(1)).text()).contains("not known", "HIV");
        Browsing.Seen refused = act(physician, of(1) + "/eligible", Map.of());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("HIV, hepatitis B and hepatitis C negative");

        for (int i = 1; i <= PEOPLE + 1; i++) {
            act(physician, of(i) + "/answer", Map.of("criterion", ASKED, "answer", "yes"));
            Browsing.Seen signed = act(physician, of(i) + "/eligible", Map.of());
            assertThat(signed.status()).as(signed.text()).isEqualTo(200);
        }
        assertThat(physician.open(of(1)).text()).doesNotContain("not known");
        // Research finds the same people, and nobody's name.
        assertThat(research.open(STUDY + "/screening").text())
                .contains("coded-")
                .doesNotContain("Knee-", "knee-1");
    }

    @Test
    @Order(3)
    void y2_nobody_is_allocated_without_consent_and_the_page_tells_no_arm() {
        Browsing.Seen without = act(physician, of(PEOPLE + 1) + "/allocate", Map.of());
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.text()).contains("no consent to this study is on record");

        for (int i = 1; i <= PEOPLE; i++) {
            Browsing.Seen allocated = act(physician, of(i) + "/allocate", Map.of());
            String told = allocated.text().replaceFirst(".*Allocated The arm", "The arm");
            assertThat(told).startsWith("The arm is told to those who give the treatment");
            assertThat(study.arms()).noneMatch(arm -> told.contains(arm.name()));
            act(physician, of(i) + "/received", Map.of());
        }
        assertThat(act(physician, of(1) + "/allocate", Map.of()).text())
                .contains("already allocated");
        assertThat(physician.open(STUDY + "/allocations").status()).isEqualTo(403);
    }

    @Test
    @Order(4)
    void y3_a_code_is_broken_with_a_reason_for_one_patient_and_shown_once() {
        String code = of(7) + "/code";
        Browsing nurse = as("N. Example", "nurse");
        assertThat(nurse.open(code).status()).isEqualTo(404);
        act(
                research,
                STUDY + "/contacts",
                Map.of("whose", "sponsor", "address", "sponsor@example.org"));

        Map<String, String> said = new HashMap<>(Map.of("what", "emergency", "reason", " "));
        assertThat(act(physician, code, said).text()).contains("needs a reason");
        said.put("reason", "Hot knee and fever");
        Browsing.Seen told = act(physician, code, said);

        assertThat(study.arms().stream().filter(arm -> told.text().contains("to: " + arm.name())))
                .as(told.text())
                .hasSize(1);
        assertThat(physician.open(of(7)).text()).doesNotContain("was allocated to");
        assertThat(research.open(STUDY).text())
                .contains("Codes broken 1", "Hot knee and fever", "sponsor@example.org: waits")
                .doesNotContain("No message was sent");
    }

    @Test
    @Order(5)
    void y4_who_leaves_is_counted_and_the_flow_sums() {
        act(
                physician,
                of(9) + "/ended",
                Map.of("what", "left", "reason", "moved away", "day", "2025-06-02"));
        act(
                physician,
                of(PEOPLE + 1) + "/declined",
                Map.of("what", "declined to take part", "reason", ""));

        Browsing.Seen page = research.open(STUDY);
        assertThat(page.text())
                .contains("Assessed for eligibility 41", "Excluded 1", "Randomised 40")
                .contains("Allocated 40", "Received 40", "Followed 39", "Left 1", "Code broken 1")
                .doesNotContain("No diagram");
        assertThat(research.open(STUDY + "/odm.xml").status()).isIn(200, 403);
    }

    /// What departs from the plan is on the page of the study; what people guess is kept and tells
    /// nobody anything before the end.
    @Test
    @Order(6)
    void what_departs_from_the_plan_is_listed_and_what_people_guess_is_kept() {
        assertThat(
                        act(physician, of(3) + "/deviation", Map.of("what", "major", "reason", " "))
                                .text())
                .contains("Say what");
        act(
                physician,
                of(3) + "/deviation",
                Map.of("what", "major", "reason", "Visit at week 9", "day", "2025-06-02"));
        assertThat(research.open(STUDY).text()).contains("Deviations 1", "Visit at week 9");

        for (int i = 1; i <= PEOPLE; i++) {
            act(
                    physician,
                    of(i) + "/guess",
                    Map.of("what", "patient", "guess", i % 2 == 0 ? "tested" : "unknown"));
        }
        assertThat(physician.open(STUDY + "/outcomes").status()).isEqualTo(403);
    }

    @Test
    @Order(7)
    void the_list_comes_out_of_seed_and_log_for_who_is_told() {
        String account = pages.people().account("O. Example", "operator").id();
        act(research, STUDY + "/told", Map.of("account", account));
        Browsing operator = as("O. Example", "operator");

        Browsing.Seen list = operator.open(STUDY + "/allocations");

        assertThat(list.text())
                .contains("Allocations 40")
                .contains("The list that the seed and the log give is what was kept");
        List<Integer> sizes =
                study.arms().stream()
                        .map(arm -> list.html().split("<td>" + arm.name() + "</td>", -1).length - 1)
                        .toList();
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(PEOPLE);
        assertThat(sizes).allSatisfy(size -> assertThat(size).isBetween(6, 14));
    }

    /// Beside the curve of the measure, only once it is no secret.
    @Test
    @Order(8)
    void the_arms_stand_beside_the_curve_once_the_study_is_unblinded() {
        String curve = "/outcomes/marrow-knee-injection/measures/koos-pain";
        String title = study.title();
        assertThat(research.open(curve).text()).doesNotContain(title);
        for (String step : List.of("LOCK", "UNBLIND")) {
            act(physician, STUDY + "/sign", Map.of("step", step));
            assertThat(research.open(curve).text()).doesNotContain(title);
            act(research, STUDY + "/sign", Map.of("step", step));
        }

        // Whether blinding held: half guess the tested arm, whatever they got.
        Browsing.Seen outcomes = research.open(STUDY + "/outcomes");
        assertThat(outcomes.text())
                .contains("Did blinding hold?", "Patient")
                .containsPattern("Patient 0\\.\\d+ \\(0\\.\\d+ to [01]\\.\\d+\\)")
                .contains("40 allocated");
        Browsing.Seen flow = research.open(STUDY);
        assertThat(study.arms()).allMatch(arm -> flow.text().contains(arm.name()));

        Browsing.Seen told = research.open(curve);
        assertThat(told.text()).contains(title);
        assertThat(study.arms()).allMatch(arm -> told.text().contains(arm.name()));
        assertThat(physician.open("/answers/marrow-knee-injection").status()).isEqualTo(200);
    }

    @Test
    @Order(9)
    void the_pages_are_for_everyone() {
        Chromium.assume();
        try (Chromium browser = new Chromium()) {
            for (String path : List.of(STUDY, of(1), of(1) + "/code", STUDY + "/screening")) {
                ForEveryone.check(browser, pages.url(path), path);
            }
        }
    }

    // --- people ---

    private static void put(int number, boolean consents) {
        String id = "knee-" + number;
        List<Change> chart = new ArrayList<>();
        add(
                chart,
                "Patient",
                id,
                "\"gender\":\"%s\",\"birthDate\":\"%s\",\"name\":[{\"family\":\"Knee-%d\"}]"
                        .formatted(
                                number % 2 == 0 ? "female" : "male",
                                number % 3 == 0 ? "1978-03-04" : "1965-05-06",
                                number));
        add(
                chart,
                "Condition",
                "reason",
                """
                "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
                "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M17.11"}]},
                "subject":{"reference":"Patient/%s"},"onsetDateTime":"2024-01-02"
                """
                        .formatted(id));
        observation(
                chart,
                id,
                "grade",
                "urn:osteon:chart",
                "kl-grade",
                "\"valueInteger\":" + (1 + number % 3));
        observation(chart, id, "pain", "http://loinc.org", "38214-3", quantity(40 + number, "mm"));
        observation(chart, id, "bmi", "http://loinc.org", "39156-5", quantity(26, "kg/m2"));
        if (consents) {
            add(
                    chart,
                    "Consent",
                    "study",
                    """
                    "status":"active","dateTime":"2025-05-20",
                    "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"research"}]},
                    "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
                    "patient":{"reference":"Patient/%s"},
                    "policyRule":{"coding":[{"system":"urn:osteon:chart","code":"consent-study"}]}
                    """
                            .formatted(id));
        }
        pages.store().append(id, new Attribution("import", Instant.EPOCH, "import"), chart);
    }

    private static String quantity(int value, String unit) {
        return "\"valueQuantity\":{\"value\":%d,\"unit\":\"%s\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"%s\"}"
                .formatted(value, unit, unit);
    }

    private static void observation(
            List<Change> chart, String id, String name, String system, String code, String value) {
        add(
                chart,
                "Observation",
                name,
                """
                "status":"final","code":{"coding":[{"system":"%s","code":"%s"}]},
                "subject":{"reference":"Patient/%s"},"effectiveDateTime":"2025-05-20",%s
                """
                        .formatted(system, code, id, value));
    }

    private static void add(List<Change> chart, String type, String id, String rest) {
        chart.add(
                Change.put(
                        type,
                        id,
                        "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, rest)));
    }
}
