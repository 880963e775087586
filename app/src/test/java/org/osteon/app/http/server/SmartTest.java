package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person lets a program in, and what it can do then.
class SmartTest {
    private static final String READS = "launch/patient patient/*.rs offline_access";
    private static TestServer server;
    private static ProgramUnderTest app;
    private static String cookie;

    @BeforeAll
    static void start(@TempDir Path folder) {
        SmartSite site = SmartSite.open(folder);
        server = site.server();
        app = site.app();
        cookie = site.cookie();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    // --- the way in ---

    @Test
    void a_program_says_whose_chart_it_is_and_gets_tokens_that_read_it() {
        HttpResponse<String> page = app.ask(app.asked(READS), cookie);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("Read and find everything in the chart of this patient")
                .contains("app.example");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self' https://app.example;");

        HttpResponse<String> sent = app.answer(app.asked(READS), "p1", cookie);
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.headers().firstValue("Location").orElse(""))
                .startsWith(ProgramUnderTest.REDIRECT + "?code=");
        assertThat(ProgramUnderTest.told(sent, "state")).contains("s-1");
        assertThat(ProgramUnderTest.told(sent, "iss")).contains(server.url());

        HttpResponse<String> tokens =
                app.exchange(ProgramUnderTest.told(sent, "code").orElseThrow());
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        assertThat(tokens.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(tokens.body())
                .contains("\"patient\":\"p1\"")
                .contains("\"need_patient_banner\":true")
                .contains("\"expires_in\":1800");
        String access = ProgramUnderTest.member(tokens, "access_token").orElseThrow();
        assertThat(app.get("/fhir/Patient/p1", access).statusCode()).isEqualTo(200);
        assertThat(server.store().looks("p1", Long.MAX_VALUE, 5))
                .anyMatch(one ->
                        one.look().name().equals("P. Doctor")
                                && one.look().detail().equals("app:growth GET /fhir/Patient/p1"));
    }

    @Test
    void each_scope_can_be_left_out() {
        Map<String, String> asked =
                app.asked("launch/patient patient/Observation.rs patient/Patient.r");
        HttpResponse<String> sent = app.answer(asked, "p1", cookie, "patient/Patient.r");
        HttpResponse<String> tokens =
                app.exchange(ProgramUnderTest.told(sent, "code").orElseThrow());
        assertThat(ProgramUnderTest.member(tokens, "scope"))
                .contains("patient/Patient.r launch/patient");
        String access = ProgramUnderTest.member(tokens, "access_token").orElseThrow();
        assertThat(app.get("/fhir/Patient/p1", access).statusCode()).isEqualTo(200);
        assertThat(app.get("/fhir/Observation/p1-lab", access).statusCode()).isEqualTo(404);
        // What was not asked cannot be ticked.
        HttpResponse<String> more = app.answer(asked, "p1", cookie, "user/*.cruds");
        assertThat(more.statusCode()).isEqualTo(422);
    }

    @Test
    void a_person_who_says_no_gives_nothing() {
        Map<String, String> fields = new LinkedHashMap<>(app.asked(READS));
        fields.put("formToken", "t");
        fields.put("let", "no");
        HttpResponse<String> sent = answered(fields, cookie + "; osteon-form=t");
        assertThat(ProgramUnderTest.told(sent, "error")).contains("access_denied");
        assertThat(ProgramUnderTest.told(sent, "code")).isEmpty();
    }

    private static HttpResponse<String> answered(Map<String, String> fields, String cookies) {
        return server.send(
                HttpRequest.newBuilder(URI.create(server.url() + "/authorize"))
                        .header("Cookie", cookies)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(ProgramUnderTest.form(fields)))
                        .build());
    }

    @Test
    void a_form_from_elsewhere_lets_nobody_in_and_nobody_is_let_in_without_a_person() {
        Map<String, String> fields = new LinkedHashMap<>(app.asked(READS));
        fields.put("formToken", "t");
        fields.put("let", "yes");
        fields.put("patient", "p1");
        fields.put("tick", "patient/*.rs");
        assertThat(answered(fields, cookie + "; osteon-form=other").statusCode()).isEqualTo(403);
        assertThat(answered(fields, "x=y").statusCode()).isIn(303, 401);
        HttpResponse<String> asked = app.ask(app.asked(READS), "x=y");
        assertThat(asked.headers().firstValue("Location").orElse("")).startsWith("/sign-in?back=");
        String token = app.token(READS, "p1", cookie);
        assertThat(
                        app.get("/authorize?" + ProgramUnderTest.form(app.asked(READS)), token)
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_launch_from_a_patients_page_brings_the_patient_once_for_that_program_and_person() {
        HttpResponse<String> opened =
                server.send(
                        HttpRequest.newBuilder(
                                        URI.create(server.url() + "/patients/p2/apps/growth"))
                                .header("Cookie", cookie)
                                .build());
        assertThat(opened.headers().firstValue("Location").orElse(""))
                .startsWith("https://app.example/launch?iss=");
        assertThat(ProgramUnderTest.told(opened, "iss")).contains(server.url() + "/fhir");
        String launch = ProgramUnderTest.told(opened, "launch").orElseThrow();
        Map<String, String> asked = app.asked("launch patient/*.rs");
        asked.put("launch", launch);

        String other = server.people().cookie("N. Other", "physician");
        assertThat(ProgramUnderTest.told(app.ask(asked, other), "error"))
                .contains("invalid_request");

        HttpResponse<String> sent = app.answer(asked, "p1", cookie);
        HttpResponse<String> tokens =
                app.exchange(ProgramUnderTest.told(sent, "code").orElseThrow());
        assertThat(tokens.body())
                .contains("\"patient\":\"p2\"")
                .contains("\"need_patient_banner\":false");
        assertThat(ProgramUnderTest.told(app.ask(asked, cookie), "error"))
                .contains("invalid_request");
        Map<String, String> without = app.asked("launch patient/*.rs");
        assertThat(ProgramUnderTest.told(app.ask(without, cookie), "error"))
                .contains("invalid_request");
        String unknown = server.people().cookie("A. Admin", "administrator");
        assertThat(
                        server.send(
                                        HttpRequest.newBuilder(
                                                        URI.create(
                                                                server.url()
                                                                        + "/patients/p2/apps/growth"))
                                                .header("Cookie", unknown)
                                                .build())
                                .statusCode())
                .isEqualTo(404);
    }
}
