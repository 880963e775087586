package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.UriType;
import org.osteon.app.http.ServerAddress;
import org.osteon.records.notices.Topic;

/// Says in the capability statement what holds for each type: the same methods serve all, but an
/// Observation has no gender to search by, and nothing creates a Medication that is nobody's.
@Interceptor
final class HonestCapabilities {
    private static final String TOPICS =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical";
    private static final List<String> PATCHES =
            List.of("application/json-patch+json", "application/fhir+json", "application/fhir+xml");

    private final FhirContext context;
    private final SearchReading reading;
    private final Set<String> ofCharts;
    private final boolean notifies;

    /// @param ofCharts the types whose resources charts hold
    /// @param notifies whether anybody can be told of what happens
    HonestCapabilities(
            FhirContext context, SearchReading reading, Set<String> ofCharts, boolean notifies) {
        this.context = context;
        this.reading = reading;
        this.ofCharts = Set.copyOf(ofCharts);
        this.notifies = notifies;
    }

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void customise(IBaseConformance statement, ServletRequestDetails request) {
        if (statement instanceof CapabilityStatement capabilities) {
            capabilities.setPatchFormat(PATCHES.stream().map(CodeType::new).toList());
            for (var rest : capabilities.getRest()) {
                rest.setSecurity(security(request.getServletRequest()));
                rest.getResource().stream()
                        .filter(resource -> ofCharts.contains(resource.getType()))
                        .forEach(this::ofChart);
                rest.getResource().stream()
                        .filter(resource -> notifies && resource.getType().equals("Subscription"))
                        .forEach(HonestCapabilities::ofSubscriptions);
            }
        }
    }

    /// FHIR R4 has no resource for a topic: the backport has a server name them here.
    private static void ofSubscriptions(
            CapabilityStatement.CapabilityStatementRestResourceComponent resource) {
        resource.setExtension(
                Stream.of(Topic.values())
                        .map(topic -> new Extension(TOPICS, new CanonicalType(topic.canonical())))
                        .toList());
    }

    private void ofChart(CapabilityStatement.CapabilityStatementRestResourceComponent resource) {
        String type = resource.getType();
        resource.getSearchParam().clear();
        new TreeMap<>(reading.table().of(type))
                .forEach((name, offered) -> {
                    var parameter =
                            resource.addSearchParam()
                                    .setName(name)
                                    .setType(
                                            Enumerations.SearchParamType.fromCode(
                                                    offered.type().getCode()));
                    if (!offered.remark().isEmpty()) {
                        parameter.setDocumentation(offered.remark());
                    }
                });
        resource.getSearchInclude().clear();
        reading.inclusions()
                .of(type)
                .keySet()
                .forEach(name -> resource.addSearchInclude(type + ":" + name));
        resource.getSearchRevInclude().clear();
        ofCharts.stream()
                .sorted()
                .flatMap(source -> reading.inclusions().of(source).values().stream())
                .filter(link -> link.leadsTo(type))
                .forEach(link -> resource.addSearchRevInclude(link.type() + ":" + link.name()));
        resource.setVersioning(CapabilityStatement.ResourceVersionPolicy.VERSIONED);
        if (!PatientTypes.names(context, type)) {
            resource.getInteraction()
                    .removeIf(one ->
                            one.getCode() == CapabilityStatement.TypeRestfulInteraction.CREATE);
            resource.setConditionalCreateElement(null);
            resource.setDocumentation(
                    "Comes into a chart by what refers to it, by import; it cannot be created on"
                            + " its own");
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
}
