package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.api.RestSearchParameterTypeEnum;
import ca.uhn.fhir.util.FhirTerser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// What comes with what a search finds: what it refers to (`_include`), and what refers to it
/// (`_revinclude`), within its chart. It is searched for as whoever asks could search for it: what
/// is withheld from them, or beyond their scopes, does not come.
final class Inclusions {
    /// Paths of FHIR's search parameters that are followed: an element, of one type of target.
    private static final Pattern PATH =
            Pattern.compile(
                    "\\(?([A-Z]\\w+)\\.([\\w.]+?)(?:\\.where\\(resolve\\(\\) is (\\w+)\\)"
                            + "| as Reference)?\\)?");

    private static final Pattern WANTED =
            Pattern.compile("([A-Z]\\w+):([A-Za-z0-9-]+)(?::([A-Z]\\w+))?");

    private static final int MOST = 2_000;
    private static final int AT_ONCE = 500;

    private final FhirContext context;
    private final StoredResources resources;
    private final Map<String, Map<String, Link>> links = new HashMap<>();

    Inclusions(FhirContext context, StoredResources resources) {
        this.context = context;
        this.resources = resources;
    }

    /// A parameter whose references are followed.
    ///
    /// @param paths of the elements that hold them
    /// @param target the only type that they lead to; empty: any
    /// @param targets the types that FHIR lets them lead to
    record Link(String type, String name, List<String> paths, String target, Set<String> targets) {
        boolean leadsTo(String other) {
            return target.isEmpty() ? targets.contains(other) : target.equals(other);
        }
    }

    /// What is to come with what is found.
    record Wanted(List<Link> forward, List<Link> reverse) {
        boolean isNone() {
            return forward.isEmpty() && reverse.isEmpty();
        }
    }

    /// The parameters of a type whose references can be followed, by name.
    synchronized Map<String, Link> of(String type) {
        return links.computeIfAbsent(type, this::made);
    }

    private Map<String, Link> made(String type) {
        RuntimeResourceDefinition definition = context.getResourceDefinition(type);
        Map<String, Link> made = new TreeMap<>();
        for (RuntimeSearchParam parameter : definition.getSearchParams()) {
            if (parameter.getParamType() != RestSearchParameterTypeEnum.REFERENCE) {
                continue;
            }
            List<String> paths = new ArrayList<>();
            String target = "";
            boolean all = true;
            for (String path : parameter.getPathsSplitForResourceType(type)) {
                Matcher parts = PATH.matcher(path.strip());
                Optional<String> followed =
                        parts.matches() && parts.group(1).equals(type)
                                ? followed(definition, parts.group(2))
                                : Optional.empty();
                if (followed.isPresent()) {
                    paths.add(type + "." + followed.get());
                    target = parts.group(3) == null ? target : parts.group(3);
                } else {
                    all = false;
                }
            }
            if (all && !paths.isEmpty()) {
                made.put(
                        parameter.getName(),
                        new Link(
                                type,
                                parameter.getName(),
                                List.copyOf(paths),
                                target,
                                Set.copyOf(parameter.getTargets())));
            }
        }
        return made;
    }

