package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// What is sent to a chart that one may not see is answered as what is sent to a chart that there
/// is not: to the letter, whatever the door looks at first.
class NoOracleTest {
    private static final String FORM = "0123456789abcdef0123456789abcdef";
    private static final String HIDDEN = "hidden-chart";
    private static final String NOBODY = "nobody-chart";

    private static TestServer server;
    private static String cookie;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        server.store()
                .append(
                        HIDDEN,
                        new Attribution("test", TestServer.NOW, "import"),
                        List.of(
                                put("Patient", HIDDEN, ""),
                                put(
                                        "Consent",
                                        "c",
                                        ",'status':'active','scope':{'coding':[{'code':'patient-privacy'}]},'category':[{'coding':[{'code':'59284-0'}]}],'patient':{'reference':'Patient/"
                                                + HIDDEN
                                                + "'},'provision':{'type':'deny'}")));
        cookie = server.people().cookie("N. Example", "");
    }

    private static Change.Put put(String type, String id, String members) {
        return Change.put(
                type,
                id,
                "{'resourceType':'%s','id':'%s'%s}"
                        .formatted(type, id, members)
                        .replace('\'', '"'));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String answer(String path, String chart) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("formToken", FORM);
        fields.put("patient", chart);
        fields.put("reason", "because");
        fields.put("what", "schedule");
        HttpResponse<String> answer =
                server.sendAsItIs(
                        HttpRequest.newBuilder(URI.create(server.url() + path.replace("ID", chart)))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Accept", "text/html")
                                .header("Cookie", "osteon-form=" + FORM + "; " + cookie)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                ProgramUnderTest.form(fields)))
                                .build());
        return answer.statusCode()
                + "\n"
                + answer.headers().firstValue("Location").orElse("").replace(chart, "ID")
                + "\n"
                + answer.body().replace(chart, "ID").replaceAll("\\b[0-9a-f]{16}\\b", "NAME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/patients/ID/aftercare",
                "/patients/ID/plan",
                "/patients/ID/tasks/done",
                "/patients/ID/tasks/give",
                "/patients/ID/tasks/put-off",
                "/patients/ID/tasks/take-up",
                "/patients/ID/links",
                "/patients/ID/links/silence",
                "/patients/ID/links/revoke-all",
                "/patients/ID/links/some/revoke",
                "/patients/ID/orders/MedicationRequest/o/release",
                "/patients/ID/orders/MedicationRequest/o/record",
                "/patients/ID/orders/MedicationRequest/o/not-given",
                "/patients/ID/orders/MedicationRequest/o/hold",
                "/patients/ID/incidents/i/confirm",
                "/patients/ID/forms/consent-withdrawn",
                "/patients/ID/forms/visit-note/r/sign",
                "/patients/ID/forms/visit-note/r/withdraw",
                "/patients/ID/pictures/p/back",
                "/studies/s/patients/ID",
                "/studies/s/patients/ID/code",
                "/emergency"
            })
    void what_is_sent_to_a_hidden_chart_is_answered_as_what_is_sent_to_none(String path) {
        assertThat(answer(path, HIDDEN)).isEqualTo(answer(path, NOBODY));
    }
}
