package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hl7.fhir.utilities.http.ManagedWebAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.http.server.TestServer;

/// Whatever addresses a resource or a request names, nobody is asked there.
class NoFetchingTest {
    @TempDir private Path folder;

    @Test
    void no_address_in_a_request_is_ever_asked() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer elsewhere =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext(
                "/",
                exchange -> {
                    asked.add(exchange.getRequestURI().toString());
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        elsewhere.start();
        String there = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
        try (TestServer server = new TestServer(folder, TestServer.KNOWLEDGE)) {
            String resource =
                    """
                    {"resourceType":"Patient","id":"p","meta":{"profile":["%1$s/profile"]},
                     "extension":[{"url":"%1$s/extension","valueString":"x"}],
                     "identifier":[{"system":"%1$s/system","value":"1"}],
                     "maritalStatus":{"coding":[{"system":"%1$s/codes","code":"a"}]},
                     "managingOrganization":{"reference":"%1$s/Organization/1"},
                     "photo":[{"url":"%1$s/photo.png"}]}
                    """
                            .formatted(there);
            server.post("/fhir/Patient", resource);
            server.post("/fhir/Patient/$validate", resource);
            server.get("/fhir/Patient?_profile=" + there + "/profile");
            server.post(
                    "/cds-services/osteon-patient-view",
                    "{\"hook\":\"patient-view\",\"hookInstance\":\"1\",\"fhirServer\":\""
                            + there
                            + "/fhir\",\"context\":{\"userId\":\"Practitioner/1\",\"patientId\":\"p\"}}");

            assertThat(asked).isEmpty();
            assertThatThrownBy(() -> ManagedWebAccess.get(List.of("web"), there + "/direct"))
                    .isInstanceOf(Exception.class);
            assertThat(asked).isEmpty();
        } finally {
            elsewhere.stop(0);
        }
    }
}