    /// A path as HAPI follows it: what can be several things is named so, `effective[x]`. Empty
    /// where there is no such element.
    private static Optional<String> followed(
            BaseRuntimeElementCompositeDefinition<?> type, String path) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        BaseRuntimeChildDefinition plain = type.getChildByName(first);
        String name = plain == null ? first + "[x]" : first;
        BaseRuntimeChildDefinition child = plain == null ? type.getChildByName(name) : plain;
        if (child == null || dot < 0) {
            return Optional.ofNullable(child).map(_ -> name);
        }
        return child.getChildByName(first)
                        instanceof BaseRuntimeElementCompositeDefinition<?> within
                ? followed(within, path.substring(dot + 1)).map(rest -> name + "." + rest)
                : Optional.empty();
    }

    /// Reads what a client wants to come with it.
    Wanted read(String type, List<String> include, List<String> reverse) {
        return new Wanted(
                include.stream().map(one -> link(one, type, true)).toList(),
                reverse.stream().map(one -> link(one, type, false)).toList());
    }

    private Link link(String written, String type, boolean forward) {
        Matcher parts = WANTED.matcher(written);
        String name = forward ? "_include" : "_revinclude";
        if (!parts.matches()) {
            throw Problem.unusable(
                    name
                            + "="
                            + written
                            + " is not of the form Type:parameter or"
                            + " Type:parameter:TargetType");
        }
        String source = parts.group(1);
        Link link =
                context.getResourceTypes().contains(source) ? of(source).get(parts.group(2)) : null;
        String target = parts.group(3) == null ? "" : parts.group(3);
        if (link == null || (forward && !source.equals(type))) {
            throw Problem.unusable(
                    name
                            + "="
                            + written
                            + ": no such reference can be followed"
                            + (forward
                                    ? "; from " + type + ": " + String.join(", ", of(type).keySet())
                                    : ""));
        }
        if (!link.target().isEmpty() && !target.isEmpty() && !target.equals(link.target())) {
            throw Problem.unusable(name + "=" + written + ": it leads to " + link.target());
        }
        return new Link(
                link.type(),
                link.name(),
                link.paths(),
                target.isEmpty() ? link.target() : target,
                link.targets());
    }

    /// What comes with these resources.
    List<IBaseResource> with(List<StoredResource> found, Wanted wanted) {
        Map<String, StoredResource> around = new LinkedHashMap<>();
        Set<String> there = found.stream().map(Inclusions::key).collect(Collectors.toSet());
        if (!wanted.forward().isEmpty()) {
            forward(found, wanted.forward()).stream()
                    .filter(one -> !there.contains(key(one)))
                    .forEach(one -> around.putIfAbsent(key(one), one));
        }
        for (Link link : wanted.reverse()) {
            reverse(found, link).stream()
                    .filter(one -> !there.contains(key(one)))
                    .forEach(one -> around.putIfAbsent(key(one), one));
        }
        return around.values().stream()
                .map(resources::shown)
                .map(one -> {
                    if (ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.get(one) == null) {
                        ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(
                                one, BundleEntrySearchModeEnum.INCLUDE);
                    }
                    return one;
                })
                .toList();
    }

    private static String key(StoredResource one) {
        return one.chart() + " " + one.resource();
    }

    private List<StoredResource> forward(List<StoredResource> found, List<Link> links) {
        Map<String, Map<String, Set<String>>> byChartAndType = new LinkedHashMap<>();
        for (StoredResource one : found) {
            IBaseResource read = resources.shown(one);
            for (Link link : links) {
                for (IdType reference : references(read, link)) {
                    byChartAndType
                            .computeIfAbsent(one.chart(), _ -> new TreeMap<>())
                            .computeIfAbsent(
                                    reference.getResourceType(), _ -> new LinkedHashSet<>())
                            .add(reference.getIdPart());
                }
            }
        }
        List<StoredResource> around = new ArrayList<>();
        byChartAndType.forEach((chart, byType) ->
                byType.forEach((type, ids) ->
                        around.addAll(
                                resources
                                        .search(
                                                ResourceQuery.of(type)
                                                        .inChart(chart)
                                                        .withId(ids.toArray(String[]::new))
                                                        .limit(Math.max(ids.size(), 1)))
                                        .resources())));
        return around;
    }

    private List<StoredResource> reverse(List<StoredResource> found, Link link) {
        Map<String, Set<String>> byChart = new LinkedHashMap<>();
        found.forEach(one ->
                byChart.computeIfAbsent(one.chart(), _ -> new LinkedHashSet<>())
                        .add(one.resource().toString()));
        if (byChart.isEmpty()) {
            return List.of();
        }
        List<StoredResource> around = new ArrayList<>();
        ResourceQuery query =
                ResourceQuery.of(link.type())
                        .inChart(byChart.keySet().toArray(String[]::new))
                        .limit(AT_ONCE);
        Page page = resources.search(query);
        while (true) {
            for (StoredResource one : page.resources()) {
                boolean leads =
                        references(resources.shown(one), link).stream()
                                .anyMatch(reference ->
                                        byChart.getOrDefault(one.chart(), Set.of())
                                                .contains(
                                                        reference.getResourceType()
                                                                + "/"
                                                                + reference.getIdPart()));
                if (leads) {
                    around.add(one);
                }
            }
            if (around.size() > MOST) {
                throw new Problem(
                        ProblemKind.UNUSABLE,
                        "more than "
                                + MOST
                                + " resources would come with it by _revinclude="
                                + link.type()
                                + ":"
                                + link.name()
                                + "; ask for fewer at once (_count), or search "
                                + link.type()
                                + " itself");
            }
            if (page.next().isEmpty()) {
                return around;
            }
            page = resources.search(query.after(page.next().get()));
        }
    }

    /// What a resource refers to by a parameter: types and ids.
    private List<IdType> references(IBaseResource resource, Link link) {
        if (!resource.fhirType().equals(link.type())) {
            return List.of();
        }
        FhirTerser terser = context.newTerser();
        List<IdType> found = new ArrayList<>();
        for (String path : link.paths()) {
            terser.getValues(resource, path).stream()
                    .filter(Reference.class::isInstance)
                    .map(Reference.class::cast)
                    .map(Inclusions::id)
                    .filter(id -> id != null && id.hasResourceType() && id.hasIdPart())
                    .filter(id ->
                            link.target().isEmpty() || link.target().equals(id.getResourceType()))
                    .forEach(found::add);
        }
        return found;
    }

    private static @Nullable IdType id(Reference reference) {
        String written = reference.getReference();
        return written == null || written.startsWith("#") || written.startsWith("urn:")
                ? null
                : new IdType(written);
    }
}
