package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.UriType;
import org.osteon.app.http.ServerAddress;

/// Takes out of the capability statement what FHIR does not define for a type: the same methods
/// serve all types, but an Observation has no gender to search by.
@Interceptor
final class HonestCapabilities {
    private final FhirContext context;

    HonestCapabilities(FhirContext context) {
        this.context = context;
    }

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void customise(IBaseConformance statement, ServletRequestDetails request) {
        if (statement instanceof CapabilityStatement capabilities) {
            for (var rest : capabilities.getRest()) {
                rest.setSecurity(security(request.getServletRequest()));
                for (var resource : rest.getResource()) {
                    resource.getSearchParam()
                            .removeIf(parameter ->
                                    !isDefined(resource.getType(), parameter.getName()));
                }
            }
        }
    }

    /// How programs are let in.
    private static CapabilityStatement.CapabilityStatementRestSecurityComponent security(
            HttpServletRequest request) {
        String server = ServerAddress.of(request);
        var security = new CapabilityStatement.CapabilityStatementRestSecurityComponent();
        security.setCors(true)
                .addService()
                .setText("SMART App Launch 2.2")
                .addCoding()
                .setSystem("http://terminology.hl7.org/CodeSystem/restful-security-service")
                .setCode("SMART-on-FHIR");
        Extension addresses =
                security.addExtension()
                        .setUrl(
                                "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris");
        Map.of(
                        "authorize", server + ServerAddress.AUTHORIZE,
                        "token", server + ServerAddress.TOKEN,
                        "introspect", server + "/oauth/introspect",
                        "revoke", server + "/oauth/revoke")
                .forEach((name, address) -> addresses.addExtension(name, new UriType(address)));
        return security;
    }

    private boolean isDefined(String type, String parameter) {
        return TypeProvider.isSearchable(context, type, parameter);
    }
}
