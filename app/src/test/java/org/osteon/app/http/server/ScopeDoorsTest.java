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
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.access.Access;
import org.osteon.access.Action;
import org.osteon.access.Decision;
import org.osteon.access.Interaction;
import org.osteon.access.Protection;
import org.osteon.access.RoleTable;
import org.osteon.access.Scopes;
import org.osteon.access.Subject;
import org.osteon.chart.ChartReader;
import org.osteon.chart.Resource;
import org.osteon.records.apps.App;
import org.osteon.records.apps.AppGrants;
import org.osteon.records.apps.Apps;
import org.osteon.records.apps.ScopeRequest;
import org.osteon.records.people.Account;
import org.osteon.records.people.Accounts;
import org.osteon.records.people.Sessions;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// What a program gets through each door for programs is what the person may and what it was let
/// do, over roles, teams, consents and scopes that are drawn.
class ScopeDoorsTest {
    private static final int CHARTS = 8;
    private static final int PROGRAMS = Boolean.getBoolean("osteon.long") ? 60 : 18;
    private static final Clock CLOCK = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);
    private static final ZonedDateTime NOW = TestServer.NOW.atZone(ZoneOffset.UTC);
    private static final Access ACCESS = new Access(RoleTable.standard());
    private static final List<String> TYPES =
            List.of("*", "Patient", "Observation", "Condition", "Consent");
    private static final List<String> CONDITIONS =
            List.of("", "", "?category=laboratory", "?code=718-7", "?status=final");

    private static TestServer server;
    private static final Map<String, List<String>> RESOURCES = new LinkedHashMap<>();
    private static final List<Program> PROGRAMS_LET_IN = new ArrayList<>();

    /// @param token that it shows
    private record Program(Account who, Scopes scopes, String token) {
        @Override
        public String toString() {
            return who.roles() + " " + scopes;
        }
    }

    @BeforeAll
    static void draw(@TempDir Path folder) {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        Random random = new Random(12);
        for (int i = 0; i < CHARTS; i++) {
            chart("c" + i, random);
        }
        Accounts accounts = new Accounts(server.store(), new HashedPasswords(), CLOCK);
        Apps apps = new Apps(server.store(), CLOCK);
        Sessions sessions = new Sessions(server.store(), CLOCK);
        App app =
                ProgramUnderTest.register(
                                server,
                                "drawn",
                                App.Kind.PUBLIC,
                                "patient/*.cruds user/*.cruds",
                                "",
                                "")
                        .app();
        AppGrants grants = new AppGrants(server.store(), apps, accounts, sessions, CLOCK);
        List<String> roles =
                List.of("physician", "nurse", "research", "auditor", "pharmacist", "physician");
        for (int i = 0; i < PROGRAMS; i++) {
            Account made = accounts.made("u" + i, "Person " + i, List.of(roles.get(i % 6)));
            Account who =
                    accounts.change(
                            "test", made.id(), made.roles(), random.nextInt(4) > 0, made.id(), "");
            List<String> some = new ArrayList<>();
            for (int n = random.nextInt(3); n >= 0; n--) {
                some.add(scope(random));
            }
            String patient = "c" + random.nextInt(CHARTS);
            ScopeRequest scopes = ScopeRequest.of(String.join(" ", some));
            String code =
                    grants.agree(
                            new AppGrants.Consent(
                                    app,
                                    who.id(),
                                    who.roles().getFirst(),
                                    sessions.begin(who),
                                    scopes,
                                    patient,
                                    true,
                                    ""),
                            ProgramUnderTest.REDIRECT,
                            ProgramUnderTest.challenge(ProgramUnderTest.VERIFIER));
            AppGrants.Answer answer =
                    grants.exchange(
                            app, code, ProgramUnderTest.REDIRECT, ProgramUnderTest.VERIFIER);
            PROGRAMS_LET_IN.add(
                    new Program(
                            who,
                            new Scopes(scopes.data().all(), Optional.of(patient)),
                            ((AppGrants.Answer.Issued) answer).access()));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String scope(Random random) {
        String does = "";
        while (does.isEmpty()) {
            for (char letter : "cruds".toCharArray()) {
                does += random.nextInt(3) > 0 ? letter : "";
            }
        }
        return (random.nextInt(2) == 0 ? "patient/" : "user/")
                + TYPES.get(random.nextInt(TYPES.size()))
                + "."
                + does
                + CONDITIONS.get(random.nextInt(CONDITIONS.size()));
    }

    private static void chart(String id, Random random) {
        List<String> all = new ArrayList<>();
        all.add(
                "{'resourceType':'Patient','id':'%s','gender':'female','birthDate':'1970-01-01'}"
                        .formatted(id));
        for (String category : List.of("laboratory", "vital-signs")) {
            all.add(
                    "{'resourceType':'Observation','id':'%s-%s','status':'final','category':[{'coding':[{'code':'%s'}]}],'code':{'coding':[{'system':'http://loinc.org','code':'%s'}]},'subject':{'reference':'Patient/%s'}}"
                            .formatted(
                                    id,
                                    category,
                                    category,
                                    random.nextBoolean() ? "718-7" : "2160-0",
                                    id));
        }
        all.add(
                "{'resourceType':'Condition','id':'%s-x','code':{'text':'x'},'subject':{'reference':'Patient/%s'}}"
                        .formatted(id, id));
        if (random.nextInt(3) == 0) {
            all.add(
                    "{'resourceType':'Consent','id':'%s-c','status':'active','scope':{'coding':[{'code':'patient-privacy'}]},'category':[{'coding':[{'code':'59284-0'}]}],'patient':{'reference':'Patient/%s'},'provision':{'type':'deny','class':[{'code':'Condition'}]}}"
                            .formatted(id, id));
        }
        List<Change> changes = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (String one : all) {
            String json = one.replace('\'', '"');
            Resource read = ChartReader.resource(json);
            changes.add(Change.put(read.type(), read.id().orElseThrow(), json));
            written.add(json);
        }
        server.store().append(id, new Attribution("test", TestServer.NOW, "import"), changes);
        RESOURCES.put(id, written);
    }

    /// The decision for the person, and the scopes for the program: apart, and both.
    private static boolean may(
            Program program, Action action, String chart, String json, Interaction... does) {
        Protection said =
                Protection.of(
                        chart, RESOURCES.get(chart).stream().map(ChartReader::resource).toList());
        Decision decision =
                ACCESS.decide(
                        new Access.Question(
                                program.who().person(),
                                RoleTable.standard()
                                        .purpose(program.who().person().roles().iterator().next())
                                        .orElseThrow(),
                                action,
                                new Subject.OfResource(said, ChartReader.resource(json).content())),
                        program.who().grant().stream().toList(),
                        NOW);
        return decision instanceof Decision.Allowed(var limits)
                && !limits.pseudonymised()
                && List.of(does).stream()
                        .allMatch(one ->
                                program.scopes()
                                        .permits(one, chart, ChartReader.resource(json).content()));
    }

    private static HttpResponse<String> get(String path, Program program) {
        return server.sendAsItIs(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .header("Authorization", "Bearer " + program.token())
                        .header("Accept", "application/fhir+json")
                        .build());
    }

    private static List<String> ids(String bundle) {
        return Pattern.compile("\"fullUrl\": ?\"[^\"]+/fhir/([A-Za-z]+/[a-z0-9-]+)\"")
                .matcher(bundle)
                .results()
                .map(one -> one.group(1))
                .sorted()
                .toList();
    }

    private static List<String> expected(Program program, String type, Interaction... does) {
        List<String> all = new ArrayList<>();
        RESOURCES.forEach((chart, resources) -> {
            for (String json : resources) {
                Resource one = ChartReader.resource(json);
                if ((type.isEmpty() || one.type().equals(type))
                        && may(program, Action.READ, chart, json, does)) {
                    all.add(one.reference());
                }
            }
        });
        all.sort(null);
        return all;
    }

    @Test
    void reads_and_histories() {
        int seen = 0;
        for (Program program : PROGRAMS_LET_IN) {
            for (Map.Entry<String, List<String>> chart : RESOURCES.entrySet()) {
                for (String json : chart.getValue()) {
                    String reference = ChartReader.resource(json).reference();
                    boolean may = may(program, Action.READ, chart.getKey(), json, Interaction.READ);
                    for (String path : List.of("", "/_history/1", "/_history")) {
                        assertThat(get("/fhir/" + reference + path, program).statusCode())
                                .as("%s %s%s", program, reference, path)
                                .isEqualTo(may ? 200 : 404);
                    }
                    seen += may ? 1 : 0;
                }
            }
        }
        assertThat(seen).isGreaterThan(PROGRAMS);
    }

    @Test
    void searches_with_their_totals_by_get_and_post_and_patient() {
        for (Program program : PROGRAMS_LET_IN) {
            for (String type : List.of("Patient", "Observation", "Condition", "Consent")) {
                List<String> expected = expected(program, type, Interaction.SEARCH);
                HttpResponse<String> found = get("/fhir/" + type + "?_count=500", program);
                assertThat(ids(found.body())).as("%s %s", program, type).isEqualTo(expected);
                assertThat(found.body().replace(" ", "")).contains("\"total\":" + expected.size());
                HttpResponse<String> posted =
                        server.sendAsItIs(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        server.url()
                                                                + "/fhir/"
                                                                + type
                                                                + "/_search"))
                                        .header("Authorization", "Bearer " + program.token())
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .POST(HttpRequest.BodyPublishers.ofString("_count=500"))
                                        .build());
                assertThat(ids(posted.body())).as("%s %s", program, type).isEqualTo(expected);
            }
            String chart = program.scopes().patient().orElseThrow();
            assertThat(ids(get("/fhir/Observation?patient=" + chart, program).body()))
                    .isEqualTo(
                            expected(program, "Observation", Interaction.SEARCH).stream()
                                    .filter(one -> one.startsWith("Observation/" + chart + "-"))
                                    .toList());
        }
    }

    @Test
    void whole_charts() {
        for (Program program : PROGRAMS_LET_IN) {
            for (Map.Entry<String, List<String>> chart : RESOURCES.entrySet()) {
                String id = chart.getKey();
                boolean patient =
                        may(
                                program,
                                Action.READ,
                                id,
                                chart.getValue().getFirst(),
                                Interaction.READ);
                HttpResponse<String> all =
                        get("/fhir/Patient/" + id + "/$everything?_count=500", program);
                List<String> expected =
                        expected(program, "", Interaction.READ, Interaction.SEARCH).stream()
                                .filter(one -> one.matches("[A-Za-z]+/" + id + "(-.*)?"))
                                .toList();
                assertThat(ids(all.body()))
                        .as("%s %s", program, id)
                        .isEqualTo(patient ? expected : List.of());
                boolean whole =
                        may(
                                program,
                                Action.READ,
                                id,
                                chart.getValue().getFirst(),
                                Interaction.READ,
                                Interaction.SEARCH);
                HttpResponse<String> assessed = get("/fhir/Patient/" + id + "/$assess", program);
                assertThat(assessed.statusCode())
                        .as("%s %s", program, id)
                        .isEqualTo(whole ? 200 : 404);
                if (whole) {
                    assertThat(assessed.body().contains("withheld a part"))
                            .as("%s %s", program, id)
                            .isEqualTo(expected.size() < chart.getValue().size());
                }
                HttpResponse<String> hook = hook(program, id);
                assertThat(hook.statusCode()).as("%s %s", program, id).isEqualTo(whole ? 200 : 412);
            }
        }
    }

    private static HttpResponse<String> hook(Program program, String chart) {
        return server.sendAsItIs(
                HttpRequest.newBuilder(
                                URI.create(server.url() + "/cds-services/osteon-patient-view"))
                        .header("Authorization", "Bearer " + program.token())
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"hook":"patient-view","hookInstance":"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea","context":{"userId":"Practitioner/x","patientId":"%s"}}\
                                        """
                                                .formatted(chart)))
                        .build());
    }

    @Test
    void writes() {
        int n = 0;
        int kept = 0;
        for (Program program : PROGRAMS_LET_IN) {
            for (String chart : List.of("c0", program.scopes().patient().orElseThrow())) {
                String json =
                        "{\"resourceType\":\"Observation\",\"id\":\"w%d\",\"status\":\"final\",\"category\":[{\"coding\":[{\"code\":\"%s\"}]}],\"code\":{\"text\":\"x\"},\"subject\":{\"reference\":\"Patient/%s\"}}"
                                .formatted(n, n % 2 == 0 ? "laboratory" : "other", chart);
                HttpResponse<String> answer =
                        server.sendAsItIs(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        server.url() + "/fhir/Observation/w" + n))
                                        .header("Authorization", "Bearer " + program.token())
                                        .header("Content-Type", "application/fhir+json")
                                        .PUT(HttpRequest.BodyPublishers.ofString(json))
                                        .build());
                boolean may = may(program, Action.RECORD, chart, json, Interaction.CREATE);
                assertThat(answer.statusCode() < 300)
                        .as("%s %s %s", program, chart, answer.body())
                        .isEqualTo(may);
                boolean there =
                        server.store()
                                .read(
                                        chart,
                                        new org.osteon.store.ResourceId("Observation", "w" + n))
                                .isPresent();
                assertThat(there).isEqualTo(may);
                if (may) {
                    // As it was for the tests beside this one.
                    server.store()
                            .append(
                                    chart,
                                    new Attribution("test", TestServer.NOW, "import"),
                                    List.of(Change.delete("Observation", "w" + n)));
                }
                n++;
                kept += may ? 1 : 0;
            }
        }
        assertThat(kept).isGreaterThan(5);
    }
}
