package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.AdditionalRequestHeadersInterceptor;
import ca.uhn.fhir.rest.gclient.ReferenceClientParam;
import java.math.BigDecimal;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.osteon.app.http.server.TestServer;

/// HAPI's own client of a server, and what it writes mostly.
final class FhirClient {
    private final IGenericClient hapi;

    FhirClient(TestServer server) {
        FhirContext context = FhirContext.forR4Cached();
        context.getRestfulClientFactory().setSocketTimeout(120_000);
        context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        hapi = context.newRestfulGenericClient(server.url() + "/fhir");
        var known = new AdditionalRequestHeadersInterceptor();
        known.addHeaderValue("Authorization", server.people().bearer("physician", false));
        hapi.registerInterceptor(known);
    }

    IGenericClient hapi() {
        return hapi;
    }

    Bundle search(String type, String patient) {
        return hapi.search()
                .forResource(type)
                .where(new ReferenceClientParam("patient").hasId(patient))
                .returnBundle(Bundle.class)
                .execute();
    }

    String newPatient() {
        return hapi.create().resource(new Patient().setActive(true)).execute().getId().getIdPart();
    }

    static Observation temperature(String patient, String day, String degrees) {
        Observation observation = new Observation();
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.setSubject(new Reference("Patient/" + patient));
        observation.setCode(new CodeableConcept(new Coding("urn:example", "temperature", "")));
        observation.setEffective(new DateTimeType(day));
        observation.setValue(new Quantity().setValue(new BigDecimal(degrees)).setUnit("degrees"));
        return observation;
    }
}
