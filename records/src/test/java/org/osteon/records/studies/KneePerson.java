package org.osteon.records.studies;

import java.util.ArrayList;
import java.util.List;
import org.osteon.store.Change;

/// A made-up person with a painful knee, who meets the criteria of the example studies or misses
/// one.
record KneePerson(
        String id, String born, int grade, int painMm, String bodyMass, boolean consents) {
    static KneePerson usual(int number) {
        return new KneePerson(
                "knee-" + number,
                number % 3 == 0 ? "1978-03-04" : "1965-05-06",
                1 + number % 3,
                40 + number % 40,
                "26.4",
                true);
    }

    KneePerson withGrade(int other) {
        return new KneePerson(id, born, other, painMm, bodyMass, consents);
    }

    KneePerson withoutConsent() {
        return new KneePerson(id, born, grade, painMm, bodyMass, false);
    }

    /// Their chart.
    List<Change> chart() {
        List<Change> all = new ArrayList<>();
        put(
                all,
                "Patient",
                id,
                "\"gender\":\"%s\",\"birthDate\":\"%s\",\"name\":[{\"family\":\"Knee\",\"given\":[\"%s\"]}]"
                        .formatted(id.hashCode() % 2 == 0 ? "female" : "male", born, id));
        put(
                all,
                "Condition",
                "reason",
                """
                "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
                "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M17.11"}]},
                "subject":{"reference":"Patient/%s"},"onsetDateTime":"2024-01-02"
                """
                        .formatted(id));
        observation(all, "grade", "urn:osteon:chart", "kl-grade", "\"valueInteger\":" + grade);
        observation(
                all,
                "pain",
                "http://loinc.org",
                "38214-3",
                "\"valueQuantity\":{\"value\":%d,\"unit\":\"mm\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"mm\"}"
                        .formatted(painMm));
        observation(
                all,
                "bmi",
                "http://loinc.org",
                "39156-5",
                "\"valueQuantity\":{\"value\":%s,\"unit\":\"kg/m2\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"kg/m2\"}"
                        .formatted(bodyMass));
        observation(
                all,
                "markers",
                "urn:osteon:study-criterion",
                "knee-comparators.infection-markers",
                "\"valueBoolean\":true");
        if (consents) {
            put(
                    all,
                    "Consent",
                    "study",
                    """
                    "status":"active","dateTime":"2025-05-20",
                    "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"research"}]},
                    "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
                    "patient":{"reference":"Patient/%s"},
                    "policyRule":{"coding":[{"system":"urn:osteon:chart","code":"consent-study"}]}
                    """
                            .formatted(id));
        }
        return all;
    }

    private void observation(
            List<Change> all, String name, String system, String code, String value) {
        put(
                all,
                "Observation",
                name,
                """
                "status":"final","code":{"coding":[{"system":"%s","code":"%s"}]},
                "subject":{"reference":"Patient/%s"},"effectiveDateTime":"2025-05-20",%s
                """
                        .formatted(system, code, id, value));
    }

    private static void put(List<Change> all, String type, String id, String rest) {
        all.add(
                Change.put(
                        type,
                        id,
                        "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, rest)));
    }
}
