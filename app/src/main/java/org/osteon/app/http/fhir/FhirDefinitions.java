package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;

/// FHIR's definitions of all types as HAPI reads them from its classes: some seconds of work, so
/// once for a process.
final class FhirDefinitions {
    private static final FhirContext CONTEXT = read();

    private FhirDefinitions() {}

    static FhirContext context() {
        return CONTEXT;
    }

    private static FhirContext read() {
        FhirContext context = FhirContext.forR4();
        // What a client writes and we would not understand is refused, not dropped.
        context.setParserErrorHandler(new StrictErrorHandler());
        context.getResourceTypes().forEach(context::getResourceDefinition);
        return context;
    }
}
