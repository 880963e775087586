package org.osteon.app.http.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.osteon.store.Change;
import org.osteon.workflow.FhirEdit;

/// A patient of the made-up pathway, written resource by resource.
final class MadeUpChart {
    private final String id;
    private final List<Change> changes = new ArrayList<>();

    private MadeUpChart(String id) {
        this.id = id;
    }

    static MadeUpChart of(String id, String family, String given, String gender, String born) {
        MadeUpChart chart = new MadeUpChart(id);
        ObjectNode patient = chart.resource("Patient", id);
        ObjectNode name = patient.putArray("name").addObject();
        name.put("family", family).putArray("given").add(given);
        patient.put("gender", gender).put("birthDate", born);
        patient.putArray("identifier").addObject().put("value", "MRN-" + id);
        return chart.with(patient);
    }

    MadeUpChart haemoglobin(String value, LocalDate day) {
        return lab("718-7", "Haemoglobin", value, "g/L", day);
    }

    MadeUpChart ferritin(String value, LocalDate day) {
        return lab("2276-4", "Ferritin", value, "ug/L", day);
    }

    MadeUpChart weight(String value, LocalDate day) {
        return lab("29463-7", "Body weight", value, "kg", day);
    }

    MadeUpChart lab(String code, String title, String value, String unit, LocalDate day) {
        ObjectNode lab =
                resource(
                        "Observation",
                        title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + "-" + day);
        lab.put("status", "final");
        ObjectNode concept = lab.putObject("code");
        concept.put("text", title)
                .putArray("coding")
                .addObject()
                .put("system", "http://loinc.org")
                .put("code", code);
        lab.put("effectiveDateTime", day.toString());
        lab.putObject("valueQuantity")
                .put("value", new java.math.BigDecimal(value))
                .put("unit", unit);
        return with(about(lab));
    }

    /// An HLA typing of one locus or one allele, as laboratories report it.
    MadeUpChart typed(String glString) {
        ObjectNode typing = resource("Observation", "hla-" + changes.size());
        typing.put("status", "final");
        typing.putObject("code").put("text", "HLA typing");
        typing.put("effectiveDateTime", "2025-05-01");
        typing.putObject("valueCodeableConcept")
                .putArray("coding")
                .addObject()
                .put("system", "http://www.ebi.ac.uk/ipd/imgt/hla")
                .put("code", glString);
        return with(about(typing));
    }

    /// An allogeneic transplant that is planned, with what the plan says of it.
    MadeUpChart transplantPlanned(LocalDate day, String... details) {
        ObjectNode plan = resource("ServiceRequest", "transplant");
        plan.put("status", "active").put("intent", "plan");
        ArrayNode codings = plan.putObject("code").putArray("coding");
        codings.addObject().put("system", "http://snomed.info/sct").put("code", "234336002");
        codings.addObject().put("system", "urn:osteon:chart").put("code", "allogeneic");
        plan.put("authoredOn", day.minusDays(30).toString());
        plan.put("occurrenceDateTime", day.toString());
        for (String detail : details) {
            plan.withArray("orderDetail")
                    .addObject()
                    .putArray("coding")
                    .addObject()
                    .put("system", "urn:osteon:chart")
                    .put("code", detail);
        }
        return with(about(plan));
    }

    MadeUpChart given(String product, String milligrams, LocalDate day) {
        ObjectNode dose = resource("MedicationAdministration", "dose-" + day);
        dose.put("status", "completed");
        medication(dose, product);
        dose.put("effectiveDateTime", day.toString());
        dose.putObject("dosage")
                .putObject("dose")
                .put("value", new java.math.BigDecimal(milligrams))
                .put("unit", "mg");
        return with(about(dose));
    }

    /// In a ward, with somebody who coordinates the care.
    MadeUpChart lookedAfter(String place, String coordinator) {
        ObjectNode stay = resource("Encounter", "stay");
        stay.put("status", "in-progress");
        stay.putObject("class").put("code", "IMP");
        stay.putArray("location")
                .addObject()
                .putObject("location")
                .put("reference", "Location/ward")
                .put("display", place);
        with(about(stay));
        ObjectNode team = resource("CareTeam", "team");
        team.put("status", "active");
        ObjectNode member = team.putArray("participant").addObject();
        member.putArray("role").addObject().put("text", "Care coordinator");
        member.putObject("member").put("display", coordinator);
        return with(about(team));
    }

    MadeUpChart planned(String product, String milligrams, LocalDate day) {
        ObjectNode order = resource("MedicationRequest", "order-" + day);
        order.put("status", "draft").put("intent", "order");
        medication(order, product);
        order.put("authoredOn", day.minusDays(1).toString());
        ObjectNode dosage = order.putArray("dosageInstruction").addObject();
        dosage.putObject("timing").putArray("event").add(day.toString());
        if (!milligrams.isEmpty()) {
            dosage.putArray("doseAndRate")
                    .addObject()
                    .putObject("doseQuantity")
                    .put("value", new java.math.BigDecimal(milligrams))
                    .put("unit", "mg");
        }
        return with(about(order));
    }

    MadeUpChart allergicTo(String substance) {
        ObjectNode allergy = resource("AllergyIntolerance", "allergy-" + changes.size());
        allergy.putObject("code").put("text", substance);
        return with(about(allergy));
    }

    private static void medication(ObjectNode resource, String product) {
        ObjectNode concept = resource.putObject("medicationCodeableConcept");
        concept.put("text", product.replace('-', ' '))
                .putArray("coding")
                .addObject()
                .put("system", "urn:osteon:test")
                .put("code", product);
    }

    private ObjectNode about(ObjectNode resource) {
        resource.putObject("subject").put("reference", "Patient/" + id);
        return resource;
    }

    private ObjectNode resource(String type, String resourceId) {
        return FhirEdit.object().put("resourceType", type).put("id", resourceId);
    }

    private MadeUpChart with(ObjectNode resource) {
        changes.add(
                Change.put(
                        resource.path("resourceType").asText(""),
                        resource.path("id").asText(""),
                        FhirEdit.write(resource)));
        return this;
    }

    String id() {
        return id;
    }

    List<Change> changes() {
        return changes;
    }
}
