package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;

/// Takes out of the capability statement what FHIR does not define for a type: the same methods
/// serve all types, but an Observation has no gender to search by.
@Interceptor
final class HonestCapabilities {
    private final FhirContext context;

    HonestCapabilities(FhirContext context) {
        this.context = context;
    }

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void customise(IBaseConformance statement) {
        if (statement instanceof CapabilityStatement capabilities) {
            for (var rest : capabilities.getRest()) {
                for (var resource : rest.getResource()) {
                    resource.getSearchParam()
                            .removeIf(parameter ->
                                    !isDefined(resource.getType(), parameter.getName()));
                }
            }
        }
    }

    private boolean isDefined(String type, String parameter) {
        return TypeProvider.isSearchable(context, type, parameter);
    }
}
