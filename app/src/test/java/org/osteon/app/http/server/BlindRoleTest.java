package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.access.Action;
import org.osteon.access.Grant;
import org.osteon.app.LoadedKnowledge;
import org.osteon.records.charts.Records;
import org.osteon.records.charts.StoredCharts;
import org.osteon.records.charts.Visit;
import org.osteon.records.charts.Visits;
import org.osteon.records.people.Account;
import org.osteon.records.people.Grants;
import org.osteon.records.studies.Enrolment;
import org.osteon.records.studies.Studies;
import org.osteon.records.studies.StudyState;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.workflow.studies.Study;

/// A blind role is sent through everything that it can reach, and the arm is nowhere (records, 8:
/// Y1 to Y4): pages, FHIR, exports, audit and looks. Where a link leads, it is followed.
class BlindRoleTest {
    private static final Clock CLOCK = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);
    private static final String MARKER = "ZZTREATMENT";
    private static final String ARM = "ZZARM";
    private static final int MOST = 250;
    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");

    private static final List<String> STARTS =
            List.of(
                    "/",
                    "/studies/ice/screening",
                    "/studies/ice/patients/p1",
                    "/studies/ice/allocations",
                    "/studies/ice/outcomes",
                    "/studies/ice/odm.xml",
                    "/patients/p1",
                    "/patients/p1/audit",
                    "/patients/p1/looks",
                    "/looks",
                    "/outcomes",
                    "/find?q=p1",
                    "/fhir/metadata",
                    "/fhir/Patient/p1",
                    "/fhir/Patient/p1/$everything",
                    "/fhir/Patient/p1/_history",
                    "/fhir/Procedure",
                    "/fhir/Procedure?patient=p1&_count=50",
                    "/fhir/Procedure/p1-injection",
                    "/fhir/Procedure/p1-injection/_history",
                    "/fhir/ResearchSubject?patient=p1",
                    "/fhir/ResearchSubject",
                    "/fhir/AuditEvent?patient=Patient/p1",
                    "/fhir/AuditEvent",
                    "/fhir/Provenance?patient=p1");

    /// Who is in the arm that is tested, by chart.
    private static final Map<String, Boolean> ARMS = new LinkedHashMap<>();

    private static TestServer server;
    private static Study study;

    @BeforeAll
    static void begin(@TempDir Path folder) throws IOException {
        Path knowledge = folder.resolve("knowledge");
        copy(TestServer.KNOWLEDGE, knowledge);
        write(knowledge.resolve("studies/ice"));
        server = new TestServer(folder, knowledge);
        Studies studies =
                new Studies(server.store(), records(), LoadedKnowledge.of(knowledge), CLOCK);
        Enrolment enrolment = new Enrolment(studies);
        study = as("Anna", "physician", () -> studies.study("ice"));
        for (String role : List.of("physician", "research")) {
            as(role, role, () -> studies.sign(study, StudyState.Step.ACTIVATE, role, role, role));
        }
        as(
                "Ruth",
                "research",
                () -> {
                    studies.tell(study, account("Olga", "operator").id(), true, "Ruth");
                    return "";
                });
        for (int i = 1; i <= 8; i++) {
            String id = "p" + i;
            server.store().append(id, new Attribution("test", TestServer.NOW, "import"), chart(id));
            as("Anna", "physician", () -> enrolment.eligible(study, id, "Anna"));
            as("Anna", "physician", () -> enrolment.allocate(study, id, "Anna"));
            as(
                    "Olga",
                    "operator",
                    () ->
                            records()
                                    .append(
                                            Action.RECORD,
                                            id,
                                            new Attribution("Olga", TestServer.NOW, "form"),
                                            List.of(treatment(id))));
        }
        // One arm has more to hide than the other: a harvest, and a second injection.
        as("Olga", "operator", () -> studies.allocations(study))
                .forEach(one -> {
                    String id = "p" + Integer.parseInt(one.person().number());
                    ARMS.put(id, one.arm().tested());
                    if (one.arm().tested()) {
                        as(
                                "Olga",
                                "operator",
                                () ->
                                        records()
                                                .append(
                                                        Action.RECORD,
                                                        id,
                                                        new Attribution(
                                                                "Olga", TestServer.NOW, "form"),
                                                        List.of(
                                                                treatment(id, "harvest"),
                                                                treatment(id, "second"))));
                    }
                });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Records records() {
        return new Records(server.store(), new StoredCharts(server.store()), CLOCK);
    }

    private static Account account(String name, String role) {
        return server.people().account(name, role);
    }

    private static <T> T as(String name, String role, Supplier<T> does) {
        Account account = account(name, role);
        List<Grant> grants = new ArrayList<>(new Grants(server.store(), CLOCK).of(account.id()));
        account.grant().ifPresent(grants::add);
        return Visits.answer(
                new Visit(
                        account.person(),
                        new org.osteon.access.Role(role),
                        grants,
                        "",
                        "",
                        "test",
                        false),
                does::get);
    }

    private static List<Change> chart(String id) {
        return List.of(
                Change.put(
                        "Patient",
                        id,
                        "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"birthDate\":\"1970-01-01\",\"gender\":\"female\",\"name\":[{\"family\":\"Cool\",\"given\":[\"%s\"]}]}"
                                .formatted(id, id)),
                Change.put(
                        "Consent",
                        id + "-c",
                        """
                        {"resourceType":"Consent","id":"%s-c","status":"active","dateTime":"2025-02-01",
                        "scope":{"coding":[{"code":"research"}]},"category":[{"coding":[{"code":"59284-0"}]}],
                        "patient":{"reference":"Patient/%s"},
                        "policyRule":{"coding":[{"system":"urn:osteon:chart","code":"consent-study"}]}}
                        """
                                .formatted(id, id)));
    }

    private static Change treatment(String id) {
        return treatment(id, "injection");
    }

    private static Change treatment(String id, String what) {
        return Change.put(
                "Procedure",
                id + "-" + what,
                """
                {"resourceType":"Procedure","id":"%s-%s","status":"completed",
                "subject":{"reference":"Patient/%s"},"performedDateTime":"2025-03-02",
                "code":{"text":"%s"}}
                """
                        .formatted(id, what, id, MARKER));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("IceStudy.cql"),
                """
                library IceStudy version '1.0.0'
                using FHIR version '4.0.1'
                include FHIRHelpers version '4.0.1' called FHIRHelpers
                context Patient
                define "Always": true
                define "The Patient": Patient
                define "Summary": 'so'
                define "Word": 'ELIGIBLE'
                """);
        Files.writeString(
                folder.resolve("criteria.json"),
                """
                {"resourceType":"PlanDefinition","id":"ice","version":"1.0.0","title":"Ice","status":"draft",
                "extension":[{"url":"urn:osteon:study-of","valueCode":"cooling"}],
                "library":["urn:osteon:library:IceStudy"],
                "action":[
                 {"id":"applies","title":"Always","documentation":[{"type":"citation","citation":"made up"}],
                  "condition":[{"kind":"applicability","expression":{"language":"text/cql-identifier","expression":"Always"}}]},
                 {"id":"decisions","action":[{"id":"ELIGIBLE","title":"Eligible","priority":"routine",
                  "code":[{"coding":[{"system":"urn:osteon:effect","code":"advises"}]}]}]},
                 {"id":"decision","dynamicValue":[{"path":"value","expression":{"language":"text/cql-identifier","expression":"Word"}}]},
                 {"id":"criteria","action":[{"id":"always","title":"Always",
                  "documentation":[{"type":"citation","citation":"made up"}],
                  "code":[{"coding":[{"system":"urn:osteon:criterion-kind","code":"inclusion"}]},{"coding":[{"system":"urn:osteon:answered-by","code":"chart"}]}],
                  "dynamicValue":[
                   {"path":"verdict","expression":{"language":"text/cql-identifier","expression":"Always"}},
                   {"path":"summary","expression":{"language":"text/cql-identifier","expression":"Summary"}},
                   {"path":"evidence","expression":{"language":"text/cql-identifier","expression":"The Patient"}}]}]},
                 {"id":"results","action":[]}]}
                """);
        Files.writeString(
                folder.resolve("study.json"),
                """
                {"resourceType":"ResearchStudy","id":"ice","title":"Ice or none","status":"active","description":"Made up.",
                "arm":[
                 {"name":"ZZARM one","type":{"text":"experimental"},"description":"One","extension":[{"url":"urn:osteon:study-arm","extension":[
                  {"url":"code","valueCode":"ZZARM1"},{"url":"ratio","valueInteger":1},{"url":"label","valueString":"A"},{"url":"role","valueCode":"tested"}]}]},
                 {"name":"ZZARM two","type":{"text":"comparator"},"description":"Two","extension":[{"url":"urn:osteon:study-arm","extension":[
                  {"url":"code","valueCode":"ZZARM2"},{"url":"ratio","valueInteger":1},{"url":"label","valueString":"B"},{"url":"role","valueCode":"comparator"}]}]}],
                "extension":[{"url":"urn:osteon:study","extension":[
                 {"url":"kind","valueCode":"trial"},{"url":"version","valueString":"1"},{"url":"pathway","valueCode":"cooling"},
                 {"url":"ethics","extension":[{"url":"approval","valueString":"1/25"},{"url":"until","valueDate":"2030-01-01"}]},
                 {"url":"blind","valueCode":"assessor"},{"url":"hides","valueCode":"Procedure"},
                 {"url":"randomisation","extension":[{"url":"method","valueCode":"blocks"},{"url":"block","valueInteger":2},{"url":"block","valueInteger":4},{"url":"planned","valueInteger":100}]}]}]}
                """);
    }

    /// What somebody gets of everything they can reach, by address.
    private static Map<String, String> crawl(String name, String role) {
        String cookie = server.people().cookie(name, role);
        Map<String, String> seen = new LinkedHashMap<>();
        Deque<String> next = new ArrayDeque<>(STARTS);
        while (!next.isEmpty() && seen.size() < MOST) {
            String path = next.poll();
            if (seen.containsKey(path) || path.contains("sign-out")) {
                continue;
            }
            HttpResponse<String> answer =
                    server.send(
                            HttpRequest.newBuilder(
                                            URI.create(server.url() + path.replace("$", "%24")))
                                    .header("Cookie", cookie)
                                    .build());
            String text = answer.body() + answer.headers().map().toString().replace(cookie, "");
            seen.put(path, text);
            Matcher links = LINK.matcher(answer.body());
            while (links.find()) {
                String link = links.group(1).replace("&amp;", "&");
                if (!link.startsWith("/rules") && !link.startsWith("/help")) {
                    next.add(link);
                }
            }
        }
        return seen;
    }

    @Test
    void who_is_blind_finds_neither_the_treatment_nor_the_arm_of_anybody() {
        for (String role :
                List.of("assessor", "physician", "nurse", "research", "data-manager", "auditor")) {
            Map<String, String> seen = crawl("Blind " + role, role);

            assertThat(seen.size()).as(role).isGreaterThan(STARTS.size());
            seen.forEach((path, text) -> {
                assertThat(text.contains(MARKER)).as(role + " at " + path).isFalse();
                // Which arms there are stands on the page of the study, for everybody, and of its
                // set-up.
                if (!Set.of("/studies/ice", "/studies/ice/set-up").contains(path)) {
                    assertThat(text.contains(ARM)).as(role + " at " + path).isFalse();
                }
            });
        }
    }

    /// A crawl that could find nothing would prove nothing.
    @Test
    void who_is_told_finds_both_on_the_same_way() {
        Map<String, String> seen = crawl("Olga", "operator");

        assertThat(seen.get("/fhir/Procedure/p1-injection")).contains(MARKER);
        assertThat(seen.get("/studies/ice/allocations")).contains(ARM);
        assertThat(seen.values()).filteredOn(text -> text.contains(MARKER)).hasSizeGreaterThan(3);
    }

    @Test
    void who_treats_them_goes_from_a_number_to_the_person_and_research_sees_numbers() {
        assertThat(crawl("Blind physician", "physician").get("/studies/ice"))
                .contains("href=\"/studies/ice/patients/p1\">0001</a>");
        assertThat(crawl("Blind research", "research").get("/studies/ice"))
                .contains("0001")
                .doesNotContain("/studies/ice/patients/");
    }

    /// A program may know what its user does not: what it writes tells nobody who is blind, itself
    /// neither.
    @Test
    void what_a_program_writes_of_the_treatment_is_found_by_those_only_who_are_told() {
        String written =
                """
                {"resourceType":"Procedure","id":"by-program","status":"completed",
                "subject":{"reference":"Patient/p8"},"performedDateTime":"2025-03-02","code":{"text":"%s"}}
                """
                        .formatted(MARKER);
        String token = server.people().bearer("physician", false);
        HttpRequest.Builder put =
                HttpRequest.newBuilder(URI.create(server.url() + "/fhir/Procedure/by-program"))
                        .header("Content-Type", "application/fhir+json")
                        .header("Authorization", token)
                        .PUT(HttpRequest.BodyPublishers.ofString(written));

        assertThat(server.send(put.build()).statusCode()).isEqualTo(201);

        assertThat(server.send(put.build()).statusCode()).as("again").isEqualTo(409);
        for (String who : List.of("Blind physician", "Blind assessor")) {
            String role = who.substring(6);
            assertThat(read(who, role, "/fhir/Procedure/by-program").statusCode()).isEqualTo(404);
            assertThat(read(who, role, "/fhir/Procedure?patient=p8").body())
                    .doesNotContain("by-program", MARKER);
            assertThat(read(who, role, "/patients/p8").body()).doesNotContain(MARKER);
        }
        assertThat(read("Olga", "operator", "/fhir/Procedure/by-program").body()).contains(MARKER);
    }

    private static HttpResponse<String> read(String name, String role, String path) {
        return server.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Cookie", server.people().cookie(name, role))
                        .build());
    }

    /// How something is answered does not tell either: who is blind gets the same of people in
    /// either arm, byte for byte and in every header, but for their names, although more is hidden
    /// of some.
    @Test
    void what_is_answered_of_people_in_either_arm_is_the_same() {
        String tested = ofArm(true);
        String other = ofArm(false);
        for (String role : List.of("assessor", "physician", "nurse")) {
            for (String path : EITHER) {
                assertThat(answered(role, path, tested))
                        .as(role + " at " + path)
                        .isEqualTo(answered(role, path, other));
            }
        }
        // It would be seen: who is told gets more of the one.
        String everything = "/fhir/Patient/ID/%24everything";
        assertThat(answered("Olga", "operator", everything, tested))
                .isNotEqualTo(answered("Olga", "operator", everything, other));
    }

    private static final List<String> EITHER =
            List.of(
                    "/patients/ID",
                    "/patients/ID/forms",
                    "/patients/ID/events",
                    "/patients/ID/audit",
                    "/patients/ID/looks",
                    "/studies/ice/patients/ID",
                    "/find?q=ID",
                    "/fhir/Patient/ID",
                    "/fhir/Patient/ID/_history",
                    "/fhir/Patient/ID/%24everything",
                    "/fhir/Procedure?patient=ID",
                    "/fhir/Procedure?patient=ID&_summary=count",
                    "/fhir/Procedure/ID-injection",
                    "/fhir/Procedure/ID-none",
                    "/fhir/Provenance?patient=ID",
                    "/fhir/ResearchSubject?patient=ID",
                    "/fhir/AuditEvent?patient=Patient/ID");

    private static String ofArm(boolean tested) {
        return ARMS.entrySet().stream()
                .filter(one -> one.getValue() == tested)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static String answered(String role, String path, String id) {
        return answered("Blind " + role, role, path, id);
    }

    /// With what differs between any two people made the same.
    private static String answered(String name, String role, String path, String id) {
        HttpResponse<String> answer = read(name, role, path.replace("ID", id));
        String number = "000" + id.substring(1);
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        headers.remove("connection");
        headers.remove("set-cookie");
        headers.remove("x-request-id");
        return (answer.statusCode() + "\n" + headers + "\n" + answer.body())
                .replace("%2F", "/")
                .replaceAll("\\b" + id + "\\b", "ID")
                .replaceAll("\\b" + number + "\\b", "NUMBER")
                .replaceAll("name=\"formToken\" value=\"[^\"]*\"", "TOKEN")
                .replaceAll("request [0-9a-f]{16}", "request")
                .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "UUID");
    }

    /// How a page answers does not tell either: it is as long for one as for another.
    @Test
    void pages_of_people_in_different_arms_are_as_long() {
        String cookie = server.people().cookie("Blind assessor", "assessor");
        List<Integer> lengths = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            lengths.add(
                    server.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            server.url()
                                                                    + "/fhir/Patient/p"
                                                                    + i
                                                                    + "/%24everything"))
                                            .header("Cookie", cookie)
                                            .build())
                            .body()
                            .length());
        }
        assertThat(lengths.stream().distinct()).hasSize(1);
    }
}
