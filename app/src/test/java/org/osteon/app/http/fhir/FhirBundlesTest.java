package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.nio.file.Path;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.http.server.TestServer;

/// Bundles of changes by HAPI's own client: whole or not at all, and each for itself.
class FhirBundlesTest {
    @TempDir static Path folder;
    private static TestServer server;
    private static FhirClient client;
    private static IGenericClient hapi;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        client = new FhirClient(server);
        hapi = client.hapi();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_transaction_creates_a_patient_and_what_refers_to_it_at_once() {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        add(bundle, "urn:uuid:a", new Patient().setActive(true), "Patient");
        Observation observation = FhirClient.temperature("x", "2025-03-01", "36");
        observation.setSubject(new Reference("urn:uuid:a"));
        add(bundle, "urn:uuid:b", observation, "Observation");

        Bundle answer = hapi.transaction().withBundle(bundle).execute();

        assertThat(answer.getType()).isEqualTo(Bundle.BundleType.TRANSACTIONRESPONSE);
        assertThat(answer.getEntry())
                .extracting(entry -> entry.getResponse().getStatus())
                .containsOnly("201 Created");
        String patient =
                new IdType(answer.getEntryFirstRep().getResponse().getLocation()).getIdPart();
        assertThat(client.search("Observation", patient).getTotal()).isEqualTo(1);
        assertThat(server.store().auditOf(patient, Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void a_transaction_with_one_bad_entry_changes_nothing() {
        String patient = client.newPatient();
        long before = server.store().auditHead().sequence();
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        add(
                bundle,
                "urn:uuid:b",
                FhirClient.temperature(patient, "2025-03-01", "36"),
                "Observation");
        bundle.addEntry()
                .setResource(FhirClient.temperature(patient, "2025-03-01", "35"))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl("Observation/never-there")
                .setIfMatch("W/\"7\"");

        assertThatThrownBy(() -> hapi.transaction().withBundle(bundle).execute())
                .isInstanceOf(BaseServerResponseException.class);
        assertThat(client.search("Observation", patient).getTotal()).isZero();
        assertThat(server.store().auditHead().sequence()).isEqualTo(before);
    }

    @Test
    void a_transaction_over_two_patients_is_refused_and_a_batch_does_each_for_itself() {
        String one = client.newPatient();
        String other = client.newPatient();
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        add(bundle, "urn:uuid:b", FhirClient.temperature(one, "2025-03-01", "36"), "Observation");
        add(bundle, "urn:uuid:c", FhirClient.temperature(other, "2025-03-01", "36"), "Observation");
        assertThatThrownBy(() -> hapi.transaction().withBundle(bundle).execute())
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageContaining("one patient");

        add(
                bundle,
                "urn:uuid:d",
                FhirClient.temperature("nobody", "2025-03-01", "36"),
                "Observation");
        bundle.setType(Bundle.BundleType.BATCH);
        Bundle answer = hapi.transaction().withBundle(bundle).execute();
        assertThat(answer.getEntry())
                .extracting(entry -> entry.getResponse().getStatus())
                .containsExactly("201 Created", "201 Created", "422");
    }

    private static void add(Bundle bundle, String url, Resource resource, String type) {
        bundle.addEntry()
                .setFullUrl(url)
                .setResource(resource)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl(type);
    }
}
