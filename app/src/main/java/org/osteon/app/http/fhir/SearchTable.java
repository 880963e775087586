package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osteon.store.ResourceQuery;

/// What resources can be searched by: what FHIR R4 defines for their type, as far as the store
/// answers it. Search and capability statement both ask here.
final class SearchTable {
    /// `Type.element`, with what it is taken as where it can be several things.
    private static final Pattern PATH =
            Pattern.compile("\\(?([A-Z]\\w+)\\.(\\w+)(?: as (\\w+)|\\.as\\((\\w+)\\))?\\)?");

    private final FhirContext context;
    private final Map<String, Map<String, Offered>> byType = new ConcurrentHashMap<>();

    SearchTable(FhirContext context) {
        this.context = context;
    }

    /// What a parameter is compared with.
    enum Kind {
        ID,
        RECORDED,
        PATIENT,
        TOKEN,
        DATE
    }

    /// A parameter that a type can be searched by.
    ///
    /// @param stored how the store calls it, for tokens
    /// @param element of the resource, as FHIR defines it
    /// @param remark what a client has to know; empty where it is as FHIR defines it
    record Offered(String name, Kind kind, String stored, String element, String remark) {
        RestSearchParameterTypeEnum type() {
            return switch (kind) {
                case ID, TOKEN -> RestSearchParameterTypeEnum.TOKEN;
                case RECORDED, DATE -> RestSearchParameterTypeEnum.DATE;
                case PATIENT -> RestSearchParameterTypeEnum.REFERENCE;
            };
        }
    }

    /// The parameters of a type, by name.
    Map<String, Offered> of(String type) {
        return byType.computeIfAbsent(type, this::made);
    }

    private Map<String, Offered> made(String type) {
        RuntimeResourceDefinition definition = context.getResourceDefinition(type);
        Map<String, Offered> offered = new TreeMap<>();
        offered.put("_id", new Offered("_id", Kind.ID, "", "id", ""));
        offered.put(
                "_lastUpdated",
                new Offered("_lastUpdated", Kind.RECORDED, "", "meta.lastUpdated", ""));
        if (!type.equals("Patient")) {
            boolean defined = definition.getSearchParam("patient") != null;
            offered.put(
                    "patient",
                    new Offered(
                            "patient",
                            Kind.PATIENT,
                            "",
                            "subject",
                            defined
                                    ? ""
                                    : "Osteon's own: FHIR R4 defines none for this type; the chart"
                                            + " that it is in"));
            if (defined || definition.getSearchParam("subject") != null) {
                offered.put(
                        "subject",
                        new Offered("subject", Kind.PATIENT, "", "subject", "patients only"));
            }
        }
        for (RuntimeSearchParam parameter : definition.getSearchParams()) {
            switch (parameter.getParamType()) {
                case TOKEN ->
                        token(definition, parameter)
                                .ifPresent(one -> offered.putIfAbsent(one.name(), one));
                case DATE ->
                        date(definition, parameter)
                                .ifPresent(one -> offered.putIfAbsent(one.name(), one));
                default -> {}
            }
        }
        return Map.copyOf(offered);
    }

    private Optional<Offered> token(
            RuntimeResourceDefinition definition, RuntimeSearchParam parameter) {
        List<String> paths = parameter.getPathsSplitForResourceType(definition.getName());
        List<Offered> indexed = new ArrayList<>();
        for (String path : paths) {
            Matcher parts = PATH.matcher(path.strip());
            if (parts.matches()) {
                String as = parts.group(3) == null ? parts.group(4) : parts.group(3);
                String element = parts.group(2) + (as == null ? "" : as);
                ResourceQuery.parameterOf(element)
                        .ifPresent(stored ->
                                indexed.add(
                                        new Offered(
                                                parameter.getName(),
                                                Kind.TOKEN,
                                                stored,
                                                element,
                                                paths.size() == 1
                                                        ? ""
                                                        : "by " + element + " only")));
            }
        }
        return indexed.stream().findFirst();
    }

    /// By the resource's own date, where this is what FHIR means by the parameter and no other
    /// element can stand in for it.
    private Optional<Offered> date(
            RuntimeResourceDefinition definition, RuntimeSearchParam parameter) {
        List<String> meant = new ArrayList<>();
        for (String path : parameter.getPathsSplitForResourceType(definition.getName())) {
            Matcher parts = PATH.matcher(path.strip());
            if (parts.matches()) {
                meant.add(parts.group(2));
            }
        }
        List<String> own =
                definition.getChildren().stream()
                        .flatMap(child ->
                                child.getValidChildNames().stream()
                                        .filter(ResourceQuery::isOwnDate)
                                        .map(_ -> child.getElementName().replace("[x]", "")))
                        .distinct()
                        .toList();
        return own.size() == 1 && meant.contains(own.getFirst())
                ? Optional.of(new Offered(parameter.getName(), Kind.DATE, "", own.getFirst(), ""))
                : Optional.empty();
    }

    /// What an element can be, by its name as FHIR defines it.
    Optional<BaseRuntimeElementDefinition<?>> element(String type, String name) {
        BaseRuntimeChildDefinition child = context.getResourceDefinition(type).getChildByName(name);
        return child == null ? Optional.empty() : Optional.ofNullable(child.getChildByName(name));
    }
}
