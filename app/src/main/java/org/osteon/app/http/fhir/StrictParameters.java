package org.osteon.app.http.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.method.BaseMethodBinding;
import ca.uhn.fhir.rest.server.method.OperationParameter;
import ca.uhn.fhir.rest.server.method.SearchParameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.osteon.records.words.Problem;

/// A parameter that a request cannot have is refused: an answer as if it had not been there would
/// be an answer to another question. Who prefers `handling=lenient` in a search is answered without
/// it, and told so; so is an export.
@Interceptor
final class StrictParameters {
    private static final String IGNORED = StrictParameters.class.getName();
    private static final Set<String> PAGES =
            Set.of("_getpages", "_getpagesoffset", "_bundletype", "_pageId", "_offset");
    private static final Set<String> OF_AN_EXPORT = Set.of("_format", "_pretty");
    private static final Map<String, Pattern> VALUES =
            Map.of(
                    "_format",
                            Pattern.compile("(application/(fhir[+ ])?|text/)?(json|xml)( *;.*)?"),
                    "_summary", Pattern.compile("true|false|text|data|count"),
                    "_total", Pattern.compile("none|estimate|accurate"),
                    "_pretty", Pattern.compile("true|false"),
                    "_count", Pattern.compile("[0-9]{1,9}"),
                    "_elements", Pattern.compile("[^,\\s]+(,[^,\\s]+)*"));

    /// Of which the first or the last would count, and each reader takes another.
    private static final Set<String> ONCE =
            Set.of("_format", "_summary", "_total", "_pretty", "_count", "_elements", "_sort");

    private final RestfulServer server;
    private final SearchReading reading;

    StrictParameters(RestfulServer server, SearchReading reading) {
        this.server = server;
        this.reading = reading;
    }

    /// Whose chart is meant where several have a resource of one name stands beside the parameters:
    /// HAPI finds no reading of one resource that has any.
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLER_SELECTED)
    public void whose(RequestDetails request) {
        String[] named = request.getParameters().get(TypeProvider.PATIENT);
        if (named == null || named.length != 1 || request.getId() == null) {
            return;
        }
        if (request.getOperation() == null || request.getOperation().startsWith("_history")) {
            Map<String, String[]> rest = new LinkedHashMap<>(request.getParameters());
            rest.remove(TypeProvider.PATIENT);
            request.setParameters(rest);
            request.getUserData().put(TypeProvider.PATIENT, named[0].replaceFirst("^Patient/", ""));
        }
    }

    /// Looks through the parameters of a request before anything is done.
    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
    public void check(RequestDetails request, RestOperationTypeEnum does) {
        if (!isCondition(request, does)) {
            checkNames(request, does);
        }
        // Of what is passed over the value is, too.
        request.getParameters().forEach(StrictParameters::checkValue);
    }

    private void checkNames(RequestDetails request, RestOperationTypeEnum does) {
        Map<String, String[]> parameters = request.getParameters();
        Known known = known(request, does);
        List<String> unknown =
                Stream.concat(parameters.keySet().stream(), inTheBody(request, does))
                        .filter(name -> !known.has(name))
                        .sorted()
                        .toList();
        if (unknown.isEmpty()) {
            return;
        }
        boolean mayBeLeft = does == RestOperationTypeEnum.SEARCH_TYPE || isExport(request);
        if (!mayBeLeft || !Preferences.isLenient(request.getHeaders("Prefer"))) {
            throw known.refusal(unknown.getFirst());
        }
        Map<String, String[]> rest = new LinkedHashMap<>(parameters);
        unknown.forEach(rest::remove);
        request.setParameters(rest);
        request.getUserData().put(IGNORED, unknown);
    }

    /// Says in the answer what of the search was passed over.
    @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
    public void tell(RequestDetails request, IBaseResource answer) {
        if (answer instanceof Bundle bundle
                && request.getUserData().get(IGNORED) instanceof List<?> ignored) {
            OperationOutcome told = new OperationOutcome();
            ignored.forEach(name ->
                    told.addIssue()
                            .setSeverity(OperationOutcome.IssueSeverity.WARNING)
                            .setCode(OperationOutcome.IssueType.NOTSUPPORTED)
                            .setDiagnostics(
                                    "The parameter "
                                            + name
                                            + " was passed over (handling=lenient)"));
            bundle.addEntry().setResource(told).getSearch().setMode(Bundle.SearchEntryMode.OUTCOME);
        }
    }

    private static void checkValue(String name, String[] values) {
        if (ONCE.contains(name) && values.length > 1) {
            throw Problem.unusable(
                    name + " stands in the address " + values.length + " times; say it once");
        }
        Pattern form = VALUES.get(name);
        for (String value : values) {
            if (form != null && !form.matcher(value).matches()) {
                throw Problem.unusable(name + "=" + value + " is not understood");
            }
        }
    }

    /// An operation is asked by a resource Parameters, too.
    private static Stream<String> inTheBody(RequestDetails request, RestOperationTypeEnum does) {
        return switch (does) {
            case EXTENDED_OPERATION_SERVER, EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_INSTANCE ->
                    SentBody.parameters(request.loadRequestContents()).stream();
            default -> Stream.empty();
        };
    }

    /// Bulk Data has a server pass over what it does not support, where the client prefers that.
    private static boolean isExport(RequestDetails request) {
        return BulkProvider.EXPORT.equals(request.getOperation());
    }

    /// The search of a conditional write is read where it is written.
    private static boolean isCondition(RequestDetails request, RestOperationTypeEnum does) {
        return does == RestOperationTypeEnum.UPDATE && request.getId() == null;
    }

    private interface Known {
        boolean has(String name);

        Problem refusal(String name);
    }

    private Known known(RequestDetails request, RestOperationTypeEnum does) {
        BaseMethodBinding binding =
                does == RestOperationTypeEnum.GET_PAGE
                        ? null
                        : server.determineResourceMethod(request, request.getRequestPath());
        boolean ofCharts = binding != null && binding.getProvider() instanceof TypeProvider;
        String type = request.getResourceName() == null ? "" : request.getResourceName();
        if (ofCharts && does == RestOperationTypeEnum.SEARCH_TYPE) {
            return new Known() {
                @Override
                public boolean has(String name) {
                    return reading.knows(type, name);
                }

                @Override
                public Problem refusal(String name) {
                    return SearchReading.unknown(type, name, reading.table());
                }
            };
        }
        Set<String> names =
                new TreeSet<>(isExport(request) ? OF_AN_EXPORT : SearchReading.OF_THE_ANSWER);
        if (does == RestOperationTypeEnum.GET_PAGE) {
            names.addAll(PAGES);
        }
        if (does == RestOperationTypeEnum.HISTORY_INSTANCE) {
            names.add(VersionPages.OFFSET);
        }
        if (ofCharts && request.getId() != null) {
            names.add(TypeProvider.PATIENT);
        }
        if (binding != null) {
            names.addAll(named(binding));
        }
        return new Known() {
            @Override
            public boolean has(String name) {
                return names.contains(name.replaceAll("[:.].*", ""));
            }

            @Override
            public Problem refusal(String name) {
                return Problem.unusable(
                        "'"
                                + name
                                + "' cannot be asked here; this can: "
                                + String.join(", ", names));
            }
        };
    }

    private static List<String> named(BaseMethodBinding binding) {
        List<String> names = new ArrayList<>();
        for (var parameter : binding.getParameters()) {
            switch (parameter) {
                case SearchParameter search -> names.add(search.getName());
                case OperationParameter operation -> names.add(operation.getName());
                default -> {}
            }
        }
        return names;
    }
}
