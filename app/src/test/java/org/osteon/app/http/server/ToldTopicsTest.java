package org.osteon.app.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.records.notices.Topic;

/// FHIR R4 has no resource for a topic: the capability statement names them, by the extension of
/// the backport of R5, where anybody can be told anything.
class ToldTopicsTest {
    private static final String EXTENSION =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical";

    @TempDir Path folder;

    private List<Extension> told(List<URI> allowed) {
        try (TestServer server =
                new TestServer(folder, TestServer.connecting(allowed, List.of()))) {
            String body = server.get("/fhir/metadata").body();
            return FhirContext.forR4Cached()
                    .newJsonParser()
                    .parseResource(CapabilityStatement.class, body)
                    .getRestFirstRep()
                    .getResource()
                    .stream()
                    .filter(one -> one.getType().equals("Subscription"))
                    .flatMap(one -> one.getExtension().stream())
                    .toList();
        }
    }

    @Test
    void each_topic_is_named_once_at_the_type_of_subscriptions() {
        List<Extension> extensions = told(List.of(URI.create("https://ehr.example/osteon/")));

        assertThat(extensions).extracting(Extension::getUrl).containsOnly(EXTENSION);
        assertThat(extensions)
                .extracting(one -> ((CanonicalType) one.getValue()).getValue())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Topic.values()).map(Topic::canonical).toList());
    }

    @Test
    void where_nobody_can_be_told_anything_no_topic_is_named() {
        assertThat(told(List.of())).isEmpty();
    }
}
