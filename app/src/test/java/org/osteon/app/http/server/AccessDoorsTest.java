package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.access.Access;
import org.osteon.access.Action;
import org.osteon.access.Decision;
import org.osteon.access.Grant;
import org.osteon.access.Protection;
import org.osteon.access.RoleTable;
import org.osteon.access.Subject;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Grants;
import org.osteon.store.Attribution;
import org.osteon.store.Change;
import org.osteon.store.LookEntry;
import org.osteon.store.Verification;

/// What somebody gets through a door is what the one decision allows, over people, teams and
/// consents that are drawn; and what they do not get answers as what does not exist.
class AccessDoorsTest {
    private static final int CHARTS = 40;

    /// Three of each role with `-Dosteon.long=true`, one of each without.
    private static final int PEOPLE = Boolean.getBoolean("osteon.long") ? 24 : 8;

    private static final ZonedDateTime NOW = TestServer.NOW.atZone(ZoneOffset.UTC);
    private static final Access ACCESS = new Access(RoleTable.standard());

    private static TestServer server;
    private static final Map<String, List<String>> RESOURCES = new LinkedHashMap<>();
    private static final List<Account> ACCOUNTS = new ArrayList<>();

    @BeforeAll
    static void draw(@TempDir Path folder) {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        Random random = new Random(11);
        Accounts accounts =
                new Accounts(
                        server.store(),
                        new HashedPasswords(),
                        Clock.fixed(TestServer.NOW, ZoneOffset.UTC));
        List<String> roles =
                List.of(
                        "nurse",
                        "physician",
                        "pharmacist",
                        "coordinator",
                        "research",
                        "auditor",
                        "administrator",
                        "assessor");
        for (int i = 0; i < PEOPLE; i++) {
            Account made = accounts.made("u" + i, "Person " + i, List.of(roles.get(i % 8)));
            boolean everybody = random.nextInt(3) == 0;
            ACCOUNTS.add(
                    accounts.change("test", made.id(), made.roles(), everybody, made.id(), ""));
        }
        for (int i = 0; i < CHARTS; i++) {
            chart("c" + i, random);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void chart(String id, Random random) {
        List<String> resources = new ArrayList<>();
        resources.add(
                "{'resourceType':'Patient','id':'%s','gender':'female','birthDate':'1970-01-01',"
                                .formatted(id)
                        + "'name':[{'family':'Name%s'}]}".formatted(id));
        for (int i = 0; i < 3; i++) {
            resources.add(
                    "{'resourceType':'Observation','id':'%s-o%d','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'718-7'}]},'subject':{'reference':'Patient/%s'},'effectiveDateTime':'2025-02-0%d'}"
                            .formatted(id, i, id, i + 1));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            resources.add(
                    "{'resourceType':'CareTeam','id':'%s-t%d','status':'%s','subject':{'reference':'Patient/%s'}%s%s,'participant':[{'member':{'reference':'Practitioner/u%d'}}]}"
                            .formatted(
                                    id,
                                    i,
                                    random.nextInt(4) == 0 ? "inactive" : "active",
                                    id,
                                    random.nextInt(3) == 0 ? ",'period':{'end':'2025-01-01'}" : "",
                                    random.nextInt(4) == 0
                                            ? ",'category':[{'coding':[{'code':'donor'}]}]"
                                            : "",
                                    random.nextInt(PEOPLE)));
        }
        if (random.nextInt(3) == 0) {
            String rule =
                    switch (random.nextInt(5)) {
                        case 0 -> "";
                        case 1 -> ",'class':[{'code':'Observation'}]";
                        case 2 ->
                                ",'data':[{'meaning':'instance','reference':{'reference':'Observation/%s-o1'}}]"
                                        .formatted(id);
                        case 3 -> ",'purpose':[{'code':'HRESCH'}]";
                        default ->
                                ",'actor':[{'reference':{'reference':'Practitioner/u%d'}}]"
                                        .formatted(random.nextInt(PEOPLE));
                    };
            resources.add(
                    "{'resourceType':'Consent','id':'%s-c','status':'active','scope':{'coding':[{'code':'patient-privacy'}]},'category':[{'coding':[{'code':'59284-0'}]}],'patient':{'reference':'Patient/%s'},'provision':{'type':'deny'%s}}"
                            .formatted(id, id, rule));
        }
        List<Change> changes = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (String resource : resources) {
            String json = resource.replace('\'', '"');
            Resource read = ChartReader.resource(json);
            changes.add(Change.put(read.type(), read.id().orElseThrow(), json));
            written.add(json);
        }
        server.store().append(id, new Attribution("test", TestServer.NOW, "import"), changes);
        RESOURCES.put(id, written);
    }

    private static Decision decision(Account who, Action action, String chart, String resource) {
        Protection said =
                Protection.of(
                        chart, RESOURCES.get(chart).stream().map(ChartReader::resource).toList());
        List<Grant> grants = who.grant().stream().toList();
        Subject subject =
                resource.isEmpty()
                        ? new Subject.OfChart(said)
                        : new Subject.OfResource(said, ChartReader.resource(resource).content());
        return ACCESS.decide(
                new Access.Question(
                        who.person(),
                        RoleTable.standard()
                                .purpose(who.person().roles().iterator().next())
                                .orElseThrow(),
                        action,
                        subject),
                grants,
                NOW);
    }

    private static boolean may(Account who, Action action, String chart, String resource) {
        return decision(who, action, chart, resource) instanceof Decision.Allowed(var limits)
                && !limits.pseudonymised();
    }

    private static HttpResponse<String> get(String path, Account who, String accept) {
        return server.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Cookie", cookie(who))
                        .header("Accept", accept)
                        .build());
    }

    private static final Map<String, String> COOKIES = new LinkedHashMap<>();

    private static String cookie(Account who) {
        return COOKIES.computeIfAbsent(
                who.id(),
                _ ->
                        "osteon-session="
                                + new org.osteon.records.people.Sessions(
                                                server.store(),
                                                Clock.fixed(TestServer.NOW, ZoneOffset.UTC))
                                        .begin(who));
    }

    private static List<String> ids(String bundle, String type) {
        return Pattern.compile("/fhir/" + type + "/([a-z0-9-]+)\"")
                .matcher(bundle)
                .results()
                .map(one -> one.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> expected(Account who, String type, Predicate<String> chart) {
        List<String> ids = new ArrayList<>();
        RESOURCES.forEach((id, resources) -> {
            if (chart.test(id)) {
                for (String json : resources) {
                    Resource one = ChartReader.resource(json);
                    if (one.type().equals(type) && may(who, Action.READ, id, json)) {
                        ids.add(one.id().orElseThrow());
                    }
                }
            }
        });
        ids.sort(null);
        return ids;
    }

    @Test
    void pages_of_patients() {
        for (Account who : ACCOUNTS) {
            for (String chart : RESOURCES.keySet()) {
                for (String path : List.of("/patients/", "/charts/")) {
                    String full = path + chart + (path.equals("/charts/") ? "/text" : "");
                    assertThat(get(full, who, "text/html").statusCode())
                            .as("%s %s", who.id(), full)
                            .isEqualTo(may(who, Action.READ, chart, "") ? 200 : 404);
                }
            }
        }
    }

    @Test
    void fhir_reads() {
        for (Account who : ACCOUNTS) {
            RESOURCES.forEach((chart, resources) -> {
                for (String json : resources) {
                    Resource one = ChartReader.resource(json);
                    assertThat(
                                    get("/fhir/" + one.reference(), who, "application/fhir+json")
                                            .statusCode())
                            .as("%s %s", who.id(), one.reference())
                            .isEqualTo(may(who, Action.READ, chart, json) ? 200 : 404);
                }
            });
        }
    }

    @Test
    void fhir_searches_with_their_totals() {
        for (Account who : ACCOUNTS) {
            for (String type : List.of("Patient", "Observation", "Consent", "CareTeam")) {
                String bundle =
                        get("/fhir/" + type + "?_count=500", who, "application/fhir+json").body();
                List<String> expected = expected(who, type, _ -> true);
                assertThat(ids(bundle, type)).as("%s %s", who.id(), type).isEqualTo(expected);
                assertThat(bundle.replace(" ", ""))
                        .as("%s %s", who.id(), type)
                        .contains("\"total\":" + expected.size());
            }
        }
    }

    @Test
    void fhir_searches_by_patient_and_everything() {
        for (Account who : ACCOUNTS) {
            for (String chart : RESOURCES.keySet()) {
                assertThat(
                                ids(
                                        get(
                                                        "/fhir/Observation?_count=500&patient="
                                                                + chart,
                                                        who,
                                                        "application/fhir+json")
                                                .body(),
                                        "Observation"))
                        .isEqualTo(expected(who, "Observation", chart::equals));
                HttpResponse<String> all =
                        get(
                                "/fhir/Patient/" + chart + "/$everything?_count=500",
                                who,
                                "application/fhir+json");
                assertThat(all.statusCode())
                        .isEqualTo(may(who, Action.READ, chart, "") ? 200 : 404);
                assertThat(ids(all.body(), "Observation"))
                        .isEqualTo(expected(who, "Observation", chart::equals));
            }
        }
    }

    @Test
    void the_worklist() {
        for (Account who : ACCOUNTS) {
            assertThat(listed(who))
                    .as(who.id())
                    .isEqualTo(
                            RESOURCES.keySet().stream()
                                    .filter(chart -> may(who, Action.LIST, chart, ""))
                                    .collect(Collectors.toSet()));
        }
    }

    private static Set<String> listed(Account who) {
        return Pattern.compile("/patients/(c\\d+)")
                .matcher(get("/?rows=all", who, "text/html").body())
                .results()
                .map(one -> one.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void hooks() {
        for (Account who : ACCOUNTS) {
            for (String chart : RESOURCES.keySet()) {
                HttpResponse<String> answer =
                        server.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        server.url()
                                                                + "/cds-services/osteon-patient-view"))
                                        .header("Cookie", cookie(who))
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        """
                                                        {"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/x","patientId":"%s"}}\
                                                        """
                                                                .formatted(chart)))
                                        .build());
                boolean whole =
                        RESOURCES.get(chart).stream()
                                .allMatch(json -> may(who, Action.READ, chart, json));
                if (may(who, Action.READ, chart, "")) {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.body().contains("A part of this chart is withheld"))
                            .as("%s %s", who.id(), chart)
                            .isEqualTo(!whole);
                } else {
                    assertThat(answer.statusCode()).isEqualTo(412);
                }
            }
        }
    }

    @Test
    void an_assessment_says_that_a_part_is_withheld() {
        for (Account who : ACCOUNTS) {
            for (String chart : RESOURCES.keySet()) {
                if (!may(who, Action.READ, chart, "")) {
                    continue;
                }
                boolean whole =
                        RESOURCES.get(chart).stream()
                                .allMatch(json -> may(who, Action.READ, chart, json));
                assertThat(
                                get("/patients/" + chart, who, "text/html")
                                        .body()
                                        .contains("A part of this chart is withheld"))
                        .isEqualTo(!whole);
                assertThat(
                                get(
                                                "/fhir/Patient/" + chart + "/$assess",
                                                who,
                                                "application/fhir+json")
                                        .body()
                                        .contains("withheld a part"))
                        .isEqualTo(!whole);
            }
        }
    }

    @Test
    void what_is_forbidden_answers_as_what_does_not_exist() {
        Account nobodys =
                ACCOUNTS.stream().filter(one -> !one.everybody()).findFirst().orElseThrow();
        String hidden =
                RESOURCES.keySet().stream()
                        .filter(chart -> !may(nobodys, Action.READ, chart, ""))
                        .findFirst()
                        .orElseThrow();
        String absent = "z".repeat(hidden.length());
        for (String path :
                List.of(
                        "/patients/ID",
                        "/patients/ID/audit",
                        "/patients/ID/looks",
                        "/patients/ID/forms",
                        "/patients/ID/plan?pathway=iron-infusion",
                        "/charts/ID/text",
                        "/charts/ID/trouble",
                        "/fhir/Patient/ID",
                        "/fhir/Patient/ID/_history",
                        "/fhir/Patient/ID/$everything",
                        "/fhir/Patient/ID/$assess",
                        "/fhir/Observation?patient=ID")) {
            HttpResponse<String> one = get(path.replace("ID", hidden), nobodys, "text/html");
            HttpResponse<String> other = get(path.replace("ID", absent), nobodys, "text/html");
            assertThat(one.statusCode()).as(path).isEqualTo(other.statusCode());
            assertThat(plain(one.body(), hidden)).as(path).isEqualTo(plain(other.body(), absent));
        }
    }

    /// Without what differs from request to request.
    private static String plain(String body, String id) {
        return body.replaceAll("formToken\" value=\"[0-9a-f]+", "")
                .replaceAll("[0-9a-f]{16}", "REQUEST")
                .replace(id, "ID")
                .replaceAll("\"(id|lastUpdated)\": ?\"[^\"]+\"", "");
    }

    @Test
    void an_hour_in_an_emergency_opens_one_chart() {
        Accounts accounts =
                new Accounts(
                        server.store(),
                        new HashedPasswords(),
                        Clock.fixed(TestServer.NOW, ZoneOffset.UTC));
        accounts.made("night", "Night Nurse", List.of("nurse"));
        Account nurse = accounts.change("test", "night", List.of("nurse"), false, "night", "");
        List<String> hidden =
                RESOURCES.keySet().stream()
                        .filter(chart -> !may(nurse, Action.READ, chart, ""))
                        .filter(chart ->
                                RESOURCES.get(chart).stream()
                                        .noneMatch(json -> json.contains("Consent")))
                        .limit(2)
                        .toList();
        new Grants(server.store(), Clock.fixed(TestServer.NOW, ZoneOffset.UTC))
                .breakGlass(nurse, hidden.getFirst(), "bleeding");

        HttpResponse<String> opened = get("/patients/" + hidden.getFirst(), nurse, "text/html");

        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body()).contains("Opened in an emergency");
        assertThat(get("/patients/" + hidden.getLast(), nurse, "text/html").statusCode())
                .isEqualTo(404);
        assertThat(server.store().auditOf(hidden.getFirst(), Long.MAX_VALUE, 5))
                .anyMatch(entry -> entry.action().equals("break-glass"));
        assertThat(server.store().looks(hidden.getFirst(), Long.MAX_VALUE, 1))
                .extracting(entry -> entry.look().purpose())
                .containsExactly("ETREAT");
    }

    @Test
    void every_look_is_kept_and_the_store_is_intact() {
        Account who = ACCOUNTS.stream().filter(Account::everybody).findFirst().orElseThrow();
        String chart =
                RESOURCES.keySet().stream()
                        .filter(one -> may(who, Action.READ, one, ""))
                        .findFirst()
                        .orElse("c0");
        long before =
                server.store().looks(null, Long.MAX_VALUE, 1).stream()
                        .mapToLong(LookEntry::sequence)
                        .findFirst()
                        .orElse(0);
        get("/fhir/Patient/" + chart, who, "application/fhir+json");

        List<LookEntry> since =
                server.store().looks(null, Long.MAX_VALUE, 20).stream()
                        .filter(entry -> entry.sequence() > before)
                        .toList();
        assertThat(since)
                .extracting(entry -> entry.look().person() + " " + entry.look().charts())
                .contains(who.id() + " [" + chart + "]");
        assertThat(since).extracting(entry -> entry.look().request()).doesNotContain("");
        assertThat(server.store().verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void a_researcher_sees_a_cohort_without_names() {
        Account researcher =
                ACCOUNTS.stream()
                        .filter(one -> one.roles().contains("research"))
                        .findFirst()
                        .orElseThrow();
        String csv =
                get("/outcomes/iron-infusion/endpoints/response/rows.csv", researcher, "text/csv")
                        .body();
        assertThat(csv.lines().skip(1).collect(Collectors.joining()))
                .doesNotContainPattern("\\bc\\d+\\b");
    }
}
