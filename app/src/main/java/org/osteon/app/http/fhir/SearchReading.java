package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.QualifiedParamList;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.util.UrlUtil;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.Enumeration;
import org.jspecify.annotations.Nullable;
import org.osteon.app.http.fhir.SearchTable.Offered;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.Page;
import org.osteon.store.ResourceQuery;
import org.osteon.store.StoredResource;

/// What a client searches for, out of the parameters of its request: each is understood or refused,
/// none is passed over.
final class SearchReading {
    /// More patients than that are not put into one search.
    private static final int MOST_PATIENTS = 5_000;

    private static final int AT_ONCE = 1_000;

    /// How an answer is given, not what is searched for.
    static final Set<String> OF_THE_ANSWER =
            Set.of("_format", "_pretty", "_count", "_summary", "_elements", "_total");

    private static final Set<String> AROUND = Set.of("_include", "_revinclude");

    private static final Map<String, ResourceQuery.Order> ORDERS =
            Map.of(
                    "date", ResourceQuery.Order.OLDEST_FIRST,
                    "-date", ResourceQuery.Order.NEWEST_FIRST,
                    "_lastUpdated", ResourceQuery.Order.FIRST_RECORDED_FIRST,
                    "-_lastUpdated", ResourceQuery.Order.LAST_RECORDED_FIRST);

    private final FhirContext context;
    private final StoredResources resources;
    private final SearchTable table;
    private final Inclusions inclusions;

    SearchReading(FhirContext context, StoredResources resources, SearchTable table) {
        this.context = context;
        this.resources = resources;
        this.table = table;
        this.inclusions = new Inclusions(context, resources);
    }

    /// @param query what to search for; empty where nothing can be found
    /// @param around what comes with it
    record Asked(Optional<ResourceQuery> query, Inclusions.Wanted around) {}

    Inclusions inclusions() {
        return inclusions;
    }

    SearchTable table() {
        return table;
    }

    /// Whether a parameter can be asked of a type: its name alone, with its modifier and chain.
    boolean knows(String type, String name) {
        Offered offered = table.of(type).get(name.replaceAll("[:.].*", ""));
        return OF_THE_ANSWER.contains(name)
                || AROUND.contains(name)
                || name.equals("_sort")
                || (offered != null
                        && (!name.contains(".") || offered.kind() == SearchTable.Kind.PATIENT));
    }

    /// The parameters of a search that stands in a text.
    ///
    /// @throws Problem where it is none
    static Map<String, String[]> parameters(String query) {
        try {
            return new LinkedHashMap<>(UrlUtil.parseQueryString(query));
        } catch (IllegalArgumentException e) {
            throw Problem.unusable("'" + query + "' is no search: " + e.getMessage());
        }
    }

    /// Reads a search.
    ///
    /// @throws Problem where any of it is not understood
    Asked read(String type, Map<String, String[]> parameters) {
        Conditions conditions = new Conditions(type);
        List<String> includes = new ArrayList<>();
        List<String> reverse = new ArrayList<>();
        parameters.forEach((name, values) -> {
            switch (name) {
                case "_include" -> includes.addAll(List.of(values));
                case "_revinclude" -> reverse.addAll(List.of(values));
                case "_sort" -> conditions.sort(List.of(values));
                default -> {
                    if (!OF_THE_ANSWER.contains(name)) {
                        Stream.of(values).forEach(value -> conditions.add(name, value));
                    }
                }
            }
        });
        return new Asked(conditions.query(), inclusions.read(type, includes, reverse));
    }

    /// The conditions of one search, all of which must hold.
    private final class Conditions {
        private final String type;
        private ResourceQuery query;
        private @Nullable Set<String> charts;
        private @Nullable Set<String> ids;

        Conditions(String type) {
            this.type = type;
            this.query = ResourceQuery.of(type);
        }

        Optional<ResourceQuery> query() {
            Set<String> inCharts = charts;
            Set<String> withIds = ids;
            if ((inCharts != null && inCharts.isEmpty())
                    || (withIds != null && withIds.isEmpty())) {
                return Optional.empty();
            }
            ResourceQuery whole = query;
            if (inCharts != null) {
                whole = whole.inChart(inCharts.toArray(String[]::new));
            }
            if (withIds != null) {
                whole = whole.withId(withIds.toArray(String[]::new));
            }
            return Optional.of(whole);
        }

        void sort(List<String> keys) {
            List<String> all = keys.stream().flatMap(key -> Stream.of(key.split(",", -1))).toList();
            String own = ownDate().orElse("date");
            ResourceQuery.Order order =
                    all.size() == 1
                            ? ORDERS.get(all.getFirst().replaceFirst("^(-?)" + own + "$", "$1date"))
                            : null;
            if (order == null || (ownDate().isEmpty() && all.getFirst().endsWith("date"))) {
                throw Problem.unusable(
                        type
                                + " is sorted by one of "
                                + Stream.concat(ownDate().stream(), Stream.of("_lastUpdated"))
                                        .flatMap(key -> Stream.of(key, "-" + key))
                                        .collect(Collectors.joining(", "))
                                + ", not by "
                                + String.join(",", all));
            }
            query = query.order(order);
        }

        private Optional<String> ownDate() {
            return table.of(type).values().stream()
                    .filter(one -> one.kind() == SearchTable.Kind.DATE)
                    .map(Offered::name)
                    .sorted()
                    .findFirst();
        }

