package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.ValidationOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.NpmPackageValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osteon.feeds.ChartEdit;
import org.osteon.feeds.Feed;
import org.osteon.feeds.Known;
import org.osteon.feeds.Outcome;
import org.osteon.feeds.Profiles;

/// X11: which profiles of US Core 6.1.0 hold of what HL7 v2 brings, by HAPI's validator with the
/// package. The guide for integrators names these and no others.
class UsProfilesTest {
    private static final FhirContext CONTEXT = FhirContext.forR4Cached();
    private static final String US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/";
    private static final String PACKAGE = "classpath:profiles/hl7.fhir.us.core-6.1.0.tgz";

    private static FhirValidator validator;

    @BeforeAll
    static void start() throws IOException {
        NpmPackageValidationSupport packages = new NpmPackageValidationSupport(CONTEXT);
        packages.loadPackageFromClasspath(PACKAGE);
        InMemoryTerminologyServerValidationSupport terms =
                new InMemoryTerminologyServerValidationSupport(CONTEXT);
        // LOINC, SNOMED CT and RxNorm are not here.
        terms.setIssueSeverityForCodeDisplayMismatch(IValidationSupport.IssueSeverity.WARNING);
        FhirInstanceValidator instance =
                new FhirInstanceValidator(
                        new ValidationSupportChain(
                                new DefaultProfileValidationSupport(CONTEXT),
                                packages,
                                new CommonCodeSystemsTerminologyService(CONTEXT),
                                terms));
        instance.setAnyExtensionsAllowed(true);
        validator = CONTEXT.newValidator().registerValidatorModule(instance);
    }

    private static List<String> errors(String json, String profile) {
        return validator
                .validateWithResult(json, new ValidationOptions().addProfile(profile))
                .getMessages()
                .stream()
                .filter(one -> one.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(one -> one.getLocationString() + ": " + one.getMessage())
                .toList();
    }

    private static final Map<String, String> OF_MESSAGES =
            Map.of(
                    "Patient", US_CORE + "us-core-patient",
                    "Encounter", US_CORE + "us-core-encounter",
                    "Observation", US_CORE + "us-core-observation-lab",
                    "DiagnosticReport", US_CORE + "us-core-diagnosticreport-lab",
                    "MedicationRequest", US_CORE + "us-core-medicationrequest");

    @Test
    void what_holds_of_what_messages_bring_is_what_the_guide_names() throws IOException {
        Map<String, List<String>> byType = new LinkedHashMap<>();
        for (String message :
                List.of(
                        """
                        MSH|^~\\&|LABSYS|GENHOSP|OSTEON|CLINIC|20250602100000||ADT^A01|1|P|2.5.1||||||UNICODE UTF-8
                        EVN|A01
                        PID|1||4711^^^GENHOSP^MR||Meier^Anna||19610412|F|||1 Main St^^Springfield^IL^62701^US
                        PV1|1|I|WARD^1|R|||||||||||||||V-1|||||||||||||||||||||||||20250602080000
                        """,
                        """
                        MSH|^~\\&|LABSYS|GENHOSP|OSTEON|CLINIC|20250602100000||ORU^R01|2|P|2.5.1||||||UNICODE UTF-8
                        PID|1||4711^^^GENHOSP^MR||Meier^Anna||19610412|F
                        OBR|1||F-1|24323-8^Comprehensive metabolic panel^LN|||20250602073000|||||||||||||||||LAB|F
                        OBX|1|NM|2160-0^Creatinine^LN||1.1|mg/dL^^UCUM|||||F
                        OBX|2|ST|5778-6^Color of urine^LN||yellow||||||F
                        OBX|3|NM|2000-8^Calcium^LN||hemolysed|mg/dL^^UCUM|||||F
                        """,
                        """
                        MSH|^~\\&|LABSYS|GENHOSP|OSTEON|CLINIC|20250602100000||RDE^O11|3|P|2.5.1||||||UNICODE UTF-8
                        PID|1||4711^^^GENHOSP^MR||Meier^Anna||19610412|F
                        ORC|NW|RX-1||||||||||77^Welby^Marcus
                        RXE|^^^20250602|77655^zoledronic acid^RXNORM|4||mg
                        RXR|IV
                        """)) {
            Outcome outcome =
                    new Feed(
                                    Profiles.of(
                                            "lab",
                                            "{\"title\":\"L\",\"senders\":[{\"application\":\"LABSYS\"}],\"timeZone\":\"America/Chicago\",\"createsPatients\":[\"ADT\",\"ORU\",\"RDE\"],\"identifiers\":{\"GENHOSP^MR\":\"urn:example:mrn\"}}"))
                            .read(
                                    message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8),
                                    Known.nothing());
            assertThat(outcome).isInstanceOf(Outcome.Understood.class);
            for (ChartEdit edit : ((Outcome.Understood) outcome).edits()) {
                for (ChartEdit.Part part : edit.parts()) {
                    String profile = OF_MESSAGES.get(part.type());
                    if (profile != null) {
                        byType.computeIfAbsent(part.type(), _ -> new ArrayList<>())
                                .addAll(errors(part.json().orElseThrow(), profile));
                    }
                }
            }
        }
        assertThat(byType.keySet()).isEqualTo(OF_MESSAGES.keySet());
        Set<String> hold = new TreeSet<>();
        byType.forEach((type, errors) -> {
            if (errors.isEmpty()) {
                hold.add(OF_MESSAGES.get(type).substring(US_CORE.length()));
            }
        });
        String guide = Files.readString(Path.of("../docs/integrating.md"));
        Set<String> named = new TreeSet<>();
        Pattern.compile("`(us-core-[a-z-]+)`")
                .matcher(guide)
                .results()
                .forEach(one -> named.add(one.group(1)));
        assertThat(named).as(byType.toString()).isEqualTo(hold);
    }

    @Test
    void the_validator_finds_what_a_profile_forbids() {
        String patient = "{\"resourceType\":\"Patient\",\"gender\":\"female\"}";
        assertThat(errors(patient, US_CORE + "us-core-patient").toString())
                .contains("Patient.identifier")
                .contains("Patient.name");
    }
}
