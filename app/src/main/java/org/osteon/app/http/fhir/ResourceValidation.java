package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ValidationOptions;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/// `$validate` by HAPI's validator with the definitions of FHIR R4, which are read when first
/// needed.
final class ResourceValidation {
    private final FhirContext context;
    private @Nullable FhirValidator validator;

    ResourceValidation(FhirContext context) {
        this.context = context;
    }

    MethodOutcome validate(IBaseResource resource, @Nullable String profile) {
        ValidationOptions options = new ValidationOptions();
        if (profile != null) {
            options.addProfile(profile);
        }
        MethodOutcome outcome = new MethodOutcome();
        outcome.setOperationOutcome(
                validator().validateWithResult(resource, options).toOperationOutcome());
        return outcome;
    }

    private synchronized FhirValidator validator() {
        FhirValidator ready = validator;
        if (ready == null) {
            FhirInstanceValidator instance =
                    new FhirInstanceValidator(
                            new ValidationSupportChain(
                                    new DefaultProfileValidationSupport(context),
                                    new CommonCodeSystemsTerminologyService(context),
                                    new InMemoryTerminologyServerValidationSupport(context)));
            // Codes of LOINC, SNOMED CT and the like cannot be looked up here.
            instance.setAnyExtensionsAllowed(true);
            instance.setNoTerminologyChecks(false);
            ready = context.newValidator().registerValidatorModule(instance);
            validator = ready;
        }
        return ready;
    }
}