        void add(String written, String value) {
            String base = written.replaceAll("[:.].*", "");
            String rest = written.substring(base.length());
            Offered offered = table.of(type).get(base);
            if (offered == null) {
                throw unknown(type, written, table);
            }
            if (value.indexOf('\0') >= 0) {
                throw Problem.unusable(written + ": a value has no zero character");
            }
            if (value.isBlank()) {
                throw Problem.unusable(written + " has no value; leave it out, or say what for");
            }
            int dot = rest.indexOf('.');
            String modifier = dot < 0 ? rest : rest.substring(0, dot);
            if (dot >= 0) {
                chain(offered, written, modifier, rest.substring(dot + 1), value);
                return;
            }
            boolean ofPatients = offered.kind() == SearchTable.Kind.PATIENT;
            if (!modifier.isEmpty() && !(ofPatients && modifier.equals(":Patient"))) {
                throw Problem.unusable(
                        "the modifier " + modifier + " is not supported: " + written);
            }
            List<String> alternatives =
                    QualifiedParamList.splitQueryStringByCommasIgnoreEscape(null, value);
            if (alternatives.stream().anyMatch(String::isBlank)) {
                throw Problem.unusable(written + "=" + value + ": between commas stands a value");
            }
            switch (offered.kind()) {
                case ID -> ids = both(ids, new LinkedHashSet<>(alternatives));
                case PATIENT -> charts = both(charts, patients(alternatives, modifier));
                case RECORDED, DATE ->
                        query =
                                query.where(
                                        DateTests.condition(
                                                written,
                                                offered.kind() == SearchTable.Kind.RECORDED,
                                                alternatives,
                                                resources.now().toInstant()));
                case TOKEN ->
                        query =
                                query.with(
                                        offered.stored(),
                                        alternatives.stream()
                                                .map(one -> token(offered, one))
                                                .toArray(String[]::new));
            }
        }

        private static @Nullable Set<String> both(@Nullable Set<String> before, Set<String> named) {
            if (before != null) {
                named.retainAll(before);
            }
            return named;
        }

        private Set<String> patients(List<String> alternatives, String modifier) {
            Set<String> named = new LinkedHashSet<>();
            for (String alternative : alternatives) {
                if (alternative.contains("://")) {
                    throw Problem.unusable(
                            alternative + ": a patient of this server is named by Patient/ID");
                }
                ReferenceParam reference = new ReferenceParam();
                reference.setValueAsQueryToken(context, "patient", null, alternative);
                if (!reference.hasResourceType() || reference.getResourceType().equals("Patient")) {
                    named.add(reference.getIdPart());
                } else if (!modifier.isEmpty()) {
                    throw Problem.unusable(alternative + " is no Patient");
                }
            }
            return named;
        }

        /// Patients are searched for as whoever asks could search for them: what they may not see
        /// finds nothing.
        private void chain(
                Offered offered, String written, String modifier, String rest, String value) {
            if (offered.kind() != SearchTable.Kind.PATIENT
                    || !(modifier.isEmpty() || modifier.equals(":Patient"))
                    || !table.of("Patient").containsKey(rest.replaceAll(":.*", ""))) {
                throw unknown(type, written, table);
            }
            Conditions ofPatients = new Conditions("Patient");
            ofPatients.add(rest, value);
            Set<String> found = new HashSet<>();
            Optional<ResourceQuery> search = ofPatients.query();
            String next = "";
            while (search.isPresent()) {
                ResourceQuery page = search.get().limit(AT_ONCE);
                Page some = resources.search(next.isEmpty() ? page : page.after(next));
                some.resources().stream().map(StoredResource::chart).forEach(found::add);
                if (found.size() > MOST_PATIENTS) {
                    throw new Problem(
                            ProblemKind.UNUSABLE,
                            written
                                    + "="
                                    + value
                                    + " is so of more than "
                                    + MOST_PATIENTS
                                    + " patients; say more of them");
                }
                if (some.next().isEmpty()) {
                    break;
                }
                next = some.next().get();
            }
            charts = both(charts, found);
        }

        private String token(Offered offered, String written) {
            TokenParam token = new TokenParam();
            token.setValueAsQueryToken(context, offered.name(), null, written);
            String code = token.getValue() == null ? "" : token.getValue();
            if (token.getSystem() == null) {
                if (code.contains("|")) {
                    throw Problem.unusable(
                            written + ": a code with a | in it is searched with its system");
                }
                return code;
            }
            String system = token.getSystem();
            return impliedSystem(offered, code).filter(system::equals).isPresent()
                    ? code
                    : system + "|" + code;
        }

        /// The system of a plain code, which FHIR's definition of the element gives.
        private Optional<String> impliedSystem(Offered offered, String code) {
            return table.element(type, offered.element())
                    .flatMap(element -> {
                        IBase made =
                                element.newInstance(
                                        context.getResourceDefinition(type)
                                                .getChildByName(offered.element())
                                                .getInstanceConstructorArguments());
                        return made instanceof Enumeration<?> plain
                                ? system(plain, code)
                                : Optional.empty();
                    });
        }

        private static <T extends Enum<?>> Optional<String> system(
                Enumeration<T> plain, String code) {
            try {
                T value = plain.getEnumFactory().fromCode(code);
                return value == null
                        ? Optional.empty()
                        : Optional.ofNullable(plain.getEnumFactory().toSystem(value));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
    }

    /// What can be searched by instead.
    static Problem unknown(String type, String parameter, SearchTable table) {
        int dot = parameter.indexOf('.');
        Offered chained = table.of(type).get(parameter.replaceAll("[:.].*", ""));
        if (dot > 0 && chained != null && chained.kind() == SearchTable.Kind.PATIENT) {
            return Problem.unusable(
                    "'"
                            + parameter
                            + "' cannot be asked: a Patient is found by "
                            + String.join(", ", new TreeSet<>(table.of("Patient").keySet())));
        }
        return Problem.unusable(
                type
                        + " cannot be searched by '"
                        + parameter
                        + "'; it can by "
                        + String.join(", ", new TreeSet<>(table.of(type).keySet())));
    }
}
