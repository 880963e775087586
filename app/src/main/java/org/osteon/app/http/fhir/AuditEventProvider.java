package org.osteon.app.http.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.DateRangeParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.IdType;
import org.jspecify.annotations.Nullable;
import org.osteon.records.charts.RecordTrail;
import org.osteon.records.charts.Records;
import org.osteon.records.trail.AuditEvents;
import org.osteon.records.trail.EventKinds;
import org.osteon.records.words.Problem;
import org.osteon.records.words.ProblemKind;
import org.osteon.store.ResourceQuery;
import org.osteon.store.TrailEntry;
import org.osteon.store.TrailQuery;

/// What was done and looked at, as AuditEvents: a view of the two chains of the store. Nobody
/// writes one.
public final class AuditEventProvider implements IResourceProvider {
    private final FhirContext context;
    private final RecordTrail trail;
    private final InstantSource clock;

    AuditEventProvider(FhirContext context, Records records, InstantSource clock) {
        this.context = context;
        this.trail = records.trail();
        this.clock = clock;
    }

    @Override
    public Class<AuditEvent> getResourceType() {
        return AuditEvent.class;
    }

    private AuditEvent parsed(TrailEntry entry, String server) {
        return context.newJsonParser()
                .parseResource(AuditEvent.class, new AuditEvents(server).event(entry).toString());
    }

    /// Read.
    @Read
    public AuditEvent read(@IdParam IdType id, HttpServletRequest request) {
        return trail.one(id.getIdPart())
                .map(one -> parsed(one, request.getServerName()))
                .orElseThrow(() -> FhirProblems.missing(id));
    }

    /// Search, newest first.
    @Search
    public IBundleProvider search(
            @OptionalParam(name = "_id") @Nullable TokenParam id,
            @OptionalParam(name = "date") @Nullable DateRangeParam date,
            @OptionalParam(name = "patient") @Nullable ReferenceParam patient,
            @OptionalParam(name = "entity") @Nullable ReferenceParam entity,
            @OptionalParam(name = "agent") @Nullable ReferenceParam agent,
            @OptionalParam(name = "agent-name") @Nullable StringParam name,
            @OptionalParam(name = "type") @Nullable TokenOrListParam type,
            @OptionalParam(name = "subtype") @Nullable TokenOrListParam subtype,
            @OptionalParam(name = "action") @Nullable TokenOrListParam action,
            @OptionalParam(name = "outcome") @Nullable TokenParam outcome,
            HttpServletRequest request) {
        String server = request.getServerName();
        if (id != null) {
            return new SimpleBundleProvider(
                    trail.one(id.getValue()).stream().map(one -> parsed(one, server)).toList());
        }
        Optional<String> ofPatient = chart(patient);
        Optional<String> ofEntity = chart(entity);
        ResourceQuery.Span span = DateBounds.span(date);
        Predicate<EventKinds.Kind> so =
                kind ->
                        among(type, kind.type().system(), kind.type().code())
                                && among(subtype, kind.subtype().system(), kind.subtype().code())
                                && among(
                                        action,
                                        "http://hl7.org/fhir/audit-event-action",
                                        kind.action());
        TrailQuery query =
                new TrailQuery(
                        span.from(),
                        span.to(),
                        ofPatient.or(() -> ofEntity),
                        Optional.ofNullable(agent).map(ReferenceParam::getIdPart),
                        Optional.ofNullable(name).map(StringParam::getValue),
                        type == null && subtype == null && action == null
                                ? Optional.empty()
                                : Optional.of(EventKinds.words(so)),
                        Optional.ofNullable(outcome).map(AuditEventProvider::outcome));
        boolean none =
                ofPatient.isPresent()
                        && ofEntity.isPresent()
                        && !ofPatient.get().equals(ofEntity.get());
        return none ? new SimpleBundleProvider(List.of()) : new Found(cursor(query, server));
    }

    private static Optional<String> chart(@Nullable ReferenceParam reference) {
        if (reference == null) {
            return Optional.empty();
        }
        if (reference.getChain() != null) {
            throw new Problem(ProblemKind.UNUSABLE, "chained searches are not supported");
        }
        if (reference.hasResourceType() && !reference.getResourceType().equals("Patient")) {
            throw new Problem(ProblemKind.UNUSABLE, "entities are searched by patient: Patient/ID");
        }
        return Optional.of(reference.getIdPart());
    }

    private static boolean among(@Nullable TokenOrListParam wanted, String system, String code) {
        return wanted == null
                || wanted.getValuesAsQueryTokens().stream()
                        .anyMatch(one ->
                                one.getValue().equals(code)
                                        && (one.getSystem() == null
                                                || one.getSystem().equals(system)));
    }

    private static TrailQuery.Outcome outcome(TokenParam wanted) {
        return switch (wanted.getValue()) {
            case "0" -> TrailQuery.Outcome.DONE;
            case "8" -> TrailQuery.Outcome.REFUSED;
            case "4" -> TrailQuery.Outcome.OTHER;
            default ->
                    throw new Problem(
                            ProblemKind.UNUSABLE,
                            "an outcome is 0 (done), 4 (something else was asked for first) or 8"
                                    + " (refused), not "
                                    + wanted.getValue());
        };
    }

    /// Up to now, where no end is asked: each page is a look, and would move the others.
    private PageCursor.Trail cursor(TrailQuery query, String server) {
        return new PageCursor.Trail(
                query.from().orElse(null),
                query.to().orElseGet(clock::instant),
                query.chart().orElse(null),
                query.person().orElse(null),
                query.nameStart().orElse(null),
                query.words().orElse(null),
                query.outcome().orElse(null),
                server,
                clock.instant());
    }

    /// Goes on with a search.
    IBundleProvider found(PageCursor.Trail asked) {
        return new Found(asked);
    }

    /// A search whose pages are read when they are asked for.
    private final class Found extends PagesOnDemand implements PageCursor.Source {
        private final PageCursor.Trail asked;
        private final TrailQuery query;

        Found(PageCursor.Trail asked) {
            super(Date.from(asked.at()));
            this.asked = asked;
            this.query =
                    new TrailQuery(
                            Optional.ofNullable(asked.from()),
                            Optional.ofNullable(asked.to()),
                            Optional.ofNullable(asked.chart()),
                            Optional.ofNullable(asked.person()),
                            Optional.ofNullable(asked.nameStart()),
                            Optional.ofNullable(asked.words()),
                            Optional.ofNullable(asked.outcome()));
        }

        @Override
        public PageCursor cursor() {
            return asked;
        }

        @Override
        public List<IBaseResource> getResources(int from, int to) {
            return to <= from
                    ? List.of()
                    : trail.page(query, from, to - from).stream()
                            .<IBaseResource>map(one -> parsed(one, asked.server()))
                            .toList();
        }

        @Override
        public Integer size() {
            return (int) Math.min(trail.count(query), Integer.MAX_VALUE);
        }
    }
}
