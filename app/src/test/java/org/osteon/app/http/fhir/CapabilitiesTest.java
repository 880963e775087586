package org.osteon.app.http.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osteon.app.http.server.TestServer;
import org.osteon.store.Attribution;
import org.osteon.store.Change;

/// The capability statement says what is so: each search parameter of each type is tried on a
/// resource that has what FHIR means by it, and on one that has something else; each interaction
/// that is told is done, and those that are not told are refused.
class CapabilitiesTest {
    private static final FhirContext CONTEXT = FhirContext.forR4Cached();
    private static final Set<String> NOT_OF_CHARTS =
            Set.of(
                    "Questionnaire",
                    "AuditEvent",
                    "Subscription",
                    "CodeSystem",
                    "ValueSet",
                    "OperationDefinition");

    @TempDir static Path folder;
    private static TestServer server;
    private static FhirWire fhir;
    private static List<CapabilityStatementRestResourceComponent> told;

    @BeforeAll
    static void start() {
        server = new TestServer(folder, TestServer.KNOWLEDGE);
        fhir = new FhirWire(server);
        told =
                CONTEXT
                        .newJsonParser()
                        .parseResource(CapabilityStatement.class, fhir.get("metadata").body())
                        .getRestFirstRep()
                        .getResource()
                        .stream()
                        .filter(one -> !NOT_OF_CHARTS.contains(one.getType()))
                        .sorted(Comparator.comparing(one -> one.getType()))
                        .toList();
        fhir.patient("p");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_search_parameter_that_is_told_finds_what_fhir_means_by_it_and_nothing_else() {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (CapabilityStatementRestResourceComponent type : told) {
            for (var parameter : type.getSearchParam()) {
                boolean own =
                        parameter.getDocumentation() != null
                                && parameter.getDocumentation().startsWith("Osteon's own");
                if (own
                        || parameter.getName().startsWith("_")
                        || parameter.getType() == SearchParamType.REFERENCE) {
                    continue;
                }
                tried++;
                wrong.addAll(tried(type.getType(), parameter.getName()));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(200);
    }

    private static List<String> tried(String type, String name) {
        RuntimeSearchParam parameter = CONTEXT.getResourceDefinition(type).getSearchParam(name);
        List<String> wrong = new ArrayList<>();
        for (String element : elements(type, parameter)) {
            Resource has = made(type, element, true);
            Resource other = made(type, element, false);
            if (has == null || other == null) {
                continue;
            }
            keep(has, "has");
            keep(other, "other");
            String value = value(element(has, element));
            List<String> found = fhir.ids(type + "?" + name + "=" + FhirWire.encoded(value));
            if (!found.equals(List.of("has"))) {
                wrong.add(type + "?" + name + "=" + value + " by " + element + " found " + found);
            }
        }
        return wrong;
    }

    /// The elements of FHIR's definition that the parameter's remark does not leave out.
    private static Set<String> elements(String type, RuntimeSearchParam parameter) {
        Set<String> elements = new LinkedHashSet<>();
        String remark =
                told.stream()
                        .filter(one -> one.getType().equals(type))
                        .flatMap(one -> one.getSearchParam().stream())
                        .filter(one -> one.getName().equals(parameter.getName()))
                        .map(one -> one.getDocumentation() == null ? "" : one.getDocumentation())
                        .findFirst()
                        .orElse("");
        for (String path : parameter.getPathsSplitForResourceType(type)) {
            String element =
                    path.replaceAll("[()]", "")
                            .replaceAll("^[A-Za-z]+\\.", "")
                            .replaceAll(" as .*|\\.as.*", "");
            if (!element.contains(".") && (remark.isEmpty() || remark.contains("by " + element))) {
                elements.add(element);
            }
        }
        return elements;
    }

    /// A resource that has the element, with one value or another; null where what it can be is
    /// nothing that the parameter is about.
    private static Resource made(String type, String element, boolean wanted) {
        Resource resource = (Resource) CONTEXT.getResourceDefinition(type).newInstance();
        BaseRuntimeChildDefinition child = child(type, element);
        for (String name : child.getValidChildNames().stream().sorted().toList()) {
            IBase made =
                    child.getChildByName(name).newInstance(child.getInstanceConstructorArguments());
            if (fill(made, wanted)) {
                child.getMutator().addValue(resource, made);
                return resource;
            }
        }
        return null;
    }

    private static boolean fill(IBase made, boolean wanted) {
        switch (made) {
            case CodeableConcept concept ->
                    concept.addCoding(new Coding("urn:x", wanted ? "wanted" : "else", ""));
            case Coding coding -> coding.setSystem("urn:x").setCode(wanted ? "wanted" : "else");
            case Identifier identifier ->
                    identifier.setSystem("urn:x").setValue(wanted ? "wanted" : "else");
            case Enumeration<?> code -> enumerated(code, wanted);
            case DateTimeType date -> date.setValueAsString(wanted ? "2001-02-03" : "2011-02-03");
            case DateType date -> date.setValueAsString(wanted ? "2001-02-03" : "2011-02-03");
            case InstantType instant ->
                    instant.setValueAsString(
                            wanted ? "2001-02-03T04:05:06Z" : "2011-02-03T04:05:06Z");
            case Period period ->
                    period.setStartElement(new DateTimeType(wanted ? "2001-02-03" : "2011-02-03"))
                            .setEndElement(new DateTimeType(wanted ? "2001-02-04" : "2011-02-04"));
            case IdType _ -> {
                return false;
            }
            case CodeType code -> code.setValue(wanted ? "wanted" : "else");
            default -> {
                return false;
            }
        }
        return true;
    }

    /// The first code of the element's own list, or the second.
    private static void enumerated(Enumeration<?> code, boolean wanted) {
        List<String> codes =
                List.of(code.getEnumFactory().getClass().getGenericInterfaces()).stream()
                        .map(java.lang.reflect.ParameterizedType.class::cast)
                        .map(one -> (Class<?>) one.getActualTypeArguments()[0])
                        .flatMap(one -> List.of(one.getEnumConstants()).stream())
                        .map(CapabilitiesTest::codeOf)
                        .filter(one -> one != null && !one.equals("?"))
                        .toList();
        code.setValueAsString(codes.get(wanted || codes.size() < 2 ? 0 : 1));
    }

    private static String codeOf(Object constant) {
        try {
            return String.valueOf(constant.getClass().getMethod("toCode").invoke(constant));
        } catch (ReflectiveOperationException | RuntimeException _) {
            return null;
        }
    }

    /// An element, that can be one thing or several (`effective[x]`).
    private static BaseRuntimeChildDefinition child(String type, String element) {
        BaseRuntimeChildDefinition plain =
                CONTEXT.getResourceDefinition(type).getChildByName(element);
        return plain == null
                ? CONTEXT.getResourceDefinition(type).getChildByName(element + "[x]")
                : plain;
    }

    private static IBase element(Resource resource, String name) {
        return child(resource.fhirType(), name).getAccessor().getValues(resource).getFirst();
    }

    private static String value(IBase element) {
        return switch (element) {
            case CodeableConcept concept -> "urn:x|" + concept.getCodingFirstRep().getCode();
            case Coding coding -> "urn:x|" + coding.getCode();
            case Identifier identifier -> "urn:x|" + identifier.getValue();
            case Period _ -> "2001-02";
            case PrimitiveType<?> primitive -> primitive.getValueAsString();
            default -> throw new AssertionError(element);
        };
    }

    /// Into the chart of the patient, as it would come by import.
    private static void keep(Resource resource, String id) {
        resource.setId(id);
        String json = CONTEXT.newJsonParser().encodeResourceToString(resource);
        server.store()
                .append(
                        "p",
                        new Attribution("test", TestServer.NOW, "import"),
                        List.of(Change.put(resource.fhirType(), id, json)));
    }

    @Test
    void every_reference_that_is_told_is_followed() {
        List<String> wrong = new ArrayList<>();
        Set<String> tried = new TreeSet<>();
        for (CapabilityStatementRestResourceComponent type : told) {
            for (var include : type.getSearchInclude()) {
                String name = include.getValue().substring(include.getValue().indexOf(':') + 1);
                RuntimeSearchParam parameter =
                        CONTEXT.getResourceDefinition(type.getType()).getSearchParam(name);
                Resource source = referring(type.getType(), parameter);
                if (source == null) {
                    continue;
                }
                tried.add(include.getValue());
                keep(source, "refers");
                List<String> found =
                        fhir.ids(type.getType() + "?_id=refers&_include=" + include.getValue());
                if (!found.contains("target")) {
                    wrong.add(include.getValue() + " found " + found);
                }
                if (!found(source, "_revinclude=" + include.getValue()).contains("refers")) {
                    wrong.add("reverse of " + include.getValue());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).hasSizeGreaterThan(150);
    }

    private static List<String> found(Resource source, String reverse) {
        String target =
                CONTEXT.newTerser()
                        .getAllPopulatedChildElementsOfType(source, Reference.class)
                        .getFirst()
                        .getReference();
        String type = target.substring(0, target.indexOf('/'));
        return fhir.ids(type + "?_id=target&" + reverse);
    }

    /// A resource with a reference where the parameter has one at its top; null where it has none
    /// there.
    private static Resource referring(String type, RuntimeSearchParam parameter) {
        String path = parameter.getPathsSplitForResourceType(type).getFirst();
        String element =
                path.replaceAll("[()]", "")
                        .replaceAll("^[A-Za-z]+\\.", "")
                        .replaceAll(" as .*|\\.as.*|\\.where.*", "");
        BaseRuntimeChildDefinition child = child(type, element);
        String target =
                path.contains("resolve() is") || path.contains("resolveis")
                        ? path.replaceAll(".* is (\\w+).*", "$1")
                        : parameter.getTargets().stream()
                                .filter(one -> !NOT_OF_CHARTS.contains(one))
                                .sorted()
                                .findFirst()
                                .orElse("Patient");
        if (child == null
                || child.getValidChildNames().stream()
                        .map(child::getChildByName)
                        .noneMatch(one -> one.getImplementingClass().equals(Reference.class))) {
            return null;
        }
        Resource resource = (Resource) CONTEXT.getResourceDefinition(type).newInstance();
        child.getMutator().addValue(resource, new Reference(target + "/target"));
        keep((Resource) CONTEXT.getResourceDefinition(target).newInstance(), "target");
        return resource;
    }

    @Test
    void what_is_told_can_be_done_and_what_is_not_told_cannot() {
        Set<String> creating = new HashSet<>();
        for (CapabilityStatementRestResourceComponent type : told) {
            String name = type.getType();
            Set<TypeRestfulInteraction> does =
                    type.getInteraction().stream()
                            .map(one -> one.getCode())
                            .collect(Collectors.toSet());
            assertThat(does)
                    .as(name)
                    .contains(
                            TypeRestfulInteraction.READ,
                            TypeRestfulInteraction.VREAD,
                            TypeRestfulInteraction.HISTORYINSTANCE,
                            TypeRestfulInteraction.SEARCHTYPE,
                            TypeRestfulInteraction.UPDATE,
                            TypeRestfulInteraction.PATCH,
                            TypeRestfulInteraction.DELETE)
                    .doesNotContain(TypeRestfulInteraction.HISTORYTYPE);
            HttpResponse<String> created = fhir.post(name, "{\"resourceType\":\"" + name + "\"}");
            if (does.contains(TypeRestfulInteraction.CREATE)) {
                creating.add(name);
            } else {
                assertThat(created.statusCode()).as(name + created.body()).isEqualTo(422);
            }
            assertThat(fhir.get(name + "?patient=p&_count=1").statusCode())
                    .as(name)
                    .isEqualTo(name.equals("Patient") ? 400 : 200);
            assertThat(fhir.get(name + "/_history").statusCode()).as(name).isEqualTo(400);
            assertThat(type.getConditionalDelete())
                    .isIn(null, CapabilityStatement.ConditionalDeleteStatus.NOTSUPPORTED);
        }
        assertThat(creating)
                .contains("Patient", "Observation", "Condition", "BiologicallyDerivedProduct")
                .doesNotContain("Medication", "Organization");
    }
}
