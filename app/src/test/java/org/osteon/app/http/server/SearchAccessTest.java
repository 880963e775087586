package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.osteon.store.Look;

/// What comes with a search, what it goes by and how it is put in order tells nothing that a search
/// of that itself would not tell.
class SearchAccessTest {
    private static final Clock CLOCK = Clock.fixed(TestServer.NOW, ZoneOffset.UTC);

    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        keep(
                "w",
                "{'resourceType':'Patient','id':'w','gender':'female'}",
                "{'resourceType':'Condition','id':'w-hidden','code':{'text':'x'},'encounter':{'reference':'Encounter/w-e'},'subject':{'reference':'Patient/w'}}",
                "{'resourceType':'Encounter','id':'w-e','status':'finished','class':{'code':'AMB'},'subject':{'reference':'Patient/w'},'diagnosis':[{'condition':{'reference':'Condition/w-hidden'}}]}",
                "{'resourceType':'Observation','id':'w-o','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/w'},'focus':[{'reference':'Condition/w-hidden'}],'encounter':{'reference':'Encounter/w-e'}}",
                "{'resourceType':'Consent','id':'w-c','status':'active','scope':{'coding':[{'code':'patient-privacy'}]},'category':[{'coding':[{'code':'59284-0'}]}],'patient':{'reference':'Patient/w'},'provision':{'type':'deny','class':[{'code':'Condition'}]}}");
        keep(
                "m",
                "{'resourceType':'Patient','id':'m','gender':'male'}",
                "{'resourceType':'Observation','id':'m-o','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/m'}}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void keep(String chart, String... resources) {
        List<Change.Put> changes =
                List.of(resources).stream()
                        .map(one -> one.replace('\'', '"'))
                        .map(json -> {
                            Resource read = ChartReader.resource(json);
                            return Change.put(read.type(), read.id().orElseThrow(), json);
                        })
                        .toList();
        server.store().append(chart, new Attribution("test", TestServer.NOW, "import"), changes);
    }

    private static String get(String path, String authorization) {
        HttpResponse<String> answer =
                server.sendAsItIs(
                        HttpRequest.newBuilder(URI.create(server.url() + "/fhir/" + path))
                                .header("Authorization", authorization)
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /// Who looked is told to who may read the chart, not what there is to be looked at.
    @Test
    void what_others_looked_at_does_not_tell_what_a_patient_withheld() {
        String all = server.people().bearer("physician", false);
        server.store()
                .look(
                        List.of(
                                new Look(
                                        TestServer.NOW,
                                        "other",
                                        "Other",
                                        "physician",
                                        "ETREAT",
                                        "",
                                        "r",
                                        "read",
                                        "done",
                                        List.of("w"),
                                        "GET /fhir/Condition/w-hidden")));
        assertThat(get("AuditEvent?patient=w&_count=200", all))
                .contains("Other")
                .doesNotContain("w-hidden");
        assertThat(get("Consent?patient=w&_summary=count", all)).contains("\"total\":0");
        assertThat(looksPage(all)).contains("Other").doesNotContain("w-hidden");
        assertThat(looksPage(server.people().bearer("auditor", true)))
                .as("auditors see what was asked")
                .contains("w-hidden");
    }

    private static String looksPage(String authorization) {
        return server.sendAsItIs(
                        HttpRequest.newBuilder(URI.create(server.url() + "/patients/w/looks"))
                                .header("Authorization", authorization)
                                .header("Accept", "text/html")
                                .build())
                .body();
    }

    @Test
    void what_a_patient_withheld_comes_with_nothing() {
        String physician = server.people().bearer("physician", true);
        for (String search :
                List.of(
                        "Observation?patient=w&_include=Observation:focus",
                        "Encounter?patient=w&_include=Encounter:diagnosis",
                        "Encounter?patient=w&_revinclude=Condition:encounter",
                        "Patient?_id=w&_revinclude=Condition:subject",
                        "Condition?patient=w&_sort=_lastUpdated",
                        "Condition?patient.gender=female")) {
            assertThat(get(search, physician)).as(search).doesNotContain("\"id\":\"w-hidden\"");
        }
        assertThat(get("Condition?patient.gender=female", physician)).contains("\"total\":0");
        assertThat(get("Encounter?patient=w&_revinclude=Observation:encounter", physician))
                .contains("\"id\":\"w-o\"");
    }

    /// A program that was let see observations finds out nothing of patients by them.
    @Test
    void a_chain_and_an_include_ask_for_the_scope_of_what_they_go_by() {
        String program = "Bearer " + token("user/Observation.rs");

        assertThat(get("Observation?patient=w,m", program)).contains("\"total\":2");
        for (String gender : List.of("female", "male")) {
            assertThat(get("Observation?patient.gender=" + gender, program))
                    .contains("\"total\":0");
        }
        assertThat(
                        get(
                                "Observation?patient=w&_include=Observation:subject&_include=Observation:encounter",
                                program))
                .contains("\"id\":\"w-o\"")
                .doesNotContain("\"resourceType\":\"Patient\"")
                .doesNotContain("\"resourceType\":\"Encounter\"");
        String both = "Bearer " + token("user/Observation.rs user/Patient.rs");
        assertThat(get("Observation?patient.gender=male", both)).contains("\"total\":1");
        assertThat(get("Observation?patient=w&_include=Observation:subject", both))
                .contains("\"resourceType\":\"Patient\"");
    }

    private static String token(String scopes) {
        Accounts accounts = new Accounts(server.store(), new HashedPasswords(), CLOCK);
        Apps apps = new Apps(server.store(), CLOCK);
        Sessions sessions = new Sessions(server.store(), CLOCK);
        App app =
                ProgramUnderTest.register(
                                server,
                                "p" + scopes.hashCode(),
                                App.Kind.PUBLIC,
                                "patient/*.cruds user/*.cruds",
                                "",
                                "")
                        .app();
        AppGrants grants = new AppGrants(server.store(), apps, accounts, sessions, CLOCK);
        Account who = accounts.made("u" + scopes.hashCode(), "Dr. Example", List.of("physician"));
        String code =
                grants.agree(
                        new AppGrants.Consent(
                                app,
                                who.id(),
                                "physician",
                                sessions.begin(who),
                                ScopeRequest.of(scopes),
                                "w",
                                true,
                                ""),
                        ProgramUnderTest.REDIRECT,
                        ProgramUnderTest.challenge(ProgramUnderTest.VERIFIER));
        AppGrants.Answer answer =
                grants.exchange(app, code, ProgramUnderTest.REDIRECT, ProgramUnderTest.VERIFIER);
        return ((AppGrants.Answer.Issued) answer).access();
    }
}
